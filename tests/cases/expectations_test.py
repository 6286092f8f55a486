#!/usr/bin/env python3
"""Every case of cases/expectations/*.json comes out as it says; cases/README.md explains the files.
The cases in *.case are run by `probity test`; here they count for what the cases must cover.

The dossiers of the cases are made from their edits and given to `probity check` as streams, one
process for each combination of rule set, date and readings. Besides the cases, the test asks that
each rule and exception of the rule sets has a case for each outcome that it can have, each
interpretation one that shows what its readings change, and each dossier of cases/ some case.
"""

import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from case_text import CaseText, read_case_file  # noqa: E402

ROOT = Path(os.environ.get("PROBITY_SOURCE_DIR", Path(__file__).resolve().parents[2]))
PROBITY = os.environ.get("PROBITY", str(ROOT / "build/release/cli/probity"))
CASES = ROOT / "cases"

DEFAULT_RULES = "eu_defence"
RULE_OUTCOMES = ["satisfied", "violated", "excused", "not_applicable", "undetermined", "not_in_force"]
EXCEPTION_OUTCOMES = ["true", "false", "unknown", "not_in_force", "not_asked"]
VERDICTS = ["compliant", "non_compliant", "undetermined", "not_applicable"]

FILE_KEYS = {"about", "rules", "cannot", "cases"}
CASE_KEYS = {"case", "law", "dossier", "with", "as_of", "readings", "rules", "expect"}
INSTRUMENT_KEYS = {"by_derogation", "possible", "missing", "missing_any_order", "settled_by", "readings",
                   "figures"}
FINDING_KEYS = {"rule", "subject", "outcome", "possible", "missing", "missing_any_order", "settled_by",
                "exceptions", "readings"}


class BadCase(Exception):
    """An expectation that is not well formed."""


@dataclass(frozen=True)
class Run:
    """What one process can answer."""
    rules: str
    as_of: str | None
    readings: tuple[tuple[str, str], ...]


@dataclass
class Case:
    file: str
    title: str
    law: str
    run: Run
    dossier: dict
    expect: dict
    differences: list[str] = field(default_factory=list)


# ---- reading the files ----

def read_json(path: Path):
    def unique(pairs):
        result = {}
        for key, value in pairs:
            if key in result:
                raise BadCase(f"{path.name}: the key `{key}` stands twice")
            result[key] = value
        return result
    return json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=unique)


def only_keys(what: str, value: dict, known: set[str]) -> None:
    for key in value:
        if key not in known:
            raise BadCase(f"{what}: unknown key `{key}`")


def apply_edit(dossier: dict, pointer: str, value) -> None:
    """Sets what the pointer names; null takes the key away; `-`, or the length, appends to a list."""
    if not pointer.startswith("/"):
        raise BadCase(f"`{pointer}` is no JSON pointer")
    *path, last = [part.replace("~1", "/").replace("~0", "~") for part in pointer[1:].split("/")]
    at = dossier
    for part in path:
        try:
            at = at[int(part)] if isinstance(at, list) else at[part]
        except (KeyError, IndexError, ValueError, TypeError):
            raise BadCase(f"`{pointer}`: the dossier has no `{part}`") from None
    if isinstance(at, list):
        if value is None:
            raise BadCase(f"`{pointer}`: an element of a list cannot be unknown")
        if last == "-" or last == str(len(at)):
            at.append(value)
        elif last.isdigit() and int(last) < len(at):
            at[int(last)] = value
        else:
            raise BadCase(f"`{pointer}`: the list has {len(at)} elements")
    elif value is None:
        if last not in at:
            raise BadCase(f"`{pointer}` is unknown already")
        del at[last]
    else:
        at[last] = value


