// Bits that flip, anywhere in the file: where SQLite then reads something else, both verifiers find
// it and call it what it is.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "audit/verify.h"
#include "tests/audit/damages.h"
#include "tests/audit/fault_points.h"
#include "tests/audit/log_support.h"
#include "tests/audit/python_verifier.h"
#include "tests/audit/tampering.h"

namespace probity::audit {
namespace {

using test::Folder;
using test::Kinds;
using Content = std::map<std::string, std::string>;

struct Flip {
  std::size_t byte = 0;
  unsigned bit = 0;
};

/// What the verifiers may call a part that reads otherwise.
const std::map<std::string, Kinds> kKindsOfPart{
    {"settings", {"file"}},
    {"schema", {"schema"}},
    {"meta", {"key"}},
    {"object",
     {"object", "missing_object", "stray_object", "unexplained_erasure", "incomplete_erasure"}},
    {"entry", {"node", "gap"}},
    {"node", {"node"}},
    {"checkpoint", {"checkpoint", "signature"}},
    {"anchor", {"anchor"}},
    {"rule_set", {"index"}},
    {"decision", {"index"}},
    {"finding", {"index"}},
};

/// Behind these the rest is not looked at.
const Kinds kFinal{"file", "schema", "gap"};

bool have_common(const Kinds& one, const Kinds& other) {
  return std::ranges::any_of(one, [&](const std::string& kind) { return other.contains(kind); });
}

Kinds kinds_of(const VerifyReport& report) {
  Kinds kinds;
  for (const Damage& damage : report.damages) kinds.insert(std::string(damage_name(damage.kind)));
  return kinds;
}

std::string words_of(const VerifyReport& report) {
  std::string words;
  for (const Damage& damage : report.damages) words += damage.message + "; ";
  return words;
}

std::string words_of(const Kinds& kinds) {
  std::string words;
  for (const std::string& kind : kinds) words += kind + " ";
  return words;
}

/// The parts that read otherwise than in the log as it was.
std::vector<std::string> altered_parts(const Content& intact, const Content& now) {
  std::vector<std::string> parts;
  for (const auto& [part, text] : intact) {
    if (now.at(part) != text) parts.push_back(part);
  }
  return parts;
}

void check_kinds(const Kinds& kinds, const Content& intact, const Content& now) {
  const std::vector<std::string> altered = altered_parts(intact, now);
  if (altered.empty()) return;
  CHECK_FALSE(kinds.empty());
  if (have_common(kinds, kFinal)) return;
  for (const std::string& part : altered) {
    INFO(part, " reads otherwise");
    CHECK(now.at(part) != "unreadable");
    CHECK(have_common(kinds, kKindsOfPart.at(part)));
  }
}

/// Copies of a log with one flipped bit each.
class FlippedLogs {
 public:
  FlippedLogs(const std::string& intact, std::uint64_t seed)
      : bytes_(test::read_bytes(intact)), random_(seed) {}

  /// Writes another one, and returns which bit was flipped.
  Flip write(const std::string& path) {
    const Flip flip{random_() % bytes_.size(), static_cast<unsigned>(random_() % 8)};
    std::string flipped = bytes_;
    flipped[flip.byte] = static_cast<char>(flipped[flip.byte] ^ (1 << flip.bit));
    test::write_bytes(path, flipped);
    return flip;
  }

 private:
  std::string bytes_;
  std::mt19937_64 random_;
};

TEST_CASE("random bit flips are found by both verifiers wherever SQLite reads something else") {
  // Each process of Python looks at so many logs; the first group is all that the short form asks.
  constexpr std::size_t kGroup = 40;
  const bool is_long = test::fault_minutes().has_value();
  const std::size_t flips = is_long ? 10'000 : 400;
  const std::uint64_t seed = test::fault_seed();
  INFO("PROBITY_FAULT_SEED=", seed);

  const Folder folder("flips");
  const std::string intact = folder.file("intact");
  test::make_full_log(intact);
  const Content content = test::read_content(intact);
  REQUIRE(
      std::ranges::none_of(content, [](const auto& part) { return part.second == "unreadable"; }));
  FlippedLogs logs(intact, seed);
  std::size_t altered = 0;
  std::size_t harmless = 0;
  for (std::size_t done = 0; done < flips;) {
    const Folder group("flips_group");
    std::map<std::string, Kinds> answers;
    for (std::size_t i = 0; i < kGroup && done < flips; ++i, ++done) {
      const std::string name = std::to_string(done) + ".log";
      const Flip flip = logs.write(group.file(name));
      const VerifyReport report = verify_log(group.file(name), {}).value();
      const Content now = test::read_content(group.file(name));
      INFO("byte ", flip.byte, ", bit ", flip.bit, ": ", words_of(report));
      CHECK(kinds_of(report).empty() == report.is_intact());
      check_kinds(kinds_of(report), content, now);
      ++(now == content ? harmless : altered);
      answers.emplace(name, kinds_of(report));
    }
    if (!is_long && done > kGroup) continue;
    const test::PythonAnswer python = test::ask_python(group, "*.log", "");
    REQUIRE(python.kinds.size() == answers.size());
    for (const auto& [name, kinds] : python.kinds) {
      INFO(name, " of seed ", seed, ": ", words_of(kinds), "| ", words_of(answers.at(name)));
      CHECK(kinds.empty() == answers.at(name).empty());
      // Both, or none, come to the tree and what hangs on it; then they find the same.
      if (!have_common(kinds, kFinal)) CHECK(kinds == answers.at(name));
    }
  }
  MESSAGE("seed ", seed, ": ", altered, " flips change what is read, ", harmless, " do not");
  CHECK(altered > flips / 10);
}

}  // namespace
}  // namespace probity::audit
