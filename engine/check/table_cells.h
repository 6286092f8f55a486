// What a row of a table asks of each input, and what the values of an input make of it. A table is
// proved once for each way in which the law can stand while it is asked. Private to check/.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "check/context.h"

namespace probity {

/// A day and a choice of readings: what groups and parameters depend on.
struct Standing {
  Date day;
  std::vector<std::uint32_t> readings;
};

/// Every standing under which the groups and parameters below `body` differ, the latest day first;
/// those on which a parameter has no value are left out. Absent where there are too many.
[[nodiscard]] std::optional<std::vector<Standing>> standings_of(const Program& program,
                                                                NodeId body);

/// " on 2026-01-01 under safe.reach is wide": what sets one standing apart from the others.
[[nodiscard]] std::string standing_text(const Program& program, const Standing& standing,
                                        const std::vector<Standing>& all);

/// The literal, or the value that the parameter then has. Precondition: it has one.
[[nodiscard]] Constant value_in(const Program& program, const Standing& standing, NodeId node);

/// Rows, by their index.
using RowSet = std::vector<bool>;

/// Values of one input that no row tells apart.
struct InputClass {
  /// One of them; absent for a text that no row names, and where no row asks for the input.
  std::optional<Constant> example;
  RowSet rows;  ///< those that take them, as far as this input is concerned
};

/// Reads the rows of one table once, and looks at them under each standing.
class TableCells {
 public:
  TableCells(const Program& program, DefinitionId table);

  /// Every value of the input is in one of them.
  [[nodiscard]] std::vector<InputClass> classes(std::uint32_t input,
                                                const Standing& standing) const;
  [[nodiscard]] bool is_asked(std::uint32_t input) const;
  [[nodiscard]] std::size_t row_count() const { return rows_.size(); }
  [[nodiscard]] std::size_t input_count() const { return types_.size(); }
  /// Two amounts of different currencies that one input is compared with; absent where all agree.
  [[nodiscard]] std::optional<std::pair<NodeId, NodeId>> mixed_currencies() const;

 private:
  using Cells = std::vector<NodeId>;  ///< conditions on one input, all of which a row asks

  [[nodiscard]] std::vector<std::optional<Constant>> samples(std::uint32_t input,
                                                             const Standing& standing) const;
  [[nodiscard]] std::vector<NodeId> values_named(std::uint32_t input) const;
  [[nodiscard]] bool takes(NodeId cell, const std::optional<Constant>& value,
                           const Standing& standing) const;

  const Program& program_;
  std::vector<TypeId> types_;
  std::vector<std::vector<Cells>> rows_;  ///< by row, then by input
};

}  // namespace probity
