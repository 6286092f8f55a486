// A run of fifty decisions in which a call to the disk fails, each in turn: what was acknowledged
// is recorded, what was reported as not recorded is absent, what is in doubt is one or the other,
// and the log is whole.
#include "tests/audit/fault_run.h"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <array>
#include <filesystem>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "audit/log_reader.h"
#include "audit/verify.h"
#include "tests/audit/fault_points.h"

namespace probity::audit {
namespace {

using test::Call;
using test::Fault;
using test::FaultVfs;
using test::Folder;

struct DiskFault {
  std::string name;
  Call call;
  int code;
};

const std::array kDiskFaults{
    DiskFault{"no space to write", Call::kWrite, SQLITE_FULL},
    DiskFault{"no space to cut", Call::kTruncate, SQLITE_FULL},
    DiskFault{"no space for a file", Call::kOpen, SQLITE_CANTOPEN},
    DiskFault{"a read fails", Call::kRead, SQLITE_IOERR_READ},
    DiskFault{"a read is short", Call::kRead, SQLITE_IOERR_SHORT_READ},
    DiskFault{"a write fails", Call::kWrite, SQLITE_IOERR_WRITE},
    DiskFault{"a cut fails", Call::kTruncate, SQLITE_IOERR_TRUNCATE},
    DiskFault{"a sync fails", Call::kSync, SQLITE_IOERR_FSYNC},
    DiskFault{"a deletion fails", Call::kDelete, SQLITE_IOERR_DELETE},
    DiskFault{"a look at the folder fails", Call::kAccess, SQLITE_IOERR_ACCESS},
    DiskFault{"a look at the size fails", Call::kSize, SQLITE_IOERR_FSTAT},
    DiskFault{"a lock fails", Call::kLock, SQLITE_IOERR_LOCK},
    DiskFault{"another holds the lock", Call::kLock, SQLITE_BUSY},
    DiskFault{"an unlocking fails", Call::kUnlock, SQLITE_IOERR_UNLOCK},
    DiskFault{"a look at the locks fails", Call::kCheckLock, SQLITE_IOERR_CHECKRESERVEDLOCK},
};

/// A fault of one kind at one call.
struct FaultPoint {
  std::string name;
  Fault fault;
};

/// Every call of a run that nothing disturbs, with each fault that it can have: for a moment, and
/// from then on.
std::vector<FaultPoint> fault_points(const std::string& log, FaultVfs& vfs) {
  std::vector<FaultPoint> points;
  for (const DiskFault& kind : kDiskFaults) {
    const Folder copy("fifty_count");
    std::filesystem::copy_file(log, copy.file("a.log"));
    vfs.plan(Fault{std::numeric_limits<std::size_t>::max(), kind.code, false, kind.call});
    const test::FaultRun run = test::record_fifty(copy.file("a.log"));
    const std::size_t calls = vfs.operations();
    vfs.plan(std::nullopt);
    REQUIRE(run.acknowledged.size() == 50);
    for (std::size_t at = 1; at <= calls; ++at) {
      points.push_back({kind.name, {at, kind.code, false, kind.call}});
      points.push_back({kind.name, {at, kind.code, true, kind.call}});
    }
  }
  return points;
}

TEST_CASE("fifty decisions: whichever call the disk refuses, the answer is true") {
  const Folder folder("fifty");
  const std::string log = folder.file("a.log");
  test::make_log(log);
  FaultVfs vfs;
  const std::vector<FaultPoint> points = fault_points(log, vfs);
  std::size_t acknowledged = 0;
  std::size_t refused = 0;
  std::size_t doubtful = 0;
  test::try_points("refused calls", points.size(), 80, [&](std::size_t at) {
    const FaultPoint& point = points[at];
    INFO(point.name, ", call ", point.fault.at,
         std::string(point.fault.is_sticky ? " and all after it" : ""));
    const Folder copy("fifty_copy");
    const std::string path = copy.file("a.log");
    std::filesystem::copy_file(log, path);
    vfs.plan(point.fault);
    const test::FaultRun run = test::record_fifty(path);
    // The last calls are not made where other hashes need a page less.
    CHECK((vfs.failures() > 0 || run.acknowledged.size() == 50));
    vfs.plan(std::nullopt);
    test::check_fault_run(path, run);
    acknowledged += run.acknowledged.size();
    refused += run.refused.size();
    doubtful += run.doubtful.size();
  });
  MESSAGE(acknowledged, " acknowledged, ", refused, " refused, ", doubtful, " in doubt");
  CHECK(acknowledged > 0);
  CHECK(refused > 0);
  CHECK(doubtful > 0);
}

TEST_CASE("a short read that the disk makes up loses nothing that was recorded") {
  const Folder folder("short");
  const std::string log = folder.file("a.log");
  test::make_log(log);
  FaultVfs vfs;
  std::size_t tried = 0;
  for (bool is_hit = true; is_hit; ++tried) {
    const Folder copy("short_copy");
    const std::string path = copy.file("a.log");
    std::filesystem::copy_file(log, path);
    test::FaultRun run;
    vfs.plan(Fault{tried + 1, SQLITE_IOERR_SHORT_READ, false, Call::kRead});
    if (Result<LogWriter> writer = LogWriter::open(
            path, test::signing_key(),
            {.sources = test::sources(), .at_least = std::nullopt, .vfs = FaultVfs::name()})) {
      // What is undone is read from the journal.
      CHECK(std::holds_alternative<NotRecorded>(
          writer.value().append(test::rule_set("never"), test::context(), test::refused_group())));
      run.refused.insert("F-never-1");
      const AppendOutcome outcome =
          writer.value().append(test::rule_set(), test::context(), test::decisions(1, "F-"));
      if (const auto* recorded = std::get_if<Recorded>(&outcome)) {
        run.acknowledged.emplace("F-1", recorded->receipts[0].number.value());
      } else {
        run.refused.insert("F-1");
      }
    }
    is_hit = vfs.failures() > 0;
    vfs.plan(std::nullopt);
    INFO("read ", tried + 1);
    test::check_fault_run(path, run);
  }
  CHECK(tried > 20);
}

/// Why something could not be done; absent where it was, or may have been.
using Attempt = std::optional<Error> (*)(const std::string& path);

std::optional<Error> try_writing(const std::string& path,
                                 const std::function<EraseOutcome(LogWriter&)>& write) {
  Result<LogWriter> writer = LogWriter::open(
      path, test::signing_key(),
      {.sources = test::sources(), .at_least = std::nullopt, .vfs = FaultVfs::name()});
  if (!writer) return writer.error();
  const EraseOutcome outcome = write(writer.value());
  if (const auto* refused = std::get_if<NotRecorded>(&outcome)) return refused->reason;
  return std::nullopt;
}

std::optional<Error> try_erasing(const std::string& path) {
  return try_writing(path,
                     [](LogWriter& writer) { return writer.erase(1, "reason", "the operator"); });
}

std::optional<Error> try_overriding(const std::string& path) {
  return try_writing(path, [](LogWriter& writer) -> EraseOutcome {
    const AppendOutcome outcome =
        writer.append_override({1, "compliant", "B", "on appeal"}, "boss");
    if (const auto* refused = std::get_if<NotRecorded>(&outcome)) return *refused;
    return InDoubt{};
  });
}

std::optional<Error> try_verifying(const std::string& path) {
  const Result<VerifyReport> report = verify_log(path, {.vfs = FaultVfs::name()});
  if (!report) return report.error();
  for (const Damage& damage : report.value().damages) {
    FAIL_CHECK(damage_name(damage.kind), ": ", damage.message);
  }
  return std::nullopt;
}

/// With two decisions, so that the second shows what became of a reader after a failure.
std::optional<Error> try_reading(const std::string& path) {
  Result<LogReader> reader = LogReader::open(path, FaultVfs::name());
  if (!reader) return reader.error();
  const Result<StoredDecision> first = reader.value().read_decision(1);
  const Result<StoredDecision> second = reader.value().read_decision(2);
  CHECK((first.ok() || second.ok()));
  if (!first) return first.error();
  if (!second) return second.error();
  return std::nullopt;
}

TEST_CASE("what the disk does not give once is neither damaged nor missing") {
  const Folder folder("unread");
  const std::string log = folder.file("a.log");
  test::make_log(log);
  FaultVfs vfs;
  for (const Attempt attempt : {try_erasing, try_overriding, try_verifying, try_reading}) {
    // That of a device that fails, and that of one that lies about its size.
    for (const int code : {SQLITE_IOERR_CORRUPTFS, SQLITE_IOERR_READ, SQLITE_IOERR_SHORT_READ}) {
      std::size_t refused = 0;
      bool is_hit = true;
      for (std::size_t at = 1; is_hit; ++at) {
        const Folder copy("unread_copy");
        const std::string path = copy.file("a.log");
        std::filesystem::copy_file(log, path);
        vfs.plan(Fault{at, code, false, Call::kRead});
        const std::optional<Error> error = attempt(path);
        is_hit = vfs.failures() > 0;
        vfs.plan(std::nullopt);
        INFO("code ", code, ", read ", at, ": ", error ? error->message : "done");
        CHECK((!error || error->kind == ErrorKind::kInputOutput));
        if (error) ++refused;
        CHECK(verify_log(path, {}).value().is_intact());
      }
      CHECK(refused > 5);
    }
  }
}

}  // namespace
}  // namespace probity::audit
