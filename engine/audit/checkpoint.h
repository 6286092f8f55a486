// Checkpoints (https://c2sp.org/tlog-checkpoint): origin, size and root of a log, as the text of a
// signed note.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "audit/note.h"
#include "audit/tree.h"
#include "support/result.h"

namespace probity::audit {

struct Checkpoint {
  std::string origin;
  TreeHead head;
  std::vector<std::string> extensions;  ///< ours has none
};

/// The text to sign.
[[nodiscard]] std::string checkpoint_text(const Checkpoint& checkpoint);
/// kInput where the text has another form.
[[nodiscard]] Result<Checkpoint> parse_checkpoint_text(std::string_view text);

/// The checkpoint of a note; whether its signatures hold is not asked.
struct SignedCheckpoint {
  SignedNote note;
  Checkpoint checkpoint;
};
/// Of a log of ours, which has no extension lines.
[[nodiscard]] Result<SignedCheckpoint> parse_checkpoint(std::string_view bytes);
/// Of whatever log, with the extension lines that the specification lets it have.
[[nodiscard]] Result<SignedCheckpoint> parse_any_checkpoint(std::string_view bytes);

/// Also that the log's own key signed it. kInput: another form, origin, key or signature.
[[nodiscard]] Result<Checkpoint> open_checkpoint(std::string_view bytes, const VerifierKey& key);

}  // namespace probity::audit
