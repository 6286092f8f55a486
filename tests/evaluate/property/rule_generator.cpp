#include "tests/evaluate/property/rule_generator.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "tests/evaluate/property/pools.h"
#include "tests/evaluate/property/rule_expressions.h"
#include "tests/evaluate/property/vocabulary_model.h"

namespace probity::property {
namespace {

Fragment clause(std::vector<std::string> pieces, std::vector<Fragment> children = {}) {
  return Fragment{Sort::kClause, 0, false, std::move(pieces), std::move(children)};
}

Fragment optional_clause(std::vector<std::string> pieces, std::vector<Fragment> children = {}) {
  return Fragment{Sort::kClause, 0, true, std::move(pieces), std::move(children)};
}

/// A declaration or block whose children are clauses, one after the other.
Fragment block(std::string head, std::vector<Fragment> clauses) {
  Fragment out = optional_clause({std::move(head)}, std::move(clauses));
  out.pieces.resize(out.children.size() + 1);
  return out;
}

class RuleSetGenerator {
 public:
  RuleSetGenerator(Random& random, const RuleOptions& options)
      : random_(random),
        options_(options),
        model_(generate_model(random)),
        expressions_(random, model_, options) {}

  RuleFiles generate();

 private:
  struct RuleModel {
    std::string name;
    std::optional<ListPath> for_each;
    std::string variable;
  };

  void add_interpretations();
  void add_instruments();
  void add_groups();
  void add_parameters();
  void add_definitions();
  void add_define_with_parameters();
  void add_rule();
  void add_remote_exception();
  Fragment law() { return clause({fmt::format("\n    law ACT_A \"Art. {}\"", ++laws_)}); }
  void add_force(std::vector<Fragment>& clauses);
  std::string window();
  Scope scope_of(const RuleModel& rule) const;

