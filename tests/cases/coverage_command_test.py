#!/usr/bin/env python3
"""`probity test --coverage` and `probity mutate` from outside, on the small market of the golden cases."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cli"))
from program import ROOT, Folder, contains, equal, main, run  # noqa: E402

GOLDEN = ROOT / "tests/golden/cases"
RULES = str(GOLDEN / "rules")
BASE = (GOLDEN / "base.json").read_text(encoding="utf-8")


def case(title, expect, more=""):
    return f'case "{title}"\n    dossier "base.json"\n{more}    expect {expect}\n'


def prices(domestic, foreign):
    return f"    with wares[0].price is EUR {domestic}\n         wares[1].price is EUR {foreign}\n"


AT = case("at the ceiling", "share is satisfied", prices(65, 35))
ABOVE = case("above it", "share is violated", prices("64.99", "35.01"))
FIRST_DAY = case("on the first day", "share is satisfied", prices(65, 35) + "    as of 2020-05-01\n")


def ask(command, cases, *words):
    with Folder() as folder:
        folder.write("base.json", BASE)
        folder.write("a.case", cases)
        return run(command, "--rules", RULES, str(folder.path), *words)


def cover(cases, *words):
    return ask("test", cases, "--coverage", *words)


def test_the_table_counts_by_module_and_the_gaps_have_their_place():
    result = cover(AT + ABOVE)
    equal((result.status, result.err), (0, ""))
    lines = result.text.splitlines()
    equal(lines[0], "2 passed, 0 failed")
    assert all(len(line) <= 80 for line in lines)
    row = next(line.split() for line in lines if line.startswith("market"))
    # share alone is kept and broken; nobody shows an exception or a reading; the small price is not
    # asked for; of the two limits, that of the share is reached from both sides.
    equal(row[:5] + row[6:], ["market", "1/3", "0/2", "0/2", "1/2", "1/2"])
    gaps = " ".join(result.text[result.text.index("not covered"):].split())
    for part in ("rule market.weighing market/market.rules:46: no case breaks it",
                 "exception market.weighing.small market/market.rules:53: no case is excused by it and "
                 "no case asks for it in vain",
                 "reading market.trust is owner market/market.rules:28: no case shows what it changes",
                 "limit ware.price is at most small_price (EUR 10) market/market.rules:55: no case "
                 "stands at the limit and none is on the other side of it"):
        contains(gaps, part)
    assert "rule market.share" not in gaps


def test_json_names_the_cases_of_everything():
    document = cover(AT + ABOVE, "--format", "json").json
    equal([c["title"] for c in document["cases"]], ["at the ceiling", "above it"])
    coverage, = document["coverage"]
    equal(coverage["rules"]["name"], "market")
    equal(coverage["totals"]["rules"], {"covered": 1, "of": 3})
    share = coverage["items"]["rules"][0]
    equal((share["rule"], share["file"], share["line"], share["covered"]),
          ("market.share", "market/market.rules", 39, True))
    equal((share["cases"]["satisfied"], share["cases"]["violated"], share["cases"]["excused"]),
          ([0], [1], []))
    limit = coverage["items"]["limits"][0]
    equal((limit["at"], limit["beyond"], limit["nearest"]), ([0], [1], "0.0001"))
    value = coverage["items"]["values"][0]
    equal((value["value"], value["from"], value["until"], value["cases"]),
          ("35 %", "2020-05-01", None, [0, 1]))


def test_verbose_names_the_cases_in_text():
    text = cover(AT + ABOVE, "--verbose").text
    contains(text, "a.case:1")
    contains(text[text.index("\ncovered\n"):], "rule market.share")


def test_a_limit_that_is_missed_tells_by_how_much():
    text = " ".join(cover(case("far", "share is violated", prices(60, 40))).text.split())
    contains(text, "no case stands at the limit and none is next to it on the other side, the nearest "
                   "5 percentage points off")


def test_coverage_is_told_in_text_and_json_alone():
    for form in ("junit", "ndjson"):
        result = cover(AT, "--format", form)
        equal(result.status, 64)
        contains(result.err, "`--coverage` is told in text and json")


def test_what_no_case_notices_is_named_with_its_place():
    result = ask("mutate", AT + ABOVE, "--filter", "market.foreign_ceiling")
    equal((result.status, result.err), (1, ""))
    text = " ".join(result.text.split())
    contains(text, "survived `from 2020-05-01` becomes `from 2020-05-02` market/market.rules:22:24 in "
                   "`market.foreign_ceiling`")
    contains(text, "2 noticed, 1 survived")
    assert all(len(line) <= 80 for line in result.text.splitlines())


def test_cases_at_the_limit_beyond_it_and_on_the_first_day_notice_all():
    result = ask("mutate", AT + ABOVE + FIRST_DAY, "--filter", "market.foreign_ceiling", "--verbose")
    equal(result.status, 0)
    text = " ".join(result.text.split())
    contains(text, "noticed `35 %` becomes `35.01 %`")
    contains(text, "3 noticed, 0 survived")


def test_mutants_in_json():
    document = ask("mutate", AT + ABOVE, "--filter", "market.foreign_ceiling", "--format", "json").json
    equal((document["noticed"], document["survived"]), (2, 1))
    equal(document["kinds"]["threshold"], {"noticed": 2, "of": 2})
    equal([(m["kind"], m["before"], m["after"], m["noticed_by"] and m["noticed_by"]["title"])
           for m in document["mutants"]],
          [("threshold", "35 %", "34.99 %", "at the ceiling"),
           ("threshold", "35 %", "35.01 %", "above it"),
           ("window", "from 2020-05-01", "from 2020-05-02", None)])


def test_the_same_bytes_for_every_number_of_threads():
    with Folder() as folder:
        folder.write("base.json", BASE)
        folder.write("a.case", AT + ABOVE + FIRST_DAY)
        for words in (("mutate", "--format", "json"), ("test", "--coverage", "--verbose")):
            outputs = {run(*words, "--rules", RULES, str(folder.path), "--jobs", jobs).out
                       for jobs in ("1", "2", "5")}
            equal(len(outputs), 1)


def test_cases_that_fail_notice_nothing():
    result = ask("mutate", AT + case("wrong", "share is violated", prices(65, 35)),
                 "--filter", "market.foreign_ceiling")
    equal(result.status, 1)
    contains(result.err, "1 of 2 cases do not pass and are not asked")


def test_a_filter_that_nothing_matches_is_told():
    result = ask("mutate", AT, "--filter", "zzz")
    equal(result.status, 66)
    contains(result.err, "no change of the rules has `zzz`")


if __name__ == "__main__":
    main(sys.modules[__name__])
