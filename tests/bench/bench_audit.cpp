// The audit log against what it is made of: durable decisions against bare inserts of the same
// bytes by the same SQLite with the same settings, and the tree against the hashing of the same
// leaves.

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <variant>

#include "audit/tree.h"
#include "tests/audit/log_support.h"
#include "tests/bench/bench.h"

namespace probity::bench {
namespace {

using namespace probity::audit;

constexpr std::size_t kRounds = 7;
constexpr int kDecisions = 200;
// About those of a dossier for SAFE.
constexpr std::size_t kDossierBytes = 2'700;
constexpr std::size_t kTraceBytes = 51'500;
constexpr std::size_t kFindings = 39;
constexpr std::size_t kFindingBytes = 100;
constexpr std::size_t kLeafBytes = 1'500;

double seconds_of(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

[[noreturn]] void stop(const char* message) {
  fmt::print(stderr, "{}\n", message);
  std::exit(74);
}

/// One row a transaction, on the disk before the next begins.
double bare_inserts(const std::string& path) {
  sqlite3* opened = nullptr;
  sqlite3_open(path.c_str(), &opened);
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> database(opened, sqlite3_close);
  sqlite3_exec(opened,
               "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA; PRAGMA secure_delete=ON; "
               "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY; "
               "CREATE TABLE t(body BLOB) STRICT",
               nullptr, nullptr, nullptr);
  sqlite3_stmt* prepared = nullptr;
  sqlite3_prepare_v2(opened, "INSERT INTO t VALUES(?1)", -1, &prepared, nullptr);
  const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> insert(prepared, sqlite3_finalize);
  const std::string body(kDossierBytes + kTraceBytes + kFindings * kFindingBytes + kLeafBytes, 'x');
  return seconds_of([&] {
    for (int i = 0; i < kDecisions; ++i) {
      sqlite3_bind_blob(prepared, 1, body.data(), static_cast<int>(body.size()), SQLITE_STATIC);
      if (sqlite3_step(prepared) != SQLITE_DONE) stop(sqlite3_errmsg(opened));
      sqlite3_reset(prepared);
    }
  });
}

double recorded_decisions(const std::string& path) {
  const Sources given = test::sources();
  if (const auto error = create_log(path, test::signing_key(), given, std::nullopt)) {
    stop(error->message.c_str());
  }
  WriterOptions options;
  options.sources = given;
  Result<LogWriter> writer = LogWriter::open(path, test::signing_key(), std::move(options));
  if (!writer) stop(writer.error().message.c_str());
  const RuleSetRecord rules = test::rule_set();
  const DecisionContext context = test::context();
  std::array records{test::decision("D-2026-1")};
  records[0].dossier_bytes = std::string(kDossierBytes, 'd');
  records[0].trace = std::string(kTraceBytes, 't');
  records[0].findings.clear();
  for (std::size_t i = 0; i < kFindings; ++i) {
    records[0].findings.push_back(
        {"SAFE", fmt::format("safe.article.rule_{}", i), "/components/0", "satisfied", {}});
  }
  return seconds_of([&] {
    for (int i = 0; i < kDecisions; ++i) {
      const AppendOutcome outcome = writer.value().append(rules, context, records);
      if (!std::holds_alternative<Recorded>(outcome)) stop("a decision was not recorded");
    }
  });
}

/// In turns, since a disk is now fast and now slow: the round with the median of the ratios.
void bench_durable() {
  struct Round {
    double bare = 0;
    double recorded = 0;
    [[nodiscard]] double ratio() const { return bare / recorded; }
  };
  std::array<Round, kRounds> rounds{};
  for (Round& round : rounds) {
    const test::Folder folder("bench");
    round.bare = bare_inserts(folder.file("bare.db"));
    round.recorded = recorded_decisions(folder.file("decisions.log"));
  }
  std::ranges::sort(rounds, {}, &Round::ratio);
  const Round& median = rounds[kRounds / 2];
  fmt::print("audit: durable decisions          bare inserts/s  decisions/s  decisions/inserts\n");
  fmt::print("  {:30} {:16.0f} {:12.0f} {:18.2f} ({:.2f} to {:.2f})\n", "one a transaction",
             kDecisions / median.bare, kDecisions / median.recorded, median.ratio(),
             rounds.front().ratio(), rounds.back().ratio());
}

void bench_tree() {
  constexpr int kLeaves = 100'000;
  const std::string leaf(kLeafBytes, 'l');
  const double hashes = best_seconds([&] {
    for (int i = 0; i < kLeaves; ++i) static_cast<void>(leaf_hash(leaf));
  });
  const double tree = best_seconds([&] {
    GrowingTree grown;
    for (int i = 0; i < kLeaves; ++i) static_cast<void>(grown.append(leaf_hash(leaf)));
  });
  fmt::print("audit: the tree                   leaves/s  tree/hashing of the leaves\n");
  fmt::print("  {:30} {:10.0f} {:27.2f}\n",
             fmt::format("{} leaves of {} bytes", kLeaves, kLeafBytes), kLeaves / tree,
             tree / hashes);
}

}  // namespace

void bench_audit() {
  bench_durable();
  bench_tree();
}

}  // namespace probity::bench
