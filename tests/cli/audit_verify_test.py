#!/usr/bin/env python3
"""probity audit verify and verify-proof from outside: what they say of a log, and leave beside it."""

import base64
import os
import shutil
import sqlite3
import sys
from pathlib import Path

from log_folder import LogFolder
from program import (BAD, GOOD, OPEN, Folder, check, contains, equal, main, ndjson, run)


class TwoDecisions(LogFolder):
    """A folder with a log of two decisions."""

    def __enter__(self):
        super().__enter__()
        equal(self.check("-", stdin=ndjson(GOOD, BAD)).status, 1)
        return self


def change(log, sql):
    connection = sqlite3.connect(log)
    connection.execute(sql)
    connection.commit()
    connection.close()


def test_a_log_has_no_name_with_control_characters():
    with Folder() as folder:
        log = str(folder.path / "a.log")
        for name in ("a\u0001b", "a\u007fb", "a\u0080b", "a\u0085b", "a\u009fb", "a\u00a0b", "a b"):
            refused = run("audit", "init", log, "--origin", name)
            equal((name, refused.status, os.path.exists(log)), (name, 64, False))
        equal(run("audit", "init", log, "--origin", "a\u00a1b").status, 0)


def test_a_damaged_log_is_not_called_whole_and_its_escapes_are_not_doubled():
    with TwoDecisions() as folder:
        log = folder.log
        change(log, "insert into anchor values(99, 'a' || char(10) || 'b', x'00')")
        text = run("audit", "verify", log)
        equal(text.status, 1)
        contains(text.text, "an anchor (a\\u{0a}b) is of size 99")
        assert "whole" not in text.text, text.text
        report = run("audit", "verify", log, "--format", "json").json
        contains(report["damages"][0]["message"], "an anchor (a\\u{0a}b) is of size 99")


def test_a_checkpoint_with_a_size_below_zero_is_the_only_one_that_is_blamed():
    with TwoDecisions() as folder:
        log = folder.log
        connection = sqlite3.connect(log)
        trigger, = connection.execute(
            "select sql from sqlite_schema where name = 'checkpoint_insert'").fetchone()
        for sql in ("drop trigger checkpoint_insert",
                    "insert into checkpoint values(-5, x'41')", trigger):
            connection.execute(sql)
        connection.commit()
        connection.close()
        report = run("audit", "verify", log, "--format", "json").json
        equal([damage["message"] for damage in report["damages"]],
              ["the checkpoint of size -5 covers no leaves"])


def test_a_stray_write_ahead_log_is_named_and_nothing_is_left_behind():
    with TwoDecisions() as folder:
        log = folder.log
        folder.write("decisions.log-wal", "something")
        before = sorted(os.listdir(folder.path))
        found = run("audit", "verify", log, "--format", "json")
        equal(found.status, 1)
        contains(found.json["damages"][0]["message"], "decisions.log-wal` lies beside the log")
        equal(check("-", "--audit", log, stdin=ndjson(GOOD)).out, b"")
        equal(sorted(os.listdir(folder.path)), before)


def test_a_proof_by_a_key_that_was_replaced_says_which_key_signed():
    with TwoDecisions() as folder:
        log, first = folder.log, folder.vkey
        key = str(folder.path / "new.key")
        made = run("audit", "keygen", key, "--origin", "decisions")
        second = folder.write("second.txt", made.text.splitlines()[-1])
        equal(run("audit", "rotate", log, key).status, 0)
        equal(check("-", "--audit", log, "--key", key, stdin=ndjson(GOOD)).status, 0)
        proof = folder.write("p.proof", run("audit", "prove", log, "1").out)
        equal(run("audit", "verify-proof", proof, "--key", second).status, 0)
        refused = run("audit", "verify-proof", proof, "--key", first)
        equal(refused.status, 1)
        for path in (first, second):
            contains(refused.err, "+".join(open(path, encoding="utf-8").read().split("+")[:2]))
        contains(refused.err, "the key of the log was replaced")


