// A dossier as if some of its facts were other: the changed text, and what the change does to the
// decision. Pure: the dossier itself is never touched.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyse/result.h"
#include "dossier/json_edit.h"
#include "support/result.h"

namespace probity {

struct ChangedText {
  std::string text;
  std::vector<FactChange> facts;  ///< one for each edit
};

/// Makes the edits one after the other; fails as edit_json does. Precondition: the loader accepts
/// `text`. The result is not loaded yet: it can hold values that the loader refuses.
[[nodiscard]] Result<ChangedText> change_text(std::string_view text,
                                              std::span<const JsonEdit> edits);

/// What differs between the decisions on the text before and after the change.
[[nodiscard]] Hypothesis compare_decisions(const Decision& before, const Decision& after,
                                           std::vector<FactChange> facts);

}  // namespace probity
