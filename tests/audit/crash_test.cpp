// Crashes and failing disks: what was acknowledged is recorded, what was reported as not recorded
// is absent, and the log is whole, wherever the power fails and whichever operation the disk
// refuses.
#include <doctest/doctest.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "audit/log_reader.h"
#include "audit/verify.h"
#include "tests/audit/fault_vfs.h"
#include "tests/audit/log_support.h"

namespace probity::audit {
namespace {

using test::Fault;
using test::FaultVfs;
using test::FileOperation;
using test::Folder;
using Kind = FileOperation::Kind;

/// Which of the operations that the disk has not promised yet are on it after the crash.
struct Luck {
  enum class Rule : std::uint8_t { kAll, kNone, kAllBut, kOnly, kAllAndHalf, kSome };
  Rule rule = Rule::kAll;
  std::size_t which = 0;  ///< of kSome: bits, one for each operation, over and over

  [[nodiscard]] bool keeps(std::size_t pending) const {
    switch (rule) {
      case Rule::kAll:
      case Rule::kAllAndHalf:
        return true;
      case Rule::kNone:
        return false;
      case Rule::kAllBut:
        return pending != which;
      case Rule::kOnly:
        return pending == which;
      case Rule::kSome:
        return ((which >> (pending % kBits)) & 1U) != 0;
    }
    return false;
  }

 private:
  static constexpr std::size_t kBits = 61;
};

/// A folder as the disk has it: what was synchronised, and what may get lost.
class Disk {
 public:
  explicit Disk(std::map<std::string, std::string> files) : durable_(std::move(files)) {}

  void apply(const FileOperation& operation) {
    if (operation.kind == Kind::kSync) {
      const auto of_file = [&](const FileOperation& pending) {
        return pending.file == operation.file;
      };
      for (const FileOperation& pending : pending_) {
        if (of_file(pending)) change(durable_, pending, pending.bytes.size());
      }
      std::erase_if(pending_, of_file);
    } else if (operation.kind == Kind::kDelete && operation.is_durable) {
      std::erase_if(pending_,
                    [&](const FileOperation& pending) { return pending.file == operation.file; });
      durable_.erase(operation.file);
    } else {
      pending_.push_back(operation);
    }
  }

  [[nodiscard]] std::size_t pending() const { return pending_.size(); }

  /// The files after a crash.
  [[nodiscard]] std::map<std::string, std::string> after_crash(Luck luck) const {
    std::map<std::string, std::string> files = durable_;
    for (std::size_t i = 0; i < pending_.size(); ++i) {
      if (!luck.keeps(i)) continue;
      // Half of the last write arrives; of some, that of every other image.
      const bool is_torn =
          i + 1 == pending_.size() && (luck.rule == Luck::Rule::kAllAndHalf ||
                                       (luck.rule == Luck::Rule::kSome && luck.which % 2 == 1));
      change(files, pending_[i], is_torn ? pending_[i].bytes.size() / 2 : pending_[i].bytes.size());
    }
    return files;
  }

 private:
  /// `length`: how much of a write arrives.
  static void change(std::map<std::string, std::string>& files, const FileOperation& operation,
                     std::size_t length) {
    switch (operation.kind) {
      case Kind::kCreate:
        files.try_emplace(operation.file);
        return;
      case Kind::kWrite: {
        std::string& file = files[operation.file];
        file.resize(std::max(file.size(), operation.offset + length), '\0');
        std::copy_n(operation.bytes.begin(), length,
                    file.begin() + static_cast<std::ptrdiff_t>(operation.offset));
        return;
      }
      case Kind::kTruncate:
        files[operation.file].resize(operation.offset, '\0');
        return;
      case Kind::kDelete:
        files.erase(operation.file);
        return;
      case Kind::kSync:
        return;
    }
  }

