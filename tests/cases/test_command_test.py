#!/usr/bin/env python3
"""`probity test` from outside: every case of the tree, exit statuses, formats, order, files."""

import sys
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cli"))
from program import ROOT, Folder, contains, equal, main, run  # noqa: E402

GOLDEN = ROOT / "tests/golden/cases"
RULES = str(GOLDEN / "rules")
BASE = (GOLDEN / "base.json").read_text(encoding="utf-8")


def case(title, expect, dossier="base.json", more=""):
    return f'case "{title}"\n    dossier "{dossier}"\n{more}    expect {expect}\n'


def run_folder(folder, *words, **options):
    return run("test", "--rules", RULES, str(folder.path), *words, **options)


def test_every_case_of_the_tree_passes():
    result = run("test", "--rules", str(ROOT / "rules/eu_defence.ruleset"), str(ROOT / "cases"))
    equal((result.status, result.err), (0, ""))
    passed, failed = result.text.splitlines()[-1].split(", ")
    equal(failed, "0 failed")
    assert int(passed.split()[0]) > 400, passed


def test_the_cases_beside_the_rules_are_run_without_an_argument():
    result = run("test", "--rules", str(ROOT / "rules/eu_defence.ruleset"), "--filter", "Exactly 35 %")
    equal(result.status, 0)


def test_a_rule_of_two_instruments_says_in_which_it_came_out_otherwise():
    with Folder() as folder:
        folder.write("base.json", BASE)
        both = "    with instruments is [MARKET, FAIR]\n"
        folder.write("a.case", case("twice", "share is violated", more=both))
        failed = run_folder(folder)
        equal(failed.status, 1)
        contains(failed.text, "market.share is satisfied in MARKET")
        contains(failed.text, "market.share is satisfied in FAIR")
        folder.write("a.case", case("once", "share is violated"))
        assert "in MARKET" not in run_folder(folder).text


def test_a_case_has_one_reading_of_each_point():
    with Folder() as folder:
        folder.write("base.json", BASE)
        two = "    reading trust is nobody\n    reading trust is owner\n"
        folder.write("a.case", case("two", "MARKET is compliant", more=two))
        refused = run_folder(folder)
        equal(refused.status, 65)
        contains(refused.err, "the case chooses a reading of `market.trust` twice")


def test_statuses():
    with Folder() as folder:
        folder.write("base.json", BASE)
        folder.write("a.case", case("passes", "MARKET is compliant"))
        equal(run_folder(folder).status, 0)
        folder.write("b.case", case("fails", "MARKET is non_compliant"))
        equal(run_folder(folder).status, 1)
        folder.write("c.case", case("is mistaken", "MARKT is compliant"))
        result = run_folder(folder)
        equal(result.status, 65)
        contains(result.err, "did you mean `MARKET`?")
        equal(result.text.splitlines()[-1], "1 passed, 2 failed")
        folder.write("d.case", case("has no dossier", "MARKET is compliant", "none.json"))
        equal(run_folder(folder).status, 66)
        equal(run("test", "--rules", RULES, str(folder.path / "e.case")).status, 66)
        equal(run("test", "--rules", str(folder.path / "none.ruleset"), str(folder.path)).status, 66)
        folder.write("bad/bad.ruleset", 'ruleset bad "Bad" version "1" includes words')
        folder.write("bad/words/a.rules", "module words\nrule x")
        equal(run("test", "--rules", str(folder.path / "bad"), str(folder.path)).status, 78)
        equal(run_folder(folder, "--jobs", "0").status, 64)
        equal(run_folder(folder, "--verbose", "--format", "json").status, 64)
        equal(run_folder(folder, "--output", str(folder.path / "no/such/file")).status, 73)


def test_a_folder_without_cases_is_told():
    with Folder() as folder:
        result = run_folder(folder)
        equal(result.status, 66)
        contains(result.err, "has no *.case")


def test_a_filter_that_nothing_matches_is_told():
    with Folder() as folder:
        folder.write("base.json", BASE)
        folder.write("a.case", case("one", "MARKET is compliant"))
        result = run_folder(folder, "--filter", "zzz")
        equal(result.status, 66)
        contains(result.err, "no case has `zzz`")


def test_filters_take_titles_and_files():
    with Folder() as folder:
        folder.write("base.json", BASE)
        folder.write("a.case", case("one", "MARKET is compliant") + case("two", "FAIR is compliant"))
        folder.write("deep/b.case", case("three", "MARKET is compliant", "../base.json"))
        equal(run_folder(folder, "--filter", "one").text, "1 passed, 0 failed\n")
        equal(run_folder(folder, "--filter", "deep/").text, "1 passed, 0 failed\n")
        equal(run_folder(folder).text.splitlines()[-1], "2 passed, 1 failed")


