// Advice for values that a dossier writes in another form than the contract: what it says instead.
// Every function answers for a text or number that the readers of values/ have refused.
#pragma once

#include <string>
#include <string_view>

#include "dossier/reading.h"
#include "dossier/vocabulary.h"

namespace probity {

/// "a percentage such as `\"35 %\"`": what a field of the type takes.
[[nodiscard]] std::string type_phrase(const Vocabulary& vocabulary, TypeId id);

[[nodiscard]] Refusal boolean_refusal(std::string_view token, std::string_view place);
[[nodiscard]] Refusal date_refusal(std::string_view text);
[[nodiscard]] Refusal percentage_refusal(std::string_view text);
/// `token` is a bare number.
[[nodiscard]] Refusal bare_percentage_refusal(std::string_view token, std::string_view place);
[[nodiscard]] Refusal country_refusal(std::string_view text);
[[nodiscard]] Refusal duration_refusal(std::string_view text);
[[nodiscard]] Refusal currency_refusal(std::string_view text);
[[nodiscard]] Refusal amount_refusal(std::string_view text);
[[nodiscard]] Refusal value_refusal(const Vocabulary& vocabulary, EnumId enumeration,
                                    std::string_view text);
[[nodiscard]] Refusal key_refusal(std::string_view key, std::string_view place,
                                  std::span<const std::string_view> known);

}  // namespace probity