  std::map<std::string, std::string> durable_;
  std::vector<FileOperation> pending_;
};

/// Images of one crash beside the systematic ones: any part of what the disk has not promised. With
/// the sanitizers each takes several times as long.
#if defined(__SANITIZE_ADDRESS__)
constexpr std::size_t kRandomImages = 5;
#else
constexpr std::size_t kRandomImages = 270;
#endif

std::vector<Luck> lucks(const Disk& disk, bool is_before_sync, std::mt19937_64& random) {
  std::vector<Luck> all{{Luck::Rule::kAll, 0}, {Luck::Rule::kNone, 0}};
  if (disk.pending() > 0) all.push_back({Luck::Rule::kAllAndHalf, 0});
  // Every subset of one, and of all but one, where the most can get lost.
  for (std::size_t i = 0; is_before_sync && i < disk.pending(); ++i) {
    all.push_back({Luck::Rule::kAllBut, i});
    all.push_back({Luck::Rule::kOnly, i});
  }
  // Of one operation alone there are no other parts.
  for (std::size_t i = 0; disk.pending() > 1 && i < kRandomImages; ++i) {
    all.push_back({Luck::Rule::kSome, random()});
  }
  return all;
}

/// The decisions of a log that was left behind, or why it is not whole.
struct Found {
  std::uint64_t decisions = 0;
  std::string damage;
};

Found examine(const std::string& path) {
  const Result<VerifyReport> report = verify_log(path, {.vfs = FaultVfs::name()});
  if (!report) return {0, report.error().message};
  if (!report.value().is_intact()) return {0, report.value().damages.front().message};
  return {report.value().decisions, ""};
}

TEST_CASE("a crash at any write loses nothing that was acknowledged and leaves a whole log") {
  const Folder folder("crash");
  const std::string path = folder.file("a.log");
  test::make_log(path);
  const std::string before = test::read_bytes(path);
  FaultVfs vfs;
  std::vector<std::size_t> acknowledged;  // after how many operations
  {
    LogWriter writer = test::open_writer(path, FaultVfs::name());
    vfs.start_recording();
    for (int group = 0; group < 2; ++group) {
      std::vector<DecisionRecord> records = test::decisions(2, "F-");
      records[0].trace = std::string(9'000, 't');
      REQUIRE(std::holds_alternative<Recorded>(
          writer.append(test::rule_set(), test::context(), records)));
      acknowledged.push_back(vfs.recorded().size());
    }
  }
  const std::vector<FileOperation> operations = vfs.recorded();
  vfs.stop_recording();
  Disk disk({{"a.log", before}});
  std::size_t images = 0;
  std::set<std::uint64_t> counts;
  std::mt19937_64 random(20261129);
  for (std::size_t done = 0; done <= operations.size(); ++done) {
    if (done > 0) disk.apply(operations[done - 1]);
    const bool is_before_sync = done == operations.size() || operations[done].kind == Kind::kSync ||
                                operations[done].kind == Kind::kDelete;
    const auto safe =
        std::ranges::count_if(acknowledged, [&](std::size_t at) { return at <= done; });
    for (const Luck luck : lucks(disk, is_before_sync, random)) {
      const Folder image("crash_image");
      for (const auto& [name, bytes] : disk.after_crash(luck)) {
        test::write_bytes(image.file(name), bytes);
      }
      const Found found = examine(image.file("a.log"));
      ++images;
      counts.insert(found.decisions);
      INFO("after ", done, " operations, luck ", static_cast<int>(luck.rule), " ", luck.which, ": ",
           found.damage);
      CHECK(found.damage.empty());
      // Eight before, and two with each acknowledgement; a group is there whole or not at all.
      CHECK(found.decisions >= 8 + 2 * static_cast<std::uint64_t>(safe));
      CHECK(found.decisions % 2 == 0);
    }
  }
  MESSAGE(images, " crash images");
#if defined(__SANITIZE_ADDRESS__)
  CHECK(images > 300);
#else
  CHECK(images > 20'000);
#endif
  CHECK(counts == std::set<std::uint64_t>{8, 10, 12});
}

/// Rows that were committed in a bare database with these settings, and are gone after some crash.
std::size_t lost_rows(const std::string& settings) {
  const Folder folder("control");
  const std::string path = folder.file("bare.db");
  FaultVfs vfs;
  sqlite3* database = nullptr;
  const auto run = [&](const std::string& sql) {
    REQUIRE(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  };
  REQUIRE(sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                          FaultVfs::name().c_str()) == SQLITE_OK);
  run(settings + "CREATE TABLE t(row INTEGER)");
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder.file("."))) {
    files[entry.path().filename().string()] = test::read_bytes(entry.path().string());
  }
  std::vector<std::size_t> acknowledged;
  vfs.start_recording();
  for (int row = 0; row < 3; ++row) {
    run("INSERT INTO t VALUES(1)");
    acknowledged.push_back(vfs.recorded().size());
  }
  const std::vector<FileOperation> operations = vfs.recorded();
  vfs.stop_recording();
  sqlite3_close(database);

  std::size_t most_lost = 0;
  Disk disk(std::move(files));
  for (std::size_t done = 0; done <= operations.size(); ++done) {
    if (done > 0) disk.apply(operations[done - 1]);
    const auto safe = static_cast<std::size_t>(
        std::ranges::count_if(acknowledged, [&](std::size_t at) { return at <= done; }));
    const Folder image("control_image");
    for (const auto& [name, bytes] : disk.after_crash({Luck::Rule::kNone, 0})) {
      test::write_bytes(image.file(name), bytes);
    }
    sqlite3* found = nullptr;
    sqlite3_stmt* count = nullptr;
    sqlite3_open(image.file("bare.db").c_str(), &found);
    std::size_t rows = 0;
    if (sqlite3_prepare_v2(found, "SELECT count(*) FROM t", -1, &count, nullptr) == SQLITE_OK &&
        sqlite3_step(count) == SQLITE_ROW) {
      rows = static_cast<std::size_t>(sqlite3_column_int64(count, 0));
    }
    sqlite3_finalize(count);
    sqlite3_close(found);
    if (rows < safe) most_lost = std::max(most_lost, safe - rows);
  }
  return most_lost;
}

TEST_CASE("the crash images have teeth: weaker settings of SQLite lose what was committed") {
  CHECK(lost_rows("PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA; ") == 0);
  CHECK(lost_rows("PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL; ") > 0);
  // Without shared memory, which the VFS does not have, a write-ahead log needs the file for
  // itself.
  CHECK(lost_rows("PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; "
                  "PRAGMA synchronous=NORMAL; ") > 0);
}

struct FaultKind {
  const char* name;
  int code;
  bool is_sticky;
};

TEST_CASE("whichever operation the disk refuses, the answer is true") {
  constexpr std::array kFaults{FaultKind{"full", SQLITE_FULL, true},
                               FaultKind{"full for a moment", SQLITE_FULL, false},
                               FaultKind{"broken", SQLITE_IOERR_FSYNC, true},
                               FaultKind{"broken for a moment", SQLITE_IOERR_WRITE, false}};
  const Folder folder("faults");
  test::make_log(folder.file("a.log"));
  FaultVfs vfs;
  for (const FaultKind& kind : kFaults) {
    std::map<std::size_t, std::size_t> answers;  // index of the alternative -> how often
    for (std::size_t at = 1;; ++at) {
      const Folder copy("faults_copy");
      const std::string path = copy.file("a.log");
      std::filesystem::copy_file(folder.file("a.log"), path);
      std::optional<AppendOutcome> outcome;
      bool is_hit = false;
      {
        LogWriter writer = test::open_writer(path, FaultVfs::name());
        vfs.plan(Fault{at, kind.code, kind.is_sticky});
        outcome = writer.append(test::rule_set(), test::context(), test::decisions(2, "F-"));
        is_hit = vfs.failures() > 0;
        vfs.plan(std::nullopt);
        if (std::holds_alternative<NotRecorded>(*outcome)) {
          CHECK_FALSE(std::get<NotRecorded>(*outcome).reason.message.empty());
        }
      }
      ++answers[outcome->index()];
      const Found found = examine(path);
      INFO(kind.name, ", operation ", at, ", answer ", outcome->index(), ": ", found.damage);
      CHECK(found.damage.empty());
      if (std::holds_alternative<Recorded>(*outcome)) CHECK(found.decisions == 10);
      if (std::holds_alternative<NotRecorded>(*outcome)) CHECK(found.decisions == 8);
      if (std::holds_alternative<InDoubt>(*outcome)) {
        CHECK((found.decisions == 8 || found.decisions == 10));
      }
      if (!is_hit) break;
    }
    INFO(kind.name);
    CHECK(answers[1] > 0);
    CHECK(answers[2] > 0);
  }
}

TEST_CASE("after a commit that is in doubt the writer records nothing until it is opened again") {
  const Folder folder("doubt");
  const std::string path = folder.file("a.log");
  test::make_log(path);
  FaultVfs vfs;
  for (std::size_t at = 1;; ++at) {
    REQUIRE(at < 200);
    LogWriter writer = test::open_writer(path, FaultVfs::name());
    vfs.plan(Fault{at, SQLITE_IOERR_FSYNC, true});
    const AppendOutcome outcome =
        writer.append(test::rule_set(), test::context(), test::decisions(1, "F-"));
    vfs.plan(std::nullopt);
    if (!std::holds_alternative<InDoubt>(outcome)) continue;
    CHECK_FALSE(std::get<InDoubt>(outcome).reason.message.empty());
    CHECK(std::holds_alternative<NotRecorded>(
        writer.append(test::rule_set(), test::context(), test::decisions(1, "G-"))));
    CHECK(std::holds_alternative<NotRecorded>(writer.erase(1, "reason", "the operator")));
    CHECK(writer.rewrite().has_value());
    break;
  }
  LogWriter again = test::open_writer(path, FaultVfs::name());
  CHECK(std::holds_alternative<Recorded>(
      again.append(test::rule_set(), test::context(), test::decisions(1, "G-"))));
  CHECK(examine(path).damage.empty());
}

TEST_CASE("an erasure that could not rewrite the file says so, and is made good later") {
  const Folder folder("remainder");
  const std::string path = folder.file("a.log");
  test::make_log(path);
  FaultVfs vfs;
  LogWriter writer = test::open_writer(path, FaultVfs::name());
  // Counted first on a copy, so that only the rewriting fails.
  std::filesystem::copy_file(path, folder.file("copy.log"));
  std::size_t operations = 0;
  {
    LogWriter trial = test::open_writer(folder.file("copy.log"), FaultVfs::name());
    vfs.plan(std::nullopt);
    REQUIRE(std::holds_alternative<Erased>(trial.erase(2, "reason", "the operator")));
    operations = vfs.operations();
  }
  vfs.plan(Fault{operations, SQLITE_FULL, true});
  const EraseOutcome outcome = writer.erase(2, "reason", "the operator");
  vfs.plan(std::nullopt);
  REQUIRE(std::holds_alternative<Erased>(outcome));
  CHECK(std::get<Erased>(outcome).remainder.has_value());
  CHECK(examine(path).damage.empty());
  CHECK_FALSE(writer.rewrite().has_value());
  CHECK(examine(path).damage.empty());
}

TEST_CASE("a log that cannot be finished is not left behind") {
  const Folder folder("unfinished");
  FaultVfs vfs;
  for (std::size_t at = 1;; ++at) {
    const std::string path = folder.file("a" + std::to_string(at) + ".log");
    vfs.plan(Fault{at, SQLITE_FULL, true});
    const std::optional<Error> failure =
        create_log(path, test::signing_key(), test::sources(), std::nullopt, FaultVfs::name());
    const bool is_hit = vfs.failures() > 0;
    vfs.plan(std::nullopt);
    CHECK(failure.has_value() == is_hit);
    CHECK(std::filesystem::exists(path) != is_hit);
    CHECK_FALSE(std::filesystem::exists(path + "-journal"));
    if (!is_hit) break;
  }
}

}  // namespace
}  // namespace probity::audit
