// How the report names things: outcomes, laws, values of the rules, places in a dossier. Words for
// people; the spellings for machines are those of evaluate/decision.h.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "check/program.h"
#include "dossier/facts.h"
#include "evaluate/decision.h"
#include "report/page.h"

namespace probity {

[[nodiscard]] std::string_view verdict_words(Verdict verdict);  ///< "non-compliant"
[[nodiscard]] std::string_view outcome_words(Outcome outcome);  ///< "not applicable"
[[nodiscard]] std::string_view exception_outcome_words(ExceptionOutcome outcome);  ///< "not met"
[[nodiscard]] Tone verdict_tone(Verdict verdict);
[[nodiscard]] Tone outcome_tone(Outcome outcome);
[[nodiscard]] std::string upper_case(std::string_view ascii);

/// "a", "a and b", "a, b and c"; the last two joined by `conjunction`.
[[nodiscard]] std::string join_words(std::span<const std::string> words,
                                     std::string_view conjunction);

/// "Council Regulation (EU) 2025/1106 of 27 May 2025, Art. 16(10)"
[[nodiscard]] std::string law_text(const Program& program, const Citation& citation);
/// One line an act: "Council Regulation (EU) 2025/1106 of 27 May 2025, Art. 2(3) and Art. 4(1)"
[[nodiscard]] std::vector<std::string> law_texts(const Program& program,
                                                 std::span<const Citation> citations);
/// "Art. 4(3)" where `beside` stands in the same act, else with the act's title.
[[nodiscard]] std::string nearby_law_text(const Program& program,
                                          std::span<const Citation> citations,
                                          std::span<const Citation> beside);
/// "SAFE_REG Art. 16(10) and Art. 4(1)": one line for tables.
[[nodiscard]] std::string short_law_text(const Program& program,
                                         std::span<const Citation> citations);
/// "from 2025-05-29", "from 2025-05-29 until 2026-05-30"; "" for a window without ends.
[[nodiscard]] std::string window_words(const Window& window);
/// A constant as the rule language writes it: "35 %", "EUR 1 000", "2026-05-30", "wide".
[[nodiscard]] std::string constant_text(const Program& program, const Constant& constant,
                                        TypeId type);
/// "3.2 percentage points" of a distance between shares.
[[nodiscard]] std::string percentage_points_text(const Number& distance);
/// "1 day", "46 days"
[[nodiscard]] std::string days_text(const Number& days);
/// The source of an expression on one line.
[[nodiscard]] std::string node_text(const Program& program, NodeId node);
/// "unanimity is wide"-like condition with the interpretation's qualified name.
[[nodiscard]] std::string reading_text(const Program& program, const ReadingCondition& condition);

/// The words for an instrument that the vocabulary gives its name: "Security Action for Europe"; ""
/// where it gives none.
[[nodiscard]] std::string instrument_label(const Program& program, std::string_view name);
/// "unless screened" for an exception inside its rule, "exception safe.single_buyer" for one away
/// from it.
[[nodiscard]] std::string exception_words(const Program& program, const Exception& exception);
/// "safe.control applies" or "safe.control prevails", for a clause of the reasoning.
[[nodiscard]] std::string prevalence_words(const Program& program, const TraceClause& clause);

/// What the vocabulary says of the place that a pointer names; absent for the root, for the inside
/// of free data and for a place that the vocabulary does not have.
struct FieldWords {
  std::string type;  ///< "list of supplier"
  std::string doc;   ///< Markdown; "" where the declaration has none
};
[[nodiscard]] std::optional<FieldWords> field_words(const Vocabulary& vocabulary,
                                                    std::string_view pointer);

/// The words by which a record calls itself: its first known text. The root's identifier is passed
/// over, so that the root gives its title. "" where it has none or the pointer names no record.
[[nodiscard]] std::string record_title(const Vocabulary& vocabulary, const Facts& facts,
                                       std::string_view pointer);

/// The reference tokens of an RFC 6901 pointer, unescaped.
[[nodiscard]] std::vector<std::string> pointer_tokens(std::string_view pointer);

}  // namespace probity
