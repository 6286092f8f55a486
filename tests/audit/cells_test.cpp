// Every cell of every table, changed one at a time: the verifier finds each, and so does the one in
// Python.
#include <doctest/doctest.h>

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "audit/verify.h"
#include "tests/audit/damages.h"
#include "tests/audit/log_support.h"
#include "tests/audit/python_verifier.h"
#include "tests/audit/tampering.h"

namespace probity::audit {
namespace {

using test::Folder;
using test::Tampering;

struct Cell {
  std::string table;
  std::string column;
  std::size_t row = 0;  ///< in the order of the table's key
};

std::vector<Cell> all_cells(const std::string& path) {
  std::vector<Cell> cells;
  Tampering tampering(path);
  for (const auto& [table, unused] : tampering.select(
           "SELECT name, '' FROM sqlite_schema WHERE type = 'table' AND name <> 'anchor'")) {
    const std::size_t rows = tampering.select("SELECT 1 FROM " + table).size();
    for (const auto& [column, none] :
         tampering.select("SELECT name, '' FROM pragma_table_info('" + table + "')")) {
      for (std::size_t row = 0; row < rows; ++row) cells.push_back({table, column, row});
    }
  }
  return cells;
}

const std::map<std::string, std::string>& keys() {
  static const std::map<std::string, std::string> kKeys{
      {"meta", "key"},        {"object", "hash"},
      {"entry", "idx"},       {"node", "id"},
      {"checkpoint", "size"}, {"rule_set", "idx"},
      {"decision", "number"}, {"finding", "decision, place"}};
  return kKeys;
}

/// Gives the cell a value of its type that differs in as little as it can. False where SQLite
/// refuses it.
bool change(const std::string& path, const Cell& cell) {
  const std::string& column = cell.column;
  const std::string absent = column == "salt" || column == "body" ? "x'00'" : "'x'";
  const std::string other =
      "CASE typeof(" + column + ") WHEN 'integer' THEN " + column + " + 1 WHEN 'text' THEN " +
      column + " || 'x' WHEN 'blob' THEN CAST(substr(" + column + ", 1, length(" + column +
      ") - 1) || CASE substr(" + column +
      ", -1) WHEN x'00' THEN x'01' ELSE x'00' END AS BLOB) ELSE " + absent + " END";
  const std::string& key = keys().at(cell.table);
  Tampering tampering(path);
  tampering.run("PRAGMA ignore_check_constraints = ON");
  return tampering.try_run("UPDATE " + cell.table + " SET " + column + " = " + other + " WHERE (" +
                           key + ") = (SELECT " + key + " FROM " + cell.table + " ORDER BY " + key +
                           " LIMIT 1 OFFSET " + std::to_string(cell.row) + ")");
}

TEST_CASE("a change of any cell of any table is found, by the verifier in Python too") {
  const Folder folder("cells");
  const std::string intact = folder.file("intact");
  test::make_full_log(intact);
  std::size_t changed = 0;
  std::vector<std::string> names;
  for (const Cell& cell : all_cells(intact)) {
    const std::string name = cell.table + "." + cell.column + "." + std::to_string(cell.row);
    const std::string path = folder.file(name + ".log");
    std::filesystem::copy_file(intact, path);
    if (!change(path, cell)) {
      std::filesystem::remove(path);
      continue;
    }
    ++changed;
    INFO(name);
    CHECK_FALSE(verify_log(path, {}).value().is_intact());
    // Python is slower; it gets its share.
    if (changed % 5 == 0) {
      names.push_back(name + ".log");
    } else {
      std::filesystem::remove(path);
    }
  }
  CHECK(changed > 400);
  const test::PythonAnswer answer = test::ask_python(folder, "*.log", "");
  REQUIRE(answer.kinds.size() == names.size());
  for (const std::string& name : names) {
    INFO(name);
    CHECK_FALSE(answer.kinds.at(name).empty());
  }
}

}  // namespace
}  // namespace probity::audit
