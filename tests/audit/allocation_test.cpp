// Memory runs out at every allocation in turn: what was acknowledged is recorded, what was reported
// as not recorded is absent, nothing crashes and nothing leaks.
#include <doctest/doctest.h>
#include <sqlite3.h>

#include <filesystem>
#include <optional>
#include <string>

#include "tests/audit/failing_allocator.h"
#include "tests/audit/fault_points.h"
#include "tests/audit/fault_run.h"

namespace probity::audit {
namespace {

using test::FailingAllocator;
using test::FaultVfs;
using test::Folder;
using test::MissingMemory;

/// Of the points, two are at each allocation: for a moment, and from then on.
MissingMemory missing_at(std::size_t point) { return {point / 2 + 1, point % 2 == 1}; }

TEST_CASE("fifty decisions: whichever allocation of SQLite fails, the answer is true") {
  FailingAllocator memory;
  FaultVfs vfs;
  const Folder folder("memory");
  const std::string log = folder.file("a.log");
  test::make_log(log);
  const auto run_copy = [&](std::optional<MissingMemory> missing, std::size_t& allocations) {
    const Folder copy("memory_copy");
    const std::string path = copy.file("a.log");
    std::filesystem::copy_file(log, path);
    memory.plan(missing);
    const test::FaultRun run = test::record_fifty(path);
    allocations = memory.allocations();
    // The last allocations are not made where other hashes need a page less.
    CHECK((memory.failures() > 0 || run.acknowledged.size() == 50));
    memory.plan(std::nullopt);
    test::check_fault_run(path, run);
    return run;
  };

  std::size_t allocations = 0;
  REQUIRE(run_copy(std::nullopt, allocations).acknowledged.size() == 50);
  std::size_t refused = 0;
  std::size_t doubtful = 0;
  test::try_points("missing memory", 2 * allocations, 60, [&](std::size_t point) {
    const MissingMemory missing = missing_at(point);
    INFO("allocation ", missing.at, std::string(missing.is_sticky ? " and all after it" : ""));
    std::size_t ignored = 0;
    const test::FaultRun run = run_copy(missing, ignored);
    refused += run.refused.size();
    doubtful += run.doubtful.size();
  });
  MESSAGE(refused, " refused, ", doubtful, " in doubt");
  CHECK(refused > 0);
}

TEST_CASE("a log that cannot be made for want of memory is not left behind") {
  FailingAllocator memory;
  FaultVfs vfs;
  const auto make = [&](std::optional<MissingMemory> missing) {
    const Folder folder("memory_new");
    const std::string path = folder.file("a.log");
    memory.plan(missing);
    const std::optional<Error> failure =
        create_log(path, test::signing_key(), test::sources(), std::nullopt, FaultVfs::name());
    const std::size_t allocations = memory.allocations();
    memory.plan(std::nullopt);
    CHECK(std::filesystem::exists(path) != failure.has_value());
    CHECK_FALSE(std::filesystem::exists(path + "-journal"));
    if (!failure) CHECK(verify_log(path, {}).value().is_intact());
    if (failure) CHECK(failure->kind == ErrorKind::kInputOutput);
    return allocations;
  };
  test::try_points("memory for a new log", 2 * make(std::nullopt), 100,
                   [&](std::size_t point) { make(missing_at(point)); });
}

TEST_CASE("a log that cannot be read for want of memory is not called damaged") {
  FailingAllocator memory;
  FaultVfs vfs;
  const Folder folder("memory_read");
  const std::string path = folder.file("a.log");
  test::make_log(path);
  const auto verify = [&](std::optional<MissingMemory> missing) {
    memory.plan(missing);
    const Result<VerifyReport> report = verify_log(path, {});
    const std::size_t allocations = memory.allocations();
    memory.plan(std::nullopt);
    if (report) {
      for (const Damage& damage : report.value().damages) FAIL_CHECK(damage.message);
    } else {
      CHECK(report.error().kind == ErrorKind::kInputOutput);
    }
    return allocations;
  };
  test::try_points("memory for verifying", 2 * verify(std::nullopt), 100, [&](std::size_t point) {
    INFO("allocation ", missing_at(point).at, " ", missing_at(point).is_sticky);
    verify(missing_at(point));
  });
}

}  // namespace
}  // namespace probity::audit
