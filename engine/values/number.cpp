#include "values/number.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/multiprecision/cpp_int.hpp>
#include <limits>
#include <numeric>
#include <utility>
#include <variant>

#include "values/number_grammar.h"

namespace probity {
namespace {

using boost::multiprecision::cpp_int;
__extension__ typedef unsigned __int128 UInt128;

// The in-place range is symmetric, so that negation and abs never leave it.
constexpr Int128 kSmallMax = static_cast<Int128>(~static_cast<UInt128>(0) >> 1);
constexpr int kSmallPowers = 38;  // 10^38 is the largest power of ten below 2^127
constexpr unsigned kHalfBits = 64;
constexpr std::uint64_t kTenToThe19 = 10'000'000'000'000'000'000U;

constexpr std::array<Int128, kSmallPowers + 1> kPowersOfTen = [] {
  std::array<Int128, kSmallPowers + 1> powers{};
  powers[0] = 1;
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

Int128 small_power_of_ten(int exponent) { return kPowersOfTen[static_cast<std::size_t>(exponent)]; }

UInt128 magnitude(Int128 value) {
  return value < 0 ? -static_cast<UInt128>(value) : static_cast<UInt128>(value);
}

UInt128 gcd(UInt128 left, UInt128 right) {
  constexpr UInt128 kHalfMax = std::numeric_limits<std::uint64_t>::max();
  while (right != 0) {
    if (left <= kHalfMax && right <= kHalfMax) {
      return std::gcd(static_cast<std::uint64_t>(left), static_cast<std::uint64_t>(right));
    }
    left = std::exchange(right, left % right);
  }
  return left;
}

// Divisor of a numerator and a positive denominator; the common case of whole numbers costs
// nothing.
Int128 common_divisor(Int128 numerator, Int128 denominator) {
  if (denominator == 1) return 1;
  return static_cast<Int128>(gcd(magnitude(numerator), magnitude(denominator)));
}

// The sum or the product where it stays in place; nullopt where it does not.
std::optional<Int128> checked_add(Int128 left, Int128 right) {
  Int128 sum = 0;
  if (__builtin_add_overflow(left, right, &sum) || sum < -kSmallMax) return std::nullopt;
  return sum;
}

std::optional<Int128> checked_multiply(Int128 left, Int128 right) {
  Int128 product = 0;
  if (__builtin_mul_overflow(left, right, &product) || product < -kSmallMax) return std::nullopt;
  return product;
}

cpp_int widen(Int128 value) {
  const UInt128 absolute = magnitude(value);
  cpp_int result = static_cast<std::uint64_t>(absolute >> kHalfBits);
  result <<= kHalfBits;
  result += static_cast<std::uint64_t>(absolute);
  return value < 0 ? cpp_int(-result) : result;
}

std::optional<Int128> narrow(const cpp_int& value) {
  static const cpp_int kLimit = widen(kSmallMax);
  const cpp_int absolute = boost::multiprecision::abs(value);
  if (absolute > kLimit) return std::nullopt;
  const auto high = static_cast<std::uint64_t>(absolute >> kHalfBits);
  const auto low = static_cast<std::uint64_t>(absolute & std::numeric_limits<std::uint64_t>::max());
  const auto result = static_cast<Int128>((static_cast<UInt128>(high) << kHalfBits) | low);
  return value.sign() < 0 ? -result : result;
}

cpp_int big_power_of_ten(int exponent) {
  return boost::multiprecision::pow(cpp_int(10), static_cast<unsigned>(exponent));
}

std::string digits_of(UInt128 value) {
  if (value <= std::numeric_limits<std::uint64_t>::max()) {
    return fmt::to_string(static_cast<std::uint64_t>(value));
  }
  return fmt::format("{}{:019}", static_cast<std::uint64_t>(value / kTenToThe19),
                     static_cast<std::uint64_t>(value % kTenToThe19));
}

std::strong_ordering order(const cpp_int& left, const cpp_int& right) {
  return left.compare(right) <=> 0;
}

}  // namespace

// Invariant: lowest terms, positive denominator, and at least one of the two outside the in-place
// range.
struct Number::Big {
  cpp_int numerator;
  cpp_int denominator;
};

// The slow path: the same operations on integers of any size.
struct Number::Arithmetic {
  static cpp_int numerator(const Number& value) {
    return value.big_ ? value.big_->numerator : widen(value.numerator_);
  }

  static cpp_int denominator(const Number& value) {
    return value.big_ ? value.big_->denominator : widen(value.denominator_);
  }

  // Reduces and returns to the in-place form where that fits; `denominator` is above zero.
  static Number reduce(cpp_int numerator, cpp_int denominator) {
    const cpp_int divisor = boost::multiprecision::gcd(numerator, denominator);
    if (divisor != 1) {
      numerator /= divisor;
      denominator /= divisor;
    }
    const auto small_numerator = narrow(numerator);
    const auto small_denominator = narrow(denominator);
    if (small_numerator && small_denominator) return {*small_numerator, *small_denominator};
    Number result;
    result.big_.reset(new Big{std::move(numerator), std::move(denominator)});
    return result;
  }

