#include "tests/evaluate/property/rule_expressions.h"

#include <fmt/format.h>
#include <algorithm>

#include <utility>

#include "tests/evaluate/property/pools.h"

namespace probity::property {
namespace {

Fragment fragment(Sort sort, std::vector<std::string> pieces, std::vector<Fragment> children,
                  int detail = 0) {
  return Fragment{sort, detail, false, std::move(pieces), std::move(children)};
}

Fragment leaf(Sort sort, std::string text, int detail = 0) {
  return fragment(sort, {std::move(text)}, {}, detail);
}

}  // namespace

std::string RuleExpressions::comparator(Sort sort) {
  static const std::vector<std::string> kOrder = {"is at most",   "is at least", "is more than",
                                                  "is less than", "is",          "is not"};
  static const std::vector<std::string> kDays = {"is before",      "is after", "is on or before",
                                                 "is on or after", "is",       "is not"};
  return random_.pick(sort == Sort::kDate ? kDays : kOrder);
}

Fragment RuleExpressions::literal(Sort sort, int detail) {
  switch (sort) {
    case Sort::kNumber:
      return leaf(sort, random_.pick(kNumbers));
    case Sort::kPercentage:
      return leaf(sort, random_.pick(kPercentages));
    case Sort::kMoney:
      return leaf(sort, "EUR " + random_.pick(kAmounts));
    case Sort::kDate:
      return leaf(sort, random_.pick(kDates));
    case Sort::kDuration:
      return leaf(sort, random_.pick(kDurations));
    case Sort::kCountry:
      return leaf(sort, random_.pick(kCountries));
    case Sort::kText:
      return leaf(sort, "\"" + random_.pick(kTexts) + "\"");
    case Sort::kEnum:
      return leaf(sort, random_.pick(model_.enums[static_cast<std::size_t>(detail)]), detail);
    case Sort::kBoolean:
    case Sort::kClause:
    case Sort::kList:
      break;
  }
  return leaf(Sort::kBoolean, random_.chance(50) ? "true" : "false");
}

/// A fact of this sort; the root has one of each.
Fragment RuleExpressions::place(Sort sort, int detail, const Scope& scope) {
  const std::vector<std::string> paths = paths_to(model_, scope, sort, detail);
  // Later paths start at the innermost variable and are the ones that matter most.
  const std::size_t first = random_.chance(60) ? paths.size() / 2 : 0;
  return leaf(sort, paths[first + random_.below(paths.size() - first)], detail);
}

std::optional<Fragment> RuleExpressions::use_named(Sort sort, const Scope& scope, int depth,
                                                   bool aggregates_too) {
  std::vector<NamedModel> fitting;
  for (const NamedModel& candidate : named) {
    if (candidate.sort != sort || (candidate.is_aggregate && !aggregates_too)) continue;
    fitting.push_back(candidate);
  }
  if (fitting.empty()) return std::nullopt;
  const NamedModel chosen = random_.pick(fitting);
  if (chosen.parameters.empty()) return leaf(sort, chosen.name);
  Fragment use = fragment(sort, {chosen.name + "("}, {});
  for (const VariableModel& parameter : chosen.parameters) {
    if (parameter.record >= 0) {
      std::vector<std::string> records;
      for (const VariableModel& variable : scope) {
        if (variable.record == parameter.record) records.push_back(variable.name);
      }
      if (records.empty()) return std::nullopt;
      use.children.push_back(leaf(Sort::kClause, random_.pick(records)));
    } else {
      use.children.push_back(scalar(parameter.sort, parameter.detail, scope, depth - 1));
    }
    use.pieces.emplace_back(", ");
  }
  use.pieces.back() = ")";
  return use;
}

Fragment RuleExpressions::arithmetic(Sort sort, const Scope& scope, int depth) {
  const auto part = [&](Sort of) { return scalar(of, 0, scope, depth - 1); };
  if (sort == Sort::kDate) {
    return fragment(sort, {"(", random_.chance(50) ? " + " : " - ", ")"},
                    {part(Sort::kDate), literal(Sort::kDuration, 0)});
  }
  if (sort == Sort::kNumber) {
    if (random_.chance(40)) {
      return fragment(sort, {"(", " - ", ")"}, {part(Sort::kDate), part(Sort::kDate)});
    }
    static const std::vector<std::string> kSigns = {" + ", " - ", " * ", " / "};
    return fragment(sort, {"(", random_.pick(kSigns), ")"}, {part(sort), part(sort)});
  }
  if (sort == Sort::kMoney) {
    switch (random_.below(3)) {
      case 0:
        return fragment(sort, {"(", " * ", ")"}, {part(sort), part(Sort::kPercentage)});
      case 1:
        return fragment(sort, {"(", " / ", ")"}, {part(sort), part(Sort::kNumber)});
      default:
        return fragment(sort, {"(", random_.chance(50) ? " + " : " - ", ")"},
                        {part(sort), part(sort)});
    }
  }
  return fragment(sort, {"(", " / ", ")"}, {part(Sort::kMoney), part(Sort::kMoney)});
}

Fragment RuleExpressions::scalar(Sort sort, int detail, const Scope& scope, int depth) {
  const bool may_calculate = sort == Sort::kDate || sort == Sort::kNumber || sort == Sort::kMoney ||
                             sort == Sort::kPercentage;
  const std::size_t choice = random_.below(100);
  if (choice < 15) return literal(sort, detail);
  if (choice < 30) {
    if (auto use = use_named(sort, scope, depth, !options_.only_plain_bounds)) return *use;
  }
  if (choice < 45 && depth > 0 && may_calculate) return arithmetic(sort, scope, depth);
  if (choice < 50 && depth > 0 && options_.with_conditionals) {
    return fragment(
        sort, {"(if ", " then ", " else (", "))"},
        {boolean(scope, depth - 1), place(sort, detail, scope), place(sort, detail, scope)},
        detail);
  }
  if (choice < 55 && depth > 0 && has_list(scope, true)) {
    const Member member = enter(scope, true);
    const std::vector<std::string> fields = paths_to(
        model_, {VariableModel{"it", Sort::kBoolean, 0, member.list.element.record}}, sort, detail);
    for (const std::string& field : fields) {
      if (!field.starts_with("it.")) continue;
      return fragment(sort,
                      {fmt::format("(the {} in {} where ", member.name, member.list.text),
                       ")" + field.substr(2)},
                      {boolean(member.inner, depth - 1)}, detail);
    }
  }
  if (choice < 62 && depth > 0 && !options_.only_plain_bounds && has_list(scope, true)) {
    if (sort == Sort::kMoney) return sum_of_money(scope, depth - 1);
    if (sort == Sort::kPercentage) return ratio(scope, depth - 1);
    if (sort == Sort::kNumber) {
      const Member member = enter(scope, true);
      return fragment(sort,
                      {fmt::format("count({} in {} where ", member.name, member.list.text), ")"},
                      {boolean(member.inner, depth - 1)});
    }
  }
  return place(sort, detail, scope);
}

// ---- lists
// ---------------------------------------------------------------------------------------

bool RuleExpressions::has_list(const Scope& scope, bool only_records) const {
  return std::ranges::any_of(list_paths(model_, scope), [&](const ListPath& list) {
    return !only_records || list.element.record >= 0;
  });
}

std::optional<ListPath> RuleExpressions::record_list(const Scope& scope) {
  std::vector<ListPath> lists;
  for (const ListPath& list : list_paths(model_, scope)) {
    if (list.element.record >= 0) lists.push_back(list);
  }
  if (lists.empty()) return std::nullopt;
  return random_.pick(lists);
}

RuleExpressions::Member RuleExpressions::enter(const Scope& scope, bool only_records) {
  std::vector<ListPath> lists;
  for (const ListPath& list : list_paths(model_, scope)) {
    if (!only_records || list.element.record >= 0) lists.push_back(list);
  }
  Member member;
  member.list = random_.pick(lists);
  member.name = fmt::format("v{}", ++variables_);
  if (random_.chance(8)) {
    std::vector<std::string> same;
    for (const ListPath& list : lists) {
      if (list.element.record == member.list.element.record && list.element.record >= 0) {
        same.push_back(list.text);
      }
    }
    if (!same.empty())
      member.list.text = fmt::format("({} + {})", member.list.text, random_.pick(same));
  }
  VariableModel variable = member.list.element;
  variable.name = member.name;
  member.inner = scope;
  member.inner.push_back(variable);
  return member;
}

Fragment RuleExpressions::quantified(const Scope& scope, int depth) {
  static const std::vector<std::string> kKinds = {"some", "every", "no"};
  const Member member = enter(scope, false);
  return fragment(
      Sort::kBoolean,
      {fmt::format("({} {} in {} satisfies ", random_.pick(kKinds), member.name, member.list.text),
       ")"},
      {boolean(member.inner, depth - 1)});
}

Fragment RuleExpressions::count_bound(const Scope& scope, int depth) {
  const std::string bound = comparator(Sort::kNumber);
  const Member member = enter(scope, false);
  if (random_.chance(20)) {
    return fragment(Sort::kBoolean, {fmt::format("(count({}) {} ", member.list.text, bound), ")"},
                    {literal(Sort::kNumber, 0)});
  }
  if (random_.chance(40) && member.list.element.record >= 0) {
    const Sort of = random_.chance(70) ? Sort::kCountry : Sort::kBoolean;
    return fragment(
        Sort::kBoolean,
        {"(count(distinct ", fmt::format(" for {} in {} where ", member.name, member.list.text),
         fmt::format(") {} ", bound), ")"},
        {place(of, 0, member.inner), boolean(member.inner, depth - 1), literal(Sort::kNumber, 0)});
  }
  return fragment(Sort::kBoolean,
                  {fmt::format("(count({} in {} where ", member.name, member.list.text),
                   fmt::format(") {} ", bound), ")"},
                  {boolean(member.inner, depth - 1), literal(Sort::kNumber, 0)});
}

Fragment RuleExpressions::sum_of_money(const Scope& scope, int depth) {
  const Member member = enter(scope, true);
  if (random_.chance(30)) {
    return fragment(Sort::kMoney,
                    {"sum(", fmt::format(" for {} in {})", member.name, member.list.text)},
                    {place(Sort::kMoney, 0, member.inner)});
  }
  return fragment(Sort::kMoney,
                  {"sum(", fmt::format(" for {} in {} where ", member.name, member.list.text), ")"},
                  {place(Sort::kMoney, 0, member.inner), boolean(member.inner, depth - 1)});
}

Fragment RuleExpressions::sum_bound(const Scope& scope, int depth) {
  const std::string bound = comparator(Sort::kMoney);
  auto use = use_named(Sort::kMoney, scope, depth, true);
  Fragment side = random_.chance(50) ? literal(Sort::kMoney, 0) : place(Sort::kMoney, 0, scope);
  return fragment(Sort::kBoolean, {"(", " " + bound + " ", ")"},
                  {use && random_.chance(50) ? *use : sum_of_money(scope, depth), std::move(side)});
}

/// Mostly over one list, as the shares of the law are.
Fragment RuleExpressions::ratio(const Scope& scope, int depth) {
  const Member member = enter(scope, true);
  const Fragment amount = place(Sort::kMoney, 0, member.inner);
  Fragment above =
      fragment(Sort::kMoney,
               {"sum(", fmt::format(" for {} in {} where ", member.name, member.list.text), ")"},
               {amount, boolean(member.inner, depth - 1)});
  Fragment below =
      fragment(Sort::kMoney, {"sum(", fmt::format(" for {} in {})", member.name, member.list.text)},
               {amount});
  if (random_.chance(20)) below = sum_of_money(scope, depth);
  return fragment(Sort::kPercentage, {"", " / ", ""}, {std::move(above), std::move(below)});
}

Fragment RuleExpressions::ratio_bound(const Scope& scope, int depth) {
  const std::string bound = comparator(Sort::kPercentage);
  auto use = use_named(Sort::kPercentage, scope, depth, true);
  Fragment side =
      random_.chance(60) ? literal(Sort::kPercentage, 0) : place(Sort::kPercentage, 0, scope);
  return fragment(Sort::kBoolean, {"(", " " + bound + " ", ")"},
                  {use && random_.chance(50) ? *use : ratio(scope, depth), std::move(side)});
}

// ---- booleans
// ------------------------------------------------------------------------------------

/// A thing compared with itself is compared with a literal instead: the checker refuses such
/// excuses.
Fragment RuleExpressions::different_sides(Fragment comparison) {
  Fragment& right = comparison.children.back();
  if (text_of(comparison.children.front()) == text_of(right))
    right = literal(right.sort, right.detail);
  return comparison;
}

Fragment RuleExpressions::plain_comparison(const Scope& scope, int depth) {
  static const std::vector<Sort> kOrdered = {Sort::kNumber, Sort::kPercentage, Sort::kMoney,
                                             Sort::kDate, Sort::kDuration};
  if (random_.chance(55)) {
    const Sort sort = random_.pick(kOrdered);
    return different_sides(fragment(Sort::kBoolean, {"(", " " + comparator(sort) + " ", ")"},
                                    {place(sort, 0, scope), scalar(sort, 0, scope, depth)}));
  }
  if (random_.chance(40)) {
    const int detail = static_cast<int>(random_.below(model_.enums.size()));
    if (random_.chance(50)) {
      return fragment(Sort::kBoolean,
                      {"(", random_.chance(70) ? " is in { " : " is not in { ", " })"},
                      {place(Sort::kEnum, detail, scope), literal(Sort::kEnum, detail)});
    }
    return different_sides(
        fragment(Sort::kBoolean, {"(", random_.chance(70) ? " is " : " is not ", ")"},
                 {place(Sort::kEnum, detail, scope), scalar(Sort::kEnum, detail, scope, depth)}));
  }
  const Sort sort = random_.chance(70) ? Sort::kCountry : Sort::kText;
  return different_sides(fragment(Sort::kBoolean,
                                  {"(", random_.chance(70) ? " is " : " is not ", ")"},
                                  {place(sort, 0, scope), scalar(sort, 0, scope, depth)}));
}

Fragment RuleExpressions::country_test(const Scope& scope) {
  Fragment country = place(Sort::kCountry, 0, scope);
  const std::string verb = random_.chance(65) ? " is in " : " is not in ";
  const std::size_t choice = random_.below(100);
  if (choice < 50 && !groups.empty()) {
    return fragment(Sort::kBoolean, {"(", verb + random_.pick(groups) + ")"}, {std::move(country)});
  }
  if (choice < 65 && !groups.empty() && options_.with_days) {
    return fragment(Sort::kBoolean, {"(", verb + random_.pick(groups) + " on ", ")"},
                    {std::move(country), place(Sort::kDate, 0, scope)});
  }
  for (const ListPath& list : list_paths(model_, scope)) {
    if (!options_.with_membership) break;
    if (list.element.record >= 0 || list.element.sort != Sort::kCountry || random_.chance(60))
      continue;
    return fragment(Sort::kBoolean, {"(", verb + list.text + ")"}, {std::move(country)});
  }
  return fragment(Sort::kBoolean, {"(", verb + "{ ", ", ", " })"},
                  {std::move(country), literal(Sort::kCountry, 0), literal(Sort::kCountry, 0)});
}

Fragment RuleExpressions::atom(const Scope& scope, int depth) {
  const std::size_t choice = random_.below(100);
  if (choice < 30) return place(Sort::kBoolean, 0, scope);
  if (choice < 45) return country_test(scope);
  if (choice < 50 && !readings.empty()) {
    return leaf(Sort::kBoolean, "(" + random_.pick(readings) + ")");
  }
  if (choice < 58) {
    if (auto use = use_named(Sort::kBoolean, scope, depth, true)) return *use;
  }
  return plain_comparison(scope, depth);
}

Fragment RuleExpressions::connective(const Scope& scope, int depth) {
  const std::string word = random_.chance(50) ? " and " : " or ";
  Fragment chain = fragment(Sort::kBoolean, {"("}, {});
  const std::size_t count = random_.chance(75) ? 2 : 3;
  for (std::size_t index = 0; index < count; ++index) {
    chain.children.push_back(boolean(scope, depth - 1));
    chain.pieces.push_back(word);
  }
  chain.pieces.back() = ")";
  return chain;
}

Fragment RuleExpressions::boolean(const Scope& scope, int depth) {
  if (depth <= 0) return atom(scope, 0);
  const std::size_t choice = random_.below(100);
  if (choice < 22) return connective(scope, depth);
  if (choice < 28) return fragment(Sort::kBoolean, {"(not ", ")"}, {boolean(scope, depth - 1)});
  if (choice < 33) {
    return fragment(Sort::kBoolean, {"(", " implies ", ")"},
                    {boolean(scope, depth - 1), boolean(scope, depth - 1)});
  }
  if (choice < 37 && options_.with_conditionals) {
    return fragment(
        Sort::kBoolean, {"(if ", " then ", " else ", ")"},
        {boolean(scope, depth - 1), boolean(scope, depth - 1), boolean(scope, depth - 1)});
  }
  if (choice < 55 && has_list(scope, false)) return quantified(scope, depth);
  if (choice < 63 && has_list(scope, false)) return count_bound(scope, depth);
  if (choice < 70 && has_list(scope, true)) return sum_bound(scope, depth);
  if (choice < 76 && has_list(scope, true)) return ratio_bound(scope, depth);
  if (choice < 80 && !options_.only_plain_bounds) {
    return fragment(Sort::kBoolean, {"(", " " + comparator(Sort::kMoney) + " ", ")"},
                    {scalar(Sort::kMoney, 0, scope, 2), scalar(Sort::kMoney, 0, scope, 2)});
  }
  return atom(scope, depth);
}

Fragment RuleExpressions::as_filed(const Scope& scope) {
  const std::size_t choice = random_.below(4);
  if (choice == 0) {
    const Fragment where = place(Sort::kDate, 0, scope);
    return fragment(Sort::kBoolean, {"(known ", ")"}, {where});
  }
  if (choice == 1)
    return leaf(Sort::kBoolean, random_.chance(50) ? "(known items)" : "(known part)");
  if (choice == 2) {
    return fragment(
        Sort::kBoolean, {"((", " otherwise ", ") is at least ", ")"},
        {place(Sort::kNumber, 0, scope), literal(Sort::kNumber, 0), literal(Sort::kNumber, 0)});
  }
  return fragment(Sort::kBoolean, {"(", " otherwise ", ")"},
                  {place(Sort::kBoolean, 0, scope), place(Sort::kBoolean, 0, scope)});
}

}  // namespace probity::property
