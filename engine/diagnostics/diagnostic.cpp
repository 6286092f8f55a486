#include "diagnostics/diagnostic.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace probity {

const std::vector<CodeEntry>& all_codes() {
  static const std::vector<CodeEntry> kEntries{
#define PROBITY_CODE(number, name, severity, title, explanation) \
  CodeEntry{Code::name, #number, #name, Severity::severity, title, explanation},
#include "diagnostics/codes.def"
#undef PROBITY_CODE
  };
  return kEntries;
}

const CodeEntry& entry(Code code) { return all_codes().at(static_cast<std::size_t>(code)); }

std::optional<Code> find_code(std::string_view text) {
  for (const CodeEntry& candidate : all_codes()) {
    if (candidate.text == text) return candidate.code;
  }
  return std::nullopt;
}

void Diagnostics::add(Diagnostic diagnostic) {
  if (diagnostic.severity() == Severity::kError) ++errors_;
  if (list_.size() >= kMost) {
    was_cut_ = true;
    return;
  }
  list_.push_back(std::move(diagnostic));
}

std::vector<Diagnostic> Diagnostics::sorted() const {
  const auto place = [](const Diagnostic& diagnostic) {
    return std::tie(diagnostic.span.source, diagnostic.span.begin, diagnostic.code,
                    diagnostic.span.end, diagnostic.pointer, diagnostic.message);
  };
  std::vector<Diagnostic> result = list_;
  std::stable_sort(
      result.begin(), result.end(),
      [&](const Diagnostic& left, const Diagnostic& right) { return place(left) < place(right); });
  const auto last = std::unique(
      result.begin(), result.end(),
      [&](const Diagnostic& left, const Diagnostic& right) { return place(left) == place(right); });
  result.erase(last, result.end());
  return result;
}

}  // namespace probity
