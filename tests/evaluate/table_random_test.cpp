// Random small tables against brute force: the checker accepts exactly those that have one result
// for every case, and the evaluator knows a result exactly where every completion of the facts
// gives the same one, and asks for exactly the facts that can change it.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/evaluate/world.h"

namespace probity::test {
namespace {

/// a and b are booleans, the last one is a colour; values are indexes.
constexpr std::array<int, 3> kSizes{2, 2, 3};
constexpr std::array<const char*, 3> kFacts{"a", "b", "shade"};
constexpr std::array<const char*, 3> kInputs{"first", "second", "tint"};
constexpr std::array<const char*, 3> kColours{"red", "green", "blue"};

using Input = std::array<int, 3>;

struct TestRow {
  std::array<std::set<int>, 3> takes;  ///< all values where the row does not name the input
  int result = 0;

  [[nodiscard]] bool matches(const Input& input) const {
    return takes[0].contains(input[0]) && takes[1].contains(input[1]) &&
           takes[2].contains(input[2]);
  }
};
using TestTable = std::vector<TestRow>;

/// The same on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed * 2862933555777941757ULL + 3037000493ULL) {}
  int roll(int sides) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<int>((state_ >> 33U) % static_cast<std::uint64_t>(sides));
  }

 private:
  std::uint64_t state_;
};

std::set<int> all_values(std::size_t input) {
  std::set<int> values;
  for (int value = 0; value < kSizes[input]; ++value) values.insert(value);
  return values;
}

TestRow any_row(Dice& dice) {
  TestRow row;
  for (std::size_t input = 0; input < kSizes.size(); ++input) {
    row.takes[input] = all_values(input);
    if (dice.roll(3) == 0) continue;
    row.takes[input] = {dice.roll(kSizes[input])};
    if (dice.roll(3) == 0) row.takes[input].insert(dice.roll(kSizes[input]));
  }
  row.result = dice.roll(3);
  return row;
}

/// Cuts a case in two, again and again, so that the table is complete.
void cut(Dice& dice, const TestRow& whole, int depth, TestTable& table) {
  const auto input = static_cast<std::size_t>(dice.roll(3));
  if (depth == 0 || whole.takes[input].size() < 2) {
    table.push_back(whole);
    table.back().result = dice.roll(2);
    return;
  }
  TestRow left = whole;
  TestRow right = whole;
  left.takes[input] = {*whole.takes[input].begin()};
  right.takes[input].erase(*whole.takes[input].begin());
  cut(dice, left, depth - 1, table);
  cut(dice, right, depth - 1, table);
}

TestTable random_table(std::uint64_t seed) {
  Dice dice(seed);
  TestTable table;
  if (seed % 3 == 0) {
    for (int rows = 1 + dice.roll(5); rows > 0; --rows) table.push_back(any_row(dice));
    return table;
  }
  TestRow whole;
  for (std::size_t input = 0; input < kSizes.size(); ++input) {
    whole.takes[input] = all_values(input);
  }
  cut(dice, whole, 3, table);
  // One more row, which may repeat or contradict the others.
  if (seed % 3 == 1) table.push_back(any_row(dice));
  return table;
}

std::string condition_text(std::size_t input, const std::set<int>& values) {
  const auto name = [&](int value) {
    return input == 2 ? kColours[static_cast<std::size_t>(value)] : value == 0 ? "true" : "false";
  };
  if (values.size() == 1) {
    return fmt::format("{} is {}", kInputs[input], name(*values.begin()));
  }
  std::vector<std::string> names;
  names.reserve(values.size());
  for (const int value : values) names.emplace_back(name(value));
  return fmt::format("{} is in {{ {} }}", kInputs[input], fmt::join(names, ", "));
}

std::string table_text(const TestTable& table) {
  std::string text =
      "table decide(first : boolean, second : boolean, tint : colour) : number\n"
      "    law LAW \"Art. 1\"\n";
  for (const TestRow& row : table) {
    std::vector<std::string> conditions;
    for (std::size_t input = 0; input < kSizes.size(); ++input) {
      // A row has a condition; one that takes every value says so.
      const bool is_needed = conditions.empty() && input + 1 == kSizes.size();
      if (row.takes[input] == all_values(input) && !is_needed) continue;
      conditions.push_back(condition_text(input, row.takes[input]));
    }
    text += fmt::format("    when {} then {}\n", fmt::join(conditions, " and "), row.result);
  }
  return text;
}

