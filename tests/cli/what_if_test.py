#!/usr/bin/env python3
"""`--what-if` and `--to-comply` from outside, on the harbour and on the dossiers of SAFE."""

import json
import sys

from program import BAD, GOOD, ROOT, RULES, Folder, contains, equal, main, run

SAFE = ROOT / "cases/safe"


def explain(name, rule, *words):
    return run("explain", str(SAFE / name), "--rule", f"safe.{rule}", *words)


def test_a_signature_in_time_would_be_excused():
    result = explain("s02b_lynx_alone_too_late.json", "common_procurement",
                     "--what-if", "/procurement/signed=2026-05-30")
    equal(result.status, 0)
    for part in ("HYPOTHETICAL: this is not a verdict", "SAFE  non-compliant → compliant",
                 "if   /procurement/signed were `2026-05-30` (on file: `2026-07-15`)",
                 "safe.common_procurement: violated → by derogation"):
        contains(result.text, part)
    late = explain("s02b_lynx_alone_too_late.json", "common_procurement",
                   "--what-if", "/procurement/signed=2026-05-31")
    contains(late.text, "SAFE  non-compliant, as before")
    contains(late.text, "No finding changes.")


def test_the_same_for_machines():
    result = explain("s02b_lynx_alone_too_late.json", "common_procurement", "--format", "json",
                     "--what-if", "/procurement/signed=2026-05-30")
    found = result.json
    equal(list(found), ["dossier", "source", "what_if", "rule", "instruments", "rejected"])
    equal(found["what_if"], {
        "facts": [{"pointer": "/procurement/signed", "before": "2026-07-15",
                   "after": "2026-05-30"}],
        "verdict": {"before": "non_compliant", "after": "compliant"},
        "instruments": [{"instrument": "SAFE", "before": "non_compliant", "after": "compliant"}],
        "findings": [{"instrument": "SAFE", "rule": "safe.common_procurement", "subject": "",
                      "before": "violated", "after": "excused"}]})
    equal(found["instruments"][0]["findings"][0]["outcome"], "excused")


def test_check_of_one_dossier_with_other_facts():
    with Folder() as folder:
        path = folder.write("bad.json", BAD)
        result = run("check", "--rules", RULES, path, "--what-if", "/crates/0/weight=35")
        equal(result.status, 0)
        contains(result.text, "HYPOTHETICAL")
        contains(result.text, "PORT  non-compliant → compliant")
        machine = run("check", "--rules", RULES, path, "--format", "json",
                      "--what-if", "/crates/0/weight=35").json[0]
        plain = run("check", "--rules", RULES, path, "--format", "json").json[0]
        equal(machine["sha256"], plain["sha256"])
        equal((plain["verdict"], machine["verdict"]), ("non_compliant", "compliant"))
        assert "what_if" in machine and "what_if" not in plain
        equal(run("check", "--rules", RULES, path, path, "--what-if", "/a=1").status, 64)


def test_facts_can_be_taken_out_and_added():
    with Folder() as folder:
        path = folder.write("good.json", GOOD)
        out = run("check", "--rules", RULES, path, "--what-if", "/announced=unknown")
        equal(out.status, 2)
        contains(out.text, "/announced were not there (on file: `true`)")
        added = run("check", "--rules", RULES, path, "--what-if",
                    '/crates/-={"name": "lead", "weight": 99, "foreign": true, "sealed": true, '
                    '"waived": false}')
        equal(added.status, 1)
        contains(added.text, "a new element of /crates")
        both = run("check", "--rules", RULES, path, "--what-if", "/crates/0/weight=40",
                   "--what-if", "/crates/0/weight=30")
        equal(both.status, 0)


def test_every_refusal_of_the_loader_applies():
    name = "s02b_lynx_alone_too_late.json"
    for change, status, part in (
        ("/procurement/signed=soon", 65, "/procurement/signed"),
        ("/procurement/sined=2026-05-30", 65, "signed"),
        ("/dossier=unknown", 65, "dossier"),
        ("/procurement/estimated_value=3", 65, "/procurement/estimated_value"),
        ("/participants/7/country=HU", 65, "has 1 element,"),
        ("/participants/x/country=HU", 65, "numbered from 0"),
        ("procurement.signed=2026-05-30", 64, "is no JSON pointer"),
        ("/procurement/signed", 64, "takes POINTER=VALUE"),
        ("/participants=[1", 64, "is no JSON"),
        ("=1", 64, "whole dossier"),
    ):
        result = explain(name, "common_procurement", "--what-if", change)
        equal((change, result.status), (change, status))
        contains(result.text + result.err, part)
    refused = explain(name, "common_procurement", "--what-if", "/procurement/signed=soon",
                      "--format", "json").json
    equal(refused["what_if"]["verdict"], {"before": "non_compliant", "after": None})
    equal(refused["rejected"][0]["pointer"], "/procurement/signed")
    equal(run("explain", "safe.control", "--what-if", "/a=1").status, 64)


def cures(found):
    """Pointer, new value and outcome of each cure of the first finding."""
    return [([(fact["pointer"], fact["after"]) for fact in cure["facts"]], cure["outcome"])
            for cure in found["to_comply"][0]["cures"]]


def limits(found):
    return [(limit["clause"], limit["move"]) for limit in found["to_comply"][0]["limits"]]


