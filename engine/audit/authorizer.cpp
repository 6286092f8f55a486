#include "audit/authorizer.h"

#include <sqlite3.h>

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace probity::audit {
namespace {

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::ranges::find(names, name) != names.end();
}

}  // namespace

int authorize(void* /*unused*/, int action, const char* first, const char* second,
              const char* database, const char* /*trigger*/) {
  const std::string_view one = first == nullptr ? "" : first;
  const std::string_view two = second == nullptr ? "" : second;
  const bool is_main = database != nullptr && std::string_view(database) == "main";
  bool is_allowed = false;
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_TRANSACTION:
      is_allowed = true;
      break;
    case SQLITE_READ:
      // Absent where no column is named, as in count(*).
      is_allowed = is_main || database == nullptr;
      break;
    case SQLITE_INSERT:
      is_allowed = is_main && is_one_of(one, {"meta", "object", "entry", "node", "checkpoint",
                                              "anchor", "rule_set", "decision", "finding"});
      break;
    case SQLITE_UPDATE:
      is_allowed = is_main && ((one == "object" && is_one_of(two, {"salt", "body"})) ||
                               (one == "decision" && is_one_of(two, {"dossier", "overridden"})));
      break;
    case SQLITE_DELETE:
      is_allowed = is_main && one == "finding";
      break;
    case SQLITE_FUNCTION:
      is_allowed = is_one_of(two, {"max", "coalesce", "count", "length"});
      break;
    case SQLITE_PRAGMA:
      is_allowed = one == "integrity_check" && two.empty();
      break;
    default:
      break;
  }
  return is_allowed ? SQLITE_OK : SQLITE_DENY;
}

}  // namespace probity::audit
