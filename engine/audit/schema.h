// The tables and triggers of a log, as `sqlite_schema` holds them. A file whose schema differs in
// one byte is not opened.
#pragma once

#include <array>
#include <string_view>

namespace probity::audit {

struct SchemaItem {
  std::string_view type;  ///< "table" or "trigger"
  std::string_view name;
  std::string_view table;  ///< that it belongs to
  std::string_view sql;
};

/// What SQLite adds by itself for the key of `object`; its row has no `sql`.
inline constexpr SchemaItem kHiddenIndex{"index", "sqlite_autoindex_object_1", "object", ""};

/// In the order in which they are created.
inline constexpr std::array kSchema{
    SchemaItem{"table", "meta", "meta",
               "CREATE TABLE meta(key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, "
               "WITHOUT ROWID"},
    SchemaItem{"table", "object", "object",
               "CREATE TABLE object(hash BLOB NOT NULL PRIMARY KEY CHECK(length(hash) = 32), "
               "kind TEXT NOT NULL, size INTEGER NOT NULL CHECK(size >= 0), "
               "salt BLOB CHECK(length(salt) = 32), "
               "body BLOB CHECK(length(body) = size)) STRICT"},
    SchemaItem{"table", "entry", "entry",
               "CREATE TABLE entry(idx INTEGER PRIMARY KEY, leaf BLOB NOT NULL) STRICT"},
    SchemaItem{"table", "node", "node",
               "CREATE TABLE node(id INTEGER PRIMARY KEY, "
               "hash BLOB NOT NULL CHECK(length(hash) = 32)) STRICT"},
    SchemaItem{"table", "checkpoint", "checkpoint",
               "CREATE TABLE checkpoint(size INTEGER PRIMARY KEY, note BLOB NOT NULL) STRICT"},
    SchemaItem{"table", "anchor", "anchor",
               "CREATE TABLE anchor(size INTEGER NOT NULL, kind TEXT NOT NULL, "
               "data BLOB NOT NULL, PRIMARY KEY(size, kind, data)) STRICT, WITHOUT ROWID"},
    SchemaItem{"table", "rule_set", "rule_set",
               "CREATE TABLE rule_set(idx INTEGER PRIMARY KEY, name TEXT NOT NULL, "
               "version TEXT NOT NULL, sha256 TEXT NOT NULL) STRICT"},
    SchemaItem{"table", "decision", "decision",
               "CREATE TABLE decision(number INTEGER PRIMARY KEY, idx INTEGER NOT NULL, "
               "kind TEXT NOT NULL, dossier TEXT, verdict TEXT, overridden TEXT, as_of TEXT, "
               "recorded_at TEXT NOT NULL, rule_set INTEGER NOT NULL) STRICT"},
    SchemaItem{"table", "finding", "finding",
               "CREATE TABLE finding(decision INTEGER NOT NULL, place INTEGER NOT NULL, "
               "instrument TEXT NOT NULL, rule TEXT NOT NULL, subject TEXT NOT NULL, "
               "outcome TEXT NOT NULL, exception TEXT, PRIMARY KEY(decision, place)) STRICT, "
               "WITHOUT ROWID"},

    SchemaItem{"trigger", "meta_update", "meta",
               "CREATE TRIGGER meta_update BEFORE UPDATE ON meta "
               "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"},
    SchemaItem{"trigger", "meta_delete", "meta",
               "CREATE TRIGGER meta_delete BEFORE DELETE ON meta "
               "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"},
    SchemaItem{"trigger", "meta_insert", "meta",
               "CREATE TRIGGER meta_insert BEFORE INSERT ON meta "
               "WHEN EXISTS(SELECT 1 FROM meta WHERE key = NEW.key) "
               "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"},
    // Body and salt may go together, and nothing else may change. Public objects have no salt.
    SchemaItem{"trigger", "object_update", "object",
               "CREATE TRIGGER object_update BEFORE UPDATE ON object "
               "WHEN OLD.salt IS NULL OR NEW.salt IS NOT NULL OR NEW.body IS NOT NULL "
               "OR NEW.hash IS NOT OLD.hash OR NEW.kind IS NOT OLD.kind "
               "OR NEW.size IS NOT OLD.size "
               "BEGIN SELECT RAISE(ABORT, 'an object can only be erased'); END"},
    SchemaItem{"trigger", "object_delete", "object",
               "CREATE TRIGGER object_delete BEFORE DELETE ON object "
               "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"},
    SchemaItem{"trigger", "object_insert", "object",
               "CREATE TRIGGER object_insert BEFORE INSERT ON object "
               "WHEN EXISTS(SELECT 1 FROM object WHERE hash = NEW.hash) "
               "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"},
    SchemaItem{"trigger", "entry_update", "entry",
               "CREATE TRIGGER entry_update BEFORE UPDATE ON entry "
               "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"},
    SchemaItem{"trigger", "entry_delete", "entry",
               "CREATE TRIGGER entry_delete BEFORE DELETE ON entry "
               "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"},
    SchemaItem{"trigger", "entry_insert", "entry",
               "CREATE TRIGGER entry_insert BEFORE INSERT ON entry "
               "WHEN NEW.idx IS NOT (SELECT coalesce(max(idx) + 1, 0) FROM entry) "
               "BEGIN SELECT RAISE(ABORT, 'a leaf follows the last one'); END"},
    SchemaItem{"trigger", "node_update", "node",
               "CREATE TRIGGER node_update BEFORE UPDATE ON node "
               "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"},
    SchemaItem{"trigger", "node_delete", "node",
               "CREATE TRIGGER node_delete BEFORE DELETE ON node "
               "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"},
    SchemaItem{"trigger", "node_insert", "node",
               "CREATE TRIGGER node_insert BEFORE INSERT ON node "
               "WHEN NEW.id IS NOT (SELECT coalesce(max(id) + 1, 0) FROM node) "
               "BEGIN SELECT RAISE(ABORT, 'a node follows the last one'); END"},
    SchemaItem{"trigger", "checkpoint_update", "checkpoint",
               "CREATE TRIGGER checkpoint_update BEFORE UPDATE ON checkpoint "
               "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"},
    SchemaItem{"trigger", "checkpoint_delete", "checkpoint",
               "CREATE TRIGGER checkpoint_delete BEFORE DELETE ON checkpoint "
               "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"},
    SchemaItem{"trigger", "checkpoint_insert", "checkpoint",
               "CREATE TRIGGER checkpoint_insert BEFORE INSERT ON checkpoint "
               "WHEN NEW.size <= (SELECT coalesce(max(size), -1) FROM checkpoint) "
               "BEGIN SELECT RAISE(ABORT, 'a checkpoint is larger than the last one'); END"},
    SchemaItem{"trigger", "anchor_update", "anchor",
               "CREATE TRIGGER anchor_update BEFORE UPDATE ON anchor "
               "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"},
    SchemaItem{"trigger", "anchor_delete", "anchor",
               "CREATE TRIGGER anchor_delete BEFORE DELETE ON anchor "
               "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"},
};

}  // namespace probity::audit
