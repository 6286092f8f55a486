// Changing a log behind its back, as somebody with the file and SQLite can.
#pragma once

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <string>
#include <utility>
#include <vector>

namespace probity::audit::test {

/// A plain connection, with the triggers out of the way while it is open.
class Tampering {
 public:
  explicit Tampering(const std::string& path) {
    REQUIRE(sqlite3_open_v2(path.c_str(), &handle_, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK);
    run("PRAGMA synchronous = OFF");
    for (const auto& [name, sql] : select("SELECT name, sql FROM sqlite_schema WHERE type = "
                                          "'trigger' ORDER BY rowid")) {
      triggers_.push_back(sql);
      run("DROP TRIGGER " + name);
    }
  }
  Tampering(const Tampering&) = delete;
  Tampering& operator=(const Tampering&) = delete;
  ~Tampering() {
    for (const std::string& sql : triggers_) run(sql);
    sqlite3_close(handle_);
  }

  void run(const std::string& sql) {
    char* message = nullptr;
    const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, &message);
    INFO(sql, ": ", std::string(message == nullptr ? "" : message));
    CHECK(code == SQLITE_OK);
    sqlite3_free(message);
  }

  /// False where SQLite refuses it, as it does where a key would stand twice.
  bool try_run(const std::string& sql) {
    return sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
  }

  /// The first two columns as text.
  std::vector<std::pair<std::string, std::string>> select(const std::string& sql) {
    std::vector<std::pair<std::string, std::string>> rows;
    sqlite3_stmt* statement = nullptr;
    REQUIRE(sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK);
    const auto column = [&](int at) -> std::string {
      if (at >= sqlite3_column_count(statement)) return "";
      const void* const data = sqlite3_column_blob(statement, at);
      if (data == nullptr) return "";
      return {static_cast<const char*>(data),
              static_cast<std::size_t>(sqlite3_column_bytes(statement, at))};
    };
    while (sqlite3_step(statement) == SQLITE_ROW) rows.emplace_back(column(0), column(1));
    sqlite3_finalize(statement);
    return rows;
  }

 private:
  sqlite3* handle_ = nullptr;
  std::vector<std::string> triggers_;
};

/// Everything that the tables hold, so that two files can be told apart by what is in them. Empty
/// where SQLite cannot read it.
inline std::string dump_tables(const std::string& path) {
  sqlite3* handle = nullptr;
  std::string dump;
  bool is_readable =
      sqlite3_open_v2(path.c_str(), &handle, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK;
  for (const char* table : {"meta", "object", "entry", "node", "checkpoint", "anchor", "rule_set",
                            "decision", "finding"}) {
    sqlite3_stmt* statement = nullptr;
    const std::string sql = std::string("SELECT * FROM ") + table + " ORDER BY 1, 2";
    is_readable = is_readable &&
                  sqlite3_prepare_v2(handle, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK;
    int code = SQLITE_DONE;
    while (is_readable && (code = sqlite3_step(statement)) == SQLITE_ROW) {
      for (int column = 0; column < sqlite3_column_count(statement); ++column) {
        dump += std::to_string(sqlite3_column_type(statement, column)) + ":";
        const void* const data = sqlite3_column_blob(statement, column);
        if (data != nullptr) {
          dump.append(static_cast<const char*>(data),
                      static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
        }
        dump += "|";
      }
    }
    is_readable = is_readable && code == SQLITE_DONE;
    sqlite3_finalize(statement);
  }
  sqlite3_close(handle);
  return is_readable ? dump : "";
}

}  // namespace probity::audit::test