def check_expectation(expect: dict) -> None:
    if not expect:
        raise BadCase("the case asserts nothing")
    verdicts = [key for key in expect if key.isupper()]
    only_keys("expect", expect, INSTRUMENT_KEYS | {"findings"} | set(verdicts))
    for name in verdicts:
        if expect[name] not in [*VERDICTS, None]:
            raise BadCase(f"{name}: `{expect[name]}` is no verdict")
    if len(verdicts) != 1 and INSTRUMENT_KEYS & expect.keys():
        raise BadCase("of which instrument? " + ", ".join(sorted(INSTRUMENT_KEYS & expect.keys())))
    for finding in expect.get("findings", []):
        only_keys("finding", finding, FINDING_KEYS)
        if finding["outcome"] not in RULE_OUTCOMES:
            raise BadCase(f"{finding['rule']}: `{finding['outcome']}` is no outcome")
        if finding["outcome"] == "undetermined":
            if "possible" not in finding or not {"missing", "missing_any_order"} & finding.keys():
                raise BadCase(f"{finding['rule']}: what is undetermined needs `possible` and `missing`")
        for name, outcome in finding.get("exceptions", {}).items():
            if outcome not in EXCEPTION_OUTCOMES:
                raise BadCase(f"{name}: `{outcome}` is no outcome of an exception")


def make_case(path: Path, file_rules: str, entry: dict, dossiers: dict[str, str]) -> Case:
    only_keys("case", entry, CASE_KEYS)
    missing = {"case", "law", "dossier", "with", "expect"} - entry.keys()
    if missing:
        raise BadCase("the case has no " + ", ".join(sorted(missing)))
    name = entry["dossier"]
    if name not in dossiers:
        dossiers[name] = (CASES / name).read_text(encoding="utf-8")
    dossier = json.loads(dossiers[name])
    for pointer, value in entry["with"].items():
        apply_edit(dossier, pointer, value)
    check_expectation(entry["expect"])
    run = Run(entry.get("rules", file_rules), entry.get("as_of"),
              tuple(sorted(entry.get("readings", {}).items())))
    return Case(path.name, entry["case"], entry["law"], run, dossier, entry["expect"])


# ---- running ----

def probity(*arguments: str, stream: str = "") -> tuple[int, str, str]:
    done = subprocess.run([PROBITY, *arguments], input=stream, capture_output=True, text=True,
                          encoding="utf-8", check=False)
    return done.returncode, done.stdout, done.stderr


def manifest(rules: str) -> str:
    return str(ROOT / "rules" / f"{rules}.ruleset")


def check(run: Run, cases: list[Case]) -> list[dict]:
    arguments = ["check", "--rules", manifest(run.rules), "--format", "ndjson"]
    if run.as_of:
        arguments += ["--as-of", run.as_of]
    for name, reading in run.readings:
        arguments += ["--reading", f"{name}={reading}"]
    stream = "".join(json.dumps(case.dossier, ensure_ascii=False) + "\n" for case in cases)
    status, output, errors = probity(*arguments, "-", stream=stream)
    lines = output.splitlines()
    if status not in (0, 1, 2, 65) or len(lines) != len(cases):
        raise SystemExit(f"`probity {' '.join(arguments)} -` gave {len(lines)} lines for {len(cases)} "
                         f"dossiers and ended with {status}\n{errors}")
    return [json.loads(line) for line in lines]


# ---- comparing ----

def exact(figure: str) -> Fraction:
    if figure.endswith("%"):
        return Fraction(figure[:-1].strip()) / 100
    return Fraction(figure)


def compare_figure(case: Case, name: str, expected, figure: dict | None) -> None:
    if figure is None:
        case.differences.append(f"figure {name}: it is not reported")
        return
    if isinstance(expected, str):
        came = figure["exact"]
        if came is None or exact(came) != exact(expected):
            case.differences.append(f"figure {name}: expected {expected}, came {figure}")
        return
    only_keys(f"figure {name}", expected, {"value", "exact", "unknown"})
    for key, value in expected.items():
        if figure[key] != value:
            case.differences.append(f"figure {name}, {key}: expected {value}, came {figure[key]}")


def compare_fields(case: Case, where: str, expected: dict, came: dict) -> None:
    for key in ("outcome", "by_derogation", "possible", "missing", "settled_by", "readings"):
        # `readings` stands in a finding only where there are some.
        value = came.get(key, {}) if key == "readings" else came.get(key)
        if key in expected and value != expected[key]:
            case.differences.append(f"{where}, {key}: expected {json.dumps(expected[key])}, "
                                    f"came {json.dumps(value)}")
    if "missing_any_order" in expected and sorted(came["missing"]) != sorted(expected["missing_any_order"]):
        case.differences.append(f"{where}, missing: expected {expected['missing_any_order']} in any "
                                f"order, came {came['missing']}")


