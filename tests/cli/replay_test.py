#!/usr/bin/env python3
"""probity replay from outside: the same again, or what edited rules change."""

import os
import shutil
import sys

from log_folder import LogFolder
from program import BAD, GOOD, OPEN, RULES, check, contains, equal, main, ndjson, run


def test_replay_reproduces_to_the_byte():
    with LogFolder() as folder:
        folder.check("-", stdin=ndjson(GOOD, BAD, OPEN))
        folder.check(folder.write("no.json", "{}"))
        folder.check("-", "--as-of", "2026-01-02", "--instrument", "PORT", stdin=ndjson(BAD))
        result = run("replay", folder.log, "--format", "json")
        equal((result.status, result.json["same"], result.json["changed"]), (0, 5, 0))
        contains(run("replay", folder.log).text, "5 decisions: 5 as recorded")
        equal(run("replay", folder.log, "--format", "json", "--jobs", "7").out, result.out)
        junit = run("replay", folder.log, "--format", "junit").text
        contains(junit, 'tests="5" failures="0"')


def test_what_was_too_large_to_keep_is_passed_over():
    with LogFolder() as folder:
        large = folder.write("large.json", "")
        os.truncate(large, (256 << 20) + 1)
        equal(folder.check(large).status, 65)
        folder.check("-", stdin=ndjson(GOOD))
        result = run("replay", folder.log, "--format", "json")
        equal((result.status, result.json["same"], result.json["not_kept"]), (0, 1, 1))
        contains(run("replay", folder.log).text,
                 "2 decisions: 1 as recorded, 1 too large to have been kept")


def edited_rules(folder, old, new):
    copy = str(folder.path / "rules")
    shutil.copytree(RULES, copy)
    changed = 0
    for parent, _, names in os.walk(copy):
        for name in names:
            path = os.path.join(parent, name)
            text = open(path, encoding="utf-8").read()
            if old in text:
                changed += 1
                open(path, "w", encoding="utf-8").write(text.replace(old, new))
    assert changed, f"{old} is nowhere in the rules"
    return copy


def test_replay_by_edited_rules_names_what_changes():
    with LogFolder() as folder:
        folder.check("-", stdin=ndjson(GOOD, BAD, OPEN))
        same = run("replay", folder.log, "--rules", RULES, "--format", "json")
        equal((same.status, same.json["same"]), (0, 3))
        rules = edited_rules(folder, "is 35", "is 38")
        result = run("replay", folder.log, "--rules", rules, "--format", "json")
        equal(result.status, 1)
        changed = result.json["decisions"]
        equal([(d["decision"], d["before"], d["after"]) for d in changed],
              [(2, "non_compliant", "compliant")])
        equal({(c["rule"], c["law"]) for c in changed[0]["changes"]},
              {("port.ceiling", "PORT_ACT Art. 2")})
        contains(run("replay", folder.log, "--rules", rules).text,
                 "  port.ceiling: violated → satisfied\n    PORT_ACT Art. 2\n    in decision: 2\n")
        sarif = run("replay", folder.log, "--rules", rules, "--format", "sarif").json["runs"][0]
        equal([(r["ruleId"], r["locations"][0]["logicalLocations"][0]["fullyQualifiedName"])
               for r in sarif["results"]],
              [(c["rule"], "decision 2") for c in changed[0]["changes"]])
        # The same as a full check by the edited rules.
        equal(run("check", "-", "--rules", rules, "--format", "ndjson", stdin=ndjson(BAD))
              .lines[0]["verdict"], "compliant")
        expected = [{"decision": d["decision"], "rule": c["rule"], "old": c["old"], "new": c["new"],
                     "reason": 'the "ceiling" was raised, by 3 € a crate'} for d in changed for c in d["changes"]]
        listed = folder.write("expected.json", expected)
        meant = run("replay", folder.log, "--rules", rules, "--expected", listed, "--format", "json")
        equal((meant.status, meant.json["expected"], meant.json["changed"], meant.json["unmet"]),
              (0, 1, 0, []))
        expected[0]["decision"] = 1
        listed = folder.write("expected.json", expected)
        wrong = run("replay", folder.log, "--rules", rules, "--expected", listed)
        equal(wrong.status, 1)
        # What was expected and did not happen is not passed over.
        contains(wrong.out.decode(), f"Expected, but not seen\n  decision 1, {expected[0]['rule']}: "
                                     f"{expected[0]['old']} → {expected[0]['new']}\n")
        unmet = run("replay", folder.log, "--rules", rules, "--expected", listed, "--format", "json")
        equal(unmet.json["unmet"], expected[:1])
        misspelt = folder.write("misspelt.json", [{**expected[0], "old": "broken"}])
        refused = run("replay", folder.log, "--rules", rules, "--expected", misspelt)
        equal((refused.status, refused.out), (65, b""))
        contains(refused.err, "misspelt.json")
        contains(refused.err, "an outcome `broken`")
        equal(run("replay", folder.log, "--rules", rules, "--expected",
                  folder.write("bad.json", "{}")).status, 65)
        equal(run("replay", folder.log, "--expected", listed).status, 64)


def test_a_verdict_that_changes_without_findings_is_told_in_every_format():
    with LogFolder() as folder:
        folder.check("-", stdin=ndjson({**GOOD, "sealing": True, "instruments": ["SEA"]}))
        rules = edited_rules(folder, "    announced", "    sealing : boolean\n    announced")
        words = ("replay", folder.log, "--rules", rules)
        contains(run(*words).text, "refused → undetermined")
        contains(run(*words, "--format", "junit").text,
                 '<failure message="refused → undetermined"/>')
        results = run(*words, "--format", "sarif").json["runs"][0]["results"]
        equal([result["message"]["text"] for result in results],
              ["decision 1 (-:1): refused → undetermined"])


if __name__ == "__main__":
    main(sys.modules[__name__])
