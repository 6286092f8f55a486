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
import sys
from pathlib import Path

from log_file import UNREADABLE, open_log
from log_shapes import (
    FINDINGS,
    RULE_FILES,
    STATEMENT,
    Key,
    Malformed,
    Note,
    is_text,
    read_json,
    read_leaf,
    shape,
)

MOST_RULE_SET_BYTES = 2**27


# ---- The log -------------------------------------------------------------------------------------


def sha256(data):
    return hashlib.sha256(data).digest()


def printable(text):
    """Without characters that a terminal would obey, and without bytes that are not UTF-8."""
    return "".join(c if c.isprintable() else f"\\u{{{ord(c):02x}}}" for c in str(text))


def is_utf8(text):
    """Of a text as this connection reads it: bytes that are not UTF-8 have become surrogates."""
    return not re.search("[\ud800-\udfff]", text)


def rule_set_digest(files):
    """Of pairs of path and bytes, the manifest first."""
    encoded = b"probity rule set 1\n"
    for path, body in files[:1] + sorted(files[1:]):
        encoded += b"%d\n%s%d\n%s" % (len(path), path, len(body), body)
    return hashlib.sha256(encoded).hexdigest()


class Anything:
    """Equal to what stands in a row that depends on a leaf that is missing."""

    def __eq__(self, other):
        return True

    __hash__ = None


class Verifier:
    def __init__(self, connection, key, kept):
        self.connection, self.key, self.kept = connection, key, kept
        self.damages = []
        self.size = 0
        self.peaks = []  # (level, hash), the largest first
        self.roots = {}  # of the sizes that somebody asks for
        self.decisions = 0
        self.keys = []  # (index of the leaf, Key)
        self.unreadable = 0  # leaves since the last decision
        self.rule_sets = {}
        self.missing_rule_sets = set()
        self.references = set()
        self.salted_references = set()
        self.salts = {}  # salt -> hash
        self.blanks = {}  # hash -> decision
        self.erasures = set()
        self.overridden = {}
        self.expected = {"meta": [], "rule_set": [], "decision": [], "finding": []}

    def damage(self, kind, message):
        self.damages.append((kind, message))

    def rows(self, sql, *parameters):
        return self.connection.execute(sql, parameters)

    def one(self, sql):
        return self.rows(sql).fetchone()[0]

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
                self.unreadable += 1
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
                self.check_statement(index, self.salted(index, "statement", leaf["statement"], number))
                self.overridden[number] = leaf["verdict"]
            else:
                self.salted(index, "operator", leaf["operator"], None)
                self.salted(index, "reason", leaf["reason"], None)
                self.check_erasure(index, leaf)

    def check_statement(self, index, body):
        try:
            if body is not None:
                shape(read_json(body), STATEMENT)
        except Malformed as error:
            self.damage("object", f"the statement of leaf {index}: {error}")

    def check_decision(self, index, leaf):
        number = leaf["number"]
        # A leaf that cannot be read may have been a decision.
        if not self.decisions < number <= self.decisions + 1 + self.unreadable:
            self.damage("sequence", f"leaf {index} is decision {number}")
        self.decisions, self.unreadable = number, 0
        name = (leaf["rule_set"]["name"], leaf["rule_set"]["sha256"])
        if name not in self.rule_sets and name not in self.missing_rule_sets:
            self.damage("sequence", f"leaf {index} names a rule set that is not there")
            self.missing_rule_sets.add(name)
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
             leaf.get("as_of"), leaf["recorded_at"], self.rule_sets.get(name, Anything())]
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
        bodies = [self.public(index, "rule_file", file["sha256"], file["size"]) for file in files]
        if None in bodies:
            return
        if sum(map(len, bodies)) > MOST_RULE_SET_BYTES:
            self.damage("object", f"the rule files of leaf {index} are too large")
            return
        paths = [file["path"].encode() for file in files]
        if rule_set_digest(list(zip(paths, bodies))) != leaf["sha256"]:
            self.damage("object", f"the rule files of leaf {index} have another digest than it says")

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
        if digest in self.salted_references:
            self.damage("object", f"the {kind} {digest} of leaf {index} belongs to another leaf")
        self.salted_references.add(digest)
        salt, body = found
        if salt is None and body is None:
            self.blanks.setdefault(digest, decision)
            return None
        if salt is not None and body is not None and len(salt) == 32 and len(body) == size:
            text = b"probity audit commitment v1\n" + kind.encode() + b"\n" + salt
            if sha256(text + len(body).to_bytes(8, "big") + body).hex() == digest:
                if self.salts.setdefault(salt, digest) != digest:
                    self.damage("object", f"the {kind} {digest} of leaf {index} has another's salt")
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
                self.erasures.add(digest)
            elif digest in self.erasures:
                self.damage("sequence", f"leaf {index} erases {digest}, which was erased before")
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
                note = Note.of_ours(data)
            except Malformed as error:
                self.damage("checkpoint", f"the checkpoint of size {size}: {error}")
                continue
            if size <= 0 or note.size != size or note.root != self.roots.get(size):
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
        if "wrong" in [self.kept.state_of(key) for _, key in self.keys]:
            self.damage("at_least", "the checkpoint that was kept has a wrong signature")
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
            if not is_utf8(kind):
                self.damage("anchor", f"the kind of an anchor of size {size} is not UTF-8")
            if not list(self.rows("SELECT 1 FROM checkpoint WHERE size = ?", size)):
                self.damage("anchor", f"an anchor ({kind}) of size {size} belongs to no checkpoint")

    def passes(self, step):
        """What the step says, or false where it cannot be done with what stands in the file."""
        try:
            return step()
        except UNREADABLE as error:
            self.damage("file", f"{type(error).__name__}: {error}")
            return False

    def run(self):
        if not self.passes(self.check_leaves):
            return self.damages
        for step in (self.check_objects, self.check_checkpoints, self.check_kept,
                     self.check_given_key, self.check_index):
            self.passes(step)
        return self.damages


def verify(path, key=None, kept=None):
    """The damages of a log, as pairs of kind and message."""
    connection = None
    try:
        connection, damages = open_log(Path(path).resolve())
        return damages + (Verifier(connection, key, kept).run() if connection else [])
    except UNREADABLE as error:
        return [("file", f"{type(error).__name__}: {error}")]
    finally:
        if connection is not None:
            connection.close()


def main():
    parser = argparse.ArgumentParser(description="Verifies an audit log from FORMAT.md alone.")
    parser.add_argument("logs", type=Path, nargs="+", metavar="LOG")
    parser.add_argument("--key", type=Key)
    parser.add_argument("--at-least", type=Path)
    arguments = parser.parse_args()
    try:
        kept = Note.of_ours(arguments.at_least.read_bytes()) if arguments.at_least else None
    except Malformed as error:
        print(f"{printable(arguments.at_least)}: no checkpoint of a log: {error}")
        return 66
    status = 0
    for log in arguments.logs:
        if not log.is_file() or log.is_symlink() or log.stat().st_size == 0:
            print(f"{printable(log)}: nothing to verify")
            return 66
        damages = verify(log, arguments.key, kept)
        for kind, message in damages:
            print(f"{printable(log)}: {kind}: {printable(message)}")
        if damages:
            status = 1
        else:
            print(f"{printable(log)}: intact")
    return status


if __name__ == "__main__":
    sys.exit(main())
