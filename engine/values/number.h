#pragma once

// Exact rational numbers: every number of a rule or a dossier is one of these, and no binary
// floating point takes part. Values that fit two signed 128-bit integers are held in place; larger
// ones move to the heap and come back as soon as they fit again.
//
// Failure: parsing answers nullopt and find_*_error says why; division answers nullopt on a zero
// divisor; all else is total. Only std::bad_alloc can leave these functions.

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace probity {

__extension__ typedef __int128 Int128;  // ISO C++ has no 128-bit integer, hence the keyword.

// Digits that a number may need when it is written out in full, without exponent: integer digits
// (at least the one before the point) and fraction digits. `1e99` and `1e-99` need 100 and are
// read; `1e100` and `1e-100` need 101 and are refused. Zeros that were written count where they
// still stand once the exponent has moved the point, leading zeros never do. A zero is counted as
// it is written, without its exponent: `0e999999999` is 0.
inline constexpr int kMaxDigits = 100;

enum class NumberError : std::uint8_t {
  kMalformed,  // not in the grammar
  kTooLong,    // in the grammar, but needs more than kMaxDigits digits when written out
};

// Invariant: in lowest terms with a positive denominator, and held in place if and only if the
// numerator and the denominator both lie within +-(2^127 - 1); so equal values have equal forms.
class Number {
 public:
  Number() noexcept = default;                                // zero
  Number(std::int64_t value) noexcept : numerator_(value) {}  // NOLINT: a whole number is exact
  Number(const Number& other)
      : numerator_(other.numerator_), denominator_(other.denominator_), big_(copy(other.big_)) {}
  // Moving leaves zero behind.
  Number(Number&& other) noexcept
      : numerator_(std::exchange(other.numerator_, 0)),
        denominator_(std::exchange(other.denominator_, 1)),
        big_(std::move(other.big_)) {}
  Number& operator=(const Number& other);
  Number& operator=(Number&& other) noexcept;
  ~Number() = default;

  // A JSON number (RFC 8259): no leading `+`, no leading zeros, no blanks; exponents are read.
  [[nodiscard]] static std::optional<Number> parse(std::string_view text);
  // Why `parse` refuses the text; nullopt when it does not.
  [[nodiscard]] static std::optional<NumberError> find_parse_error(std::string_view text);

  // A literal of the rule language: a JSON number that may carry single underscores between two
  // digits before its exponent, as in `150_000_000`.
  [[nodiscard]] static std::optional<Number> parse_literal(std::string_view text);
  [[nodiscard]] static std::optional<NumberError> find_literal_error(std::string_view text);

  // numerator / denominator in lowest terms; nullopt when the denominator is zero.
  [[nodiscard]] static std::optional<Number> fraction(std::int64_t numerator,
                                                      std::int64_t denominator);
  // 10 to the power of `exponent`, which may be negative. Meant for small exponents: the result
  // takes as many digits as the exponent says.
  [[nodiscard]] static Number power_of_ten(int exponent);

  [[nodiscard]] bool is_zero() const noexcept { return big_ == nullptr && numerator_ == 0; }
  [[nodiscard]] bool is_integer() const noexcept;
  // -1, 0 or 1.
  [[nodiscard]] int sign() const noexcept;
  // The value where it is whole and fits; otherwise nullopt.
  [[nodiscard]] std::optional<std::int64_t> to_int64() const noexcept;

  [[nodiscard]] Number abs() const;
  // The whole part, towards zero: -7/2 gives -3.
  [[nodiscard]] Number truncated() const;

  [[nodiscard]] Number operator-() const;
  Number& operator+=(const Number& other);
  Number& operator-=(const Number& other);
  Number& operator*=(const Number& other);
  [[nodiscard]] friend Number operator+(const Number& left, const Number& right) {
    return add(left, right);
  }
  [[nodiscard]] friend Number operator-(const Number& left, const Number& right) {
    return subtract(left, right);
  }
  [[nodiscard]] friend Number operator*(const Number& left, const Number& right) {
    return multiply(left, right);
  }
  // nullopt when the divisor is zero.
  [[nodiscard]] static std::optional<Number> divide(const Number& dividend, const Number& divisor);

  [[nodiscard]] friend bool operator==(const Number& left, const Number& right) noexcept {
    return equals(left, right);
  }
  [[nodiscard]] friend std::strong_ordering operator<=>(const Number& left, const Number& right) {
    return compare(left, right);
  }

  // The finite decimal without trailing zeros or exponent, "-12.5"; nullopt where there is none.
  [[nodiscard]] std::optional<std::string> to_decimal() const;
  // "191/500", and "2" for a whole number.
  [[nodiscard]] std::string to_fraction_text() const;
  // Exact: the finite decimal where there is one, otherwise the fraction, "1/3".
  [[nodiscard]] std::string to_text() const;

  // Whether the value lives on the heap; for tests and measurements, it never shows otherwise.
  [[nodiscard]] bool is_big() const noexcept { return big_ != nullptr; }

 private:
  struct Big;
  struct Arithmetic;  // the work in number.cpp, which alone sees the library behind Big
  struct DeleteBig {
    void operator()(Big* big) const noexcept;
  };
  using BigPointer = std::unique_ptr<Big, DeleteBig>;

  Number(Int128 numerator, Int128 denominator) noexcept
      : numerator_(numerator), denominator_(denominator) {}

  static BigPointer copy(const BigPointer& big) {
    return big == nullptr ? BigPointer() : copy(*big);
  }
  static BigPointer copy(const Big& big);
  static Number add(const Number& left, const Number& right);
  static Number subtract(const Number& left, const Number& right);
  static Number multiply(const Number& left, const Number& right);
  static bool equals(const Number& left, const Number& right) noexcept;
  static std::strong_ordering compare(const Number& left, const Number& right);

  Int128 numerator_ = 0;  // 0/1 while big_ holds the value
  Int128 denominator_ = 1;
  BigPointer big_;
};

}  // namespace probity
