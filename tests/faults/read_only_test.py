#!/usr/bin/env python3
"""A log on a medium that cannot be written, as an auditor gets it: it is read, and not appended to."""

import shutil
import sqlite3
import sys
from pathlib import Path

from mounted import Mounted
from program import GOOD, RULES, Folder, equal, main, ndjson, run


def check_into(log):
    return run("check", "-", "--rules", RULES, "--audit", log, stdin=ndjson(GOOD))


def make_log(path):
    log = str(path / "decisions.log")
    equal(run("audit", "init", log).status, 0)
    equal(check_into(log).status, 0)
    return log


def refused(result, status, words):
    equal((result.status, result.out), (status, b""))
    assert words in result.err, result.err


def test_a_log_on_a_read_only_medium_is_read_and_not_written():
    with Mounted("4m") as disk, Folder() as elsewhere:
        if not disk.is_mounted:
            return
        log = make_log(disk.path)
        reading = (("log",), ("show", "1"), ("verify",), ("checkpoint",), ("prove", "1"), ("export",))

        def read_all():
            return [(answer.status, answer.out)
                    for command, *rest in reading
                    for answer in [run("audit", command, log, *rest)]]

        before = read_all()
        equal([status for status, _ in before], [0] * len(reading))
        disk.remount("ro")
        equal(read_all(), before)
        equal(run("replay", log).status, 0)
        copy = str(elsewhere.path / "copy.log")
        equal(run("audit", "backup", log, copy).status, 0)
        equal(run("audit", "verify", copy).status, 0)

        medium = "is on a read-only file system"
        refused(check_into(log), 74, medium)
        refused(run("audit", "erase", log, "1", "--reason", "a request"), 74, medium)
        refused(run("audit", "override", log, "1", "--verdict", "non_compliant", "--by", "A. Person",
                    "--reason", "seen by the board"), 74, medium)
        unmade = "cannot be made: the file system is read-only"
        refused(run("audit", "init", str(disk.path / "new.log")), 73, unmade)
        refused(run("audit", "backup", log, str(disk.path / "copy.log")), 73, unmade)
        equal(sorted(path.name for path in disk.path.iterdir()),
              ["decisions.log", "decisions.log.key"])


def interrupt_commit(log, folder):
    """A copy of the log in the middle of a commit: half of it written, with its journal."""
    connection = sqlite3.connect(log, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = 2")
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO finding VALUES(99, ?, '', '', '', '', NULL)",
                           ((place,) for place in range(2000)))
    for suffix in ("", "-journal"):
        shutil.copy(log + suffix, folder)
    connection.execute("ROLLBACK")
    connection.close()
    return str(folder / Path(log).name)


def test_an_interrupted_commit_on_a_read_only_medium_is_undone_in_a_copy():
    with Mounted("4m") as disk, Folder() as elsewhere:
        if not disk.is_mounted:
            return
        log = make_log(elsewhere.path)
        half = interrupt_commit(log, disk.path)
        disk.remount("ro")
        for command in ("log", "verify"):
            refused(run("audit", command, half), 74, "interrupted commit")
        for suffix in ("", "-journal"):
            shutil.copy(half + suffix, elsewhere.path / ("copy.log" + suffix))
        copy = run("audit", "verify", str(elsewhere.path / "copy.log"))
        equal((copy.status, copy.out), (0, run("audit", "verify", log).out))


if __name__ == "__main__":
    main(sys.modules[__name__])
