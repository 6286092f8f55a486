// What the log's own connection may not do, what its tables refuse from anybody, and which files
// are not opened at all.
#include <doctest/doctest.h>
#include <sqlite3.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string>

#include "audit/database.h"
#include "audit/log_file.h"
#include "audit/log_reader.h"
#include "tests/audit/damages.h"
#include "tests/audit/log_support.h"
#include "tests/audit/tampering.h"

namespace probity::audit {
namespace {

using test::Folder;

TEST_CASE("the connection that appends has every protection on") {
  const Folder folder("pragmas");
  test::make_log(folder.file("a.log"));
  const std::unique_ptr<Database> database =
      Database::open(locate_log(folder.file("a.log")).value(), OpenMode::kAppend, "").value();
  CHECK(database->single_text("PRAGMA journal_mode") == "delete");
  CHECK(database->single_text("PRAGMA synchronous") == "3");
  CHECK(database->single_text("PRAGMA secure_delete") == "1");
  CHECK(database->single_text("PRAGMA recursive_triggers") == "1");
  CHECK(database->single_text("PRAGMA cell_size_check") == "1");
  CHECK(database->single_text("PRAGMA mmap_size") == "0");
  CHECK_FALSE(database->failure().has_value());
}

TEST_CASE("the log's own connection is refused everything that the log does not do") {
  const Folder folder("authorizer");
  test::make_log(folder.file("a.log"));
  const auto before = test::read_content(folder.file("a.log"));
  for (const char* sql : {"DELETE FROM entry",
                          "DELETE FROM object",
                          "DELETE FROM decision",
                          "UPDATE entry SET leaf = x'00'",
                          "UPDATE object SET size = 1",
                          "UPDATE object SET hash = x'00'",
                          "UPDATE checkpoint SET note = x'00'",
                          "UPDATE decision SET verdict = 'compliant'",
                          "DROP TABLE finding",
                          "DROP TRIGGER entry_update",
                          "CREATE TABLE t(x)",
                          "CREATE TEMP TABLE t(x)",
                          "CREATE VIEW v AS SELECT 1",
                          "ALTER TABLE meta RENAME TO other",
                          "ATTACH ':memory:' AS other",
                          "VACUUM",
                          "REINDEX",
                          "ANALYZE",
                          "PRAGMA writable_schema = ON",
                          "PRAGMA journal_mode = OFF",
                          "PRAGMA synchronous = OFF",
                          "PRAGMA user_version = 9",
                          "INSERT INTO sqlite_schema VALUES('table', 'x', 'x', 0, '')",
                          "SELECT load_extension('x')",
                          "SELECT randomblob(4)"}) {
    const std::unique_ptr<Database> database =
        open_log(folder.file("a.log"), OpenMode::kAppend, "").value();
    database->execute(sql);
    CAPTURE(sql);
    CHECK(database->failure().has_value());
  }
  CHECK(test::read_content(folder.file("a.log")) == before);
}

TEST_CASE("a log is not appended to over a network") {
  CHECK(is_network_file_system(0x6969));                                 // NFS
  CHECK(is_network_file_system(0xFF534D42));                             // CIFS
  CHECK(is_network_file_system(static_cast<std::int32_t>(0xFF534D42)));  // the same, in 32 bits
  CHECK_FALSE(is_network_file_system(0xEF53));                           // ext4
  CHECK_FALSE(is_network_file_system(0x01021994));                       // tmpfs
}

TEST_CASE("a connection that reads cannot write") {
  const Folder folder("reader");
  test::make_log(folder.file("a.log"));
  const std::unique_ptr<Database> database =
      open_log(folder.file("a.log"), OpenMode::kRead, "").value();
  database->execute("INSERT INTO meta VALUES('a', 'b')");
  CHECK(database->failure().has_value());
}

/// Runs a statement on a plain connection; true where SQLite took it.
bool accepts(const std::string& path, const std::string& sql) {
  sqlite3* handle = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &handle) == SQLITE_OK);
  const int code = sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr);
  sqlite3_close(handle);
  return code == SQLITE_OK;
}

