#include "check/table_proof.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "check/nodes.h"
#include "check/table_cells.h"
#include "check/types.h"
#include "support/match.h"
#include "values/percentage.h"

namespace probity {
namespace {

/// Partial cases that are looked at for one table under one standing; beyond them it is too large.
constexpr std::size_t kMostCases = 200'000;

std::string constant_text(const Program& program, const Constant& constant, TypeId type) {
  const bool is_percentage = kind_of(program.vocabulary, type) == TypeKind::kPercentage;
  return match(
      constant, [](bool value) { return std::string(value ? "true" : "false"); },
      [&](const Number& value) {
        return is_percentage ? percentage_text(value).text : value.to_text();
      },
      [](const Money& value) { return money_text(value).text; },
      [](Date value) { return date_text(value); },
      [](const Duration& value) { return duration_text(value); },
      [](Country value) { return value.text(); },
      [&](SymbolId value) { return std::string(program.vocabulary.symbol(value)); },
      [](const std::string& value) { return fmt::format("\"{}\"", value); });
}

bool is_empty(const RowSet& rows) {
  return std::find(rows.begin(), rows.end(), true) == rows.end();
}

RowSet both(const RowSet& left, const RowSet& right) {
  RowSet result(left.size());
  for (std::size_t i = 0; i < left.size(); ++i) result[i] = left[i] && right[i];
  return result;
}

/// For each input, which of its classes.
using Case = std::vector<std::size_t>;

/// The cases of one table under one standing.
class Cases {
 public:
  Cases(const TableCells& cells, const Standing& standing) {
    for (std::uint32_t input = 0; input < cells.input_count(); ++input) {
      classes_.push_back(cells.classes(input, standing));
    }
  }

  [[nodiscard]] const std::vector<InputClass>& classes(std::size_t input) const {
    return classes_[input];
  }
  [[nodiscard]] bool is_too_large() const { return is_too_large_; }

  /// A case that none of `rows` takes; only those that the row `within` takes, if there is one.
  std::optional<Case> find_without(const RowSet& rows, std::optional<std::size_t> within) {
    seen_.clear();
    within_ = within;
    Case found;
    if (!descend(rows, found)) return std::nullopt;
    return found;
  }

  /// A case that both rows take.
  [[nodiscard]] std::optional<Case> find_shared(std::size_t first, std::size_t second) const {
    Case found;
    for (const std::vector<InputClass>& of_input : classes_) {
      const auto place = std::find_if(of_input.begin(), of_input.end(), [&](const InputClass& one) {
        return one.rows[first] && one.rows[second];
      });
      if (place == of_input.end()) return std::nullopt;
      found.push_back(static_cast<std::size_t>(place - of_input.begin()));
    }
    return found;
  }

  /// The only input of which no value suits both rows; absent where there is none or another one.
  [[nodiscard]] std::optional<std::uint32_t> parting_input(std::size_t first,
                                                           std::size_t second) const {
    std::optional<std::uint32_t> parting;
    for (std::uint32_t input = 0; input < classes_.size(); ++input) {
      const bool is_shared =
          std::any_of(classes_[input].begin(), classes_[input].end(),
                      [&](const InputClass& one) { return one.rows[first] && one.rows[second]; });
      if (is_shared) continue;
      if (parting) return std::nullopt;
      parting = input;
    }
    return parting;
  }

 private:
  /// Extends `found` by the inputs that follow; false where every case has a row of `rows`.
  bool descend(const RowSet& rows, Case& found) {
    const std::size_t input = found.size();
    if (input == classes_.size()) return is_empty(rows);
    if (!seen_.emplace(input, rows).second) return false;
    if (seen_.size() > kMostCases) is_too_large_ = true;
    if (is_too_large_) return false;
    for (std::size_t i = 0; i < classes_[input].size(); ++i) {
      const InputClass& one = classes_[input][i];
      if (within_ && !one.rows[*within_]) continue;
      found.push_back(i);
      if (descend(both(rows, one.rows), found)) return true;
      found.pop_back();
    }
    return false;
  }

  std::vector<std::vector<InputClass>> classes_;
  std::set<std::pair<std::size_t, RowSet>> seen_;  ///< that were found to be without a gap
  std::optional<std::size_t> within_;
  bool is_too_large_ = false;
};

class TableProof {
 public:
  TableProof(DefinitionId table, const std::vector<ast::Name>& inputs, Context& context)
      : context_(context),
        program_(context.program),
        table_(program_[table]),
        inputs_(inputs),
        cells_(program_, table),
        may_decide_(table_.rows.size(), false) {}

  std::vector<node::Table::Parting> run() {
    if (const auto mixed = cells_.mixed_currencies()) {
      context_.report({.code = Code::mixed_currencies,
                       .span = program_[mixed->second].span,
                       .message = "one input is compared with amounts of two currencies",
                       .labels = {{.span = program_[mixed->first].span, .text = "the other one"}},
                       .help = "the input is one amount: give it one currency"});
      return {};
    }
    const std::optional<std::vector<Standing>> standings = standings_of(program_, table_.body);
    if (!standings) {
      report_too_large();
      return {};
    }
    for (const Standing& standing : *standings) {
      if (!look_at(standing, *standings)) return {};
    }
    if (!standings->empty()) report_idle_rows();
    return std::move(partings_);
  }

