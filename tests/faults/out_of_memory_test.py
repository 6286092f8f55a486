#!/usr/bin/env python3
"""Memory that ends at any allocation of a check: nothing is shown that is not recorded, and the
program ends with a status and a message, never by a signal."""

import collections
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cli"))
from program import GOOD, ROOT, RULES, Folder, equal, main, ndjson, run  # noqa: E402

# The short form takes so many allocations; the long one as many as the minutes suffice for.
SHORT = 120
MINUTES = float(os.environ.get("PROBITY_FAULT_MINUTES", "0"))
SEED = int(os.environ.get("PROBITY_FAULT_SEED", "20260301"))


def failing_malloc(folder):
    library = str(Path(folder) / "failing_malloc.so")
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library,
                    str(ROOT / "tests/faults/failing_malloc.c")], check=True)
    return library


def test_memory_that_ends_anywhere_loses_and_invents_nothing():
    with Folder() as folder:
        library = failing_malloc(folder.path)
        log = str(folder.path / "decisions.log")
        equal(run("audit", "init", log).status, 0)

        def check_with(**variables):
            return run("check", "-", "--rules", RULES, "--format", "ndjson", "--audit", log,
                       "--jobs", "1", stdin=ndjson(GOOD),
                       environment={"LD_PRELOAD": library, **variables})

        def count(*words, **options):
            counted = run(*words, environment={"LD_PRELOAD": library, "COUNT_ALLOCATIONS": "1"},
                          **options)
            return int(counted.err.splitlines()[-1])

        # Before there are rules nothing can be decided. Left out, because libraries do not survive
        # it: what runs before main(), and the start of libcrypto.
        first = count("check", "-", "--rules", RULES)
        last = int(check_with(COUNT_ALLOCATIONS="1").err.splitlines()[-1])
        assert first + 1000 < last, (first, last)
        shown = [1]
        points = [(at, how) for at in range(first, last) for how in ({}, {"FAIL_ON": "1"})]
        random.Random(SEED).shuffle(points)
        end = time.monotonic() + 60 * MINUTES
        seen = collections.Counter()
        for tried, (at, how) in enumerate(points):
            if tried >= SHORT and time.monotonic() > end:
                break
            result = check_with(FAIL_AT=str(at), **how)
            seen[result.status] += 1
            assert result.status in (0, 70, 74), (at, how, result.status, result.err)
            if result.status == 0:
                shown.append(json.loads(result.out)["receipt"]["number"])
            else:
                equal((at, how, result.out), (at, how, b""))
                assert result.err.startswith("probity: "), (at, how, result.err)
        print(f"seed {SEED}, {sum(seen.values())} of {len(points)} points, by status: {dict(seen)}")
        # The test has teeth only where allocations did fail, in the log and elsewhere.
        assert seen[70] > 10 and seen[74] > 0, seen
        recorded = [row["number"] for row in run("audit", "log", log, "--format", "json").json]
        assert set(shown) <= set(recorded), sorted(set(shown) - set(recorded))
        equal(len(shown), len(set(shown)))
        equal(recorded, list(range(1, len(recorded) + 1)))
        equal(run("audit", "verify", log).status, 0)
        equal(run("replay", log).status, 0)


if __name__ == "__main__":
    main(sys.modules[__name__])
