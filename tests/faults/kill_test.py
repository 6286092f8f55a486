#!/usr/bin/env python3
"""Two programs that record into one log are killed, at random and at each system call that matters:
no verdict that was shown is lost, nothing is corrupt, no number is missing or given twice.

PROBITY_FAULT_MINUTES: the random rounds go on for so long; 500 of them without it.
"""

import hashlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, str(__import__("pathlib").Path(__file__).resolve().parents[1] / "cli"))
from program import PROGRAM, RULES, Folder, dossier, equal, main, ndjson, run  # noqa: E402

ROUNDS = 500
SEED = int(os.environ.get("PROBITY_FAULT_SEED", "20261129"))
# More than one group of results, so that a kill falls before, between and within commits.
MANY = 150
FEW = 70
COMMAND = [PROGRAM, "check", "-", "--rules", RULES, "--format", "ndjson", "--brief", "--jobs", "1"]


class Writer:
    """One program that records, with its results in a file: what it wrote, it has shown."""

    def __init__(self, folder, log, name, count, prefix=()):
        self.shown = folder.path / f"{name}.out"
        (folder.path / "input").write_bytes(
            ndjson(*(dossier(dossier=f"D-{number}") for number in range(count))))
        with open(folder.path / "input", "rb") as dossiers, open(self.shown, "wb") as results:
            self.process = subprocess.Popen([*prefix, *COMMAND, "--audit", log], stdin=dossiers,
                                            stdout=results, stderr=subprocess.DEVNULL)

    def receipts(self):
        lines = self.shown.read_bytes().split(b"\n")[:-1]
        return [json.loads(line)["receipt"] for line in lines]


def new_log(folder):
    log = str(folder.path / "decisions.log")
    equal(run("audit", "init", log).status, 0)
    return log


def check_log(log, receipts):
    """Every receipt names a leaf with its hash, and the decisions are numbered without gaps."""
    connection = sqlite3.connect(log)
    try:
        for receipt in receipts:
            row = connection.execute("select leaf from entry where idx = ?",
                                     (receipt["index"],)).fetchone()
            assert row is not None, f"leaf {receipt['index']} was shown and is lost"
            equal(hashlib.sha256(b"\0" + row[0]).hexdigest(), receipt["leaf"])
            number, = connection.execute("select number from decision where idx = ?",
                                         (receipt["index"],)).fetchone()
            equal(number, receipt["number"])
        count, last = connection.execute("select count(*), max(number) from decision").fetchone()
        equal(count, last or 0)
    finally:
        connection.close()


def verify(log):
    result = run("audit", "verify", log)
    equal((result.status, result.text.splitlines()[0]), (0, "INTACT"))


def test_kills_of_two_writers_at_random():
    generator = random.Random(SEED)
    minutes = os.environ.get("PROBITY_FAULT_MINUTES")
    end = time.monotonic() + 60 * float(minutes) if minutes else None
    shown = rounds = 0
    with Folder() as folder:
        log = new_log(folder)
        while rounds < ROUNDS if end is None else time.monotonic() < end:
            writers = [Writer(folder, log, name, MANY) for name in ("a", "b")]
            time.sleep(generator.random() * 0.08)
            for writer in writers:
                if generator.random() < 0.8:
                    writer.process.send_signal(signal.SIGKILL)
            for writer in writers:
                writer.process.wait()
                receipts = writer.receipts()
                shown += len(receipts)
                check_log(log, receipts)
            rounds += 1
            if rounds % 100 == 0:
                verify(log)
                # A long log would make every later round slower.
                os.remove(log)
                os.remove(log + ".key")
                new_log(folder)
        print(f"seed {SEED}: {rounds} rounds, {shown} receipts shown and kept")
    # Rounds in which nothing was ever shown would prove nothing.
    assert shown > rounds, "too few results were shown before the kills"


def strace_works():
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-qq", "-e", "trace=none", "true"], capture_output=True,
                          check=False).returncode == 0


def test_a_kill_at_each_call_that_matters():
    if not strace_works():
        print("strace cannot trace here: kills at each system call are not tried")
        return
    kills = 0
    with Folder() as folder:
        log = new_log(folder)
        before = Writer(folder, log, "before", FEW)
        before.process.wait()
        kept = before.receipts()
        original = open(log, "rb").read()
        for call in ("pwrite64", "write", "fdatasync", "fsync", "unlink", "fcntl", "ftruncate"):
            for occurrence in range(1, 400):
                for name in (log, log + "-journal"):
                    if os.path.exists(name):
                        os.remove(name)
                with open(log, "wb") as copy:
                    copy.write(original)
                writer = Writer(folder, log, "killed", FEW, (
                    "strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}",
                    "-e", f"inject={call}:signal=SIGKILL:when={occurrence}"))
                status = writer.process.wait()
                check_log(log, kept + writer.receipts())
                if occurrence % 10 == 0 or status == 0:
                    verify(log)
                if status == 0:
                    break
                equal(status, -signal.SIGKILL)
                kills += 1
    print(f"{kills} kills at system calls")
    assert kills > 20, f"only {kills} calls were reached"


if __name__ == "__main__":
    main(sys.modules[__name__])
