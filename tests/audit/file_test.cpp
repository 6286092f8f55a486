// The file below the tables: bytes of the header that SQLite passes over, bytes behind the last
// page, and what may lie beside a log.
#include <doctest/doctest.h>

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>

#include "audit/log_reader.h"
#include "audit/verify.h"
#include "tests/audit/damages.h"
#include "tests/audit/log_support.h"
#include "tests/audit/python_verifier.h"

namespace probity::audit {
namespace {

using test::Folder;

/// The names of all files in a folder.
std::set<std::string> names_in(const std::string& folder) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    names.insert(entry.path().filename().string());
  }
  return names;
}

struct HeaderChange {
  std::string name;
  std::size_t offset;
  std::uint8_t value;
};

TEST_CASE("bytes of the header that SQLite passes over are the same in every log") {
  const Folder folder("header");
  test::make_log(folder.file("intact"));
  const std::string bytes = test::read_bytes(folder.file("intact"));
  for (const HeaderChange& change :
       {HeaderChange{"write_version.log", 18, 129}, HeaderChange{"write_version_wal.log", 18, 2},
        HeaderChange{"read_version_wal.log", 19, 2}, HeaderChange{"read_version.log", 19, 3},
        HeaderChange{"schema_format_newer.log", 47, 5},
        HeaderChange{"schema_format_older.log", 47, 1}, HeaderChange{"page_count.log", 31, 1}}) {
    std::string changed = bytes;
    changed[change.offset] = static_cast<char>(change.value);
    test::write_bytes(folder.file(change.name), changed);
    INFO(change.name);
    const Result<VerifyReport> report = verify_log(folder.file(change.name), {});
    REQUIRE(report.ok());
    REQUIRE_FALSE(report.value().is_intact());
    CHECK(report.value().damages[0].kind == DamageKind::kFile);
    const test::Kinds python = test::ask_python(folder, change.name, "").kinds.at(change.name);
    CHECK(python.contains("file"));
  }
}

TEST_CASE("bytes behind the last page are found") {
  const Folder folder("appended");
  test::make_log(folder.file("intact"));
  const std::string bytes = test::read_bytes(folder.file("intact"));
  for (const std::size_t more : {std::size_t{1}, std::size_t{4096}, std::size_t{5000}}) {
    test::write_bytes(folder.file("a.log"), bytes + std::string(more, '\0'));
    const VerifyReport report = verify_log(folder.file("a.log"), {}).value();
    REQUIRE(report.damage_count == 1);
    CHECK(report.damages[0].kind == DamageKind::kFile);
    CHECK(test::ask_python(folder, "a.log", "").kinds.at("a.log") == test::Kinds{"file"});
  }
}

TEST_CASE("a write-ahead log beside a log is not read, and reading leaves nothing behind") {
  const Folder folder("stray_wal");
  const std::string path = folder.file("a.log");
  test::make_log(path);
  test::write_bytes(path + "-wal", "something");
  const VerifyReport report = verify_log(path, {}).value();
  REQUIRE(report.damage_count == 1);
  CHECK(report.damages[0].kind == DamageKind::kFile);
  CHECK(report.damages[0].message.find("a.log-wal` lies beside the log") != std::string::npos);
  CHECK_FALSE(LogReader::open(path).ok());
  CHECK(names_in(folder.file("")) == std::set<std::string>{"a.log", "a.log-wal"});
  CHECK(test::ask_python(folder, "a.log", "").kinds.at("a.log") == test::Kinds{"file"});
  std::filesystem::remove(path + "-wal");
  std::filesystem::remove(folder.file("answer"));
  CHECK(verify_log(path, {}).value().is_intact());
  CHECK(names_in(folder.file("")) == std::set<std::string>{"a.log"});
}

}  // namespace
}  // namespace probity::audit
