// The verifier's part for the file below the tables: what of its header SQLite believes or passes
// over, its length, and what SQLite itself finds. Private to this folder.
#pragma once

#include <string>

#include "audit/database.h"
#include "audit/verify_report.h"

namespace probity::audit {

/// False for another kind of file: a few flipped bits leave most of the 16 bytes with which every
/// SQLite database begins.
[[nodiscard]] bool begins_like_a_database(const std::string& path);

/// FORMAT.md, "The file". Precondition: a transaction that has read something, so that nobody
/// writes.
void check_header(Database& database, DamageList& damages);

/// SQLite's own look at the file: pages, records, the types of values, its hidden indexes.
void check_structure(Database& database, DamageList& damages);

}  // namespace probity::audit
