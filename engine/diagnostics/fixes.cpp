#include "diagnostics/fixes.h"

#include <algorithm>
#include <string_view>
#include <tuple>

namespace probity {

std::vector<std::size_t> choose_safe_fixes(const std::vector<Diagnostic>& diagnostics) {
  std::vector<std::size_t> safe;
  for (std::size_t index = 0; index < diagnostics.size(); ++index) {
    const Diagnostic& diagnostic = diagnostics[index];
    if (diagnostic.fix && diagnostic.fix->is_safe) safe.push_back(index);
  }
  const auto place = [&](std::size_t index) {
    const Span& span = diagnostics[index].fix->span;
    return std::tuple(span.source, span.begin, span.end);
  };
  std::ranges::stable_sort(safe, {}, place);
  std::vector<std::size_t> chosen;
  for (const std::size_t index : safe) {
    const Span& span = diagnostics[index].fix->span;
    if (!chosen.empty()) {
      const Span& last = diagnostics[chosen.back()].fix->span;
      const bool is_after = span.begin >= last.end && span.begin > last.begin;
      if (span.source == last.source && !is_after) continue;
    }
    chosen.push_back(index);
  }
  return chosen;
}

std::string apply_fixes(const SourceText& source, SourceId id,
                        const std::vector<Diagnostic>& diagnostics,
                        const std::vector<std::size_t>& chosen) {
  const std::string_view bytes = source.bytes();
  std::string result;
  std::size_t done = 0;
  for (const std::size_t index : chosen) {
    const FixIt& fix = *diagnostics[index].fix;
    if (fix.span.source != id) continue;
    result += bytes.substr(done, fix.span.begin - done);
    result += fix.replacement;
    done = fix.span.end;
  }
  return result += bytes.substr(done);
}

}  // namespace probity
