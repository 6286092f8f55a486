#include "values/number.h"

#include <doctest/doctest.h>

#include <array>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace probity {
namespace {

constexpr std::string_view kLargestInPlace =
    "170141183460469231731687303715884105727";  // 2^127 - 1

Number num(std::string_view text) { return Number::parse(text).value(); }

Number frac(std::int64_t numerator, std::int64_t denominator) {
  return Number::fraction(numerator, denominator).value();
}

Number quotient(const Number& dividend, const Number& divisor) {
  return Number::divide(dividend, divisor).value();
}

// Schoolbook arithmetic on decimal digits: slow, and independent of the code under test.
std::string add_digits(std::string left, std::string right) {
  if (left.size() < right.size()) std::swap(left, right);
  right.insert(0, left.size() - right.size(), '0');
  int carry = 0;
  for (std::size_t i = left.size(); i-- > 0;) {
    const int sum = (left[i] - '0') + (right[i] - '0') + carry;
    left[i] = static_cast<char>('0' + sum % 10);
    carry = sum / 10;
  }
  return carry == 0 ? left : "1" + left;
}

std::string multiply_digits(const std::string& left, const std::string& right) {
  std::string product = "0";
  for (const char digit : right) {
    product += '0';
    for (int i = 0; i < digit - '0'; ++i) product = add_digits(product, left);
  }
  const std::size_t first = product.find_first_not_of('0');
  return first == std::string::npos ? "0" : product.substr(first);
}

// A fixed sequence of numbers (the constants are Knuth's MMIX generator).
class Sequence {
 public:
  std::uint64_t next() {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return state_ >> 16U;
  }
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1));
  }
  std::string digits(std::size_t count) {
    std::string text(1, static_cast<char>('1' + next() % 9));
    while (text.size() < count) text += static_cast<char>('0' + next() % 10);
    return text;
  }

 private:
  std::uint64_t state_ = 20260314;
};

TEST_CASE("number: fractions are held in lowest terms with a positive denominator") {
  CHECK(frac(6, 8).to_fraction_text() == "3/4");
  CHECK(frac(6, -8).to_fraction_text() == "-3/4");
  CHECK(frac(-6, -8) == frac(3, 4));
  CHECK(frac(0, -5).to_fraction_text() == "0");
  CHECK_FALSE(Number::fraction(1, 0).has_value());
}

TEST_CASE("number: decimal arithmetic has no binary error") {
  CHECK(num("0.1") + num("0.2") == num("0.3"));
  CHECK(num("1.1") * num("1.1") == num("1.21"));
  CHECK(num("1") - num("0.9") == num("0.1"));
  CHECK(quotient(num("0.35"), num("0.07")) == Number(5));
}

TEST_CASE("number: arithmetic of fractions") {
  CHECK(frac(1, 3) + frac(1, 6) == frac(1, 2));
  CHECK(frac(1, 3) - frac(1, 3) == Number());
  CHECK(frac(2, 3) * frac(3, 2) == Number(1));
  CHECK(quotient(frac(1, 3), frac(-1, 6)) == Number(-2));
  CHECK(-frac(1, 3) == frac(-1, 3));
  CHECK(frac(-7, 2).abs() == frac(7, 2));
  CHECK(frac(7, 2).abs() == frac(7, 2));
}

TEST_CASE("number: compound assignment gives what the operators give") {
  Number value = frac(1, 3);
  value += frac(1, 6);
  CHECK(value == frac(1, 2));
  value -= Number(1);
  CHECK(value == frac(-1, 2));
  value *= Number(4);
  CHECK(value == Number(-2));
  value += value;
  CHECK(value == Number(-4));
}

TEST_CASE("number: division by zero has no value") {
  CHECK_FALSE(Number::divide(Number(1), Number()).has_value());
  CHECK_FALSE(Number::divide(Number(), Number()).has_value());
  CHECK_FALSE(Number::divide(num("1e60"), Number()).has_value());
  CHECK(quotient(Number(), Number(-3)) == Number());
}

TEST_CASE("number: sign, zero and whole values are told apart") {
  CHECK(Number().is_zero());
  CHECK_FALSE(frac(1, 3).is_zero());
  CHECK_FALSE(num("1e60").is_zero());
  CHECK(Number().sign() == 0);
  CHECK(frac(-1, 3).sign() == -1);
  CHECK(num("1e60").sign() == 1);
  CHECK(num("-1e60").sign() == -1);
  CHECK(Number(3).is_integer());
  CHECK_FALSE(frac(1, 3).is_integer());
  CHECK(num("1e60").is_integer());
  CHECK_FALSE(quotient(num("1e60"), Number(7)).is_integer());
}

TEST_CASE("number: to_int64 answers only for whole values that fit") {
  CHECK(Number(-42).to_int64() == -42);
  CHECK(num("9223372036854775807").to_int64() == 9223372036854775807);
  CHECK(num("-9223372036854775808").to_int64() == std::numeric_limits<std::int64_t>::min());
  CHECK_FALSE(num("9223372036854775808").to_int64().has_value());
  CHECK_FALSE(num("-9223372036854775809").to_int64().has_value());
  CHECK_FALSE(num("1.5").to_int64().has_value());
  CHECK_FALSE(num("1e60").to_int64().has_value());
}

