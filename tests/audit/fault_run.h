// A run of fifty decisions into a log, on a disk that fails or in memory that runs out, and what
// has to be true afterwards.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "audit/log_reader.h"
#include "audit/verify.h"
#include "tests/audit/fault_vfs.h"
#include "tests/audit/log_support.h"

namespace probity::audit::test {

/// Single decisions and batches: fifty. Behind each batch comes a group that is refused.
inline constexpr std::array<std::size_t, 16> kFaultGroups{1, 1, 1, 2,  1, 5, 1, 1,
                                                          1, 3, 1, 10, 8, 1, 6, 7};

/// What the log answered, by the names of the dossiers.
struct FaultRun {
  std::map<std::string, std::uint64_t> acknowledged;  ///< and the number on the receipt
  std::set<std::string> refused;
  std::set<std::string> doubtful;
};

/// Two decisions of which the second is no text: what was written of the first is undone.
inline std::vector<DecisionRecord> refused_group() {
  std::vector<DecisionRecord> group = decisions(2, "F-never-");
  group[1].dossier = "\xff";
  return group;
}

/// Records fifty decisions through the fault VFS. A refused group is left out; after a doubt, the
/// log is opened again, and where that fails nobody has asked for the rest.
inline FaultRun record_fifty(const std::string& path) {
  const auto open = [&] {
    return LogWriter::open(path, signing_key(),
                           {.sources = sources(),
                            .busy_timeout_milliseconds = 0,
                            .at_least = std::nullopt,
                            .vfs = FaultVfs::name()});
  };
  FaultRun run;
  Result<LogWriter> writer = open();
  std::size_t number = 0;
  for (const std::size_t count : kFaultGroups) {
    if (!writer) break;
    std::vector<DecisionRecord> group;
    group.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      group.push_back(decision("F-" + std::to_string(++number)));
    }
    // Longer than a page, so that pages are chained.
    group.back().trace += std::string(5'000, 't');
    const AppendOutcome outcome =
        writer.value().append(rule_set(count > 5 ? "2026.3" : "2026.1"), context(), group);
    for (std::size_t i = 0; i < count; ++i) {
      const std::string& name = *group[i].dossier;
      if (const auto* recorded = std::get_if<Recorded>(&outcome)) {
        run.acknowledged.emplace(name, recorded->receipts.at(i).number.value());
      } else if (std::holds_alternative<NotRecorded>(outcome)) {
        run.refused.insert(name);
      } else {
        run.doubtful.insert(name);
      }
    }
    if (std::holds_alternative<InDoubt>(outcome)) writer = open();
    if (count == 1 || !writer) continue;
    CHECK(std::holds_alternative<NotRecorded>(
        writer.value().append(rule_set("never"), context(), refused_group())));
    run.refused.insert("F-never-1");
  }
  return run;
}

/// The log, opened by SQLite's own VFS: whole, with all that was acknowledged and nothing that was
/// refused, and ready for the next decision.
inline void check_fault_run(const std::string& path, const FaultRun& run) {
  const Result<VerifyReport> report = verify_log(path, {.key = signing_key().verifier()});
  REQUIRE_MESSAGE(report.ok(), report.error().message);
  for (const Damage& damage : report.value().damages) FAIL_CHECK(damage.message);

  LogReader reader = LogReader::open(path).value();
  std::map<std::string, std::uint64_t> recorded;
  CHECK_FALSE(reader
                  .visit_decisions({},
                                   [&](const DecisionRow& row) {
                                     if (row.dossier->starts_with("F-")) {
                                       recorded.emplace(*row.dossier, row.number);
                                     }
                                     return true;
                                   })
                  .has_value());
  for (const auto& [name, number] : run.acknowledged) {
    INFO(name, " was acknowledged");
    CHECK(recorded.contains(name));
    if (recorded.contains(name)) CHECK(recorded.at(name) == number);
  }
  for (const auto& [name, number] : recorded) {
    INFO(name, " is recorded");
    CHECK_FALSE(run.refused.contains(name));
    CHECK((run.acknowledged.contains(name) || run.doubtful.contains(name)));
  }
  LogWriter writer = open_writer(path, FaultVfs::name());
  CHECK(std::holds_alternative<Recorded>(writer.append(rule_set(), context(), decisions(1, "G-"))));
}

}  // namespace probity::audit::test
