#include "values/number_grammar.h"

#include <algorithm>

#include "support/text.h"

namespace probity {
namespace {

// Exponents are held within this bound while they are read: far above every text's length, so that
// a larger one makes no difference, and far below overflow.
constexpr std::int64_t kExponentBound = 1'000'000'000'000'000;

class Scanner {
 public:
  Scanner(std::string_view text, NumberGrammar grammar) : text_(text), grammar_(grammar) {}

  std::variant<WrittenNumber, NumberError> scan() {
    written_.is_negative = take('-');
    if (!scan_integer() || !scan_fraction() || !scan_exponent() || position_ != text_.size()) {
      return NumberError::kMalformed;
    }
    return measure();
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return position_ + ahead < text_.size() ? text_[position_ + ahead] : '\0';
  }

  bool take(char expected) {
    if (peek() != expected) return false;
    ++position_;
    return true;
  }

  // One or more digits before the exponent; every one of them counts towards the number's length.
  bool scan_digits() {
    if (!is_digit(peek())) return false;
    while (is_digit(peek())) {
      keep_digit(peek());
      ++position_;
      if (grammar_ == NumberGrammar::kLiteral && peek() == '_' && is_digit(peek(1))) ++position_;
    }
    return true;
  }

  void keep_digit(char digit) {
    ++written_length_;
    if (significant_length_ == 0 && digit == '0') return;
    if (significant_length_ < kMaxDigits) {
      written_.buffer[static_cast<std::size_t>(significant_length_)] = digit;
    }
    ++significant_length_;
  }

  bool scan_integer() {
    const bool starts_with_zero = peek() == '0';
    return scan_digits() && !(starts_with_zero && written_length_ > 1);
  }

  bool scan_fraction() {
    if (!take('.')) return true;
    const std::int64_t integer_length = written_length_;
    if (!scan_digits()) return false;
    fraction_length_ = written_length_ - integer_length;
    return true;
  }

  bool scan_exponent() {
    if (!take('e') && !take('E')) return true;
    const bool is_negative = take('-');
    if (!is_negative) take('+');
    if (!is_digit(peek())) return false;
    while (is_digit(peek())) {
      exponent_ = std::min(exponent_ * 10 + (peek() - '0'), kExponentBound);
      ++position_;
    }
    if (is_negative) exponent_ = -exponent_;
    return true;
  }

  // Applies the limit on digits once the exponent has moved the point.
  std::variant<WrittenNumber, NumberError> measure() {
    if (significant_length_ == 0) {
      if (written_length_ > kMaxDigits) return NumberError::kTooLong;
      return written_;
    }
    const std::int64_t shift = exponent_ - fraction_length_;
    const std::int64_t integer_digits = std::max<std::int64_t>(significant_length_ + shift, 1);
    const std::int64_t fraction_digits = std::max<std::int64_t>(-shift, 0);
    if (integer_digits + fraction_digits > kMaxDigits) return NumberError::kTooLong;
    written_.digit_count = static_cast<std::size_t>(significant_length_);
    written_.exponent = static_cast<int>(shift);
    return written_;
  }

  std::string_view text_;
  NumberGrammar grammar_;
  std::size_t position_ = 0;
  std::int64_t written_length_ = 0;      // digits before the exponent
  std::int64_t significant_length_ = 0;  // the same without leading zeros
  std::int64_t fraction_length_ = 0;
  std::int64_t exponent_ = 0;
  WrittenNumber written_;
};

}  // namespace

std::variant<WrittenNumber, NumberError> scan_number(std::string_view text, NumberGrammar grammar) {
  return Scanner(text, grammar).scan();
}

}  // namespace probity