  static Number add(const Number& left, const Number& right) {
    const cpp_int left_denominator = denominator(left);
    const cpp_int right_denominator = denominator(right);
    return reduce(numerator(left) * right_denominator + numerator(right) * left_denominator,
                  left_denominator * right_denominator);
  }

  static Number multiply(const Number& left, const Number& right) {
    return reduce(numerator(left) * numerator(right), denominator(left) * denominator(right));
  }

  static std::strong_ordering compare(const Number& left, const Number& right) {
    return order(numerator(left) * denominator(right), numerator(right) * denominator(left));
  }

  static Number reciprocal(const Number& value) {
    if (value.big_ == nullptr) {
      if (value.numerator_ < 0) return {-value.denominator_, -value.numerator_};
      return {value.denominator_, value.numerator_};
    }
    if (value.sign() < 0) return reduce(-value.big_->denominator, -value.big_->numerator);
    return reduce(value.big_->denominator, value.big_->numerator);
  }

  static Number from_written(const WrittenNumber& written) {
    const int digits = static_cast<int>(written.digit_count);
    if (digits + std::max(written.exponent, 0) > kSmallPowers || -written.exponent > kSmallPowers) {
      return from_long(written);
    }
    Int128 numerator = 0;
    for (const char digit : written.digits()) numerator = numerator * 10 + (digit - '0');
    if (written.is_negative) numerator = -numerator;
    int exponent = numerator == 0 ? 0 : written.exponent;
    for (; exponent < 0 && numerator % 10 == 0; ++exponent) numerator /= 10;
    if (exponent >= 0) return {numerator * small_power_of_ten(exponent), 1};
    const Int128 denominator = small_power_of_ten(-exponent);
    const Int128 divisor = common_divisor(numerator, denominator);
    return {numerator / divisor, denominator / divisor};
  }

  static Number from_long(const WrittenNumber& written) {
    cpp_int numerator{std::string(written.digits())};
    if (written.is_negative) numerator = -numerator;
    if (written.exponent < 0)
      return reduce(std::move(numerator), big_power_of_ten(-written.exponent));
    return reduce(numerator * big_power_of_ten(written.exponent), 1);
  }

  static std::optional<Number> parse(std::string_view text, NumberGrammar grammar) {
    const auto scanned = scan_number(text, grammar);
    const auto* written = std::get_if<WrittenNumber>(&scanned);
    if (written == nullptr) return std::nullopt;
    return from_written(*written);
  }

  static std::optional<NumberError> find_error(std::string_view text, NumberGrammar grammar) {
    const auto scanned = scan_number(text, grammar);
    const auto* error = std::get_if<NumberError>(&scanned);
    return error == nullptr ? std::nullopt : std::optional(*error);
  }

  // Decimal places that the denominator needs: a number is a finite decimal exactly if its
  // denominator has no prime factor but 2 and 5. nullopt otherwise.
  static std::optional<unsigned> decimal_places(const Number& value) {
    cpp_int rest = denominator(value);
    const auto twos = static_cast<unsigned>(boost::multiprecision::lsb(rest));
    rest >>= twos;
    unsigned fives = 0;
    for (; rest % 5 == 0; ++fives) rest /= 5;
    if (rest != 1) return std::nullopt;
    return std::max(twos, fives);
  }

  static std::string integer_text(const Number& value) {
    if (value.big_) return value.big_->numerator.str();
    return (value.numerator_ < 0 ? "-" : "") + digits_of(magnitude(value.numerator_));
  }

