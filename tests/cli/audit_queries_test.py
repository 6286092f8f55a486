#!/usr/bin/env python3
"""The questions of FORMAT.md in SQL, answered by the sqlite3 shell."""

import json
import subprocess
import sys

from log_folder import LogFolder
from program import BAD, GOOD, OPEN, ROOT, check, crate, dossier, equal, main, ndjson, run


def example_queries():
    """The ten questions of FORMAT.md, by number."""
    text = (ROOT / "engine/audit/FORMAT.md").read_text(encoding="utf-8")
    section = text[text.index("## Ten questions in SQL"):]
    block = section[section.index("```sql") + 6:]
    block = block[:block.index("```")]
    queries = {}
    for part in block.split("-- ")[1:]:
        title, sql = part.split("\n", 1)
        queries[int(title.split(".")[0])] = sql
    return queries


def test_the_ten_questions_are_answered_by_the_sqlite_shell():
    waived = dossier(dossier="WAIVED-1", crates=[crate(weight=38, waived=True)])
    with LogFolder() as folder:
        folder.check("-", stdin=ndjson(GOOD, BAD, OPEN, waived))
        folder.check("-", stdin=ndjson(dossier(dossier="BAD-1"), dossier(dossier="PL-2026-0042")))
        run("audit", "override", folder.log, "2", "--verdict", "compliant", "--by", "A",
            "--reason", "r")
        run("audit", "erase", folder.log, "1", "--reason", "r")
        queries = example_queries()
        equal(sorted(queries), list(range(1, 11)))

        def answer(number):
            done = subprocess.run(["sqlite3", "-readonly", "-csv", folder.log, queries[number]],
                                  capture_output=True, check=True)
            return [line.split(",") for line in done.stdout.decode().splitlines()]

        violated = answer(1)
        assert ["2", "BAD-1", "non_compliant"] == violated[0][:3], violated
        month = json.loads(run("audit", "log", folder.log, "--format", "json").out)[0]
        month = month["recorded_at"][:7]
        equal(sorted(answer(2)), sorted([[month, verdict, count] for verdict, count in
                                         verdict_counts(folder).items()]))
        rules = {row[3] for row in violated}
        equal({row[0] for row in answer(3)}, rules)
        equal({row[1] for row in answer(4)}, {"OPEN-1"})
        equal(len(answer(5)), len({(rule, name) for rule, name in folder.rows(
            "select rule, exception from finding where outcome='excused'")}))
        equal([row[0] for row in answer(6)], ["6"])
        equal(answer(7), [["BAD-1", "2"]])
        equal(answer(8), [["2", "BAD-1", "non_compliant", "compliant"]])
        equal(answer(9), [["harbour", "1.0", "6"]])
        equal([row[0] for row in answer(10)], ["1"])


def verdict_counts(folder):
    counts = {}
    for row in run("audit", "log", folder.log, "--format", "json").json:
        counts[row["verdict"]] = str(int(counts.get(row["verdict"], "0")) + 1)
    return counts


if __name__ == "__main__":
    main(sys.modules[__name__])
