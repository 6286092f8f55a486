#!/usr/bin/env python3
"""Verifies an audit log, from engine/audit/FORMAT.md alone: no code of the program, no library but
Python's own.

    verify_log.py LOG... [--key NAME+ID+KEY] [--at-least CHECKPOINT_FILE]

Writes each damage as a line `LOG: kind: message`, with the kinds of `probity audit verify`, and
`LOG: intact` where there is none. Ends with status 0 (intact), 1 (damaged) or 66 (nothing to verify).
"""

import argparse
import hashlib
import re
import sqlite3
import sys
from pathlib import Path

from log_shapes import FINDINGS, RULE_FILES, Key, Malformed, Note, is_text, read_json, read_leaf, shape

FORMAT = Path(__file__).resolve().parents[2] / "engine/audit/FORMAT.md"


# ---- The log -------------------------------------------------------------------------------------


def sha256(data):
    return hashlib.sha256(data).digest()


class Verifier:
    def __init__(self, connection, key, kept):
        self.connection, self.key, self.kept = connection, key, kept
        self.damages = []
        self.size = 0
        self.peaks = []  # (level, hash), the largest first
        self.roots = {}  # of the sizes that somebody asks for
        self.decisions = 0
        self.keys = []  # (index of the leaf, Key)
        self.rule_sets = {}
        self.references = set()
        self.blanks = {}  # hash -> decision
        self.overridden = {}
        self.expected = {"meta": [], "rule_set": [], "decision": [], "finding": []}

    def damage(self, kind, message):
        self.damages.append((kind, message))

    def rows(self, sql, *parameters):
        return self.connection.execute(sql, parameters)

    def one(self, sql):
        return self.rows(sql).fetchone()[0]

    # The file

    def check_file(self):
        for name, wanted in (
            ("application_id", 0x50726241),
            ("user_version", 1),
            ("encoding", "UTF-8"),
            ("journal_mode", "delete"),
        ):
            found = self.one(f"PRAGMA {name}")
            if found != wanted:
                self.damage("file", f"{name} is {found}, not {wanted}")
        return not self.damages

    def check_schema(self):
        text = FORMAT.read_text(encoding="utf-8").split("## The schema")[1]
        wanted = []
        for line in text.split("\n"):
            if line.startswith("CREATE "):
                _, kind, name = re.split(r"[ (]", line, maxsplit=3)[:3]
                table = line.split(" ON ")[1].split(" ")[0] if kind == "TRIGGER" else name
                wanted.append((kind.lower(), name, table, line))
        found = self.rows("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
        if sorted(found, key=repr) != sorted(wanted, key=repr):
            self.damage("schema", "other tables or triggers than a log has")
        return not self.damages

    def check_structure(self):
        """Behind this, every value has the type of its column."""
        for row in self.rows("PRAGMA integrity_check"):
            if row[0] != "ok":
                self.damage("file", row[0])
        return not self.damages

    # Leaves

    def check_leaves(self):
        nodes = iter(self.rows("SELECT id, hash FROM node ORDER BY id"))
        wanted_sizes = {row[0] for row in self.rows("SELECT size FROM checkpoint")}
        if self.kept:
            wanted_sizes.add(self.kept.size)
        node_id = 0
        for index, data in self.rows("SELECT idx, leaf FROM entry ORDER BY idx"):
            if index != self.size:
                self.damage("gap", f"leaf {self.size} is missing")
                return False
            try:
                leaf = read_leaf(data)
            except Malformed as error:
                self.damage("leaf", f"leaf {index}: {error}")
            else:
                if index == 0 and leaf["kind"] != "key":
                    self.damage("key", "the first leaf does not name the log's key")
                self.check_leaf(index, leaf)
            for digest in self.append(data):
                row = next(nodes, None)
                if row is None or row[0] != node_id or row[1] != digest:
                    self.damage("node", f"node {node_id} is missing or has another hash")
                    nodes = iter(()) if row is None else nodes
                node_id += 1
            if self.size in wanted_sizes:
                self.roots[self.size] = self.root()
        if self.size == 0:
            self.damage("gap", "the log has no leaves")
            return False
        if self.one("SELECT count(*) FROM node") != node_id:
            self.damage("node", "there are nodes too many, or too few")
        return True

    def append(self, data):
        digest = sha256(b"\0" + data)
        completed = [digest]
        level = 0
        while self.peaks and self.peaks[-1][0] == level:
            digest = sha256(b"\1" + self.peaks.pop()[1] + digest)
            completed.append(digest)
            level += 1
        self.peaks.append((level, digest))
        self.size += 1
        return completed

    def root(self):
        digest = self.peaks[-1][1]
        for _, peak in reversed(self.peaks[:-1]):
            digest = sha256(b"\1" + peak + digest)
        return digest

    def check_leaf(self, index, leaf):
        kind = leaf["kind"]
        if kind in ("verdict", "rejected", "error"):
            self.check_decision(index, leaf)
        elif kind == "ruleset":
            self.check_rule_set(index, leaf)
        elif kind == "key":
            self.check_key(index, leaf)
        else:
            number = leaf["decision"]
            if not 0 < number <= self.decisions:
                self.damage("sequence", f"leaf {index} speaks of a decision {number}")
            if kind == "override":
                self.salted(index, "operator", leaf["operator"], number)
                self.salted(index, "statement", leaf["statement"], number)
                self.overridden[number] = leaf["verdict"]
            else:
                self.salted(index, "operator", leaf["operator"], None)
                self.salted(index, "reason", leaf["reason"], None)
                self.check_erasure(index, leaf)

    def check_decision(self, index, leaf):
        number = leaf["number"]
        if number != self.decisions + 1:
            self.damage("sequence", f"leaf {index} is decision {number}")
        self.decisions = number
        name = (leaf["rule_set"]["name"], leaf["rule_set"]["sha256"])
        if name not in self.rule_sets:
            self.damage("sequence", f"leaf {index} names a rule set that is not there")
        for kind in ("operator", "dossier", "trace"):
            self.salted(index, kind, leaf[kind], number)
        body = self.salted(index, "findings", leaf["findings"], number)
        findings = {"findings": []}
        if body is not None:
            try:
                findings = read_json(body)
                shape(findings, FINDINGS, {"dossier": is_text})
            except Malformed as error:
                self.damage("object", f"the findings of leaf {index}: {error}")
                findings = {"findings": []}
        self.expected["decision"].append(
            [number, index, leaf["kind"], findings.get("dossier"), leaf.get("verdict"), None,
             leaf.get("as_of"), leaf["recorded_at"], self.rule_sets.get(name, 0)]
        )
        for place, row in enumerate(findings["findings"]):
            self.expected["finding"].append(
                [number, place, row["instrument"], row["rule"], row["subject"], row["outcome"],
                 row.get("exception")]
            )

    def check_rule_set(self, index, leaf):
        self.rule_sets[(leaf["name"], leaf["sha256"])] = index
        self.expected["rule_set"].append([index, leaf["name"], leaf["version"], leaf["sha256"]])
        body = self.public(index, "rule_files", leaf["files"]["hash"], leaf["files"]["size"])
        if body is None:
            return
        try:
            files = read_json(body)
            RULE_FILES(files)
        except Malformed as error:
            self.damage("object", f"the list of rule files of leaf {index}: {error}")
            return
        for file in files:
            self.public(index, "rule_file", file["sha256"], file["size"])

    def check_key(self, index, leaf):
        self.expected["meta"].append([f"key.{index:020}", leaf["key"]])
        if "continues" in leaf:
            try:
                Note(leaf["continues"].encode())
            except Malformed as error:
                self.damage("leaf", f"leaf {index}: {error}")
        try:
            key = Key(leaf["key"])
        except Malformed as error:
            self.damage("key", f"leaf {index}: {error}")
            return
        if index > 0 and self.keys and self.keys[-1][1].name != key.name:
            self.damage("sequence", f"leaf {index} brings a key with another name")
        if index > 0 and "continues" in leaf:
            self.damage("sequence", f"leaf {index} continues another log")
        self.keys.append((index, key))

    # Objects

    def find(self, index, kind, digest, size):
        self.references.add(bytes.fromhex(digest))
        row = self.rows("SELECT kind, size, salt, body FROM object WHERE hash = ?",
                        bytes.fromhex(digest)).fetchone()
        if row is None:
            self.damage("missing_object", f"the {kind} {digest} of leaf {index} is missing")
            return None
        if row[0] != kind or row[1] != size:
            self.damage("object", f"the {kind} {digest} of leaf {index} has another kind or size")
            return None
        return row[2], row[3]

    def salted(self, index, kind, reference, decision):
        """The body; None where it is erased or damaged."""
        digest, size = reference["hash"], reference["size"]
        found = self.find(index, kind, digest, size)
        if found is None:
            return None
        salt, body = found
        if salt is None and body is None:
            self.blanks[digest] = decision
            return None
        if salt is not None and body is not None and len(salt) == 32 and len(body) == size:
            text = b"probity audit commitment v1\n" + kind.encode() + b"\n" + salt
            if sha256(text + len(body).to_bytes(8, "big") + body).hex() == digest:
                return body
        self.damage("object", f"the {kind} {digest} of leaf {index} does not match")
        return None

    def public(self, index, kind, digest, size):
        found = self.find(index, kind, digest, size)
        if found is None:
            return None
        salt, body = found
        if salt is None and body is not None and len(body) == size and sha256(body).hex() == digest:
            return body
        self.damage("object", f"the {kind} {digest} of leaf {index} does not match")
        return None

    def check_erasure(self, index, leaf):
        for digest in leaf["objects"]:
            if self.blanks.get(digest) == leaf["decision"]:
                del self.blanks[digest]
            else:
                self.damage("incomplete_erasure", f"leaf {index} erases {digest}, which is not blank")

    def check_objects(self):
        for digest in self.blanks:
            self.damage("unexplained_erasure", f"the object {digest} is blank")
        for digest, kind in self.rows("SELECT hash, kind FROM object"):
            if digest not in self.references:
                self.damage("stray_object", f"no leaf refers to the {kind} {digest.hex()}")

    # Checkpoints

    def check_checkpoints(self):
        last = 0
        for size, data in self.rows("SELECT size, note FROM checkpoint ORDER BY size"):
            previous, last = last, size
            try:
                note = Note(data)
            except Malformed as error:
                self.damage("checkpoint", f"the checkpoint of size {size}: {error}")
                continue
            if size <= 0 or note.size != size or note.root != self.roots.get(size) or note.extensions:
                self.damage("checkpoint", f"the checkpoint of size {size} is not of these leaves")
            signers = [key for index, key in self.keys if index < size][-1:]
            # Whoever was replaced since the last checkpoint signs once more.
            signers += [
                self.keys[at - 1][1]
                for at, (index, _) in enumerate(self.keys)
                if at > 0 and previous <= index < size
            ]
            for key in signers:
                if note.origin != key.name:
                    self.damage("checkpoint", f"the checkpoint of size {size} is of another log")
                state = note.state_of(key)
                if state != "valid":
                    self.damage("signature", f"the checkpoint of size {size}: signature {state}")
        if last != self.size:
            self.damage("checkpoint", f"the last checkpoint covers {last} of {self.size} leaves")

    def check_kept(self):
        if self.kept is None:
            return
        if self.keys and self.kept.origin != self.keys[-1][1].name:
            self.damage("at_least", "the checkpoint that was kept is of another log")
        if self.kept.size > self.size:
            self.damage("at_least", "the log is older than the checkpoint that was kept")
        elif self.kept.size > 0 and self.kept.root != self.roots[self.kept.size]:
            self.damage("at_least", "the log has another history than the checkpoint that was kept")

    def check_given_key(self):
        if self.key and self.key.text not in [key.text for _, key in self.keys]:
            self.damage("key", "the log was never signed with the key given")

    # The derived index

    def check_index(self):
        for row in self.expected["decision"]:
            row[5] = self.overridden.get(row[0])
        for table, order in (("rule_set", "idx"), ("decision", "number"), ("finding", "decision, place")):
            found = [list(row) for row in self.rows(f"SELECT * FROM {table} ORDER BY {order}")]
            if found != self.expected[table]:
                self.damage("index", f"the table {table} says something else than the leaves")
        if [list(row) for row in self.rows("SELECT * FROM meta ORDER BY key")] != self.expected["meta"]:
            self.damage("key", "the table meta says something else than the key leaves")
        for size, kind in self.rows("SELECT size, kind FROM anchor"):
            if not list(self.rows("SELECT 1 FROM checkpoint WHERE size = ?", size)):
                self.damage("anchor", f"an anchor ({kind}) of size {size} belongs to no checkpoint")

    def run(self):
        try:
            if self.check_file() and self.check_schema() and self.check_structure():
                if self.check_leaves():
                    self.check_objects()
                    self.check_checkpoints()
                    self.check_kept()
                    self.check_given_key()
                    self.check_index()
        except (sqlite3.Error, UnicodeError, OverflowError) as error:
            self.damage("file", str(error))
        return self.damages


def verify(path, key=None, kept=None):
    """The damages of a log, as pairs of kind and message."""
    connection = sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=rw", uri=True)
    try:
        connection.execute("PRAGMA query_only = ON")
        return Verifier(connection, key, kept).run()
    except sqlite3.Error as error:
        return [("file", str(error))]
    finally:
        connection.close()


def one_line(text):
    """What comes out of a damaged file may hold anything."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)


def main():
    parser = argparse.ArgumentParser(description="Verifies an audit log from FORMAT.md alone.")
    parser.add_argument("logs", type=Path, nargs="+", metavar="LOG")
    parser.add_argument("--key", type=Key)
    parser.add_argument("--at-least", type=Path)
    arguments = parser.parse_args()
    kept = Note(arguments.at_least.read_bytes()) if arguments.at_least else None
    status = 0
    for log in arguments.logs:
        if not log.is_file() or log.is_symlink() or log.stat().st_size == 0:
            print(f"{log}: nothing to verify")
            return 66
        damages = verify(log, arguments.key, kept)
        for kind, message in damages:
            print(f"{log}: {kind}: {one_line(message)}")
        if damages:
            status = 1
        else:
            print(f"{log}: intact")
    return status


if __name__ == "__main__":
    sys.exit(main())
