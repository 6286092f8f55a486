// Which of many faults are tried: a few of them, spread evenly and the same each time, with the
// other tests; every one in the long form, `./dev faults MINUTES`.
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <optional>
#include <string>

namespace probity::audit::test {

/// The minutes that PROBITY_FAULT_MINUTES gives each test; absent in the short form.
inline std::optional<std::chrono::minutes> fault_minutes() {
  const char* const minutes = std::getenv("PROBITY_FAULT_MINUTES");
  if (minutes == nullptr) return std::nullopt;
  return std::chrono::minutes(std::strtol(minutes, nullptr, 10));
}

/// PROBITY_FAULT_SEED, or always the same.
inline std::uint64_t fault_seed() {
  const char* const seed = std::getenv("PROBITY_FAULT_SEED");
  return seed == nullptr ? 20261129 : std::strtoull(seed, nullptr, 10);
}

/// Calls `attempt` with numbers below `count`, each at most once: `few` of them, or all that fit
/// into the minutes. However many they are, they lie evenly. Returns how many they were.
template <typename Attempt>
std::size_t try_points(const std::string& name, std::size_t count, std::size_t few,
                       const Attempt& attempt) {
  // Steps of about a golden section lie evenly, however many they are; without a common divisor of
  // step and count they meet each number once.
  constexpr double kGoldenSection = 0.618'033'988'75;
  auto step = static_cast<std::size_t>(static_cast<double>(count) * kGoldenSection) + 1;
  while (std::gcd(step, count) != 1) ++step;

  const std::optional<std::chrono::minutes> minutes = fault_minutes();
  const auto start = std::chrono::steady_clock::now();
  std::size_t tried = 0;
  for (std::size_t point = 0; tried < count; point = (point + step) % count) {
    if (minutes ? std::chrono::steady_clock::now() - start >= *minutes : tried == few) break;
    attempt(point);
    ++tried;
  }
  MESSAGE(name, ": ", tried, " of ", count, " tried");
  return tried;
}

}  // namespace probity::audit::test
