#include "check/table_cells.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "check/constants.h"
#include "check/nodes.h"
#include "check/types.h"

namespace probity {
namespace {

constexpr std::size_t kMostStandings = 4096;

// ---- how the law can stand ---------------------------------------------------------------------

/// The days on which something changes, and the readings that something depends on.
struct Changes {
  std::set<Date> days{kFirstDate};
  std::set<InterpretationId> interpretations;
  std::set<GroupId> groups;
  std::set<ParameterId> parameters;

  void add(const Window& window) {
    if (window.from) days.insert(*window.from);
    if (!window.until) return;
    if (const std::optional<Date> next = add_days(*window.until, 1)) days.insert(*next);
  }

  void add(const Program& program, GroupId id) {
    if (!groups.insert(id).second) return;
    for (const GroupTerm& term : program[id].terms) {
      if (term.condition) interpretations.insert(term.condition->interpretation);
      if (term.group.is_present()) add(program, term.group);
      for (const GroupMember& member : term.members) add(member.window);
    }
  }

  void add(const Program& program, ParameterId id) {
    if (!parameters.insert(id).second) return;
    for (const DatedConstant& value : program[id].values) add(value.window);
  }
};

const Constant* find_value(const Parameter& parameter, Date day) {
  for (const DatedConstant& value : parameter.values) {
    if (value.window.contains(day)) return &value.value;
  }
  return nullptr;
}

bool is_member(const Program& program, const Standing& standing, GroupId group, Country country) {
  bool is_in = false;
  for (const GroupTerm& term : program[group].terms) {
    if (term.condition &&
        standing.readings[term.condition->interpretation.index()] != term.condition->reading) {
      continue;
    }
    const bool is_in_term =
        term.group.is_present()
            ? is_member(program, standing, term.group, country)
            : std::any_of(term.members.begin(), term.members.end(), [&](const GroupMember& member) {
                return member.country == country && member.window.contains(standing.day);
              });
    if (is_in_term) is_in = !term.subtracted;
  }
  return is_in;
}

// ---- values of an input ------------------------------------------------------------------------

const std::vector<Country>& all_countries() {
  static const std::vector<Country> kCountries = [] {
    std::vector<Country> found;
    for (char first = 'A'; first <= 'Z'; ++first) {
      for (char second = 'A'; second <= 'Z'; ++second) {
        const std::optional<Country> country = find_country(std::string{first, second});
        if (country) found.push_back(*country);
      }
    }
    return found;
  }();
  return kCountries;
}

using Samples = std::vector<std::optional<Constant>>;

/// Each bound, and a number on either side of it.
Samples around_numbers(std::vector<Number> bounds, const std::optional<Currency>& currency) {
  const auto constant = [&](const Number& number) {
    return currency ? Constant(Money{.amount = number, .currency = *currency}) : Constant(number);
  };
  std::sort(bounds.begin(), bounds.end());
  bounds.erase(std::unique(bounds.begin(), bounds.end()), bounds.end());
  Samples samples;
  for (std::size_t i = 0; i < bounds.size(); ++i) {
    if (i == 0) {
      samples.emplace_back(constant(bounds[i] - Number(1)));
    } else {
      samples.emplace_back(constant(*Number::divide(bounds[i - 1] + bounds[i], Number(2))));
    }
    samples.emplace_back(constant(bounds[i]));
  }
  if (!bounds.empty()) samples.emplace_back(constant(bounds.back() + Number(1)));
  return samples;
}

Samples around_days(const std::vector<Constant>& bounds) {
  std::set<Date> days;
  for (const Constant& bound : bounds) {
    const Date day = std::get<Date>(bound);
    for (const int step : {-1, 0, 1}) {
      if (const std::optional<Date> near = add_days(day, step)) days.insert(*near);
    }
  }
  return {days.begin(), days.end()};
}

}  // namespace

std::optional<std::vector<Standing>> standings_of(const Program& program, NodeId body) {
  Changes changes;
  for (const NodeId id : nodes_below(program, body)) {
    if (const auto* use = node_if<node::ParameterUse>(program, id)) {
      changes.add(program, use->parameter);
    } else if (const auto* membership = node_if<node::InGroup>(program, id)) {
      changes.add(program, membership->group);
    }
  }
  std::vector<std::vector<std::uint32_t>> choices{{}};
  for (const Interpretation& interpretation : program.interpretations) {
    choices.front().push_back(interpretation.default_reading);
  }
  for (const InterpretationId id : changes.interpretations) {
    const std::size_t before = choices.size();
    const std::uint32_t usual = program[id].default_reading;
    for (std::uint32_t reading = 0; reading < program[id].readings.size(); ++reading) {
      if (reading == usual) continue;
      for (std::size_t i = 0; i < before; ++i) {
        if (choices.size() > kMostStandings) return std::nullopt;
        choices.push_back(choices[i]);
        choices.back()[id.index()] = reading;
      }
    }
  }
  std::vector<Standing> standings;
  for (auto day = changes.days.rbegin(); day != changes.days.rend(); ++day) {
    const bool has_values =
        std::all_of(changes.parameters.begin(), changes.parameters.end(),
                    [&](ParameterId id) { return find_value(program[id], *day) != nullptr; });
    if (!has_values) continue;
    for (const std::vector<std::uint32_t>& readings : choices) {
      if (standings.size() == kMostStandings) return std::nullopt;
      standings.push_back({.day = *day, .readings = readings});
    }
  }
  return standings;
}

std::string standing_text(const Program& program, const Standing& standing,
                          const std::vector<Standing>& all) {
  std::string text;
  std::optional<Date> next;  // the last day of them that is later: they stand in falling order
  for (const Standing& other : all) {
    if (other.day > standing.day) next = other.day;
  }
  if (standing.day != kFirstDate) text = fmt::format(" on {}", date_text(standing.day));
  if (standing.day == kFirstDate && next) text = fmt::format(" before {}", date_text(*next));
  for (std::size_t i = 0; i < standing.readings.size(); ++i) {
    const Interpretation& interpretation = program.interpretations[i];
    if (standing.readings[i] == interpretation.default_reading) continue;
    text += fmt::format(" under {} is {}", interpretation.name,
                        interpretation.readings[standing.readings[i]].name);
  }
  return text;
}

Constant value_in(const Program& program, const Standing& standing, NodeId node) {
  if (const auto* use = node_if<node::ParameterUse>(program, node)) {
    return *find_value(program[use->parameter], standing.day);
  }
  const auto* negate = node_if<node::Negate>(program, node);
  if (negate == nullptr) return std::get<node::Literal>(program[node].content).value;
  Constant value = value_in(program, standing, negate->operand);
  if (auto* number = std::get_if<Number>(&value)) *number = -*number;
  if (auto* money = std::get_if<Money>(&value)) money->amount = -money->amount;
  if (auto* duration = std::get_if<Duration>(&value)) duration->count = -duration->count;
  return value;
}

// ---- the rows ----------------------------------------------------------------------------------

namespace {

/// The input that a condition of a row is on.
std::uint32_t input_of(const Program& program, NodeId cell) {
  return node_if<node::Variable>(program, operands_of(program[cell].content).front())->slot;
}

}  // namespace

TableCells::TableCells(const Program& program, DefinitionId table)
    : program_(program), types_(program[table].parameters) {
  for (const TableRow& row : program[table].rows) {
    std::vector<Cells>& cells = rows_.emplace_back(types_.size());
    for (const NodeId conjunct : conjuncts_of(program, row.condition)) {
      cells[input_of(program, conjunct)].push_back(conjunct);
    }
  }
}

bool TableCells::is_asked(std::uint32_t input) const {
  return std::any_of(rows_.begin(), rows_.end(),
                     [&](const std::vector<Cells>& row) { return !row[input].empty(); });
}

std::vector<NodeId> TableCells::values_named(std::uint32_t input) const {
  std::vector<NodeId> values;
  for (const std::vector<Cells>& row : rows_) {
    for (const NodeId cell : row[input]) {
      if (const auto* compare = node_if<node::Compare>(program_, cell)) {
        values.push_back(compare->right);
      } else if (const auto* membership = node_if<node::In>(program_, cell)) {
        const auto& set = std::get<node::ListOf>(program_[membership->set].content);
        values.insert(values.end(), set.elements.begin(), set.elements.end());
      }
    }
  }
  return values;
}

std::optional<std::pair<NodeId, NodeId>> TableCells::mixed_currencies() const {
  const auto currency_of = [&](NodeId node) -> std::optional<Currency> {
    const Money* money = nullptr;
    if (const auto* use = node_if<node::ParameterUse>(program_, node)) {
      const std::vector<DatedConstant>& values = program_[use->parameter].values;
      if (!values.empty()) money = std::get_if<Money>(&values.front().value);
    } else {
      const auto* negate = node_if<node::Negate>(program_, node);
      const auto* literal =
          node_if<node::Literal>(program_, negate == nullptr ? node : negate->operand);
      if (literal != nullptr) money = std::get_if<Money>(&literal->value);
    }
    return money != nullptr ? std::optional(money->currency) : std::nullopt;
  };
  for (std::uint32_t input = 0; input < types_.size(); ++input) {
    if (kind_of(program_.vocabulary, types_[input]) != TypeKind::kMoney) continue;
    const std::vector<NodeId> values = values_named(input);
    for (const NodeId value : values) {
      if (currency_of(value) != currency_of(values.front())) {
        return std::pair{values.front(), value};
      }
    }
  }
  return std::nullopt;
}

Samples TableCells::samples(std::uint32_t input, const Standing& standing) const {
  std::vector<Constant> named;
  for (const NodeId value : values_named(input)) {
    named.push_back(value_in(program_, standing, value));
  }
  const Type& type = program_.vocabulary.type(types_[input]);
  Samples samples;
  switch (type.kind) {
    case TypeKind::kBoolean:
      return {Constant(true), Constant(false)};
    case TypeKind::kEnum:
      for (const EnumValue& value : program_.vocabulary.enumeration(type.enumeration).values) {
        samples.emplace_back(Constant(value.symbol));
      }
      return samples;
    case TypeKind::kCountry:
      for (const Country country : all_countries()) samples.emplace_back(Constant(country));
      return samples;
    case TypeKind::kDate:
      return around_days(named);
    case TypeKind::kNumber:
    case TypeKind::kPercentage:
    case TypeKind::kMoney: {
      std::vector<Number> bounds;
      std::optional<Currency> currency;
      for (const Constant& value : named) {
        if (const auto* money = std::get_if<Money>(&value)) currency = money->currency;
        bounds.push_back(currency ? std::get<Money>(value).amount : std::get<Number>(value));
      }
      return around_numbers(std::move(bounds), currency);
    }
    case TypeKind::kText:
      samples.assign(named.begin(), named.end());
      samples.emplace_back();
      return samples;
    case TypeKind::kDuration:
    case TypeKind::kAnything:
    case TypeKind::kRecord:
    case TypeKind::kList:
    case TypeKind::kSet:
    case TypeKind::kUnknown:
      break;
  }
  return samples;
}

bool TableCells::takes(NodeId cell, const std::optional<Constant>& value,
                       const Standing& standing) const {
  if (const auto* compare = node_if<node::Compare>(program_, cell)) {
    if (!value) return compare->op == node::Comparator::kNotEqual;
    const Constant bound = value_in(program_, standing, compare->right);
    return compare_constants(compare->op, *value, bound).value_or(false);
  }
  if (const auto* membership = node_if<node::In>(program_, cell)) {
    const auto& set = std::get<node::ListOf>(program_[membership->set].content);
    const bool is_in = std::any_of(set.elements.begin(), set.elements.end(), [&](NodeId element) {
      return value && value_in(program_, standing, element) == *value;
    });
    return is_in != membership->negated;
  }
  const auto& membership = std::get<node::InGroup>(program_[cell].content);
  const bool is_in = is_member(program_, standing, membership.group, std::get<Country>(*value));
  return is_in != membership.negated;
}

std::vector<InputClass> TableCells::classes(std::uint32_t input, const Standing& standing) const {
  if (!is_asked(input)) return {{.example = std::nullopt, .rows = RowSet(rows_.size(), true)}};
  std::vector<InputClass> classes;
  std::set<RowSet> seen;
  for (const std::optional<Constant>& value : samples(input, standing)) {
    RowSet rows(rows_.size());
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      rows[row] = std::all_of(rows_[row][input].begin(), rows_[row][input].end(),
                              [&](NodeId cell) { return takes(cell, value, standing); });
    }
    if (seen.insert(rows).second) classes.push_back({.example = value, .rows = std::move(rows)});
  }
  return classes;
}

}  // namespace probity
