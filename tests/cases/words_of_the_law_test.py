#!/usr/bin/env python3
"""What cases cannot expect: what the findings on control say, which are the countries outside the area
and none of those inside it that stand in the same list; and the report that the README shows."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cli"))
from program import ROOT, Folder, equal, main, run  # noqa: E402

MANIFEST = str(ROOT / "rules/eu_defence.ruleset")

SWISS_HOLDING_OF_A_GERMAN_FAMILY = {"name": "holding", "country": "DE", "established_in": "CH"}
POLISH_HOLDING_OF_A_KOREAN_GROUP = {"name": "holding", "country": "KR", "established_in": "PL"}


def said_of(controllers, name="safe/base_category_one.json", whose="contractors", rule="safe.control",
            options=()):
    """The message of the rule's first finding when these control the first of the list."""
    content = json.loads((ROOT / "cases" / name).read_text(encoding="utf-8"))
    content[whose][0] |= {"name": "X", "controllers": controllers, "screenings": [], "guarantees": []}
    with Folder() as folder:
        path = folder.write("dossier.json", content)
        result = run("check", "--rules", MANIFEST, path, "--format", "json", *options).json[0]
    found = [finding for instrument in result["instruments"] for finding in instrument["findings"]
             if finding["rule"] == rule and finding["outcome"] == "violated"]
    return found[0]["message"]


def test_a_member_state_is_not_given_as_the_breach():
    equal(said_of([SWISS_HOLDING_OF_A_GERMAN_FAMILY]), "X is controlled from CH")
    equal(said_of([POLISH_HOLDING_OF_A_KOREAN_GROUP]), "X is controlled from KR")


def test_every_country_outside_is_named_once():
    equal(said_of([{"country": "US", "established_in": "US"}, {"country": "FR", "established_in": "FR"},
                   SWISS_HOLDING_OF_A_GERMAN_FAMILY, {"country": "US", "established_in": "GB"},
                   POLISH_HOLDING_OF_A_KOREAN_GROUP]),
          "X is controlled from US, KR, CH, GB")


def test_an_unknown_seat_or_country_is_told():
    equal(said_of([{"country": "US"}]), "X is controlled from US and others unknown")
    equal(said_of([{"established_in": "US"}]), "X is controlled from US and others unknown")


def test_where_a_seat_in_the_area_is_exempt_only_the_seats_are_named():
    equal(said_of([SWISS_HOLDING_OF_A_GERMAN_FAMILY, POLISH_HOLDING_OF_A_KOREAN_GROUP],
                  options=["--reading", "safe.seated_controller=exempt"]),
          "X is controlled from CH")


def test_every_act_says_it_so():
    for name, whose, rule, message in (
        ("safe/base_category_one.json", "subcontractors", "safe.subcontractor_control",
         "X has 20 % of the contract and is controlled from CH"),
        ("edirpa/base_howitzers.json", "contractors", "edirpa.control",
         "X is controlled from CH and was not cleared by investment screening"),
        ("edirpa/base_howitzers.json", "subcontractors", "edirpa.subcontractor_control",
         "X has 20 % of the contract, is controlled from CH and was not cleared by investment screening"),
        ("edip/base_purchase.json", "contractors", "edip.control", "X is controlled from CH"),
        ("edip/base_purchase.json", "subcontractors", "edip.subcontractor_control",
         "X has 20 % of the contract and is controlled from CH"),
        ("edip/base_industry.json", "recipients", "edip.recipient_control", "X is controlled from CH"),
        ("edip/base_usi_purchase.json", "contractors", "edip_usi.control", "X is controlled from CH"),
        ("edip/base_usi_purchase.json", "subcontractors", "edip_usi.subcontractor_control",
         "X has 20 % of the contract and is controlled from CH"),
        ("edip/base_usi_industry.json", "recipients", "edip_usi.recipient_control",
         "X is controlled from CH"),
    ):
        equal((rule, said_of([SWISS_HOLDING_OF_A_GERMAN_FAMILY], name, whose, rule)), (rule, message))


def test_the_readme_shows_what_the_program_prints():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command, shown = readme.split("prints, among others:\n\n```\n")
    path = command.split("./dev run check ")[-1].strip().strip("`")
    result = run("check", "--rules", MANIFEST, str(ROOT / path)).text.replace(f"{ROOT}/", "")
    lines = shown.split("```")[0].splitlines()
    assert len(lines) > 20, lines
    equal([line for line in lines if line not in result.splitlines()], [])


if __name__ == "__main__":
    main(sys.modules[__name__])