TEST_CASE("the tables refuse what is not appending, from whomever it comes") {
  const Folder folder("triggers");
  const std::string path = folder.file("a.log");
  test::make_log(path);
  const auto before = test::read_content(path);
  for (const char* sql :
       {"UPDATE entry SET leaf = x'00'",
        "DELETE FROM entry WHERE idx = 11",
        "INSERT INTO entry VALUES(13, x'00')",
        "INSERT INTO entry VALUES(NULL, x'00')",
        "INSERT OR REPLACE INTO entry VALUES(3, x'00')",
        "REPLACE INTO node VALUES(3, zeroblob(32))",
        "UPDATE node SET hash = zeroblob(32)",
        "DELETE FROM node WHERE id = 3",
        "INSERT INTO node VALUES(999, zeroblob(32))",
        "UPDATE checkpoint SET size = 99",
        "DELETE FROM checkpoint",
        "INSERT INTO checkpoint VALUES(5, x'00')",
        "INSERT OR REPLACE INTO checkpoint VALUES(12, x'00')",
        "DELETE FROM object",
        "UPDATE object SET body = x'00'",
        "UPDATE object SET body = NULL",
        "UPDATE object SET salt = NULL",
        "UPDATE object SET salt = NULL, body = NULL, kind = 'x'",
        "UPDATE object SET salt = NULL, body = NULL WHERE kind = 'rule_file'",
        "INSERT OR REPLACE INTO object SELECT hash, 'x', size, salt, body FROM object",
        "INSERT INTO object VALUES(x'00', 'x', 0, NULL, NULL)",
        "INSERT INTO object VALUES(randomblob(32), 'x', 5, NULL, x'00')",
        "INSERT INTO object VALUES(randomblob(32), 'x', 1, x'00', x'00')",
        "UPDATE meta SET value = 'x'",
        "DELETE FROM meta",
        "INSERT OR REPLACE INTO meta SELECT key, 'x' FROM meta",
        "INSERT INTO entry VALUES(12, 'text')"}) {
    CAPTURE(sql);
    CHECK_FALSE(accepts(path, sql));
  }
  CHECK(test::read_content(path) == before);
}

TEST_CASE("each file that is not a log of this format is refused with a reason of its own") {
  const Folder folder("refused");
  const std::string intact = folder.file("intact.log");
  test::make_log(intact);
  const auto altered = [&](const std::string& sql) {
    std::string path = folder.file("altered.log");
    std::filesystem::copy_file(intact, path, std::filesystem::copy_options::overwrite_existing);
    test::do_damage(path, {"", {sql}, DamageKind::kFile});
    return path;
  };
  const auto refused = [&](const std::string& path, const std::string& words) {
    for (const OpenMode mode : {OpenMode::kRead, OpenMode::kAppend}) {
      const Result<std::unique_ptr<Database>> database = open_log(path, mode, "");
      REQUIRE_FALSE(database.ok());
      INFO(database.error().message);
      CHECK(database.error().kind == ErrorKind::kInput);
      CHECK(database.error().message.find(words) != std::string::npos);
    }
  };
  refused(altered("PRAGMA application_id = 0"), "is a SQLite database, but not an audit log");
  refused(altered("PRAGMA user_version = 2"), "has format 2, and this program knows format 1");
  refused(altered("PRAGMA journal_mode = WAL"), "journal mode `wal`");
  refused(altered("CREATE TABLE more(x)"), "has a schema that no log has: table `more`");
  refused(altered("CREATE VIEW v AS SELECT 1"), "view `v`");
  refused(altered("CREATE TRIGGER t AFTER INSERT ON entry BEGIN SELECT 1; END"), "trigger `t`");
  const std::string unprotected = altered("SELECT 1");
  REQUIRE(accepts(unprotected, "DROP TRIGGER entry_delete"));
  refused(unprotected, "lacks a part of the schema: 25 of 26");
  test::write_bytes(folder.file("text"), std::string(5'000, 'x'));
  refused(folder.file("text"), "it is no SQLite database");
  test::write_bytes(folder.file("empty"), "");
  refused(folder.file("empty"), "is empty");
  std::filesystem::create_symlink("intact.log", folder.file("link"));
  refused(folder.file("link"), "is a symbolic link");
  refused(folder.file(""), "is a folder");
  CHECK(open_log(folder.file("absent"), OpenMode::kRead, "").error().kind == ErrorKind::kNotFound);
  // A folder on the way may be a link: only the file itself must not be one.
  std::filesystem::create_directory_symlink(folder.file(""), folder.file("way"));
  CHECK(open_log(folder.file("way/intact.log"), OpenMode::kAppend, "").ok());
}

TEST_CASE("nothing is written to a database of somebody else before it is refused") {
  const Folder folder("foreign");
  const std::string path = folder.file("foreign.db");
  // Copied while it is open, so that rows stand in the WAL alone.
  sqlite3* handle = nullptr;
  REQUIRE(sqlite3_open(folder.file("open.db").c_str(), &handle) == SQLITE_OK);
  REQUIRE(sqlite3_exec(handle,
                       "PRAGMA journal_mode = WAL; CREATE TABLE t(x); INSERT INTO t VALUES(1)",
                       nullptr, nullptr, nullptr) == SQLITE_OK);
  for (const char* end : {"", "-wal"}) {
    std::filesystem::copy_file(folder.file("open.db") + end, path + end);
  }
  sqlite3_close(handle);
  const std::string before = test::read_bytes(path);
  const std::string before_wal = test::read_bytes(path + "-wal");
  REQUIRE_FALSE(before_wal.empty());
  CHECK_FALSE(open_log(path, OpenMode::kAppend, "").ok());
  CHECK(test::read_bytes(path) == before);
  CHECK(test::read_bytes(path + "-wal") == before_wal);
}

}  // namespace
}  // namespace probity::audit
