#include "report/coverage_items.h"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "report/wording.h"
#include "support/json_string.h"
#include "values/date.h"

namespace probity {
namespace {

std::string module_of(std::string_view qualified) {
  return std::string(qualified.substr(0, qualified.find('.')));
}

/// Nodes have no names: their module is that of the declarations in the same file.
std::map<SourceId, std::string> modules_by_source(const Program& program) {
  std::map<SourceId, std::string> modules;
  const auto add = [&](const auto& declarations) {
    for (const auto& declaration : declarations) {
      modules.emplace(declaration.span.source, module_of(declaration.name));
    }
  };
  add(program.rules);
  add(program.exceptions);
  add(program.definitions);
  add(program.parameters);
  add(program.interpretations);
  for (const Instrument& instrument : program.instruments) {
    modules.emplace(instrument.span.source, instrument.module);
  }
  return modules;
}

/// "a" of one, "a and b" of two things that are lacking.
std::string join_lacks(const std::vector<std::string>& lacks) { return join_words(lacks, "and"); }

/// What is compared, with the values that a parameter has.
std::string limit_values(const Program& program, const node::Compare& compare) {
  std::vector<std::string> values;
  for (const NodeId side : {compare.left, compare.right}) {
    const auto* use = std::get_if<node::ParameterUse>(&program[side].content);
    if (use == nullptr) continue;
    const Parameter& parameter = program[use->parameter];
    for (const DatedConstant& dated : parameter.values) {
      values.push_back(constant_text(program, dated.value, parameter.type));
    }
  }
  return values.empty() ? "" : fmt::format(" ({})", join_words(values, "or"));
}

std::string distance_text(const Program& program, const node::Compare& compare,
                          const Number& distance) {
  switch (program.vocabulary.type(program[compare.left].type).kind) {
    case TypeKind::kPercentage:
      return percentage_points_text(distance);
    case TypeKind::kDate:
      return days_text(distance);
    default:
      return distance.to_text();
  }
}

class Items {
 public:
  Items(const Program& program, const Coverage& coverage)
      : program_(program), coverage_(coverage), modules_(modules_by_source(program)) {}

  std::vector<CoverageItem> run() {
    for (const RuleCoverage& rule : coverage_.rules) add_rule(rule);
    for (const ExceptionCoverage& exception : coverage_.exceptions) add_exception(exception);
    for (const ReadingCoverage& reading : coverage_.readings) add_reading(reading);
    for (const ValueCoverage& value : coverage_.values) add_value(value);
    for (const RowCoverage& row : coverage_.rows) add_row(row);
    for (const ConditionCoverage& condition : coverage_.conditions) add_condition(condition);
    for (const LimitCoverage& limit : coverage_.limits) add_limit(limit);
    return std::move(items_);
  }

 private:
  CoverageItem& add(CoverageKind kind, Span span, std::string name, bool is_covered) {
    CoverageItem& item = items_.emplace_back();
    item.kind = kind;
    item.span = span;
    item.name = std::move(name);
    item.is_covered = is_covered;
    const auto module = modules_.find(span.source);
    item.module = module == modules_.end() ? module_of(item.name) : module->second;
    return item;
  }

  void add_rule(const RuleCoverage& rule) {
    const Rule& declared = program_[rule.rule];
    CoverageItem& item = add(CoverageKind::kRule, declared.span, declared.name, rule.is_covered());
    for (std::size_t i = 0; i < rule.by_outcome.size(); ++i) {
      item.cases.emplace_back(outcome_name(static_cast<Outcome>(i)), rule.by_outcome[i]);
    }
    std::vector<std::string> lacks;
    if (rule.with(Outcome::kSatisfied).empty()) lacks.emplace_back("no case keeps it");
    if (rule.with(Outcome::kViolated).empty() && rule.with(Outcome::kExcused).empty()) {
      lacks.emplace_back("no case breaks it");
    }
    item.lack = join_lacks(lacks);
  }

  void add_exception(const ExceptionCoverage& exception) {
    const Exception& declared = program_[exception.exception];
    CoverageItem& item =
        add(CoverageKind::kException, declared.span, declared.name, exception.is_covered());
    for (std::size_t i = 0; i < exception.by_outcome.size(); ++i) {
      item.cases.emplace_back(exception_outcome_name(static_cast<ExceptionOutcome>(i)),
                              exception.by_outcome[i]);
    }
    std::vector<std::string> lacks;
    if (exception.with(ExceptionOutcome::kTrue).empty()) {
      lacks.emplace_back("no case is excused by it");
    }
    if (exception.with(ExceptionOutcome::kFalse).empty()) {
      lacks.emplace_back("no case asks for it in vain");
    }
    item.lack = join_lacks(lacks);
  }

