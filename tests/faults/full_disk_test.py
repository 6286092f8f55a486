#!/usr/bin/env python3
"""A real file system that is full: what was shown is recorded, what could not be is withheld."""

import json
import sys

from mounted import Mounted
from program import GOOD, RULES, dossier, equal, main, ndjson, run


def test_a_full_file_system_loses_nothing_that_was_shown():
    # Room for a log and a few decisions.
    with Mounted("600k") as disk:
        if not disk.is_mounted:
            return
        log = str(disk.path / "decisions.log")
        equal(run("audit", "init", log).status, 0)
        shown = []
        for number in range(1, 500):
            result = run("check", "-", "--rules", RULES, "--format", "ndjson", "--audit", log,
                         stdin=ndjson(dossier(dossier=f"D-{number}")))
            if result.status != 0:
                break
            shown += [json.loads(line)["receipt"]["number"] for line in result.out.splitlines()]
        equal((result.status, result.out), (74, b""))
        assert "not recorded" in result.err or "in doubt" in result.err, result.err
        assert len(shown) > 5, shown
        listed = [row["number"] for row in run("audit", "log", log, "--format", "json").json]
        # One more only where its COMMIT was in doubt.
        assert listed[:len(shown)] == shown and len(listed) <= len(shown) + 1, (shown, listed)
        equal(run("audit", "verify", log).status, 0)
        copied = run("audit", "backup", log, str(disk.path / "copy.log"))
        equal((copied.status, (disk.path / "copy.log").exists()), (73, False))
        # What is erased is gone from the tables, and may be in the file as long as there is no room
        # to write that anew.
        erasure = ("audit", "erase", log, "1", "--reason", "on request")
        for _ in range(2):
            equal(run(*erasure).status, 74)
        # With room again the log goes on.
        disk.remount("size=4m")
        run(*erasure)
        equal(run("audit", "backup", log, str(disk.path / "copy.log")).status, 0)
        after = run("check", "-", "--rules", RULES, "--audit", log, stdin=ndjson(GOOD))
        equal(after.status, 0)
        equal(run("audit", "verify", log).status, 0)


if __name__ == "__main__":
    main(sys.modules[__name__])
