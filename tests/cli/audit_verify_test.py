#!/usr/bin/env python3
"""probity audit verify and verify-proof from outside: what they say of a log, and leave beside it."""

import os
import sqlite3
import sys

from program import BAD, GOOD, Folder, check, contains, equal, main, ndjson, run


def new_log(folder):
    """The path of a log with two decisions, and the file with its key."""
    log = str(folder.path / "decisions.log")
    made = run("audit", "init", log)
    equal(made.status, 0)
    equal(check("-", "--audit", log, stdin=ndjson(GOOD, BAD)).status, 1)
    return log, folder.write("key.txt", made.text.splitlines()[-1] + "\n")


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
    with Folder() as folder:
        log, _ = new_log(folder)
        change(log, "insert into anchor values(99, 'a' || char(10) || 'b', x'00')")
        text = run("audit", "verify", log)
        equal(text.status, 1)
        contains(text.text, "an anchor (a\\u{0a}b) is of size 99")
        assert "whole" not in text.text, text.text
        report = run("audit", "verify", log, "--format", "json").json
        contains(report["damages"][0]["message"], "an anchor (a\\u{0a}b) is of size 99")


def test_a_checkpoint_with_a_size_below_zero_is_the_only_one_that_is_blamed():
    with Folder() as folder:
        log, _ = new_log(folder)
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
    with Folder() as folder:
        log, _ = new_log(folder)
        folder.write("decisions.log-wal", "something")
        before = sorted(os.listdir(folder.path))
        found = run("audit", "verify", log, "--format", "json")
        equal(found.status, 1)
        contains(found.json["damages"][0]["message"], "decisions.log-wal` lies beside the log")
        equal(check("-", "--audit", log, stdin=ndjson(GOOD)).out, b"")
        equal(sorted(os.listdir(folder.path)), before)


def test_a_proof_by_a_key_that_was_replaced_says_which_key_signed():
    with Folder() as folder:
        log, first = new_log(folder)
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


if __name__ == "__main__":
    main(sys.modules[__name__])