  void add_reading(const ReadingCoverage& reading) {
    const Interpretation& point = program_[reading.interpretation];
    CoverageItem& item = add(CoverageKind::kReading, point.span,
                             reading_text(program_, {reading.interpretation, reading.reading}),
                             reading.is_covered());
    item.cases.emplace_back("cases", reading.cases);
    item.lack = "no case shows what it changes";
  }

  void add_value(const ValueCoverage& value) {
    const Parameter& parameter = program_[value.parameter];
    const DatedConstant& dated = parameter.values[value.value];
    CoverageItem& item = add(CoverageKind::kValue, dated.span, parameter.name, value.is_covered());
    const std::string text = constant_text(program_, dated.value, parameter.type);
    item.cases.emplace_back("cases", value.cases);
    item.lack = fmt::format("no case asks for {}{}{}", text, dated.window == Window{} ? "" : ", ",
                            window_words(dated.window));
    item.members.emplace_back("value", json_string(text));
    item.members.emplace_back("from", date_member(dated.window.from));
    item.members.emplace_back("until", date_member(dated.window.until));
  }

  static std::string date_member(std::optional<Date> day) {
    return day ? json_string(date_text(*day)) : "null";
  }

  void add_row(const RowCoverage& row) {
    const Definition& table = program_[row.table];
    CoverageItem& item = add(CoverageKind::kRow, table.rows[row.row - 1].span,
                             fmt::format("{} row {}", table.name, row.row), row.is_covered());
    item.cases.emplace_back("cases", row.cases);
    item.lack = "it decides no case";
  }

  void add_condition(const ConditionCoverage& condition) {
    CoverageItem& item = add(CoverageKind::kCondition, program_[condition.condition].span,
                             node_text(program_, condition.condition), condition.is_covered);
    item.cases.emplace_back("when_true", condition.when_true);
    item.cases.emplace_back("when_false", condition.when_false);
    std::vector<std::string> lacks;
    if (condition.when_true.empty()) lacks.emplace_back("as true it alone decides no case");
    if (condition.when_false.empty()) lacks.emplace_back("as false it alone decides no case");
    item.lack = lacks.empty() ? "it alone decides, but never both ways" : join_lacks(lacks);
  }

  void add_limit(const LimitCoverage& limit) {
    const auto& compare = std::get<node::Compare>(program_[limit.comparison].content);
    CoverageItem& item =
        add(CoverageKind::kLimit, program_[limit.comparison].span,
            node_text(program_, limit.comparison) + limit_values(program_, compare),
            limit.is_covered());
    item.cases.emplace_back("at", limit.at);
    item.cases.emplace_back("beyond", limit.beyond);
    item.members.emplace_back("nearest",
                              limit.nearest ? json_string(limit.nearest->to_text()) : "null");
    std::vector<std::string> lacks;
    if (limit.at.empty()) lacks.emplace_back("no case stands at the limit");
    if (limit.beyond.empty()) {
      lacks.push_back(limit.nearest
                          ? fmt::format("none is next to it on the other side, the nearest {} off",
                                        distance_text(program_, compare, *limit.nearest))
                          : "none is on the other side of it");
    }
    item.lack = join_lacks(lacks);
  }

  const Program& program_;
  const Coverage& coverage_;
  std::map<SourceId, std::string> modules_;
  std::vector<CoverageItem> items_;
};

}  // namespace

std::string_view coverage_heading(CoverageKind kind) {
  switch (kind) {
    case CoverageKind::kRule:
      return "rules";
    case CoverageKind::kException:
      return "exceptions";
    case CoverageKind::kReading:
      return "readings";
    case CoverageKind::kValue:
      return "values";
    case CoverageKind::kRow:
      return "rows";
    case CoverageKind::kCondition:
      return "conditions";
    case CoverageKind::kLimit:
      return "limits";
  }
  return "";
}

std::vector<CoverageItem> coverage_items(const Program& program, const Coverage& coverage) {
  return Items(program, coverage).run();
}

std::vector<std::pair<std::string, CoverageCounts>> count_by_module(
    const std::vector<CoverageItem>& items) {
  std::map<std::string, CoverageCounts> counts;
  for (const CoverageItem& item : items) {
    CoverageCount& count = counts[item.module][static_cast<std::size_t>(item.kind)];
    ++count.all;
    if (item.is_covered) ++count.covered;
  }
  return {counts.begin(), counts.end()};
}

CoverageCounts total(const std::vector<std::pair<std::string, CoverageCounts>>& modules) {
  CoverageCounts sum{};
  for (const auto& [module, counts] : modules) {
    for (std::size_t i = 0; i < kCoverageKinds; ++i) {
      sum[i].covered += counts[i].covered;
      sum[i].all += counts[i].all;
    }
  }
  return sum;
}

}  // namespace probity
