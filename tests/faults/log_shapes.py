"""The texts of an audit log, from engine/audit/FORMAT.md alone: keys, checkpoints, leaves, bodies.

Each reader raises Malformed where the bytes have another form than the one that the format allows.
"""

import base64
import binascii
import hashlib
import re

from ed25519 import ed25519_verifies, is_sound_key

MOST_LEAF_BYTES = 65535
MOST_NUMBER = 2**53 - 1
MOST_LEVELS = 16


class Malformed(ValueError):
    """Bytes of another form than the format asks for."""


def need(condition, what):
    if not condition:
        raise Malformed(what)


# ---- Texts with one spelling ---------------------------------------------------------------------


def decode_base64(text):
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise Malformed("not base 64") from error
    need(base64.b64encode(data).decode() == text, "not the one spelling of base 64")
    return data


def is_key_name(name):
    return name != "" and not re.search(r"[\s+\x00-\x20\x7f-\x9f]", name)


class Key:
    def __init__(self, text):
        parts = text.split("+", 2)
        need(len(parts) == 3, "no key")
        self.text, self.name = text, parts[0]
        data = decode_base64(parts[2])
        need(is_key_name(self.name) and len(data) == 33 and data[0] == 1, "no Ed25519 key")
        self.public = data[1:]
        need(is_sound_key(self.public), "a key of small order, or not in its one spelling")
        self.id = hashlib.sha256(self.name.encode() + b"\n" + data).digest()[:4]
        need(parts[1] == self.id.hex(), "an id that is not the key's")


class Note:
    """A signed note that is a checkpoint, of whatever log."""

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

    @classmethod
    def of_ours(cls, data):
        note = cls(data)
        need(not note.extensions, "extension lines, which no log of ours has")
        return note

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


def array_of(required, optional=(), ordered_by=None, once=None):
    def test(value):
        need(isinstance(value, list), "an array is missing")
        for element in value:
            shape(element, required, optional)
        if ordered_by is not None:
            names = [element[ordered_by].encode() for element in value]
            need(names == sorted(set(names)), "an array that is not in order")
        if once is not None:
            names = [element[once] for element in value]
            need(len(names) == len(set(names)), f"a `{once}` stands twice")
        return True

    return test


def is_reference(value):
    return shape(value, {"hash": is_digest, "size": is_number})


def is_rule_ids(value):
    shape(value, {"ids": lambda ids: isinstance(ids, list), "omitted": is_number})
    ids = value["ids"]
    return len(ids) <= 500 and all(is_text(rule) for rule in ids) and len(ids) == len(set(ids))


def is_erased_list(value):
    need(isinstance(value, list) and all(is_digest(digest) for digest in value), "no digests")
    return 0 < len(value) == len(set(value))


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
    "instruments": array_of(
        {"instrument": is_text, "verdict": is_text}, {"as_of": is_day}, once="instrument"
    ),
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
            "objects": is_erased_list,
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
RULE_FILES = array_of({"path": is_text, "sha256": is_digest, "size": is_number}, once="path")
STATEMENT = {"by": is_text, "reason": is_text}


def read_leaf(data):
    need(len(data) <= MOST_LEAF_BYTES, "a leaf above 65535 bytes")
    leaf = read_json(data)
    need(isinstance(leaf, dict), "no object")
    need(is_text(leaf.get("kind")) and leaf["kind"] in LEAVES, "`kind` is unknown")
    required, optional = LEAVES[leaf["kind"]]
    shape(leaf, {**FRAME, **required}, optional)
    return leaf
