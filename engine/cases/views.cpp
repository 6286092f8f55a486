#include "cases/views.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cases/paths.h"

namespace probity {

const InstrumentDecision* find_instrument(const Decision& decision, std::string_view name) {
  const auto found = std::ranges::find(decision.instruments, name, &InstrumentDecision::instrument);
  return found == decision.instruments.end() ? nullptr : &*found;
}

std::vector<FindingView> findings_of(const Decision& decision, RuleId rule,
                                     const std::optional<CasePath>& element,
                                     const std::optional<std::string>& instrument) {
  std::vector<FindingView> views;
  const std::string subject = element ? element->pointer() : "";
  for (const InstrumentDecision& of : decision.instruments) {
    if (instrument && of.instrument != *instrument) continue;
    for (const Finding& finding : of.findings) {
      if (finding.rule != rule || (element && finding.subject != subject)) continue;
      views.push_back({&of, &finding});
    }
  }
  return views;
}

std::vector<FigureView> figures_of(const Decision& decision, DefinitionId figure,
                                   const std::optional<std::string>& instrument) {
  std::vector<FigureView> views;
  for (const InstrumentDecision& of : decision.instruments) {
    if (instrument && of.instrument != *instrument) continue;
    for (const FigureResult& result : of.figures) {
      if (result.figure == figure) views.push_back({&of, &result});
    }
  }
  return views;
}

Absence why_no_instrument(std::string_view name) {
  return {fmt::format("{} does not concern the dossier, so nothing is found under it", name),
          Code::instrument_not_concerned};
}

Absence why_no_finding(const Program& program, const Decision& decision, RuleId rule,
                       const std::optional<CasePath>& element,
                       const std::optional<std::string>& instrument) {
  if (instrument && find_instrument(decision, *instrument) == nullptr) {
    return why_no_instrument(*instrument);
  }
  std::vector<std::string> subjects;
  for (const FindingView& view : findings_of(decision, rule, std::nullopt, instrument)) {
    const std::string path = path_text(view.finding->subject);
    if (std::ranges::find(subjects, path) == subjects.end()) subjects.push_back(path);
  }
  if (!subjects.empty() && element) {
    return {fmt::format("{} has no finding on {}; it has findings on {}", program[rule].name,
                        path_text(element->keys), fmt::join(subjects, ", ")),
            Code::no_such_finding};
  }
  for (const InstrumentId id : program[rule].instruments) {
    if (find_instrument(decision, program[id].name) == nullptr) {
      return why_no_instrument(program[id].name);
    }
  }
  return {fmt::format("{} has no finding", program[rule].name), Code::no_such_finding};
}

std::string list_paths(const std::vector<std::string>& pointers) {
  if (pointers.empty()) return "nothing";
  std::vector<std::string> paths;
  paths.reserve(pointers.size());
  for (const std::string& pointer : pointers) paths.push_back(path_text(pointer));
  return fmt::format("{}", fmt::join(paths, ", "));
}

}  // namespace probity
