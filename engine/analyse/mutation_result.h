// What the cases noticed of changed rules, as plain data for the reports. A case is its place in
// the list that was analysed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace probity {

enum class MutationKind : std::uint8_t {
  kThreshold,   ///< a number, an amount, a share, a day or a length of time, moved by one unit
  kComparator,  ///< `is at most` for `is less than`, `is` for `is not`
  kConnective,  ///< `and` for `or`
  kQuantifier,  ///< `every` for `some`
  kNegation,    ///< `is in` for `is not in`, `not` left out
  kException,   ///< dropped
  kPrecedence,  ///< a rule prevails no more
  kWindow,      ///< begins or ends a day earlier or later
  kGroup,       ///< a country less
  kReading,     ///< holds under every reading; another reading is the default
};
inline constexpr std::size_t kMutationKinds = 10;
[[nodiscard]] std::string_view mutation_name(MutationKind kind);  ///< "threshold"

/// One change of the rules, and the first case that noticed it.
struct MutantResult {
  MutationKind kind = MutationKind::kThreshold;
  std::string path;
  std::uint32_t line = 0;    ///< from 1
  std::uint32_t column = 0;  ///< from 1
  std::string part;          ///< what was changed, as written: "share is at most ceiling"
  std::string before;        ///< "is at most"
  std::string after;         ///< "is less than"
  std::optional<std::uint32_t> noticed_by;
};

}  // namespace probity