  static std::string denominator_text(const Number& value) {
    return value.big_ ? value.big_->denominator.str() : digits_of(magnitude(value.denominator_));
  }
};

void Number::DeleteBig::operator()(Big* big) const noexcept { delete big; }

Number::BigPointer Number::copy(const Big& big) { return BigPointer(new Big(big)); }

Number& Number::operator=(const Number& other) {
  if (this != &other) *this = Number(other);
  return *this;
}

Number& Number::operator=(Number&& other) noexcept {
  if (this == &other) return *this;
  numerator_ = std::exchange(other.numerator_, 0);
  denominator_ = std::exchange(other.denominator_, 1);
  big_ = std::move(other.big_);
  return *this;
}

std::optional<Number> Number::parse(std::string_view text) {
  return Arithmetic::parse(text, NumberGrammar::kJson);
}

std::optional<NumberError> Number::find_parse_error(std::string_view text) {
  return Arithmetic::find_error(text, NumberGrammar::kJson);
}

std::optional<Number> Number::parse_literal(std::string_view text) {
  return Arithmetic::parse(text, NumberGrammar::kLiteral);
}

std::optional<NumberError> Number::find_literal_error(std::string_view text) {
  return Arithmetic::find_error(text, NumberGrammar::kLiteral);
}

std::optional<Number> Number::fraction(std::int64_t numerator, std::int64_t denominator) {
  return divide(Number(numerator), Number(denominator));
}

Number Number::power_of_ten(int exponent) {
  if (exponent < 0) return Arithmetic::reciprocal(power_of_ten(-exponent));
  if (exponent <= kSmallPowers) return {small_power_of_ten(exponent), 1};
  return Arithmetic::reduce(big_power_of_ten(exponent), 1);
}

bool Number::is_integer() const noexcept {
  return big_ ? big_->denominator == 1 : denominator_ == 1;
}

int Number::sign() const noexcept {
  if (big_) return big_->numerator.sign();
  return static_cast<int>(numerator_ > 0) - static_cast<int>(numerator_ < 0);
}

std::optional<std::int64_t> Number::to_int64() const noexcept {
  using Limits = std::numeric_limits<std::int64_t>;
  if (big_ || denominator_ != 1) return std::nullopt;
  if (numerator_ < Limits::min() || numerator_ > Limits::max()) return std::nullopt;
  return static_cast<std::int64_t>(numerator_);
}

Number Number::abs() const { return sign() < 0 ? -*this : *this; }

Number Number::truncated() const {
  if (big_) return Arithmetic::reduce(big_->numerator / big_->denominator, 1);
  return {numerator_ / denominator_, 1};
}

Number Number::operator-() const {
  Number result(*this);
  result.numerator_ = -result.numerator_;
  if (result.big_) result.big_->numerator = -result.big_->numerator;
  return result;
}

Number& Number::operator+=(const Number& other) { return *this = add(*this, other); }

Number& Number::operator-=(const Number& other) { return *this = subtract(*this, other); }

Number& Number::operator*=(const Number& other) { return *this = multiply(*this, other); }

// a/b + c/d over the least common denominator, so that intermediate values stay small.
Number Number::add(const Number& left, const Number& right) {
  if (left.big_ || right.big_) return Arithmetic::add(left, right);
  const Int128 shared = common_divisor(left.denominator_, right.denominator_);
  const Int128 left_factor = right.denominator_ / shared;
  const Int128 right_factor = left.denominator_ / shared;
  const auto left_term = checked_multiply(left.numerator_, left_factor);
  const auto right_term = checked_multiply(right.numerator_, right_factor);
  const auto denominator = checked_multiply(left.denominator_, left_factor);
  if (!left_term || !right_term || !denominator) return Arithmetic::add(left, right);
  const auto numerator = checked_add(*left_term, *right_term);
  if (!numerator) return Arithmetic::add(left, right);
  const Int128 divisor = common_divisor(*numerator, *denominator);
  return {*numerator / divisor, *denominator / divisor};
}

Number Number::subtract(const Number& left, const Number& right) { return add(left, -right); }

// The factors are reduced crosswise first; the product of what is left is in lowest terms.
Number Number::multiply(const Number& left, const Number& right) {
  if (left.big_ || right.big_) return Arithmetic::multiply(left, right);
  const Int128 first = common_divisor(left.numerator_, right.denominator_);
  const Int128 second = common_divisor(right.numerator_, left.denominator_);
  const auto numerator = checked_multiply(left.numerator_ / first, right.numerator_ / second);
  const auto denominator = checked_multiply(left.denominator_ / second, right.denominator_ / first);
  if (!numerator || !denominator) return Arithmetic::multiply(left, right);
  return {*numerator, *denominator};
}

std::optional<Number> Number::divide(const Number& dividend, const Number& divisor) {
  if (divisor.is_zero()) return std::nullopt;
  return multiply(dividend, Arithmetic::reciprocal(divisor));
}

bool Number::equals(const Number& left, const Number& right) noexcept {
  if (left.big_ && right.big_) {
    return left.big_->numerator == right.big_->numerator &&
           left.big_->denominator == right.big_->denominator;
  }
  return !left.big_ && !right.big_ && left.numerator_ == right.numerator_ &&
         left.denominator_ == right.denominator_;
}

std::strong_ordering Number::compare(const Number& left, const Number& right) {
  if (left.sign() != right.sign()) return left.sign() <=> right.sign();
  if (left.big_ || right.big_) return Arithmetic::compare(left, right);
  if (left.denominator_ == right.denominator_) return left.numerator_ <=> right.numerator_;
  const auto left_term = checked_multiply(left.numerator_, right.denominator_);
  const auto right_term = checked_multiply(right.numerator_, left.denominator_);
  if (!left_term || !right_term) return Arithmetic::compare(left, right);
  return *left_term <=> *right_term;
}

std::optional<std::string> Number::to_decimal() const {
  if (is_integer()) return Arithmetic::integer_text(*this);
  const auto places = Arithmetic::decimal_places(*this);
  if (!places) return std::nullopt;
  const Number scaled = abs() * power_of_ten(static_cast<int>(*places));
  std::string digits = Arithmetic::integer_text(scaled);
  if (digits.size() <= *places) digits.insert(0, *places + 1 - digits.size(), '0');
  digits.insert(digits.size() - *places, 1, '.');
  return sign() < 0 ? "-" + digits : digits;
}

std::string Number::to_fraction_text() const {
  if (is_integer()) return Arithmetic::integer_text(*this);
  return Arithmetic::integer_text(*this) + "/" + Arithmetic::denominator_text(*this);
}

std::string Number::to_text() const {
  auto decimal = to_decimal();
  return decimal ? *std::move(decimal) : to_fraction_text();
}

}  // namespace probity