def test_what_failed_is_told_with_what_came_and_why():
    with Folder() as folder:
        folder.write("base.json", BASE)
        folder.write("a.case", case("fails", "share is satisfied",
                                    more="    with wares[1].price is EUR 40\n"))
        text = run_folder(folder).text
        for part in ("FAILED fails", "a.case:1", "share is satisfied", "market.share is violated",
                     "36.36 % (rounded) is from outside; the ceiling is 35 %"):
            contains(" ".join(text.split()), part)


def test_formats():
    with Folder() as folder:
        folder.write("base.json", BASE)
        folder.write("a.case", case("passes", "MARKET is compliant", more="")
                     + case("fails <&\\\"", "MARKET is non_compliant"))
        folder.write("b.case", case("is mistaken", "MARKT is compliant"))
        document = run_folder(folder, "--format", "json").json
        equal((document["passed"], document["failed"]), (1, 2))
        equal([c["status"] for c in document["cases"]], ["passed", "failed", "mistaken"])
        mismatch = document["cases"][1]["mismatches"][0]
        equal((mismatch["line"], mismatch["column"], mismatch["expected"], mismatch["came"]),
              (6, 19, "MARKET is non_compliant", "MARKET is compliant"))
        lines = run_folder(folder, "--format", "ndjson").lines
        equal(lines, document["cases"])
        suites = ElementTree.fromstring(run_folder(folder, "--format", "junit").text)
        equal([(s.get("tests"), s.get("failures"), s.get("errors")) for s in suites],
              [("2", "1", "0"), ("1", "0", "1")])
        equal(suites[0][1].get("name"), 'fails <&"')
        equal(len(suites[0][1].findall("failure")), 1)


def test_the_same_bytes_for_every_number_of_threads():
    with Folder() as folder:
        folder.write("base.json", BASE)
        folder.write("a.case", "".join(
            case(f"number {n}", "share is satisfied",
                 more=f"    with wares[1].price is EUR {n}\n") for n in range(1, 200)))
        outputs = {run_folder(folder, "--format", form, "--jobs", jobs).out
                   for form in ("json",) for jobs in ("1", "2", "7")}
        equal(len(outputs), 1)


def test_output_goes_to_a_file():
    with Folder() as folder:
        folder.write("base.json", BASE)
        folder.write("a.case", case("one", "MARKET is compliant"))
        target = folder.path / "report.xml"
        result = run_folder(folder, "--format", "junit", "--output", str(target))
        equal((result.status, result.text), (0, ""))
        contains(target.read_text(encoding="utf-8"), "<testsuites>")


def test_another_rule_set_stands_beside_the_chosen_one():
    with Folder() as folder:
        folder.write("base.json", BASE)
        for name in ("market.ruleset", "words/dossier.rules", "market/market.rules"):
            folder.write("rules/" + name, (GOLDEN / "rules" / name).read_text(encoding="utf-8"))
        folder.write("rules/strict.ruleset",
                     'ruleset strict "Strict" version "1" includes words, strict')
        folder.write("rules/strict/market.rules",
                     (GOLDEN / "rules/market/market.rules").read_text(encoding="utf-8")
                     .replace("2020-05-01 is 35 %", "2020-05-01 is 20 %"))
        folder.write("a.case", case("usual", "MARKET is compliant"))
        folder.write("b.case", "ruleset strict\n" + case("strict", "MARKET is non_compliant"))
        result = run("test", "--rules", str(folder.path / "rules/market.ruleset"), str(folder.path))
        equal((result.status, result.text), (0, "2 passed, 0 failed\n"))


def golden(name, text):
    """What `probity test NAME` says on standard error, from the folder of the golden files."""
    with Folder() as folder:
        folder.write("base.json", BASE)
        path = folder.write("x.case", text)
        err = run("test", "--rules", RULES, path).err.replace(str(folder.path), "cases")
        equal(err, (GOLDEN / name).read_text(encoding="utf-8"))


def test_a_dossier_that_is_not_there_has_its_code():
    golden("case_dossier_not_found.txt", case("one", "MARKET is compliant", "Base.json"))


def test_a_rule_set_that_is_not_there_has_its_code():
    golden("unknown_rule_set.txt", "ruleset markt\n" + case("one", "MARKET is compliant"))


def test_symbolic_links_are_not_followed():
    with Folder() as folder:
        folder.write("base.json", BASE)
        folder.write("inside/a.case", case("one", "MARKET is compliant", "../base.json"))
        (folder.path / "inside/loop").symlink_to(folder.path)
        equal(run_folder(folder).text, "1 passed, 0 failed\n")


def test_a_thousand_cases_take_no_time():
    with Folder() as folder:
        folder.write("base.json", BASE)
        for file in range(10):
            folder.write(f"{file}.case", "".join(
                case(f"number {n}", "share is satisfied", more="    with wares[1].origin is PL\n")
                for n in range(100)))
        start = time.monotonic()
        equal(run_folder(folder).text, "1000 passed, 0 failed\n")
        # Far above what it takes, so that only a change of order is noticed.
        assert time.monotonic() - start < 30


if __name__ == "__main__":
    main(sys.modules[__name__])