std::vector<Input> all_inputs() {
  std::vector<Input> inputs;
  for (int first = 0; first < kSizes[0]; ++first) {
    for (int second = 0; second < kSizes[1]; ++second) {
      for (int tint = 0; tint < kSizes[2]; ++tint) inputs.push_back({first, second, tint});
    }
  }
  return inputs;
}

std::set<int> results_for(const TestTable& table, const Input& input) {
  std::set<int> results;
  for (const TestRow& row : table) {
    if (row.matches(input)) results.insert(row.result);
  }
  return results;
}

std::vector<Code> errors_of(const TestTable& table) {
  Diagnostics diagnostics;
  RuleSetText text;
  const std::string rules = std::string(kOpening) + std::string(kInstrument) + table_text(table);
  for (const std::string& bytes : {std::string(kVocabulary), rules}) {
    const SourceId id = text.sources.add(SourceText("file.rules", bytes));
    text.files.push_back(parse_rule_file(text.sources.at(id), id, diagnostics));
  }
  static_cast<void>(check_rule_set(text, diagnostics));
  std::vector<Code> errors;
  for (const Diagnostic& diagnostic : diagnostics.sorted()) {
    if (entry(diagnostic.code).severity == Severity::kError) errors.push_back(diagnostic.code);
  }
  return errors;
}

bool has(const std::vector<Code>& codes, Code wanted) {
  return std::ranges::find(codes, wanted) != codes.end();
}

std::string fields_text(const std::array<std::optional<int>, 3>& facts) {
  std::vector<std::string> fields;
  for (std::size_t input = 0; input < facts.size(); ++input) {
    if (!facts[input]) continue;
    const auto value = static_cast<std::size_t>(*facts[input]);
    const std::string text = input == 2 ? fmt::format("\"{}\"", kColours[value])
                                        : std::string(value == 0 ? "true" : "false");
    fields.push_back(fmt::format("\"{}\": {}", kFacts[input], text));
  }
  return fmt::format("{}", fmt::join(fields, ", "));
}

void compare_with_completions(const TestTable& table, Calculator& calculate) {
  const std::vector<Input> inputs = all_inputs();
  for (int known = 0; known < 8; ++known) {
    for (const Input& chosen : inputs) {
      std::array<std::optional<int>, 3> facts;
      for (std::size_t input = 0; input < 3; ++input) {
        if ((known >> input & 1) != 0) facts[input] = chosen[input];
      }
      std::set<int> results;
      Names deciding;
      for (std::size_t varied = 0; varied < 3; ++varied) {
        bool decides = false;
        for (Input input : inputs) {
          bool is_completion = true;
          for (std::size_t i = 0; i < 3; ++i) {
            is_completion = is_completion && (!facts[i] || *facts[i] == input[i]);
          }
          if (!is_completion) continue;
          const int result = *results_for(table, input).begin();
          results.insert(result);
          for (int value = 0; value < kSizes[varied] && !facts[varied]; ++value) {
            input[varied] = value;
            decides = decides || *results_for(table, input).begin() != result;
          }
        }
        if (decides) deciding.push_back(std::string("/") + kFacts[varied]);
      }
      CAPTURE(fields_text(facts));
      const ExpressionValue value = calculate.ask("decide(a, b, shade)", fields_text(facts));
      CHECK(value.is_known == (results.size() == 1));
      if (value.is_known) CHECK(value.json == fmt::format("\"{}\"", *results.begin()));
      CHECK(value.missing == deciding);
    }
  }
}

TEST_CASE("random tables are accepted and evaluated as brute force says") {
  std::size_t accepted = 0;
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    const TestTable table = random_table(seed);
    CAPTURE(table_text(table));
    bool is_complete = true;
    bool is_consistent = true;
    for (const Input& input : all_inputs()) {
      const std::set<int> results = results_for(table, input);
      is_complete = is_complete && !results.empty();
      is_consistent = is_consistent && results.size() < 2;
    }
    const std::vector<Code> errors = errors_of(table);
    CHECK(has(errors, Code::incomplete_table) == !is_complete);
    CHECK(has(errors, Code::contradictory_rows) == !is_consistent);
    if (!errors.empty()) continue;
    ++accepted;
    Calculator calculate(table_text(table));
    if (accepted <= 25) compare_with_completions(table, calculate);
  }
  CHECK(accepted > 40);
}

}  // namespace
}  // namespace probity::test
