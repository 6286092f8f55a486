// The declarations of one of two rule sets that are compared: by kind, with what is needed to match
// and to report them. Private to analyse/.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "analyse/diff_parts.h"
#include "analyse/meaning.h"
#include "analyse/result.h"
#include "check/program.h"

namespace probity {

/// One declaration.
struct DiffItem {
  std::string name;   ///< qualified; of an act what tells it from others
  std::string title;  ///< "" where its kind has none
  std::vector<Citation> laws;
  std::optional<Declared> declared;  ///< absent for rules, precedences and acts
  std::string rule;                  ///< of an exception the rule that it belongs to, of a
                                     ///< precedence the one that gives way
  std::size_t index = 0;             ///< in its table of the Program
};

class DiffSide {
 public:
  /// All must outlive it; `names` may grow, and `forget` is called then.
  DiffSide(const Program& program, const NewNames& names, Meanings& meanings);

  [[nodiscard]] const Program& program() const { return program_; }
  /// In the order of the rule set.
  [[nodiscard]] std::vector<DiffItem> items(DeclarationKind kind) const;
  [[nodiscard]] Parts parts(DeclarationKind kind, std::size_t index);
  /// What calls come to is remembered; new names make that wrong.
  void forget() { reader_.reset(); }

  /// Names of the rules whose outcome can depend on it.
  [[nodiscard]] std::vector<std::string> rules_on(const DiffItem& item) const;
  /// Names of everything that names it, directly or through others.
  [[nodiscard]] std::vector<std::string> all_on(const DiffItem& item) const;

 private:
  [[nodiscard]] std::vector<DiffItem> definitions(DeclarationKind kind) const;

  const Program& program_;
  const NewNames& names_;
  Meanings& meanings_;
  CrossReferences references_;
  std::optional<PartReader> reader_;
};

}  // namespace probity