TEST_CASE("number: truncation goes towards zero") {
  CHECK(frac(7, 2).truncated() == Number(3));
  CHECK(frac(-7, 2).truncated() == Number(-3));
  CHECK(frac(-1, 2).truncated() == Number());
  CHECK(Number(5).truncated() == Number(5));
  CHECK(quotient(num("1e60"), Number(3)).truncated().to_text() == std::string(60, '3'));
}

TEST_CASE("number: powers of ten on both sides of the in-place range") {
  CHECK(Number::power_of_ten(0) == Number(1));
  CHECK(Number::power_of_ten(3) == Number(1000));
  CHECK(Number::power_of_ten(-2) == frac(1, 100));
  CHECK_FALSE(Number::power_of_ten(38).is_big());
  CHECK(Number::power_of_ten(39).is_big());
  CHECK_FALSE(Number::power_of_ten(-38).is_big());
  CHECK(Number::power_of_ten(-39).is_big());
  CHECK(Number::power_of_ten(39) == num("1e39"));
  CHECK(Number::power_of_ten(-39) * Number::power_of_ten(39) == Number(1));
}

TEST_CASE("number: a sum leaves the in-place range and comes back") {
  const Number largest = num(kLargestInPlace);
  REQUIRE_FALSE(largest.is_big());
  const Number beyond = largest + Number(1);
  CHECK(beyond.is_big());
  CHECK(beyond.to_text() == "170141183460469231731687303715884105728");
  const Number back = beyond - Number(1);
  CHECK_FALSE(back.is_big());
  CHECK(back == largest);
  CHECK((beyond - beyond).is_zero());
}

TEST_CASE("number: the range is symmetric, so that -2^127 is a big value") {
  const Number smallest = -num(kLargestInPlace);
  CHECK_FALSE(smallest.is_big());
  const Number below = smallest - Number(1);
  CHECK(below.is_big());
  CHECK(below.to_text() == "-170141183460469231731687303715884105728");
  CHECK(num("-170141183460469231731687303715884105728") == below);
  CHECK((-below).to_text() == "170141183460469231731687303715884105728");
  CHECK(below.abs() == -below);
  CHECK_FALSE((below + Number(1)).is_big());
}

TEST_CASE("number: -2^127 as a product is a big value too") {
  const Number power = Number(4611686018427387904);  // 2^62
  const Number below = power * power * Number(-8);
  CHECK(below.is_big());
  CHECK(below == num("-170141183460469231731687303715884105728"));
}

TEST_CASE("number: a product leaves the in-place range and comes back") {
  const Number largest = num(kLargestInPlace);
  const Number square = largest * largest;
  CHECK(square.is_big());
  CHECK(square.to_text() ==
        "28948022309329048855892746252171976962977213799489202546401021394546514198529");
  const Number back = quotient(square, largest);
  CHECK_FALSE(back.is_big());
  CHECK(back == largest);
  CHECK((largest + largest).to_text() == "340282366920938463463374607431768211454");
  CHECK(quotient(largest + largest, Number(2)) == largest);
}

TEST_CASE("number: a big denominator leaves and comes back as well") {
  const Number tiny = quotient(Number(1), num("1e60"));
  CHECK(tiny.is_big());
  CHECK((tiny * num("1e60")) == Number(1));
  CHECK_FALSE((tiny * num("1e60")).is_big());
  CHECK((tiny - tiny).is_zero());
  CHECK_FALSE((tiny - tiny).is_big());
  CHECK(quotient(Number(-1), tiny) == num("-1e60"));
  CHECK(quotient(Number(1), -tiny) == num("-1e60"));
  CHECK(quotient(tiny, tiny) == Number(1));
}

TEST_CASE("number: intermediate overflow does not change a result that fits") {
  const Number a = quotient(Number(1), num("100000000000000000000000000000000000001"));
  const Number b = quotient(Number(1), num("100000000000000000000000000000000000003"));
  const Number sum = a + b;
  CHECK(sum.is_big());
  CHECK(sum - b == a);
  CHECK_FALSE((sum - b).is_big());
}

TEST_CASE("number: powers worked out by hand") {
  Number three(1);
  for (int i = 0; i < 100; ++i) three *= Number(3);
  CHECK(three.to_text() == "515377520732011331036461129765621272702107522001");
  for (int i = 0; i < 100; ++i) three = quotient(three, Number(3));
  CHECK(three == Number(1));
  CHECK_FALSE(three.is_big());

  Number factorial(1);
  for (int i = 1; i <= 40; ++i) factorial *= Number(i);
  CHECK(factorial.to_text() == "815915283247897734345611269596115894272000000000");
}

