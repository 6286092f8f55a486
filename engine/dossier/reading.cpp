#include "dossier/reading.h"

#include <fmt/format.h>

#include <iterator>

namespace probity {
DossierReading::DossierReading(const Vocabulary& vocabulary_of_rules, Facts& arena,
                               Diagnostics& diagnostics, SourceId source, std::string_view text)
    : vocabulary(vocabulary_of_rules),
      facts(arena),
      diagnostics_(diagnostics),
      source_(source),
      text_(text) {}

Span DossierReading::span(std::string_view token) const {
  const auto begin = static_cast<std::uint32_t>(token.data() - text_.data());
  return {source_, begin, begin + static_cast<std::uint32_t>(token.size())};
}

std::string DossierReading::pointer() const {
  std::string pointer;
  for (std::uint32_t i = 0; i < depth_; ++i) {
    pointer += '/';
    if (steps_[i].key.data() == nullptr) {
      fmt::format_to(std::back_inserter(pointer), "{}", steps_[i].element);
    } else {
      append_pointer_token(unescaped_part(steps_[i].key), pointer);
    }
  }
  return pointer;
}

std::string DossierReading::place_name() const {
  const bool is_element = depth_ > 0 && steps_[depth_ - 1].key.data() == nullptr;
  return is_element ? fmt::format("an element of {}", key_name()) : key_name();
}

std::string DossierReading::key_name() const {
  for (std::uint32_t i = depth_; i > 0; --i) {
    if (steps_[i - 1].key.data() != nullptr) return in_backticks(unescaped_part(steps_[i - 1].key));
  }
  return "the dossier";
}

Diagnostic DossierReading::make(std::string_view token, Refusal refusal) const {
  return Diagnostic{.code = refusal.code,
                    .span = span(token),
                    .message = std::move(refusal.message),
                    .label = std::move(refusal.label),
                    .help = std::move(refusal.help),
                    .pointer = pointer()};
}

void DossierReading::refuse(std::string_view token, Refusal refusal) {
  add(make(token, std::move(refusal)));
}

void DossierReading::refuse_member(std::string_view token, std::string_view key, Refusal refusal) {
  Diagnostic diagnostic = make(token, std::move(refusal));
  diagnostic.pointer += '/';
  append_pointer_token(key, diagnostic.pointer);
  add(std::move(diagnostic));
}

void DossierReading::refuse_repeated(std::string_view first, std::string_view second,
                                     Refusal refusal) {
  Diagnostic diagnostic = make(second, std::move(refusal));
  diagnostic.labels.push_back({span(first), "first here"});
  add(std::move(diagnostic));
}

void DossierReading::refuse_fault(std::string_view token, const TextFault& fault) {
  refuse(token.substr(fault.offset, fault.size),
         {.code = fault.code, .message = fault.message, .help = fault.help});
}

void DossierReading::add(Diagnostic diagnostic) {
  was_refused_ = true;
  if (!is_hopeless()) diagnostics_.add(std::move(diagnostic));
}

}  // namespace probity
