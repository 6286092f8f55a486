// DossierReading: one dossier on its way into Facts; knows the place that is being read and says
// what is wrong with it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "diagnostics/diagnostic.h"
#include "dossier/facts.h"
#include "dossier/json_text.h"
#include "dossier/load.h"
#include "dossier/vocabulary.h"

namespace probity {

/// What a refusal says beside its place.
struct Refusal {
  Code code;
  std::string message;
  std::string help;
  std::string label;
};

/// Invariant: steps_[0, depth_) lead from the root to the value that is being read.
class DossierReading {
 public:
  /// `text` holds the dossier's bytes: every token given to this object is a part of it.
  DossierReading(const Vocabulary& vocabulary_of_rules, Facts& arena, Diagnostics& diagnostics,
                 SourceId source, std::string_view text);

  const Vocabulary& vocabulary;
  Facts& facts;

  /// Opens an object or list; its members are then named by set_key or set_element. Precondition:
  /// depth() < kMaxDossierDepth.
  void enter() { steps_[depth_++] = Step{}; }
  void leave() { --depth_; }
  [[nodiscard]] std::uint32_t depth() const { return depth_; }
  /// `raw` is the key's bytes between its quotation marks.
  void set_key(std::string_view raw) { steps_[depth_ - 1] = {raw, 0}; }
  void set_element(std::uint32_t index) { steps_[depth_ - 1] = {{}, index}; }

  [[nodiscard]] Span span(std::string_view token) const;
  [[nodiscard]] std::string pointer() const;
  /// "`launched`": the innermost key that leads to the value, in backticks.
  [[nodiscard]] std::string key_name() const;
  /// The same, and "an element of `contractors`".
  [[nodiscard]] std::string place_name() const;

  /// Refuses the value that is being read, or (with `key`) a member of it that has no step.
  void refuse(std::string_view token, Refusal refusal);
  void refuse_member(std::string_view token, std::string_view key, Refusal refusal);
  void refuse_repeated(std::string_view first, std::string_view second, Refusal refusal);
  void refuse_fault(std::string_view token, const TextFault& fault);
  void add(Diagnostic diagnostic);

  [[nodiscard]] bool was_refused() const { return was_refused_; }
  /// Nobody would see another diagnostic.
  [[nodiscard]] bool is_hopeless() const { return was_refused_ && diagnostics_.was_cut(); }
  [[nodiscard]] SourceId source() const { return source_; }
  [[nodiscard]] std::string_view text() const { return text_; }

 private:
  struct Step {
    std::string_view key;  // raw; without data where the step is an element
    std::uint32_t element = 0;
  };

  [[nodiscard]] Diagnostic make(std::string_view token, Refusal refusal) const;

  Diagnostics& diagnostics_;
  SourceId source_;
  std::string_view text_;
  std::array<Step, kMaxDossierDepth> steps_;
  std::uint32_t depth_ = 0;
  bool was_refused_ = false;
};

}  // namespace probity