def compare_finding(case: Case, expected: dict, findings: list[dict]) -> None:
    subject = expected.get("subject", "")
    where = f"{expected['rule']} at `{subject}`" if subject else expected["rule"]
    of_rule = [finding for finding in findings if finding["rule"] == expected["rule"]]
    found = [finding for finding in of_rule if finding["subject"] == subject]
    if len(found) != 1:
        subjects = ", ".join(f"`{finding['subject']}`" for finding in of_rule)
        case.differences.append(f"{where}: {len(found)} findings; the rule has one at {subjects or 'none'}")
        return
    compare_fields(case, where, expected, found[0])
    came = {result["name"]: result["outcome"] for result in found[0]["exceptions"]}
    for name, outcome in expected.get("exceptions", {}).items():
        if came.get(name) != outcome:
            case.differences.append(f"{where}, {name}: expected {outcome}, came {came.get(name, 'nothing')}")


def compare(case: Case, result: dict) -> None:
    if result["rejected"]:
        case.differences.append(f"the dossier was refused: {json.dumps(result['rejected'])}")
        return
    instruments = {instrument["instrument"]: instrument for instrument in result["instruments"]}
    for name in [key for key in case.expect if key.isupper()]:
        instrument = instruments.get(name)
        if instrument is None or case.expect[name] is None:
            if instrument is not None:
                case.differences.append(f"{name}: expected not to be reported, came {instrument['verdict']}")
            elif case.expect[name] is not None:
                case.differences.append(f"{name} is not reported")
            continue
        if instrument["verdict"] != case.expect[name]:
            case.differences.append(f"{name}: expected {case.expect[name]}, came {instrument['verdict']}")
        compare_fields(case, name, case.expect, instrument)
        for figure, expected in case.expect.get("figures", {}).items():
            compare_figure(case, figure, expected, instrument["figures"].get(figure))
    findings = [finding for instrument in result["instruments"] for finding in instrument["findings"]]
    for expected in case.expect.get("findings", []):
        compare_finding(case, expected, findings)


# ---- what the cases must cover ----

def qualified(name: str, known, uses: list[str]) -> str:
    """The rule or exception that a .case file names by its last parts."""
    found = [full for full in known if full == name or full.endswith("." + name)]
    used = [full for full in found if full.split(".")[0] in uses]
    return (used or found)[0] if found else name


def outcomes_of(cases: list[Case], texts: list[CaseText], known) -> dict[str, set[str]]:
    """The outcomes that cases expect of each rule and exception."""
    expected: dict[str, set[str]] = defaultdict(set)
    for case in cases:
        for finding in case.expect.get("findings", []):
            expected[finding["rule"]].add(finding["outcome"])
            for name, outcome in finding.get("exceptions", {}).items():
                expected[name].add(outcome)
    for text in texts:
        for name, outcome in text.outcomes:
            expected[qualified(name, known, text.uses)].add(outcome)
    return expected


def coverage_of_rules(rules: str, cases: list[Case], texts: list[CaseText], cannot: dict[str, dict[str, str]]) -> list[str]:
    """For each rule and exception "" or what its cases lack."""
    status, output, errors = probity("rules", "--rules", manifest(rules), "--format", "json")
    if status:
        raise SystemExit(f"`probity rules --rules {manifest(rules)}` ended with {status}\n{errors}")
    possible: dict[str, list[str]] = {}
    for instrument in json.loads(output)["instruments"]:
        for rule in instrument["rules"]:
            possible[rule["rule"]] = RULE_OUTCOMES
            for exception in rule["exceptions"]:
                possible[exception["name"]] = EXCEPTION_OUTCOMES
    expected = outcomes_of(cases, texts, possible)
    results = []
    for name, outcomes in possible.items():
        excluded = cannot.get(name, {})
        lacks = [o for o in outcomes if o not in excluded and o not in expected[name]]
        wrong = [o for o in excluded if o in expected[name] or o not in outcomes]
        text = f"no case in which it is {', '.join(lacks)}" if lacks else ""
        if wrong:
            text += f"{'; ' if text else ''}`cannot` names {', '.join(wrong)}, which a case expects or nothing has"
        results.append(f"{rules}: {name}: {text}" if text else "")
    for name in sorted((expected.keys() | cannot.keys()) - possible.keys()):
        results.append(f"{rules}: {name}: cases name it, and the rule set has no such rule or exception")
    return results


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