TEST_CASE("number: copies are independent, moves leave zero") {
  const Number original = num("1e60");
  Number copy = original;
  copy += Number(1);
  CHECK(original == num("1e60"));
  CHECK(copy != original);

  Number moved = std::move(copy);
  CHECK(moved == num("1e60") + Number(1));
  CHECK(copy.is_zero());  // NOLINT: the state after a move is documented
  copy = moved;
  CHECK(copy == moved);
  moved = Number(3);
  CHECK_FALSE(moved.is_big());
  moved = std::move(copy);
  CHECK(moved.is_big());
  CHECK(copy.is_zero());  // NOLINT: the state after a move is documented
  const Number& same = moved;
  moved = same;
  CHECK(moved == num("1e60") + Number(1));

  Number small = frac(1, 3);
  const Number taken = std::move(small);
  CHECK(taken == frac(1, 3));
  CHECK(small.is_zero());  // NOLINT: the state after a move is documented
  static_assert(std::is_nothrow_move_constructible_v<Number>);
  static_assert(sizeof(Number) <= 48);
}

TEST_CASE("number: every pair of an ascending list compares as it stands") {
  const std::vector<Number> ascending = {
      num("-1e99"),
      num("-170141183460469231731687303715884105728"),
      num("-170141183460469231731687303715884105727"),
      Number(-1),
      frac(-1, 3),
      -quotient(Number(1), num("1e60")),
      Number(),
      quotient(Number(1), num("1e90")),
      quotient(Number(1), num("1e60")),
      quotient(num("170141183460469231731687303715884105725"), num(kLargestInPlace)),
      quotient(num("170141183460469231731687303715884105726"), num(kLargestInPlace)),
      Number(1),
      quotient(num(kLargestInPlace), num("170141183460469231731687303715884105726")),
      frac(3, 2),
      num(kLargestInPlace),
      num("170141183460469231731687303715884105728"),
      num("1e60"),
      num("1e60") + quotient(Number(1), num("1e60")),
      num("1e99"),
  };
  for (std::size_t i = 0; i < ascending.size(); ++i) {
    for (std::size_t j = 0; j < ascending.size(); ++j) {
      CAPTURE(i);
      CAPTURE(j);
      CHECK((ascending[i] <=> ascending[j]) == (i <=> j));
      CHECK((ascending[i] == ascending[j]) == (i == j));
    }
  }
}

TEST_CASE("number: products and sums of long integers agree with schoolbook arithmetic") {
  Sequence sequence;
  for (int round = 0; round < 200; ++round) {
    const std::string left = sequence.digits(1 + static_cast<std::size_t>(round % 50));
    const std::string right = sequence.digits(1 + static_cast<std::size_t>((round * 7) % 50));
    CAPTURE(left);
    CAPTURE(right);
    CHECK((num(left) * num(right)).to_text() == multiply_digits(left, right));
    CHECK((num(left) + num(right)).to_text() == add_digits(left, right));
    CHECK((num("-" + left) * num(right)).to_text() == "-" + multiply_digits(left, right));
  }
}

TEST_CASE("number: the order of long integers is that of length, then of digits") {
  Sequence sequence;
  for (int round = 0; round < 200; ++round) {
    const std::string left = sequence.digits(36 + static_cast<std::size_t>(round % 5));
    const std::string right = sequence.digits(36 + static_cast<std::size_t>(round % 3));
    const auto expected =
        left.size() == right.size() ? left <=> right : left.size() <=> right.size();
    CHECK((num(left) <=> num(right)) == expected);
    CHECK((num("-" + right) <=> num("-" + left)) == expected);
  }
}

TEST_CASE("number: identities hold for small, large and mixed operands") {
  Sequence sequence;
  const auto draw = [&sequence](int kind) {
    Number wide = num(sequence.digits(30 + sequence.next() % 40));
    Number small = frac(sequence.between(-1000, 1000), sequence.between(1, 1000));
    switch (kind % 3) {
      case 0:
        return small;
      case 1:
        return wide;
      default:
        return quotient(small, wide);
    }
  };
  for (int round = 0; round < 300; ++round) {
    const Number a = draw(round);
    const Number b = draw(round / 3);
    const Number c = draw(round / 9);
    CHECK(a + b == b + a);
    CHECK((a + b) + c == a + (b + c));
    CHECK(a * b == b * a);
    CHECK((a * b) * c == a * (b * c));
    CHECK(a * (b + c) == a * b + a * c);
    CHECK((a + b) - b == a);
    CHECK(a - b == -(b - a));
    if (!b.is_zero()) CHECK(quotient(a, b) * b == a);
    CHECK((a < b) == ((a - b).sign() < 0));
    CHECK((a == b) == (a - b).is_zero());
  }
}

TEST_CASE("number: every value is read back from its own text") {
  Sequence sequence;
  for (int round = 0; round < 200; ++round) {
    const int exponent = static_cast<int>(sequence.between(-45, 45));
    const std::string digits = sequence.digits(1 + sequence.next() % 50);
    const Number value = num(digits) * Number::power_of_ten(exponent);
    CHECK(num(value.to_text()) == value);
    CHECK(num(digits + "e" + std::to_string(exponent)) == value);
  }
}

}  // namespace
}  // namespace probity