 private:
  /// False where it is pointless to look at more.
  bool look_at(const Standing& standing, const std::vector<Standing>& all) {
    Cases cases(cells_, standing);
    const bool is_complete = has_every_case(cases, standing_text(program_, standing, all));
    const bool is_consistent = agrees(cases, standing, standing_text(program_, standing, all));
    if (is_complete && is_consistent) note_deciding(cases);
    if (!cases.is_too_large()) return is_complete && is_consistent;
    report_too_large();
    return false;
  }

  bool has_every_case(Cases& cases, const std::string& when) {
    const RowSet every(table_.rows.size(), true);
    const std::optional<Case> gap = cases.find_without(every, std::nullopt);
    if (!gap) return true;
    const std::string text = case_text(cases, *gap);
    context_.report({.code = Code::incomplete_table,
                     .span = table_.span,
                     .message = fmt::format("no row of `{}` for {}{}", table_.name, text, when),
                     .help = "write the row that the law has for it"});
    return false;
  }

  bool agrees(const Cases& cases, const Standing& standing, const std::string& when) {
    bool is_consistent = true;
    for (std::size_t second = 1; second < table_.rows.size(); ++second) {
      const Constant result = value_in(program_, standing, table_.rows[second].result);
      for (std::size_t first = 0; first < second; ++first) {
        const Constant other = value_in(program_, standing, table_.rows[first].result);
        if (other == result) continue;
        const std::optional<Case> shared = cases.find_shared(first, second);
        if (shared) {
          report_contradiction(first, second, case_text(cases, *shared),
                               fmt::format("{} and {}{}", text(other), text(result), when));
          is_consistent = false;
          break;
        }
        note_parting(cases, first, second);
      }
    }
    return is_consistent;
  }

  void note_parting(const Cases& cases, std::size_t first, std::size_t second) {
    const std::optional<std::uint32_t> input = cases.parting_input(first, second);
    if (!input || !known_partings_.emplace(first, second, *input).second) return;
    partings_.push_back({.first = static_cast<std::uint32_t>(first),
                         .second = static_cast<std::uint32_t>(second),
                         .input = *input});
  }

  /// A row decides where it takes a case that no row before it takes.
  void note_deciding(Cases& cases) {
    RowSet before(table_.rows.size(), false);
    for (std::size_t row = 0; row < table_.rows.size(); ++row) {
      if (!may_decide_[row] && cases.find_without(before, row)) may_decide_[row] = true;
      before[row] = true;
    }
  }

  void report_idle_rows() {
    for (std::size_t row = 0; row < table_.rows.size(); ++row) {
      if (may_decide_[row]) continue;
      context_.report({.code = Code::idle_row,
                       .span = program_[table_.rows[row].condition].span,
                       .message = fmt::format("row {} of `{}` never decides", row + 1, table_.name),
                       .help = "no value suits it, or rows before it take all that it takes; take "
                               "it out, or cite both laws in one row"});
    }
  }

  void report_contradiction(std::size_t first, std::size_t second, const std::string& shared,
                            const std::string& results) {
    context_.report({.code = Code::contradictory_rows,
                     .span = program_[table_.rows[second].condition].span,
                     .message = fmt::format("rows {} and {} of `{}` both match {}, and give {}",
                                            first + 1, second + 1, table_.name, shared, results),
                     .labels = {{.span = program_[table_.rows[first].condition].span,
                                 .text = fmt::format("row {}", first + 1)}},
                     .help = "say in one of them what sets it apart"});
  }

  void report_too_large() {
    context_.report({.code = Code::table_too_large,
                     .span = table_.span,
                     .message = fmt::format("`{}` has too many cases to prove that each has its "
                                            "row",
                                            table_.name),
                     .help = "make two tables of it, of which one names the other's result as an "
                             "input"});
  }

  [[nodiscard]] std::string text(const Constant& result) const {
    return constant_text(program_, result, table_.type);
  }

  /// "by_seap false, category missiles"
  [[nodiscard]] std::string case_text(const Cases& cases, const Case& found) const {
    std::string text;
    for (std::uint32_t input = 0; input < found.size(); ++input) {
      if (!cells_.is_asked(input)) continue;
      if (!text.empty()) text += ", ";
      const std::optional<Constant>& example = cases.classes(input)[found[input]].example;
      text += inputs_[input].text + " ";
      text +=
          example ? constant_text(program_, *example, table_.parameters[input]) : "any other text";
    }
    return text.empty() ? "any case" : text;
  }

  Context& context_;
  const Program& program_;
  const Definition& table_;
  const std::vector<ast::Name>& inputs_;
  TableCells cells_;
  RowSet may_decide_;
  std::vector<node::Table::Parting> partings_;
  std::set<std::tuple<std::size_t, std::size_t, std::uint32_t>> known_partings_;
};

}  // namespace

std::vector<node::Table::Parting> prove_table(DefinitionId table,
                                              const std::vector<ast::Name>& inputs,
                                              Context& context) {
  return TableProof(table, inputs, context).run();
}

}  // namespace probity
