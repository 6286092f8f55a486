#include "values/money.h"

#include <algorithm>
#include <array>
#include <climits>
#include <utility>

#include "values/percentage.h"

namespace probity {
namespace {

constexpr std::string_view kCodes[] = {
#include "values/currency_codes.inc"
};
static_assert(std::ranges::is_sorted(kCodes));

constexpr std::size_t kCodeLength = 3;
constexpr std::size_t kGroupLength = 3;
constexpr std::size_t kLeastDecimals = 2;  // an amount with cents shows both digits
constexpr std::uint32_t pack_code(std::string_view code) {
  std::uint32_t packed = 0;
  for (const char letter : code) packed = (packed << CHAR_BIT) | static_cast<unsigned char>(letter);
  return packed;
}

// "1234.5" becomes "1234.50"; a whole amount stays as it is.
std::string with_cents(std::string decimal) {
  const std::size_t point = decimal.find('.');
  if (point == std::string::npos) return decimal;
  const std::size_t written = decimal.size() - point - 1;
  if (written < kLeastDecimals) decimal.append(kLeastDecimals - written, '0');
  return decimal;
}

// Separates the integer digits in groups of three: "-1234567.891" becomes "-1 234 567.891".
std::string grouped(std::string decimal) {
  const std::size_t first_digit = decimal.starts_with('-') ? 1 : 0;
  std::size_t position = std::min(decimal.find('.'), decimal.size());
  while (position > first_digit + kGroupLength) {
    position -= kGroupLength;
    decimal.insert(position, 1, ' ');
  }
  return decimal;
}

}  // namespace

std::string Currency::code() const {
  std::string letters;
  for (std::size_t i = kCodeLength; i-- > 0;) {
    letters += static_cast<char>((packed_ >> (i * CHAR_BIT)) & 0xFFU);
  }
  return letters;
}

std::optional<Currency> find_currency(std::string_view code) {
  if (!std::ranges::binary_search(kCodes, code)) return std::nullopt;
  return Currency(pack_code(code));
}

Currency euro() noexcept { return Currency(pack_code("EUR")); }

RoundedText money_text(const Money& money) {
  auto decimal = money.amount.to_decimal();
  if (!decimal) return money_figure_text(money);
  return {money.currency.code() + " " + grouped(with_cents(*std::move(decimal))), false};
}

RoundedText money_figure_text(const Money& money) {
  RoundedText amount = format_fixed(money.amount, kFigurePlaces);
  return {money.currency.code() + " " + grouped(std::move(amount.text)), amount.was_rounded};
}

std::string money_amount_text(const Money& money) { return with_cents(money.amount.to_text()); }

}  // namespace probity