def coverage_of_readings(cases: list[Case], texts: list[CaseText]) -> list[str]:
    """For each interpretation "" or what its cases lack: one in which its readings differ, and one
    that chooses a reading other than the default."""
    shown: dict[str, set[str]] = defaultdict(set)
    chosen: dict[str, set[str]] = defaultdict(set)
    for case in cases:
        for part in [case.expect, *case.expect.get("findings", [])]:
            for name, outcomes in part.get("readings", {}).items():
                shown[name] |= outcomes.keys()
        for name, reading in case.run.readings:
            chosen[name].add(reading)
    declared = interpretations()
    for text in texts:
        for name, reading in text.readings_shown:
            shown[qualified(name, declared, text.uses)].add(reading)
        for name, reading in text.readings_chosen:
            chosen[qualified(name, declared, text.uses)].add(reading)
    results = []
    for name, readings in declared.items():
        text = ""
        if shown[name] != readings:
            text = f"no case shows what {', '.join(sorted(readings - shown[name]))} would change"
        elif not chosen[name]:
            text = "no case chooses another reading"
        results.append(f"{name}: {text}" if text else "")
    for name in sorted((shown.keys() | chosen.keys()) - declared.keys()):
        results.append(f"{name}: cases name it, and no rule file has such an interpretation")
    return results


def coverage_of_dossiers(used: set[str]) -> list[str]:
    results = []
    for path in sorted(CASES.rglob("*.json")):
        name = path.relative_to(CASES).as_posix()
        if not name.startswith("expectations/"):
            results.append("" if name in used else f"cases/{name}: no case starts from it")
    return results


# ---- the whole ----

def main() -> int:
    complaints: list[str] = []
    cases: list[Case] = []
    dossiers: dict[str, str] = {}
    cannot: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    for path in sorted((CASES / "expectations").glob("*.json")):
        content = read_json(path)
        only_keys(path.name, content, FILE_KEYS)
        rules = content.get("rules", DEFAULT_RULES)
        cannot[rules].update(content["cannot"])
        for entry in content["cases"]:
            try:
                cases.append(make_case(path, rules, entry, dossiers))
            except (BadCase, OSError, KeyError) as error:
                complaints.append(f"{path.name}: {entry.get('case', 'a case without a title')}\n  {error}")
    titles = [(case.file, case.title) for case in cases]
    for file, title in sorted({title for title in titles if titles.count(title) > 1}):
        complaints.append(f"{file}: two cases have the title `{title}`")

    runs: dict[Run, list[Case]] = defaultdict(list)
    for case in cases:
        runs[case.run].append(case)
    for run, of_run in runs.items():
        for case, result in zip(of_run, check(run, of_run), strict=True):
            compare(case, result)
    for case in cases:
        if case.differences:
            lines = "".join(f"\n  {difference}" for difference in case.differences)
            complaints.append(f"{case.file}: {case.title} ({case.law}){lines}")

    texts = [text for path in sorted(CASES.rglob("*.case")) for text in read_case_file(path)]
    used = dossiers.keys() | {text.dossier.relative_to(CASES.resolve()).as_posix() for text in texts}
    coverage = coverage_of_readings(cases, texts) + coverage_of_dossiers(used)
    rule_sets = {case.run.rules for case in cases} | {text.rules or DEFAULT_RULES for text in texts}
    for rules in sorted(rule_sets):
        coverage += coverage_of_rules(rules, [c for c in cases if c.run.rules == rules],
                                      [t for t in texts if (t.rules or DEFAULT_RULES) == rules],
                                      cannot[rules])
    complaints += [text for text in coverage if text]

    passed = sum(not case.differences for case in cases) + sum(not text for text in coverage)
    for complaint in complaints:
        print(f"FAILED {complaint}")
    print(f"{passed} passed, {len(complaints)} failed")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
