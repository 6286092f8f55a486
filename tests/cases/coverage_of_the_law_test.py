#!/usr/bin/env python3
"""The cases of the shipped acts cover their rules, and notice changes of them (cases/README.md)."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cli"))
from program import ROOT, equal, main, run  # noqa: E402

MANIFEST = str(ROOT / "rules/eu_defence.ruleset")
CASES = str(ROOT / "cases")
ACTS = {
    "SAFE": ["safe"],
    "EDIRPA": ["edirpa", "programmes"],
    "EDIP": ["edip", "edip_actions", "edip_usi", "seap"],
    "TEU": ["treaties"],
}
WHOLE = ["rules", "exceptions", "readings", "values", "rows", "limits"]
LEAST_CONDITIONS = 95  # percent, of each act
LEAST_NOTICED = 97  # percent, of all changes


def places(items):
    return [f'{item["file"]}:{item["line"]}' for item in items if not item["covered"]]


def coverage_of(name):
    result = run("test", "--rules", MANIFEST, CASES, "--coverage", "--format", "json")
    equal(result.status, 0)
    return next(c for c in result.json["coverage"] if c["rules"]["name"] == name)


COVERAGE = coverage_of("eu_defence")


def test_every_rule_exception_reading_value_row_and_limit_is_covered():
    for kind in WHOLE:
        equal(places(COVERAGE["items"][kind]), [])
        assert COVERAGE["totals"][kind]["of"] > 0, kind


def test_the_conditions_of_each_act_decide_alone():
    modules = {m["module"]: m["conditions"] for m in COVERAGE["modules"]}
    equal(sorted(modules), sorted(m for act in ACTS.values() for m in act))
    for act, names in ACTS.items():
        covered = sum(modules[name]["covered"] for name in names)
        of = sum(modules[name]["of"] for name in names)
        assert covered * 100 >= of * LEAST_CONDITIONS, f"{act}: {covered} of {of} conditions"


def test_changes_of_the_law_are_noticed():
    result = run("mutate", "--rules", MANIFEST, CASES, "--format", "json")
    equal(result.err, "")
    document = result.json
    survivors = [f'{m["file"]}:{m["line"]}: {m["before"]} -> {m["after"]} in {m["part"]}'
                 for m in document["mutants"] if m["noticed_by"] is None]
    made = len(document["mutants"])
    assert made > 1000, made
    assert document["noticed"] * 100 >= made * LEAST_NOTICED, survivors
    thresholds = document["kinds"]["threshold"]
    equal(thresholds["noticed"], thresholds["of"])
    assert thresholds["of"] > 100, thresholds


if __name__ == "__main__":
    main(sys.modules[__name__])
