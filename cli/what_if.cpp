#include "cli/what_if.h"

#include <fmt/format.h>

#include <utility>

#include "analyse/what_if.h"
#include "cli/assessment.h"
#include "dossier/json_text.h"

namespace probity {

Result<std::vector<JsonEdit>> what_if_options(const Arguments& arguments) {
  // `unknown` is no JSON, so that it cannot be meant as a value; the text is written "\"unknown\"".
  constexpr std::string_view kTakenOut = "unknown";
  std::vector<JsonEdit> edits;
  for (const std::string& word : arguments.values(Option::kWhatIf)) {
    const std::size_t sign = word.find('=');
    if (sign == std::string::npos) {
      return Error{ErrorKind::kUsage, fmt::format("`--what-if` takes POINTER=VALUE, as in "
                                                  "/procurement/signed=2026-05-30, not {}",
                                                  in_backticks(word))};
    }
    JsonEdit edit{word.substr(0, sign), std::nullopt};
    const Result<std::vector<std::string>> tokens = parse_pointer(edit.pointer);
    if (!tokens) return tokens.error();
    const std::string value = word.substr(sign + 1);
    if (value != kTakenOut) {
      Result<std::string> json = json_of_words(value);
      if (!json) return json.error();
      edit.value = std::move(json).value();
    }
    edits.push_back(std::move(edit));
  }
  return edits;
}

std::optional<Error> assess_what_if(const Program& program, const EvaluateOptions& options,
                                    DossierInput input, std::span<const JsonEdit> edits,
                                    const std::function<void(const DossierResult&)>& render) {
  Assessor assessor(program, options);
  if (edits.empty()) {
    assessor.assess(std::move(input), render);
    return std::nullopt;
  }
  std::optional<Decision> before;
  std::string digest;
  assessor.assess(input, [&](const DossierResult& result) {
    before = result.decision;
    digest = result.sha256;
    if (!result.decision) render(result);
  });
  if (!before) return std::nullopt;
  Result<ChangedText> changed = change_text(input.bytes, edits);
  if (!changed) return changed.error();
  input.bytes = std::move(changed.value().text);
  assessor.assess(std::move(input), [&](const DossierResult& result) {
    DossierResult shown = result;
    shown.sha256 = digest;
    shown.hypothesis = compare_decisions(*before, result.decision ? *result.decision : *before,
                                         std::move(changed.value().facts));
    render(shown);
  });
  return std::nullopt;
}

}  // namespace probity
