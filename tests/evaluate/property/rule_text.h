// Rule files as trees of text: what the generator makes, the shrinker takes apart and the parser
// reads. The tree knows only where something can be left out or put in another's place.
#pragma once

#include <string>
#include <vector>

namespace probity::property {

/// The kind of thing that stands in a place; two pieces of one kind may stand for each other.
enum class Sort : std::uint8_t {
  kClause,  ///< a part of a declaration, or a declaration
  kBoolean,
  kNumber,
  kPercentage,
  kMoney,
  kDate,
  kDuration,
  kCountry,
  kText,
  kEnum,  ///< of the enum that `detail` says
  kList,
};

/// pieces[0] children[0] pieces[1] children[1] ... : always one more piece than children.
struct Fragment {
  Sort sort = Sort::kClause;
  int detail = 0;
  bool can_be_left_out = false;
  std::vector<std::string> pieces;
  std::vector<Fragment> children;
};

[[nodiscard]] std::string text_of(const Fragment& fragment);

/// One rule file.
struct RuleFile {
  std::string path;
  std::string head;  ///< module line and `use` lines
  std::vector<Fragment> declarations;
};

[[nodiscard]] std::string text_of(const RuleFile& file);

using RuleFiles = std::vector<RuleFile>;

}  // namespace probity::property
