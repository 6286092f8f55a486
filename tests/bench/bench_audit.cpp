// The audit log against what it is made of: durable decisions against bare inserts of the same
// bytes by the same SQLite with the same settings, and the tree against the hashing of the same
// leaves.

#include <fmt/format.h>
#include <sqlite3.h>

#include <array>
#include <memory>

#include "audit/tree.h"
#include "tests/audit/log_support.h"
#include "tests/bench/bench.h"

namespace probity::bench {
namespace {

using namespace probity::audit;

constexpr int kDecisions = 200;
constexpr std::size_t kDossierBytes = 6'000;
constexpr std::size_t kTraceBytes = 60'000;
constexpr std::size_t kLeafBytes = 1'500;

double seconds_of(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// One row a transaction, on the disk before the next begins.
double bare_inserts(const std::string& path) {
  sqlite3* opened = nullptr;
  sqlite3_open(path.c_str(), &opened);
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> database(opened, sqlite3_close);
  sqlite3_exec(opened,
               "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA; CREATE TABLE t(body BLOB)",
               nullptr, nullptr, nullptr);
  sqlite3_stmt* prepared = nullptr;
  sqlite3_prepare_v2(opened, "INSERT INTO t VALUES(?1)", -1, &prepared, nullptr);
  const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> insert(prepared, sqlite3_finalize);
  const std::string body(kDossierBytes + kTraceBytes + kLeafBytes, 'x');
  return seconds_of([&] {
    for (int i = 0; i < kDecisions; ++i) {
      sqlite3_bind_blob(prepared, 1, body.data(), static_cast<int>(body.size()), SQLITE_STATIC);
      sqlite3_step(prepared);
      sqlite3_reset(prepared);
    }
  });
}

double recorded_decisions(const std::string& path) {
  const Sources given = test::sources();
  if (create_log(path, test::signing_key(), given, std::nullopt)) return 0;
  WriterOptions options;
  options.sources = given;
  Result<LogWriter> writer = LogWriter::open(path, test::signing_key(), std::move(options));
  if (!writer) return 0;
  const RuleSetRecord rules = test::rule_set();
  const DecisionContext context = test::context();
  return seconds_of([&] {
    for (int i = 0; i < kDecisions; ++i) {
      std::array records{test::decision(fmt::format("D-{}", i))};
      records[0].dossier_bytes = std::string(kDossierBytes, 'd') + std::to_string(i);
      records[0].trace = std::string(kTraceBytes, 't') + std::to_string(i);
      static_cast<void>(writer.value().append(rules, context, records));
    }
  });
}

void bench_durable() {
  const test::Folder folder("bench");
  const double bare = bare_inserts(folder.file("bare.db"));
  const double recorded = recorded_decisions(folder.file("decisions.log"));
  fmt::print("audit: durable decisions          bare inserts/s  decisions/s  decisions/inserts\n");
  fmt::print("  {:30} {:16.0f} {:12.0f} {:18.2f}\n", "one a transaction", kDecisions / bare,
             kDecisions / recorded, bare / recorded);
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