def test_a_late_signature_is_cured_by_the_last_day_or_a_second_state():
    name = "s02b_lynx_alone_too_late.json"
    found = explain(name, "common_procurement", "--to-comply", "--format", "json").json
    # From 30 May to 15 July 2026 are 46 days (Art. 4(3)); two states are needed (Art. 2(3)).
    equal(limits(found), [("requires", "area_buyer_count has to rise by 1"),
                          ("exception safe.single_buyer",
                           "procurement.signed has to be 46 days earlier")])
    equal(cures(found)[0], ([("/procurement/signed", "2026-05-30")], "excused"))
    second = cures(found)[1]
    equal((second[0][0][0], second[1]), ("/participants/-", "satisfied"))
    equal(second[0][0][1]["kind"], "contracting_authority")
    equal(len(cures(found)), 2)
    equal(found["to_comply"][0]["searched"]["complete"], True)
    text = explain(name, "common_procurement", "--to-comply").text
    for part in ("procurement.signed has to be 46 days earlier", "One of these changes is enough:",
                 "/procurement/signed: `2026-05-30` instead of `2026-07-15`"):
        contains(text, part)
    assert "└─" not in text


def test_a_share_above_its_ceiling_is_cured_to_the_cent():
    # 80 of 100 million are from outside, 35 are allowed. With 20 million from inside, x / (x + 20)
    # is at most 35 % up to 0.35 / 0.65 * 20 = 10.769 230 769... million (Art. 16(10)); with 80
    # million from outside, the inside part has to be 0.65 / 0.35 * 80 = 148.571 428 571... million.
    found = explain("s04b_pac3_from_a_union_subsidiary.json", "component_origin", "--to-comply",
                    "--format", "json").json
    equal(limits(found), [("requires", "component_cost_outside has to fall by EUR 45 000 000 while "
                                       "the whole stays EUR 100 000 000")])
    by_pointer = {facts[0][0]: facts[0][1] for facts, outcome in cures(found)}
    equal(by_pointer["/components/0/cost"], {"amount": 10769230.76, "currency": "EUR"})
    equal(by_pointer["/components/1/cost"], {"amount": 148571428.58, "currency": "EUR"})
    for cost, status in (("10769230.76", "satisfied"), ("10769230.77", "violated")):
        change = f'/components/0/cost={{"amount": {cost}, "currency": "EUR"}}'
        again = explain("s04b_pac3_from_a_union_subsidiary.json", "component_origin", "--format",
                        "json", "--what-if", change).json
        equal(again["instruments"][0]["findings"][0]["outcome"], status)


def test_a_cent_above_the_ceiling():
    # 35 000 000.01 of 100 000 000.01 from outside: 35 % of the whole are 35 000 000.0035, so that
    # 0.0065 are too much, and a whole cent has to go.
    change = '/components/{}/cost={{"amount": {}, "currency": "EUR"}}'
    found = explain("s04b_pac3_from_a_union_subsidiary.json", "component_origin", "--to-comply",
                    "--format", "json", "--what-if", change.format(0, "35000000.01"),
                    "--what-if", change.format(1, "65000000")).json
    equal(limits(found), [("requires", "component_cost_outside has to fall by EUR 0.01 while the "
                                       "whole stays EUR 100 000 000.01")])
    contains(str(cures(found)), "'amount': 35000000")


def test_control_is_cured_by_its_exceptions():
    found = explain("s04a_patriot_from_the_us_government.json", "control", "--to-comply",
                    "--format", "json").json
    equal(cures(found), [
        ([("/contractors/0/controllers/0", None)], "satisfied"),
        ([("/contractors/0/controllers", [])], "satisfied"),
        ([("/contractors/0/earlier_eligibility/-", {"changed_since": False})], "excused")])


def test_two_facts_where_one_only_leaves_the_rule_behind():
    found = explain("s04a_patriot_from_the_us_government.json", "design_authority", "--to-comply",
                    "--format", "json").json
    equal(cures(found)[-1],
          ([("/design/decided_without_third_country_restrictions", True),
            ("/design/can_substitute_restricted_components", True)], "satisfied"))
    assert all(outcome == "not_applicable" for _, outcome in cures(found)[:-1])


def test_every_cure_is_proved_again_by_what_if():
    for name, rule in (("s02b_lynx_alone_too_late.json", "common_procurement"),
                       ("s06a_k9_from_the_korean_parent.json", "common_procurement"),
                       ("s04b_pac3_from_a_union_subsidiary.json", "component_origin")):
        found = explain(name, rule, "--to-comply", "--format", "json").json
        assert found["to_comply"][0]["cures"]
        for facts, outcome in cures(found):
            words = []
            for pointer, value in facts:
                words += ["--what-if",
                          f"{pointer}={'unknown' if value is None else json.dumps(value)}"]
            again = explain(name, rule, "--format", "json", *words).json
            equal(again["instruments"][0]["findings"][0]["outcome"], outcome)


def test_what_is_satisfied_needs_nothing():
    result = explain("s02c_lynx_with_hungary.json", "common_procurement", "--to-comply",
                     "--format", "json")
    equal((result.status, result.json["to_comply"]), (0, []))
    equal(run("explain", "safe.control", "--to-comply").status, 64)


if __name__ == "__main__":
    main(sys.modules[__name__])