def test_what_is_no_log_is_not_called_a_damaged_one():
    with LogFolder() as folder:
        text = run("audit", "verify", folder.write("a.txt", "no log, and longer than the first bytes"))
        equal((text.status, text.out), (65, b""))
        contains(text.err, "is not an audit log")
        other = str(folder.path / "other.db")
        connection = sqlite3.connect(other)
        connection.execute("CREATE TABLE invoices(number INTEGER)")
        connection.close()
        database = run("audit", "verify", other)
        equal((database.status, database.out), (65, b""))
        contains(database.err, "is a SQLite database, but not an audit log")
        # One flipped bit of the bytes that say what the file is makes a damaged log.
        whole = Path(folder.log).read_bytes()
        for place in (3, 70):
            flipped = bytearray(whole)
            flipped[place] ^= 4
            damaged = run("audit", "verify", folder.write("flipped.log", bytes(flipped)))
            equal((place, damaged.status), (place, 1))
            assert "leaves" not in damaged.text and "whole" not in damaged.text, damaged.text
            contains(damaged.text, "--continues` begins a log that goes on from that checkpoint")


def test_verify_says_what_a_log_goes_on_from():
    with LogFolder() as folder:
        folder.check("-", stdin=ndjson(GOOD))
        equal(run("audit", "verify", folder.log, "--format", "json").json["continues"], None)
        last = run("audit", "checkpoint", folder.log).text
        origin, size, root = last.split("\n")[:3]
        after = str(folder.path / "after.log")
        equal(run("audit", "init", after, "--continues", folder.write("last", last)).status, 0)
        verified = run("audit", "verify", after, "--format", "json").json["continues"]
        equal(verified, {"origin": origin, "size": int(size),
                         "root": base64.b64decode(root).hex()})
        contains(run("audit", "verify", after).text, f"continues       {origin}, of {size} leaves")


def test_damage_is_found_and_named():
    with LogFolder() as folder:
        folder.check("-", stdin=ndjson(GOOD, BAD, OPEN))
        checkpoint = folder.write("c", run("audit", "checkpoint", folder.log).out)
        old = str(folder.path / "old.log")
        shutil.copy(folder.log, old)
        folder.check("-", stdin=ndjson(GOOD))
        newer = folder.write("c2", run("audit", "checkpoint", folder.log).out)
        equal(run("audit", "verify", folder.log, "--at-least", checkpoint).status, 0)
        stale = run("audit", "verify", old, "--at-least", newer, "--format", "json")
        equal((stale.status, [d["kind"] for d in stale.json["damages"]]), (1, ["at_least"]))
        connection = sqlite3.connect(folder.log)
        connection.execute("drop trigger entry_update")
        connection.execute("update entry set leaf = cast(replace(leaf, 'compliant', 'compliamt') as blob)"
                           " where idx = (select max(idx) from entry)")
        connection.commit()
        connection.close()
        found = run("audit", "verify", folder.log, "--format", "json")
        equal(found.status, 1)
        assert found.json["damages"], "no damage named"
        contains(run("audit", "verify", folder.log).text, "DAMAGED")


def test_what_is_shown_of_a_changed_leaf_is_its_damage():
    with LogFolder() as folder:
        folder.check("-", stdin=ndjson(BAD))
        trigger = folder.rows("select sql from sqlite_schema where name = 'entry_update'")[0][0]
        connection = sqlite3.connect(folder.log)
        connection.execute("drop trigger entry_update")
        connection.execute("update entry set leaf = cast(replace(leaf, 'non_compliant', 'compliant')"
                           " as blob)")
        connection.execute(trigger)
        connection.commit()
        connection.close()
        for words in (("audit", "show", folder.log, "1"), ("audit", "prove", folder.log, "1"),
                      ("audit", "erase", folder.log, "1", "--reason", "r")):
            refused = run(*words)
            equal((words, refused.status, refused.out), (words, 65, b""))
            contains(refused.err, "leaf 2 has been changed")
        replayed = run("replay", folder.log, "--format", "json")
        equal((replayed.status, replayed.json["failed"]), (65, 1))


def test_the_index_is_not_believed_against_the_leaf():
    with LogFolder() as folder:
        folder.check("-", stdin=ndjson(BAD, GOOD))
        for column, value in (("verdict", "'compliant'"), ("as_of", "'2026-01-01'"),
                              ("kind", "'rejected'"), ("recorded_at", "'2020-01-01T00:00:00Z'"),
                              ("idx", "3"), ("rule_set", "0")):
            copy = str(folder.path / "copy.log")
            shutil.copy(folder.log, copy)
            connection = sqlite3.connect(copy)
            connection.execute(f"update decision set {column} = {value} where number = 1")
            connection.commit()
            connection.close()
            listed = run("audit", "log", copy)
            equal((column, listed.status, listed.out), (column, 65, b""))
            contains(listed.err, "is damaged: the index says")
            equal(run("audit", "verify", copy).status, 1)


if __name__ == "__main__":
    main(sys.modules[__name__])
