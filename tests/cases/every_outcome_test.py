#!/usr/bin/env python3
"""The cases cover the rules: every outcome of each rule and exception that can be has a case, each
interpretation a case that shows what its readings change and one that chooses another reading, each
dossier of cases/ a case that starts from it. Whether the cases come out, `probity test` says.
"""

import re
import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cli"))
sys.path.insert(0, str(Path(__file__).resolve().parent))
from case_text import CaseText, read_case_file  # noqa: E402
from program import ROOT, equal, main, run  # noqa: E402

CASES = ROOT / "cases"

DEFAULT_RULES = "eu_defence"
RULE_OUTCOMES = {"satisfied", "violated", "excused", "not_applicable", "undetermined", "not_in_force"}
EXCEPTION_OUTCOMES = {"true", "false", "unknown", "not_in_force", "not_asked"}

# Outcomes that cannot be for a reason that does not stand in the rule: rule set, rule, outcome.
CANNOT_BE = {
    ("eu_defence", "edip_actions.awarded_in_time", "undetermined"):
        "it is asked only where the day of the signature is known",
    ("eu_defence", "edip_actions.requested_in_time", "undetermined"):
        "the day of submission is known in every dossier",
    ("eu_defence", "edirpa.participant_eligible", "not_applicable"):
        "it is asked of every participant, and a dossier names one",
    ("eu_defence", "edirpa.establishment", "not_applicable"):
        "it is asked of every contractor, and there is one",
    ("eu_defence", "edirpa.control", "not_applicable"):
        "it is asked of every contractor, and there is one",
    ("eu_defence", "edirpa.facilities", "not_applicable"):
        "it is asked of every contractor, and there is one",
    ("safe_2025_03", "safe.establishment", "not_applicable"):
        "it is asked of every contractor, and a dossier never has none",
}


def read_cases() -> list[CaseText]:
    return [case for path in sorted(CASES.rglob("*.case")) for case in read_case_file(path)]


def qualified(name: str, known, uses: list[str]) -> str:
    """The rule, exception or interpretation that a case file names by its last parts."""
    found = [full for full in known if full == name or full.endswith("." + name)]
    used = [full for full in found if full.split(".")[0] in uses]
    return (used or found)[0] if found else name


def manifest(rules: str) -> str:
    return str(ROOT / "rules" / f"{rules}.ruleset")


def rules_of(rules: str) -> list[dict]:
    result = run("rules", "--rules", manifest(rules), "--format", "json")
    equal((result.status, result.err), (0, ""))
    return [rule for instrument in result.json["instruments"] for rule in instrument["rules"]]


def is_asked_of_every_dossier(rules: str, rule: str) -> bool:
    content = run("explain", rule, "--rules", manifest(rules), "--format", "json").json
    return content["for_each"] is None and not content["applies_when"]


def has_window_of_its_rule(exception: dict) -> bool:
    return exception["under"] is None and not any(exception["effective"].values())


def possible_outcomes(rules: str, rule: dict, expected: set[str]) -> set[str]:
    """Nothing excuses from a rule without exceptions, and one that is asked of every dossier is
    never not applicable; whether it is, is looked up only where no case expects otherwise."""
    outcomes = {outcome for outcome in RULE_OUTCOMES if (rules, rule["rule"], outcome) not in CANNOT_BE}
    if not rule["exceptions"]:
        outcomes.discard("excused")
    if "not_applicable" in outcomes - expected and is_asked_of_every_dossier(rules, rule["rule"]):
        outcomes.discard("not_applicable")
    return outcomes


def check_outcomes(rules: str, cases: list[CaseText]) -> None:
    listed = rules_of(rules)
    known = [rule["rule"] for rule in listed]
    known += [exception["name"] for rule in listed for exception in rule["exceptions"]]
    expected: dict[str, set[str]] = {name: set() for name in known}
    for case in cases:
        for name, outcome in case.outcomes:
            expected[qualified(name, known, case.uses)].add(outcome)
    possible: dict[str, set[str]] = {}
    for rule in listed:
        possible[rule["rule"]] = possible_outcomes(rules, rule, expected[rule["rule"]])
        for exception in rule["exceptions"]:
            never = {"not_in_force"} if has_window_of_its_rule(exception) else set()
            possible[exception["name"]] = EXCEPTION_OUTCOMES - never
    for name, outcomes in possible.items():
        lacking = sorted(outcomes - expected[name])
        assert not lacking, f"{name}: no case in which it is {', '.join(lacking)}"
        wrong = sorted(expected[name] - outcomes)
        assert not wrong, f"{name}: a case expects it to be {', '.join(wrong)}, which it cannot be"


def test_every_outcome_of_the_law_in_force_has_a_case():
    check_outcomes(DEFAULT_RULES, [case for case in read_cases() if not case.rules])


def test_every_outcome_of_the_other_rule_sets_has_a_case():
    others = sorted(path.stem for path in (ROOT / "rules").glob("*.ruleset"))
    others.remove(DEFAULT_RULES)
    assert others
    for rules in others:
        check_outcomes(rules, [case for case in read_cases() if case.rules == rules])


def interpretations() -> dict[str, set[str]]:
    """Every interpretation of the rule files, with its readings."""
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / "rules").rglob("*.rules")):
        text = path.read_text(encoding="utf-8")
        module = re.search(r"^module (\w+)", text, re.MULTILINE)
        name = ""
        for kind, word in re.findall(r"^\s*(interpretation|reading) (\w+)", text, re.MULTILINE):
            if kind == "interpretation":
                name = f"{module.group(1)}.{word}"
                found[name] = set()
            else:
                found[name].add(word)
    return found


def test_every_reading_is_shown_by_a_case_and_another_one_is_chosen():
    declared = interpretations()
    assert declared
    shown: dict[str, set[str]] = defaultdict(set)
    chosen: set[str] = set()
    for case in read_cases():
        for name, reading in case.readings_shown:
            shown[qualified(name, declared, case.uses)].add(reading)
        chosen |= {qualified(name, declared, case.uses) for name, _ in case.readings_chosen}
    equal(dict(shown), declared)
    equal(sorted(chosen), sorted(declared))


def test_every_dossier_has_a_case_that_starts_from_it():
    used = {case.dossier for case in read_cases()}
    dossiers = {path.resolve() for path in CASES.rglob("*.json")}
    equal(sorted(str(path) for path in dossiers - used), [])


if __name__ == "__main__":
    main(sys.modules[__name__])
