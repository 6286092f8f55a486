// Decision tables: the rows that may match, and what decides between them.
#include <algorithm>
#include <set>

#include "evaluate/machine.h"

namespace probity {

namespace {

/// Why it is not known whether one of the rows matches that give true.
std::vector<CauseId> rows_that_hold(const std::vector<Value>& results,
                                    const std::vector<CauseId>& causes) {
  std::vector<CauseId> chosen;
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (std::get<bool>(results[i])) chosen.push_back(causes[i]);
  }
  return chosen;
}

}  // namespace

Value Machine::evaluate_table(const node::Table& table, const Node& at) {
  std::vector<std::size_t> open;  // rows that may match, and why that is not known
  std::vector<CauseId> causes;
  for (std::size_t row = 0; row < table.conditions.size(); ++row) {
    const Tested condition = test(table.conditions[row]);
    if (condition.truth == Truth::kTrue) {
      // A row before it that may match too has the same result: the checker has proved it.
      if (trace_ != nullptr) trace_->row = static_cast<std::uint32_t>(row) + 1;
      return evaluate(table.results[row]);
    }
    if (condition.truth == Truth::kFalse) continue;
    open.push_back(row);
    causes.push_back(condition.cause);
  }
  if (open.empty()) return unknown(at.type, causes_.reason("no row of the table matches"));
  std::vector<Value> results;
  results.reserve(open.size());
  for (const std::size_t row : open) results.push_back(evaluate(table.results[row]));
  const bool do_agree = std::ranges::all_of(results, [&](const Value& result) {
    return !is_unknown(result) && are_equal(result, results.front());
  });
  if (do_agree) return results.front();
  return unknown(at.type, why_open(table, open, results, causes));
}

CauseId Machine::why_open(const node::Table& table, const std::vector<std::size_t>& open,
                          const std::vector<Value>& results, const std::vector<CauseId>& causes) {
  const auto place_of = [&](std::uint32_t row) {
    return static_cast<std::size_t>(std::ranges::find(open, std::size_t{row}) - open.begin());
  };
  std::set<std::uint32_t> inputs;  // that can change the result, whatever the others are
  for (const node::Table::Parting& parting : table.partings) {
    const std::size_t first = place_of(parting.first);
    const std::size_t second = place_of(parting.second);
    if (first == open.size() || second == open.size()) continue;
    if (!are_equal(results[first], results[second])) inputs.insert(parting.input);
  }
  std::vector<CauseId> deciding;
  deciding.reserve(inputs.size());
  // An amount that is known, and not compared for want of a rate, has no cause: its rows have.
  bool has_known_input = false;
  for (const std::uint32_t input : inputs) {
    const CauseId cause = cause_of(*this, slots_[frame_.base + input]);
    has_known_input = has_known_input || !cause.is_present();
    deciding.push_back(cause);
  }
  const CauseId every_input = causes_.all(deciding);
  // One row that surely matches settles it; what only other inputs decide is not asked for.
  const bool are_booleans = std::ranges::all_of(
      results, [](const Value& result) { return std::holds_alternative<bool>(result); });
  const CauseId by_rows =
      are_booleans ? causes_.disjunction(rows_that_hold(results, causes)) : causes_.one_of(causes);
  if (!every_input.is_present() || has_known_input || facts_of(by_rows) == facts_of(every_input)) {
    deciding = {by_rows};
    for (const Value& result : results) {
      if (is_unknown(result)) deciding.push_back(cause_of(*this, result));
    }
    return causes_.all(deciding);
  }
  return every_input;
}

std::set<PathId> Machine::facts_of(CauseId cause) const {
  std::vector<MissingFact> missing;
  causes_.collect(cause, missing);
  std::set<PathId> paths;
  for (const MissingFact& fact : missing) paths.insert(fact.path);
  return paths;
}

}  // namespace probity
