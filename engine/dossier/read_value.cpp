#include "dossier/read_value.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "dossier/regions.h"
#include "dossier/value_advice.h"
#include "values/country.h"
#include "values/date.h"
#include "values/duration.h"
#include "values/percentage.h"

namespace probity {
namespace {

Fact fact_of(FactKind kind, std::size_t first, std::size_t second = 0) {
  return {.kind = kind,
          .first = static_cast<std::uint32_t>(first),
          .second = static_cast<std::uint32_t>(second)};
}

template <class Value>
Fact pooled(FactKind kind, std::vector<Value>& pool, Value value) {
  pool.push_back(std::move(value));
  return fact_of(kind, pool.size() - 1);
}

/// Nothing to read: blanks, also those of Unicode that people paste.
bool is_blank(std::string_view text) {
  constexpr std::array<std::string_view, 5> kBlanks = {"\u00a0", "\u2007", "\u200b", "\u202f",
                                                       "\u3000"};
  while (!text.empty()) {
    std::size_t size = is_json_blank(text.front()) ? 1 : 0;
    for (const std::string_view blank : kBlanks) {
      if (text.starts_with(blank)) size = blank.size();
    }
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

void refuse_negative(DossierReading& reading, std::string_view token, std::string_view what) {
  reading.refuse(token, {Code::negative_value, fmt::format("{} is below zero, and {} never is",
                                                           in_backticks(token), what)});
}

std::string scalar_phrase(const Scalar& scalar) {
  switch (scalar.kind) {
    case ScalarKind::kText:
      return fmt::format("the text {}", in_backticks(scalar.token));
    case ScalarKind::kNumber:
      return fmt::format("the number {}", in_backticks(scalar.token));
    case ScalarKind::kTrue:
    case ScalarKind::kFalse:
      break;
  }
  return in_backticks(scalar.token);
}

}  // namespace

void refuse_type(DossierReading& reading, TypeId type, std::string_view token,
                 std::string_view found) {
  std::string help;
  const bool is_text = token.starts_with('"');
  switch (reading.vocabulary.type(type).kind) {
    case TypeKind::kText:
      if (!is_text && token != "{" && token != "[") {
        help = fmt::format("a text stands in quotation marks: `\"{}\"`", token);
      }
      break;
    case TypeKind::kNumber:
      if (is_text && Number::parse(token.substr(1, token.size() - 2))) {
        help = "a number stands without quotation marks";
      }
      break;
    case TypeKind::kMoney:
      help = "an amount has a meaning only with its currency";
      break;
    case TypeKind::kList:
    case TypeKind::kSet:
      help = "a single element stands in brackets too; `[]` says that there is none";
      break;
    case TypeKind::kBoolean:
    case TypeKind::kPercentage:
    case TypeKind::kDate:
    case TypeKind::kDuration:
    case TypeKind::kCountry:
    case TypeKind::kAnything:
    case TypeKind::kEnum:
    case TypeKind::kRecord:
    case TypeKind::kUnknown:
      break;
  }
  reading.refuse(token, {Code::wrong_type,
                         fmt::format("found {}, but {} takes {}", found, reading.place_name(),
                                     type_phrase(reading.vocabulary, type)),
                         std::move(help)});
}

ValueReader::ValueReader(const Vocabulary& vocabulary) {
  for (const EnumType& type : vocabulary.enums) {
    std::vector<NamedSymbol>& names = enums_.emplace_back();
    for (const EnumValue& value : type.values) {
      names.push_back({vocabulary.symbol(value.symbol), value.symbol});
    }
    std::sort(names.begin(), names.end(), [](const NamedSymbol& left, const NamedSymbol& right) {
      return left.name < right.name;
    });
  }
}

std::optional<SymbolId> ValueReader::find_value(EnumId enumeration, std::string_view text) const {
  const std::vector<NamedSymbol>& names = enums_[enumeration.index()];
  const auto found = std::lower_bound(
      names.begin(), names.end(), text,
      [](const NamedSymbol& entry, std::string_view name) { return entry.name < name; });
  if (found == names.end() || found->name != text) return std::nullopt;
  return found->symbol;
}

std::optional<std::string_view> ValueReader::read_text(DossierReading& reading,
                                                       std::string_view token) {
  const std::string_view raw = token.substr(1, token.size() - 2);
  if (raw.find('\\') == std::string_view::npos) return raw;
  unescaped_.clear();
  if (auto fault = unescape(raw, unescaped_)) {
    reading.refuse_fault(raw, *fault);
    return std::nullopt;
  }
  return unescaped_;
}

bool ValueReader::check_form(DossierReading& reading, const Scalar& scalar) {
  if (scalar.kind == ScalarKind::kText) return read_text(reading, scalar.token).has_value();
  if (scalar.kind != ScalarKind::kNumber) return true;
  if (auto fault = find_number_fault(scalar.token)) {
    reading.refuse_fault(scalar.token, *fault);
    return false;
  }
  return true;
}

Fact ValueReader::read(DossierReading& reading, const Field& field, TypeId type,
                       const Scalar& scalar) {
  const TypeKind kind = reading.vocabulary.type(type).kind;
  if (scalar.kind == ScalarKind::kText) {
    const std::optional<std::string_view> text = read_text(reading, scalar.token);
    if (!text) return {};
    return read_from_text(reading, field, type, scalar.token, *text);
  }
  if (scalar.kind == ScalarKind::kNumber && kind == TypeKind::kNumber) {
    return read_number(reading, scalar.token);
  }
  if (!check_form(reading, scalar)) return {};
  if (kind == TypeKind::kAnything) return fact_of(FactKind::kAnything, 0);
  if (kind == TypeKind::kBoolean) {
    if (scalar.kind == ScalarKind::kTrue) return fact_of(FactKind::kBoolean, 1);
    if (scalar.kind == ScalarKind::kFalse) return fact_of(FactKind::kBoolean, 0);
    reading.refuse(scalar.token, boolean_refusal(scalar.token, reading.place_name()));
  } else if (kind == TypeKind::kPercentage && scalar.kind == ScalarKind::kNumber) {
    reading.refuse(scalar.token, bare_percentage_refusal(scalar.token, reading.place_name()));
  } else {
    refuse_type(reading, type, scalar.token, scalar_phrase(scalar));
  }
  return {};
}

Fact ValueReader::read_from_text(DossierReading& reading, const Field& field, TypeId type,
                                 std::string_view token, std::string_view text) {
  Facts& facts = reading.facts;
  const Type& shape = reading.vocabulary.type(type);
  switch (shape.kind) {
    case TypeKind::kText:
      return read_text_fact(reading, field, token, text);
    case TypeKind::kEnum:
      if (const auto symbol = find_value(shape.enumeration, text)) {
        return fact_of(FactKind::kSymbol, symbol->index());
      }
      reading.refuse(token, value_refusal(reading.vocabulary, shape.enumeration, text));
      return {};
    case TypeKind::kDate:
      if (const auto date = parse_date(text)) {
        return fact_of(FactKind::kDate, static_cast<std::uint32_t>(date->days));
      }
      reading.refuse(token, date_refusal(text));
      return {};
    case TypeKind::kDuration:
      if (const auto duration = parse_duration(text)) {
        return pooled(FactKind::kDuration, facts.durations, *duration);
      }
      reading.refuse(token, duration_refusal(text));
      return {};
    case TypeKind::kCountry:
      return read_country(reading, field, token, text);
    case TypeKind::kPercentage:
      return read_percentage(reading, token, text);
    case TypeKind::kAnything:
      return fact_of(FactKind::kAnything, 0);
    case TypeKind::kBoolean:
      reading.refuse(token, boolean_refusal(token, reading.place_name()));
      return {};
    case TypeKind::kNumber:
    case TypeKind::kMoney:
    case TypeKind::kRecord:
    case TypeKind::kList:
    case TypeKind::kSet:
    case TypeKind::kUnknown:
      break;
  }
  refuse_type(reading, type, token, scalar_phrase({ScalarKind::kText, token}));
  return {};
}

Fact ValueReader::read_text_fact(DossierReading& reading, const Field& field,
                                 std::string_view token, std::string_view text) {
  if (field.role == Role::kIdentifier && is_blank(text)) {
    reading.refuse(token, {Code::empty_identifier,
                           fmt::format("the identifier {} is empty", reading.place_name()),
                           "verdicts are filed under it"});
    return {};
  }
  std::string& pool = reading.facts.text_pool;
  const Fact fact = fact_of(FactKind::kText, pool.size(), text.size());
  pool += text;
  return fact;
}

Fact ValueReader::read_number(DossierReading& reading, std::string_view token) {
  if (std::optional<Number> number = Number::parse(token)) {
    return pooled(FactKind::kNumber, reading.facts.numbers, std::move(*number));
  }
  if (auto fault = find_number_fault(token)) reading.refuse_fault(token, *fault);
  return {};
}

Fact ValueReader::read_percentage(DossierReading& reading, std::string_view token,
                                  std::string_view text) {
  std::optional<Number> share = parse_percentage(text);
  if (!share) {
    reading.refuse(token, percentage_refusal(text));
    return {};
  }
  if (share->sign() < 0) {
    refuse_negative(reading, token, "a percentage of a dossier");
    return {};
  }
  return pooled(FactKind::kNumber, reading.facts.numbers, std::move(*share));
}

Fact ValueReader::read_country(DossierReading& reading, const Field& field, std::string_view token,
                               std::string_view text) {
  const std::optional<Country> country = find_country(text);
  if (!country) {
    reading.refuse(token, country_refusal(text));
    return {};
  }
  if (field.states_only) {
    if (const auto state = find_state_of(text)) {
      reading.refuse(token,
                     {Code::region_for_state,
                      fmt::format("{} is {}, a region, but {} takes a state", in_backticks(text),
                                  country_name(*country), reading.place_name()),
                      fmt::format("write `\"{}\"`, the state that it is a part of", *state)});
      return {};
    }
  }
  return pooled(FactKind::kCountry, reading.facts.countries, *country);
}

std::optional<Number> ValueReader::read_amount(DossierReading& reading, const Scalar& scalar) {
  std::optional<Number> amount;
  if (scalar.kind == ScalarKind::kText) {
    const std::optional<std::string_view> text = read_text(reading, scalar.token);
    if (!text) return std::nullopt;
    amount = Number::parse(*text);
    if (!amount) reading.refuse(scalar.token, amount_refusal(*text));
  } else if (scalar.kind == ScalarKind::kNumber) {
    amount = Number::parse(scalar.token);
    if (!amount) check_form(reading, scalar);
  } else {
    reading.refuse(scalar.token,
                   {Code::wrong_type, fmt::format("found {}, but `amount` takes a number",
                                                  in_backticks(scalar.token))});
  }
  if (amount && amount->sign() < 0) {
    refuse_negative(reading, scalar.token, "an amount of a dossier");
    return std::nullopt;
  }
  return amount;
}

std::optional<Currency> ValueReader::read_currency(DossierReading& reading, const Scalar& scalar) {
  if (scalar.kind != ScalarKind::kText) {
    if (check_form(reading, scalar)) {
      reading.refuse(scalar.token,
                     {Code::wrong_type, fmt::format("found {}, but `currency` takes a code such as "
                                                    "`\"EUR\"`",
                                                    in_backticks(scalar.token))});
    }
    return std::nullopt;
  }
  const std::optional<std::string_view> text = read_text(reading, scalar.token);
  if (!text) return std::nullopt;
  const std::optional<Currency> currency = find_currency(*text);
  if (!currency) reading.refuse(scalar.token, currency_refusal(*text));
  return currency;
}

}  // namespace probity
