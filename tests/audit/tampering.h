// Changing a log behind its back, as somebody with the file and SQLite can.
#pragma once

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <map>
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

/// Everything that stands in a log, as SQLite reads it, by the part in which it stands: each table
/// by its name, "schema" and "settings". "unreadable" where SQLite cannot read a part.
inline std::map<std::string, std::string> read_content(const std::string& path) {
  std::map<std::string, std::string> parts{
      {"settings",
       "SELECT * FROM pragma_application_id, pragma_user_version, pragma_encoding, "
       "pragma_journal_mode"},
      // SQLite's own indexes have no text.
      {"schema",
       "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY 1, 2"}};
  for (const char* table : {"meta", "object", "entry", "node", "checkpoint", "anchor", "rule_set",
                            "decision", "finding"}) {
    parts.emplace(table, std::string("SELECT * FROM ") + table + " ORDER BY 1, 2");
  }
  sqlite3* handle = nullptr;
  REQUIRE(sqlite3_open_v2(path.c_str(), &handle, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
  for (auto& [name, text] : parts) {
    sqlite3_stmt* statement = nullptr;
    int code = sqlite3_prepare_v2(handle, std::exchange(text, "").c_str(), -1, &statement, nullptr);
    if (code == SQLITE_OK) code = sqlite3_step(statement);
    for (; code == SQLITE_ROW; code = sqlite3_step(statement)) {
      for (int column = 0; column < sqlite3_column_count(statement); ++column) {
        text += std::to_string(sqlite3_column_type(statement, column)) + ":";
        const void* const data = sqlite3_column_blob(statement, column);
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
        if (data != nullptr) text.append(static_cast<const char*>(data), size);
        text += "|";
      }
    }
    if (code != SQLITE_DONE) text = "unreadable";
    sqlite3_finalize(statement);
  }
  sqlite3_close(handle);
  return parts;
}

}  // namespace probity::audit::test
