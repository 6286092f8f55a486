#include "cases/case_context.h"

#include <span>

#include <fmt/format.h>

#include "support/text.h"

namespace probity {

std::string CaseContext::written(Span span) const {
  const std::string_view text = source.text(span);
  std::string line;
  bool is_in_text = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_in_text && text[at] == '#') {
      at = text.find('\n', at);
      if (at == std::string_view::npos) break;
    }
    const bool is_blank =
        text[at] == ' ' || text[at] == '\n' || text[at] == '\t' || text[at] == '\r';
    if (text[at] == '"' && (at == 0 || text[at - 1] != '\\')) is_in_text = !is_in_text;
    if (!is_blank || is_in_text) {
      line += text[at];
    } else if (!line.empty() && line.back() != ' ') {
      line += ' ';
    }
  }
  while (line.ends_with(' ')) line.pop_back();
  return line;
}

void suggest_name(Diagnostic& diagnostic, std::string_view written,
                  const std::vector<std::string>& candidates) {
  const std::vector<std::string_view> views(candidates.begin(), candidates.end());
  const std::optional<std::string_view> nearest =
      find_nearest(written, std::span<const std::string_view>(views));
  if (!nearest) return;
  if (!diagnostic.help.empty()) diagnostic.help += "; ";
  diagnostic.help += fmt::format("did you mean `{}`?", *nearest);
  diagnostic.fix = FixIt{.span = diagnostic.span, .replacement = std::string(*nearest)};
}

}  // namespace probity