  Random& random_;
  const RuleOptions& options_;
  Model model_;
  RuleExpressions expressions_;
  std::vector<Fragment> main_;
  std::vector<Fragment> more_;
  std::vector<RuleModel> rules_;
  int laws_ = 0;
  int exceptions_ = 0;
  bool has_second_instrument_ = false;
};

std::string RuleSetGenerator::window() {
  const std::size_t from = random_.below(kDates.size());
  const std::size_t until = from + random_.below(kDates.size() - from);
  if (random_.chance(40)) return "from " + kDates[from];
  if (random_.chance(30)) return "until " + kDates[until];
  return fmt::format("from {} until {}", kDates[from], kDates[until]);
}

void RuleSetGenerator::add_interpretations() {
  for (std::size_t index = random_.below(3); index > 0; --index) {
    const std::string name = fmt::format("contested_{}", index);
    main_.push_back(optional_clause(
        {fmt::format("interpretation {} \"A contested point\"\n    law ACT_A \"Art. {}\"\n"
                     "    reading narrow \"one way\" authority \"wording\"{}\n"
                     "    reading wide \"the other way\" authority \"purpose\"{}",
                     name, ++laws_, random_.chance(60) ? " default" : "", "")}));
    // Exactly one reading is the default.
    std::string& text = main_.back().pieces.front();
    if (text.find("default") == std::string::npos) text += " default";
    expressions_.readings.push_back(name + " is wide");
    expressions_.readings.push_back(name + " is narrow");
  }
}

void RuleSetGenerator::add_instruments() {
  std::vector<Fragment> clauses;
  clauses.push_back(optional_clause({"\n    effective from 2024-01-01"}));
  std::string applies = "\n    applies when INS_A is in instruments";
  if (random_.chance(20)) applies += " or (known items and count(items) is at least 1)";
  if (random_.chance(5)) applies = "\n    applies when yes_a1";
  clauses.push_back(clause({applies}));
  clauses.push_back(clause({"\n    reference date submitted"}));
  main_.push_back(block("instrument INS_A", std::move(clauses)));
  has_second_instrument_ = random_.chance(25);
  if (!has_second_instrument_) return;
  const std::vector<std::string> days = paths_to(model_, {}, Sort::kDate, 0);
  std::string date = "submitted";
  if (random_.chance(60) && days.front() != date) date = days.front() + " otherwise submitted";
  main_.push_back(block("instrument INS_B", {clause({"\n    applies when INS_B is in instruments"}),
                                             clause({"\n    reference date " + date})}));
}

void RuleSetGenerator::add_groups() {
  std::vector<std::string> members;
  for (const std::string& country : kCountries) {
    if (random_.chance(45)) continue;
    members.push_back(country + (random_.chance(40) ? " " + window() : ""));
  }
  if (members.empty()) members.emplace_back("PL");
  main_.push_back(
      optional_clause({fmt::format("group area_1 {{ {} }}", fmt::join(members, ", "))}));
  expressions_.groups.emplace_back("area_1");
  if (random_.chance(50)) return;
  std::string terms =
      fmt::format("area_1 {} {{ {} }}", random_.chance(50) ? "+" : "-", random_.pick(kCountries));
  if (!expressions_.readings.empty()) terms += " if " + random_.pick(expressions_.readings);
  main_.push_back(optional_clause({"group area_2 = " + terms}));
  expressions_.groups.emplace_back("area_2");
}

void RuleSetGenerator::add_parameters() {
  struct Kind {
    Sort sort;
    const char* type;
    const std::vector<std::string>& values;
    const char* prefix;
  };
  const Kind kinds[] = {{Sort::kPercentage, "percentage", kPercentages, ""},
                        {Sort::kMoney, "money", kAmounts, "EUR "},
                        {Sort::kDate, "date", kDates, ""},
                        {Sort::kNumber, "number", kNumbers, ""}};
  for (const Kind& kind : kinds) {
    if (random_.chance(50)) continue;
    const std::string name = fmt::format("limit_{}", kind.type);
    std::string prefix = kind.prefix;
    if (kind.sort == Sort::kMoney && random_.chance(25)) prefix = "USD ";
    std::string text =
        fmt::format("parameter {} : {}\n    law ACT_A \"Art. {}\"", name, kind.type, ++laws_);
    // From the first day of the calendar, so that no rule has a day without a value.
    text += fmt::format("\n    from 0001-01-01 is {}{}", prefix, random_.pick(kind.values));
    for (const std::string& day : kDates) {
      if (!random_.chance(20)) continue;
      text += fmt::format("\n    from {} is {}{}", day, prefix, random_.pick(kind.values));
    }
    main_.push_back(optional_clause({text}));
    expressions_.named.push_back({name, kind.sort, {}, false});
  }
}

void RuleSetGenerator::add_definitions() {
  const auto add = [&](const std::string& head, Sort sort, Fragment body, bool is_aggregate) {
    const std::string name = head.substr(head.find(' ') + 1, head.find(" :") - head.find(' ') - 1);
    main_.push_back(optional_clause({head + " =\n    ", ""}, {std::move(body)}));
    expressions_.named.push_back({name, sort, {}, is_aggregate});
  };
  if (random_.chance(40)) {
    add("define total_1 : money", Sort::kMoney, expressions_.sum_of_money({}, 2), true);
  }
  if (random_.chance(40)) {
    add("define test_1 : boolean", Sort::kBoolean, expressions_.boolean({}, 2), false);
  }
  if (random_.chance(40)) {
    add("figure share_1 : percentage", Sort::kPercentage, expressions_.ratio({}, 2), true);
  }
  if (random_.chance(25)) {
    add("figure amount_1 : money", Sort::kMoney, expressions_.sum_of_money({}, 1), true);
  }
  if (random_.chance(30)) {
    add("define day_1 : date", Sort::kDate, expressions_.scalar(Sort::kDate, 0, {}, 2), false);
  }
  if (random_.chance(35)) add_define_with_parameters();
}

void RuleSetGenerator::add_define_with_parameters() {
  NamedModel define;
  define.name = "fits_1";
  define.sort = Sort::kBoolean;
  std::string list;
  if (random_.chance(60)) {
    define.parameters.push_back({"given", Sort::kBoolean, 0, 2});
    list = "given : item_type";
  } else {
    define.parameters.push_back({"land", Sort::kCountry, 0, -1});
    list = "land : country";
  }
  if (random_.chance(40)) {
    define.parameters.push_back({"cap", Sort::kNumber, 0, -1});
    list += ", cap : number";
  }
  main_.push_back(optional_clause({fmt::format("define fits_1({}) : boolean =\n    ", list), ""},
                                  {expressions_.boolean(define.parameters, 2)}));
  expressions_.named.push_back(std::move(define));
}

void RuleSetGenerator::add_force(std::vector<Fragment>& clauses) {
  if (random_.chance(25)) clauses.push_back(optional_clause({"\n    effective " + window()}));
  if (random_.chance(15) && !expressions_.readings.empty()) {
    clauses.push_back(optional_clause({"\n    under " + random_.pick(expressions_.readings)}));
  }
}

Scope RuleSetGenerator::scope_of(const RuleModel& rule) const {
  if (!rule.for_each) return {};
  VariableModel variable = rule.for_each->element;
  variable.name = rule.variable;
  return {variable};
}

void RuleSetGenerator::add_rule() {
  RuleModel rule;
  rule.name = fmt::format("rule_{}", rules_.size() + 1);
  std::vector<Fragment> clauses = {law()};
  if (has_second_instrument_ && random_.chance(30)) {
    clauses.push_back(optional_clause({"\n    for instrument INS_A"}));
  }
  add_force(clauses);
  if (random_.chance(40)) {
    rule.for_each = expressions_.record_list({});
    rule.variable = "each_one";
    clauses.push_back(clause({fmt::format("\n    for each each_one in {}", rule.for_each->text)}));
  }
  const Scope scope = scope_of(rule);
  if (random_.chance(55)) {
    std::vector<Fragment> conjuncts;
    conjuncts.push_back(expressions_.boolean(scope, static_cast<int>(random_.below(2))));
    if (random_.chance(40)) conjuncts.push_back(expressions_.boolean({}, 1));
    if (options_.with_known && random_.chance(20))
      conjuncts.push_back(expressions_.as_filed(scope));
    Fragment applies = optional_clause({"\n    applies when "}, std::move(conjuncts));
    applies.pieces.resize(applies.children.size() + 1, " and ");
    applies.pieces.back() = "";
    clauses.push_back(std::move(applies));
  }
  clauses.push_back(clause({"\n    requires ", ""},
                           {expressions_.boolean(scope, 1 + static_cast<int>(random_.below(3)))}));
  if (random_.chance(10)) clauses.push_back(optional_clause({"\n    evidence items"}));
  clauses.push_back(clause({"\n    failing \"not met\""}));
  for (std::size_t count = random_.below(3); count > 0; --count) {
    std::vector<Fragment> parts = {law()};
    add_force(parts);
    parts.push_back(clause({"\n        when ", ""},
                           {expressions_.boolean(scope, static_cast<int>(random_.below(3)))}));
    clauses.push_back(block(fmt::format("\n    unless excuse_{} \"an excuse\"", ++exceptions_),
                            std::move(parts)));
  }
  main_.push_back(block(fmt::format("rule {} \"A rule\"", rule.name), std::move(clauses)));
  rules_.push_back(std::move(rule));
}

void RuleSetGenerator::add_remote_exception() {
  const RuleModel& rule = random_.pick(rules_);
  std::vector<Fragment> clauses = {law()};
  add_force(clauses);
  if (rule.for_each) {
    clauses.push_back(
        clause({fmt::format("\n    for each {} in {}", rule.variable, rule.for_each->text)}));
  }
  clauses.push_back(
      clause({"\n    when ", ""},
             {expressions_.boolean(scope_of(rule), static_cast<int>(random_.below(3)))}));
  Fragment exception = block(
      fmt::format("exception remote_{} to {} \"declared elsewhere\"", ++exceptions_, rule.name),
      std::move(clauses));
  (random_.chance(50) ? main_ : more_).push_back(std::move(exception));
}

RuleFiles RuleSetGenerator::generate() {
  main_.push_back(clause({R"(act ACT_A "An act" celex "32025R1106")"}));
  add_interpretations();
  add_instruments();
  add_groups();
  add_parameters();
  add_definitions();
  for (std::size_t count = 1 + random_.below(3); count > 0; --count) add_rule();
  for (std::size_t count = random_.below(3); count > 0; --count) add_remote_exception();

  RuleFiles files = {vocabulary_file(model_, random_)};
  files.push_back(
      {"main/main.rules", "module main \"The rules\"\n\nuse dossier", std::move(main_)});
  if (!more_.empty()) {
    files.push_back({"later/later.rules", "module later \"Later rules\"\n\nuse dossier\nuse main",
                     std::move(more_)});
  }
  return files;
}

}  // namespace

RuleFiles generate_rules(Random& random, const RuleOptions& options) {
  return RuleSetGenerator(random, options).generate();
}

}  // namespace probity::property
