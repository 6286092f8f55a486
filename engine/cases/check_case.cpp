#include "cases/check_case.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "cases/case_context.h"
#include "cases/check_claims.h"
#include "cases/fact_paths.h"
#include "cases/fact_values.h"
#include "cases/rule_names.h"
#include "support/match.h"

namespace probity {

namespace {

/// A dossier lies in the folder of the case file, below it, or in a folder beside that one: no
/// absolute path, no step upwards but one at the start.
bool is_dossier_place(std::string_view path) {
  if (path.starts_with("../")) path.remove_prefix(3);
  if (path.empty() || path.find('\\') != std::string_view::npos) return false;
  while (true) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    if (part.empty() || part == "." || part == "..") return false;
    if (slash == std::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
}

class CaseChecker {
 public:
  explicit CaseChecker(CaseContext& context) : context_(context) {}

  /// False where something in it was reported.
  [[nodiscard]] bool check(const ast::Case& written, Case& result) {
    bool is_right = dossier(written);
    for (const ast::Law& law : written.laws) {
      const std::optional<Citation> citation = find_case_law(context_, law);
      if (citation) result.laws.push_back(*citation);
      is_right = is_right && citation.has_value();
    }
    for (const ast::Change& change : written.changes) {
      std::optional<CaseChange> checked = check_change(change);
      is_right = is_right && checked.has_value();
      if (checked) result.changes.push_back(std::move(*checked));
    }
    if (written.as_of) result.options.as_of = written.as_of->date;
    for (const ast::ReadingCondition& reading : written.readings) {
      const std::optional<ReadingCondition> checked = find_case_reading(context_, reading);
      is_right = is_right && checked.has_value();
      if (checked) is_right = choose(*checked, reading, result.options.readings) && is_right;
    }
    for (const ast::Expectation& expectation : written.expectations) {
      std::optional<CaseExpectation> checked = check_expectation(context_, expectation);
      is_right = is_right && checked.has_value();
      if (checked) result.expectations.push_back(std::move(*checked));
    }
    return is_right;
  }

 private:
  bool dossier(const ast::Case& written) {
    if (is_dossier_place(written.dossier.text)) return true;
    context_.report(Diagnostic{
        .code = Code::case_dossier_place,
        .span = written.dossier.span,
        .message = "the dossier of a case lies in the folder of the case file, below it, or in a "
                   "folder beside it",
        .help = R"(name it as in `dossier "base.json"` or `dossier "../safe/base.json"`)"});
    return false;
  }

  /// One point is decided in one way.
  bool choose(const ReadingCondition& chosen, const ast::ReadingCondition& written,
              std::vector<ReadingCondition>& readings) {
    if (std::ranges::find(readings, chosen.interpretation, &ReadingCondition::interpretation) ==
        readings.end()) {
      readings.push_back(chosen);
      return true;
    }
    context_.report(Diagnostic{
        .code = Code::duplicate_name,
        .span = written.span,
        .message = fmt::format("the case chooses a reading of `{}` twice",
                               context_.program[chosen.interpretation].name),
        .help = "a case has one reading of each point; write a second case for the other"});
    return false;
  }

  std::optional<CaseChange> check_change(const ast::Change& change) {
    return match(
        change.node, [&](const ast::SetFact& set) { return check_set(set); },
        [&](const ast::AddElements& add) { return check_add(add); },
        [&](const ast::CopyElement& copy) { return check_copy(copy); },
        [&](const ast::RemoveElement& remove) { return check_remove(remove); });
  }

  std::optional<CaseChange> check_set(const ast::SetFact& set) {
    std::optional<PlacedFact> placed = place_fact(context_, set.place);
    if (!placed) return std::nullopt;
    std::optional<std::string> value = json_of(context_, set.value, placed->type);
    if (!value) return std::nullopt;
    return CaseChange{SetChange{std::move(placed->path), std::move(*value)}};
  }

  std::optional<CaseChange> check_add(const ast::AddElements& add) {
    std::optional<PlacedFact> placed = place_fact(context_, add.list);
    if (!placed) return std::nullopt;
    const Type& type = context_.vocabulary().type(placed->type);
    if (type.kind != TypeKind::kList && type.kind != TypeKind::kSet) {
      context_.report(
          Diagnostic{.code = Code::not_a_list,
                     .span = add.list.span,
                     .message = fmt::format("`add to` names a {}; only lists and sets grow",
                                            context_.vocabulary().type_text(placed->type)),
                     .help = "write `is` with its value"});
      return std::nullopt;
    }
    AddChange result{std::move(placed->path), {}};
    for (const ast::FactValue& written : add.values) {
      std::optional<std::string> value = json_of(context_, written, type.element);
      if (!value) return std::nullopt;
      result.values.push_back(std::move(*value));
    }
    return CaseChange{std::move(result)};
  }

  std::optional<CaseChange> check_copy(const ast::CopyElement& copy) {
    std::optional<PlacedFact> placed = place_element(copy.original, "copy");
    if (!placed) return std::nullopt;
    const Type& type = context_.vocabulary().type(placed->type);
    if (type.kind != TypeKind::kRecord) {
      context_.report(Diagnostic{.code = Code::not_a_record,
                                 .span = copy.original.span,
                                 .message = "`copy` is for elements that are records",
                                 .help = "write `add to` with the value"});
      return std::nullopt;
    }
    std::optional<std::vector<JsonEdit>> differences =
        json_members(context_, copy.differences, type.record);
    if (!differences) return std::nullopt;
    return CaseChange{CopyChange{std::move(placed->path), std::move(*differences)}};
  }

  std::optional<CaseChange> check_remove(const ast::RemoveElement& remove) {
    if (remove.set) return check_take(remove.element, *remove.set);
    std::optional<PlacedFact> placed = place_element(remove.element, "remove");
    if (!placed) return std::nullopt;
    return CaseChange{RemoveChange{std::move(placed->path)}};
  }

  std::optional<CaseChange> check_take(const ast::FactPath& element, const ast::FactPath& set) {
    std::optional<PlacedFact> placed = place_fact(context_, set);
    if (!placed) return std::nullopt;
    const Type& type = context_.vocabulary().type(placed->type);
    const auto* const name = std::get_if<ast::Name>(&element.steps.front().step);
    if (type.kind != TypeKind::kSet || name == nullptr || element.steps.size() != 1) {
      context_.report(
          Diagnostic{.code = Code::not_a_list,
                     .span = type.kind == TypeKind::kSet ? element.span : set.span,
                     .message = "`remove ... from` takes one name out of a set",
                     .help = "an element of a list is named by its place: `remove components[0]`"});
      return std::nullopt;
    }
    std::optional<std::string> value =
        json_of(context_, ast::FactValue{element.span, ast::NameUse{*name}}, type.element);
    if (!value) return std::nullopt;
    return CaseChange{TakeChange{std::move(placed->path), std::move(*value), element.span}};
  }

  std::optional<PlacedFact> place_element(const ast::FactPath& path, std::string_view verb) {
    std::optional<PlacedFact> placed = place_fact(context_, path);
    if (!placed || std::holds_alternative<std::uint32_t>(placed->path.keys.back())) return placed;
    context_.report(Diagnostic{
        .code = Code::not_a_list,
        .span = path.span,
        .message = fmt::format("`{}` takes one element of a list", verb),
        .help = "end it with the place of the element, as in `components[0]`; a fact is taken away "
                "by `is unknown`"});
    return std::nullopt;
  }

  CaseContext& context_;
};

/// False after a diagnostic, where an earlier case of the file has the title.
bool has_own_title(const ast::Case& written, std::map<std::string_view, Span>& titles,
                   Diagnostics& diagnostics) {
  const auto [first, is_new] = titles.try_emplace(written.title.text, written.title.span);
  if (is_new || !written.is_complete) return true;
  diagnostics.add(
      Diagnostic{.code = Code::duplicate_case,
                 .span = written.title.span,
                 .message = "two cases of one file have this title; a report could not tell them "
                            "apart",
                 .labels = {Label{first->second, "the first"}}});
  return false;
}

}  // namespace

std::vector<CheckedCase> check_case_file(const ast::CaseFile& file, const SourceText& source,
                                         const Program& program, Diagnostics& diagnostics) {
  CaseContext context{program, source, diagnostics, {}};
  for (const ast::Name& module : file.uses) {
    if (find_case_module(context, module)) context.uses.push_back(module.text);
  }
  CaseChecker checker(context);
  std::vector<CheckedCase> results;
  std::map<std::string_view, Span> titles;
  for (const ast::Case& written : file.cases) {
    CheckedCase result;
    const bool has_title = !written.title.text.empty();
    result.content.title = has_title ? written.title.text : "a case without a title";
    result.content.doc = written.doc;
    result.content.span = written.is_complete ? written.title.span : written.span;
    result.content.dossier = written.dossier.text;
    result.content.dossier_span = written.dossier.span;
    result.content.options.with_trace = false;
    const bool is_right = has_own_title(written, titles, diagnostics) && written.is_complete;
    result.has_mistakes = !is_right || !checker.check(written, result.content);
    results.push_back(std::move(result));
  }
  return results;
}

}  // namespace probity
