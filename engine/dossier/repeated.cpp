#include "dossier/repeated.h"

#include <fmt/format.h>

#include <algorithm>
#include <compare>
#include <deque>
#include <string>
#include <utility>
#include <vector>

namespace probity {
namespace {

/// Positions below `count` in the order of `compare`, equal ones in their own.
template <class Compare>
std::vector<std::uint32_t> sorted_positions(std::size_t count, Compare compare) {
  std::vector<std::uint32_t> positions(count);
  for (std::size_t i = 0; i < count; ++i) positions[i] = static_cast<std::uint32_t>(i);
  std::stable_sort(
      positions.begin(), positions.end(),
      [&](std::uint32_t left, std::uint32_t right) { return compare(left, right) < 0; });
  return positions;
}

/// Calls `found(first, later)` for every position whose thing stands at an earlier one too.
template <class Compare, class Found>
void for_each_repeated(std::size_t count, Compare compare, Found found) {
  const std::vector<std::uint32_t> positions = sorted_positions(count, compare);
  std::size_t first = 0;
  for (std::size_t i = 1; i < positions.size(); ++i) {
    if (compare(positions[first], positions[i]) == 0) {
      found(positions[first], positions[i]);
    } else {
      first = i;
    }
  }
}

/// Few things are compared pairwise, without the memory that sorting takes.
constexpr std::size_t kFew = 12;

template <class Compare>
bool has_no_repeated(std::size_t count, Compare compare) {
  if (count > kFew) return false;  // not known
  for (std::size_t i = 1; i < count; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (compare(j, i) == 0) return false;
    }
  }
  return true;
}

std::strong_ordering compare_facts(const Facts& facts, const Fact& left, const Fact& right) {
  if (left.kind != right.kind) return left.kind <=> right.kind;
  switch (left.kind) {
    case FactKind::kText:
      return facts.text(left) <=> facts.text(right);
    case FactKind::kNumber:
      return facts.number(left) <=> facts.number(right);
    case FactKind::kMoney: {
      const auto order = facts.money(left).currency <=> facts.money(right).currency;
      return order != 0 ? order : facts.money(left).amount <=> facts.money(right).amount;
    }
    case FactKind::kDuration: {
      const auto order = facts.duration(left).unit <=> facts.duration(right).unit;
      return order != 0 ? order : facts.duration(left).count <=> facts.duration(right).count;
    }
    case FactKind::kCountry:
      return facts.country(left) <=> facts.country(right);
    case FactKind::kUnknown:
    case FactKind::kBoolean:
    case FactKind::kDate:
    case FactKind::kSymbol:
    case FactKind::kRecord:
    case FactKind::kList:
    case FactKind::kAnything:
      break;
  }
  // Records and lists compare as what they are: each is its own.
  return left.first <=> right.first;
}

}  // namespace

void refuse_repeated_key(DossierReading& reading, std::string_view first, std::string_view second) {
  const auto with_quotes = [](std::string_view raw) {
    return std::string_view(raw.data() - 1, raw.size() + 2);
  };
  reading.set_key(second);
  reading.refuse_repeated(
      with_quotes(first), with_quotes(second),
      {.code = Code::repeated_key,
       .message = fmt::format("the key {} stands twice in one object", reading.place_name()),
       .help = "keep one of the two"});
}

void refuse_repeated_keys(DossierReading& reading, std::span<const std::string_view> keys) {
  const bool has_escape = std::any_of(keys.begin(), keys.end(), [](std::string_view key) {
    return key.find('\\') != std::string_view::npos;
  });
  std::deque<std::string> unescaped;
  std::vector<std::string_view> texts;
  if (has_escape) {
    for (const std::string_view key : keys) {
      // Keys with a fault are not among them.
      static_cast<void>(unescape(key, unescaped.emplace_back()));
      texts.push_back(unescaped.back());
    }
  }
  const std::span<const std::string_view> names = has_escape ? texts : keys;
  const auto compare = [&](std::size_t left, std::size_t right) {
    return names[left] <=> names[right];
  };
  if (has_no_repeated(keys.size(), compare)) return;
  for_each_repeated(keys.size(), compare, [&](std::size_t first, std::size_t later) {
    refuse_repeated_key(reading, keys[first], keys[later]);
  });
}

void refuse_repeated_values(DossierReading& reading, std::span<const Fact> elements,
                            std::span<const std::string_view> tokens) {
  const auto compare = [&](std::size_t left, std::size_t right) {
    const bool are_known = elements[left].is_known() && elements[right].is_known();
    // Two unknown elements may well be two: each is its own.
    if (!are_known && elements[left].kind == elements[right].kind) return left <=> right;
    return compare_facts(reading.facts, elements[left], elements[right]);
  };
  if (has_no_repeated(elements.size(), compare)) return;
  for_each_repeated(elements.size(), compare, [&](std::size_t first, std::size_t later) {
    const bool is_money = elements[later].kind == FactKind::kMoney;
    const std::string what = is_money ? "the same money" : in_backticks(tokens[later]);
    reading.set_element(static_cast<std::uint32_t>(later));
    reading.refuse_repeated(
        tokens[first], tokens[later],
        {.code = Code::repeated_value,
         .message = fmt::format("{} stands twice in {}, a set", what, reading.key_name()),
         .help = "leave it out, or write the value that was meant"});
  });
}

}  // namespace probity
