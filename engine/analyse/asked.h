// What a rule asks about: the values that it compares facts with, the groups in which it looks
// countries up, and the fields that it reads. It is gathered from the Program alone, so that facts
// that the dossier lacks, such as those of an element that nobody listed, are known too.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "check/program.h"

namespace probity {

struct AskedValue {
  TypeId type;
  Constant value;
};

struct Asked {
  std::vector<AskedValue> values;  ///< literals, and parameters on the day; no value twice
  std::vector<GroupId> groups;
  std::vector<std::pair<RecordId, std::uint32_t>> fields;

  [[nodiscard]] bool reads(RecordId record, std::uint32_t field) const;
};

/// By the clauses of the rule, of its exceptions and of what may prevail over it, and by everything
/// that they call, in the order in which it is written. Parameters have their value on `day`;
/// without one they have none.
[[nodiscard]] Asked find_asked(const Program& program, RuleId rule, std::optional<Date> day);

}  // namespace probity
