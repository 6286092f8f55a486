#!/usr/bin/env python3
"""Verifies an audit log, from engine/audit/FORMAT.md alone: no code of the program, no library but
Python's own.

    verify_log.py LOG... [--key NAME+ID+KEY] [--at-least CHECKPOINT_FILE]

Writes each damage as a line `LOG: kind: message`, with the kinds of `probity audit verify`, and
`LOG: intact` where there is none. Ends with status 0 (intact), 1 (damaged) or 66 (nothing to verify).
"""

import argparse
import base64
import binascii
import hashlib
import re
import sqlite3
import sys
from pathlib import Path

FORMAT = Path(__file__).resolve().parents[2] / "engine/audit/FORMAT.md"
MOST_LEAF_BYTES = 65535
MOST_NUMBER = 2**53 - 1
MOST_LEVELS = 16
SALTED = {"dossier", "trace", "findings", "operator", "statement", "reason"}


class Malformed(Exception):
    """Bytes of another form than the format asks for."""


def need(condition, what):
    if not condition:
        raise Malformed(what)


# ---- Ed25519 (RFC 8032 section 5.1.7), slow and plain --------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
SQRT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def decode_point(data):
    """Extended coordinates of a point, or None."""
    y = int.from_bytes(data, "little") & (2**255 - 1)
    sign = data[31] >> 7
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * SQRT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def add_points(one, two):
    a = (one[1] - one[0]) * (two[1] - two[0]) % P
    b = (one[1] + one[0]) * (two[1] + two[0]) % P
    c = 2 * one[3] * two[3] * D % P
    d = 2 * one[2] * two[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add_points(result, point)
        point = add_points(point, point)
        scalar >>= 1
    return result


def encode_point(point):
    inverse = pow(point[2], -1, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = decode_point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def ed25519_verifies(public_key, text, signature):
    if len(signature) != 64:
        return False
    point = decode_point(public_key)
    s = int.from_bytes(signature[32:], "little")
    if point is None or s >= ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + public_key + text).digest()
    k = int.from_bytes(digest, "little") % ORDER
    minus = (P - point[0], point[1], 1, P - point[3])
    return encode_point(add_points(multiply(s, BASE), multiply(k, minus))) == signature[:32]


# ---- Texts with one spelling ---------------------------------------------------------------------


def decode_base64(text):
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise Malformed("not base 64") from error
    need(base64.b64encode(data).decode() == text, "not the one spelling of base 64")
    return data


def is_key_name(name):
    return name != "" and not re.search(r"[\s+\x00-\x20\x7f\x85]", name)


class Key:
    def __init__(self, text):
        parts = text.split("+", 2)
        need(len(parts) == 3, "no key")
        self.text, self.name = text, parts[0]
        data = decode_base64(parts[2])
        need(is_key_name(self.name) and len(data) == 33 and data[0] == 1, "no Ed25519 key")
        self.public = data[1:]
        self.id = hashlib.sha256(self.name.encode() + b"\n" + data).digest()[:4]
        need(parts[1] == self.id.hex(), "an id that is not the key's")


class Note:
    """A signed note that is a checkpoint."""

    def __init__(self, data):
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise Malformed("not UTF-8") from error
        need(not re.search(r"[\x00-\x09\x0b-\x1f]", text), "a control character")
        blank = text.rfind("\n\n")
        need(blank >= 0 and text.endswith("\n"), "no blank line, or no end")
        self.text = text[: blank + 1].encode()
        self.signatures = []
        lines = text[blank + 2 :].split("\n")[:-1]
        need(0 < len(lines) <= 100, "no signature, or more than 100")
        for line in lines:
            parts = re.fullmatch("\u2014 ([^ ]+) ([^ ]+)", line)
            need(parts is not None and is_key_name(parts[1]), "a line that is no signature")
            signature = decode_base64(parts[2])
            need(len(signature) > 4, "a signature without bytes")
            self.signatures.append((parts[1], signature[:4], signature[4:]))
        head = text[:blank].split("\n")
        need(len(head) >= 3 and all(head), "origin, size and root are three lines")
        need(re.fullmatch("0|[1-9][0-9]*", head[1], re.ASCII), "no size")
        self.origin, self.size, self.root = head[0], int(head[1]), decode_base64(head[2])
        need(self.size < 2**64, "no size")
        need(len(self.root) == 32, "no root")
        self.extensions = head[3:]

    def state_of(self, key):
        """"valid", "absent" or "wrong"."""
        state = "absent"
        for name, identifier, signature in self.signatures:
            if name == key.name and identifier == key.id:
                if not ed25519_verifies(key.public, self.text, signature):
                    return "wrong"
                state = "valid"
        return state


# ---- Canonical JSON ------------------------------------------------------------------------------


class JsonReader:
    TOKEN = re.compile(r'"(?:[^"\\\x00-\x1f]|\\["\\btnfr]|\\u00[01][0-9a-f])*"|0|[1-9][0-9]*|true|false')
    ESCAPE = re.compile(r'\\(u00..|.)')
    MEANING = {'"': '"', "\\": "\\", "b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}

    def __init__(self, data):
        try:
            self.text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise Malformed("not UTF-8") from error
        self.at = 0

    def read(self):
        value = self.value(0)
        need(self.at == len(self.text), "bytes after the value")
        return value

    def take(self, token):
        if self.text.startswith(token, self.at):
            self.at += len(token)
            return True
        return False

    def unescape(self, match):
        escape = match[1]
        if escape in self.MEANING:
            return self.MEANING[escape]
        character = chr(int(escape[1:], 16))
        need(character not in self.MEANING.values(), "an escape that is not the shortest")
        return character

    def value(self, level):
        need(level <= MOST_LEVELS, "nested too deeply")
        if self.take("["):
            array = []
            if not self.take("]"):
                array.append(self.value(level + 1))
                while self.take(","):
                    array.append(self.value(level + 1))
                need(self.take("]"), "an array does not end")
            return array
        if self.take("{"):
            return self.members(level)
        token = self.TOKEN.match(self.text, self.at)
        need(token is not None, "a value is missing")
        self.at = token.end()
        if token[0][0] == '"':
            return self.ESCAPE.sub(self.unescape, token[0][1:-1])
        if token[0] in ("true", "false"):
            return token[0] == "true"
        number = int(token[0]) if len(token[0]) <= 16 else MOST_NUMBER + 1
        need(number <= MOST_NUMBER, "a number above 2^53 - 1")
        return number

    def members(self, level):
        members = {}
        last = None
        if self.take("}"):
            return members
        while True:
            need(self.text.startswith('"', self.at), "a key is missing")
            key = self.value(level + 1)
            need(key.isascii() and (last is None or last < key), "keys that are not in order")
            last = key
            need(self.take(":"), "a colon is missing")
            members[key] = self.value(level + 1)
            if not self.take(","):
                break
        need(self.take("}"), "an object does not end")
        return members


def read_json(data):
    return JsonReader(data).read()


# ---- The shapes of leaves and bodies -------------------------------------------------------------


def is_text(value):
    return isinstance(value, str)


def is_number(value):
    return isinstance(value, int) and not isinstance(value, bool)


def is_digest(value):
    return is_text(value) and re.fullmatch("[0-9a-f]{64}", value) is not None


def is_day(value):
    parts = re.fullmatch("([0-9]{4})-([0-9]{2})-([0-9]{2})", value) if is_text(value) else None
    if parts is None:
        return False
    year, month, day = (int(part) for part in parts.groups())
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return 1 <= month <= 12 and 1 <= day <= days[month - 1]


def is_moment(value):
    if not is_text(value) or len(value) != 20 or not is_day(value[:10]):
        return False
    return re.fullmatch("T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z", value[10:]) is not None


def shape(value, required, optional=()):
    """`required` and `optional` map members to predicates; nothing else may be there."""
    need(isinstance(value, dict), "an object is missing")
    optional = dict(optional)
    for name, test in required.items():
        need(name in value, f"`{name}` is missing")
        need(test(value[name]), f"`{name}` is not what it has to be")
    for name in value.keys() - required.keys():
        need(name in optional, f"`{name}` is unknown")
        need(optional[name](value[name]), f"`{name}` is not what it has to be")
    return True


def array_of(required, optional=(), ordered_by=None):
    def test(value):
        need(isinstance(value, list), "an array is missing")
        for element in value:
            shape(element, required, optional)
        if ordered_by is not None:
            names = [element[ordered_by].encode() for element in value]
            need(names == sorted(set(names)), "an array that is not in order")
        return True

    return test


def is_reference(value):
    return shape(value, {"hash": is_digest, "size": is_number})


def is_rule_ids(value):
    shape(value, {"ids": lambda ids: isinstance(ids, list), "omitted": is_number})
    return len(value["ids"]) <= 500 and all(is_text(rule) for rule in value["ids"])


FRAME = {"v": lambda value: is_number(value) and value == 1, "kind": is_text, "recorded_at": is_moment}
DECISION = {
    "number": is_number,
    "engine": lambda value: shape(value, {"sha256": is_text, "version": is_text}),
    "rule_set": lambda value: shape(value, {"name": is_text, "sha256": is_text}),
    "readings": array_of({"interpretation": is_text, "reading": is_text}, ordered_by="interpretation"),
    "tv": is_number,
    "operator": is_reference,
    "dossier": is_reference,
    "trace": is_reference,
    "findings": is_reference,
}
VERDICT = {
    "verdict": is_text,
    "instruments": array_of({"instrument": is_text, "verdict": is_text}, {"as_of": is_day}),
    "outcomes": array_of({"count": is_number, "outcome": is_text}, ordered_by="outcome"),
    "violated": is_rule_ids,
    "excused": is_rule_ids,
    "undetermined": is_rule_ids,
}
LEAVES = {
    "verdict": ({**DECISION, **VERDICT}, {"as_of": is_day}),
    "rejected": (DECISION, {"as_of": is_day}),
    "error": (DECISION, {"as_of": is_day}),
    "ruleset": ({"name": is_text, "version": is_text, "sha256": is_text, "files": is_reference}, {}),
    "key": ({"key": is_text}, {"continues": is_text}),
    "override": (
        {"decision": is_number, "verdict": is_text, "operator": is_reference, "statement": is_reference},
        {},
    ),
    "erasure": (
        {
            "decision": is_number,
            "objects": lambda value: isinstance(value, list) and all(is_digest(h) for h in value),
            "operator": is_reference,
            "reason": is_reference,
        },
        {},
    ),
}
FINDINGS = {
    "findings": array_of(
        {"instrument": is_text, "rule": is_text, "subject": is_text, "outcome": is_text},
        {"exception": is_text},
    )
}
RULE_FILES = array_of({"path": is_text, "sha256": is_digest, "size": is_number})


def read_leaf(data):
    need(len(data) <= MOST_LEAF_BYTES, "a leaf above 65535 bytes")
    leaf = read_json(data)
    need(isinstance(leaf, dict), "no object")
    need(is_text(leaf.get("kind")) and leaf["kind"] in LEAVES, "`kind` is unknown")
    required, optional = LEAVES[leaf["kind"]]
    shape(leaf, {**FRAME, **required}, optional)
    return leaf


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
        wanted = [line for line in text.split("\n") if line.startswith("CREATE ")]
        found = [row[0] for row in self.rows("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")]
        if sorted(found) != sorted(wanted):
            self.damage("schema", "other tables or triggers than a log has")
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
        try:
            key = Key(leaf["key"])
        except Malformed as error:
            self.damage("key", f"leaf {index}: {error}")
            return
        if index == 0 and self.key and self.key.text != key.text:
            self.damage("key", "the log began with another key than the one given")
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
            changes = [at for at, (index, _) in enumerate(self.keys) if max(previous, 1) <= index < size]
            signers += [self.keys[at - 1][1] for at in changes[-1:] if at > 0]
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
            if self.check_file() and self.check_schema():
                for row in self.rows("PRAGMA integrity_check"):
                    if row[0] != "ok":
                        self.damage("file", row[0])
                if self.check_leaves():
                    self.check_objects()
                    self.check_checkpoints()
                    self.check_kept()
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
            print(f"{log}: {kind}: {message}")
        if damages:
            status = 1
        else:
            print(f"{log}: intact")
    return status


if __name__ == "__main__":
    sys.exit(main())
