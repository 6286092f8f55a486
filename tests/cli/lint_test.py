#!/usr/bin/env python3
"""`probity lint` from outside: SARIF for editors, and fixes that are put into the files."""

import os
import re
import stat
import sys

from program import RULES, Folder, contains, equal, main, run

MANIFEST = 'ruleset r "R" version "1"\nincludes a\n'
VOCABULARY = """module words "Words"

record part {
    spare  : boolean
    origin : country
    made   : date
}

enum act_name { X }

record dossier {
    dossier     : text required as identifier
    instruments : set of act_name required as instruments
    parts       : list of part
    submitted   : date required
    evidence    : list of document as evidence
}

record document {
    id       : text
    supports : list of text
}
"""
HEAD = """module a "A"

use words

act A "An act"

instrument X
    applies when X is in instruments
    reference date submitted

"""
RULE = """rule r "R"
    law      A "1"
    requires {}
    failing  "f"
"""


def rule_set(folder, requirement, head=HEAD):
    folder.write("r.ruleset", MANIFEST)
    folder.write("a/words.rules", VOCABULARY)
    return folder.write("a/rules.rules", head + RULE.format(requirement))


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


# ---- SARIF --------------------------------------------------------------------------------------

def check_message(message):
    equal(set(message), {"text"})
    assert isinstance(message["text"], str) and message["text"]


def check_region(region):
    equal(set(region), {"startLine", "startColumn", "endLine", "endColumn", "byteOffset", "byteLength"})
    for key in ("startLine", "startColumn", "endLine", "endColumn"):
        assert isinstance(region[key], int) and region[key] >= 1
    assert region["byteOffset"] >= 0 and region["byteLength"] >= 0
    assert (region["startLine"], region["startColumn"]) <= (region["endLine"], region["endColumn"])


def check_artifact(location):
    equal(set(location), {"uri"})
    assert re.fullmatch(r"(file:///)?[A-Za-z0-9._~/%-]+", location["uri"]), location["uri"]


def check_physical(location):
    equal(set(location), {"artifactLocation", "region"})
    check_artifact(location["artifactLocation"])
    check_region(location["region"])


def check_fix(fix):
    equal(set(fix), {"description", "artifactChanges", "properties"})
    check_message(fix["description"])
    for change in fix["artifactChanges"]:
        equal(set(change), {"artifactLocation", "replacements"})
        check_artifact(change["artifactLocation"])
        for replacement in change["replacements"]:
            equal(set(replacement), {"deletedRegion", "insertedContent"})
            check_region(replacement["deletedRegion"])
            equal(set(replacement["insertedContent"]), {"text"})


def check_result(result, rules):
    assert {"ruleId", "ruleIndex", "level", "message", "locations"} <= set(result)
    assert set(result) <= {"ruleId", "ruleIndex", "level", "message", "locations",
                           "relatedLocations", "fixes"}
    equal(rules[result["ruleIndex"]]["id"], result["ruleId"])
    assert result["level"] in ("error", "warning")
    check_message(result["message"])
    for location in result["locations"]:
        equal(set(location), {"physicalLocation"})
        check_physical(location["physicalLocation"])
    for index, related in enumerate(result.get("relatedLocations", [])):
        equal(set(related), {"id", "physicalLocation", "message"})
        equal(related["id"], index + 1)
        check_physical(related["physicalLocation"])
        check_message(related["message"])
    for fix in result.get("fixes", []):
        check_fix(fix)


def check_rule(rule):
    equal(set(rule), {"id", "name", "shortDescription", "fullDescription", "help",
                      "defaultConfiguration"})
    assert re.fullmatch(r"PR\d{4}", rule["id"])
    for key in ("shortDescription", "fullDescription", "help"):
        check_message(rule[key])
    assert rule["defaultConfiguration"] in ({"level": "error"}, {"level": "warning"})


def sarif(*words):
    """The results of a run whose every part has the keys of SARIF 2.1.0 and no others."""
    log = run("lint", *words, "--format", "sarif").json
    equal(set(log), {"$schema", "version", "runs"})
    equal(log["version"], "2.1.0")
    contains(log["$schema"], "sarif-schema-2.1.0.json")
    (found,) = log["runs"]
    equal(set(found), {"tool", "invocations", "columnKind", "results"})
    equal(found["columnKind"], "utf16CodeUnits")
    equal(found["invocations"],
          [{"executionSuccessful": True, "toolExecutionNotifications": []}])
    driver = found["tool"]["driver"]
    equal(set(driver), {"name", "version", "rules"})
    for rule in driver["rules"]:
        check_rule(rule)
    equal(len({rule["id"] for rule in driver["rules"]}), len(driver["rules"]))
    for result in found["results"]:
        check_result(result, driver["rules"])
    return found["results"]


def test_sarif_of_rules_without_mistakes_has_no_results():
    equal(sarif(RULES), [])


def test_sarif_has_places_labels_and_fixes():
    with Folder() as folder:
        path = rule_set(folder, "no p in parts satisfies not (p.origin is EL and p.spare)")
        country, negation = sorted(sarif(str(folder.path)), key=lambda result: result["ruleId"])
        equal((country["ruleId"], country["level"]), ("PR0212", "error"))
        place = country["locations"][0]["physicalLocation"]
        equal(place["artifactLocation"]["uri"], "file://" + path)
        line = 1 + read(path).split("EL")[0].count("\n")
        equal([place["region"][key] for key in ("startLine", "startColumn", "endLine", "endColumn")],
              [line, 55, line, 57])
        (change,) = country["fixes"][0]["artifactChanges"]
        (replacement,) = change["replacements"]
        equal((replacement["deletedRegion"], replacement["insertedContent"]),
              (place["region"], {"text": "GR"}))
        equal(country["fixes"][0]["properties"], {"safe": True})
        equal((negation["ruleId"], negation["level"]), ("PR0504", "warning"))
        equal([related["message"]["text"] for related in negation["relatedLocations"]],
              ["the first negation"])
        equal(sarif(str(folder.path), "--strict")[0]["level"], "error")


def test_sarif_counts_columns_in_utf16():
    with Folder() as folder:
        rule_set(folder, "\"\u00e9\U0001f600\" is nowhere")
        (result,) = sarif(str(folder.path))
        # Two letters of the text are three units.
        equal(result["locations"][0]["physicalLocation"]["region"]["startColumn"],
              1 + len('    requires "xxx" is '))


def test_sarif_escapes_paths():
    with Folder() as folder:
        os.rename(rule_set(folder, "anounced"), folder.path / "a/50% \u00e9.rules")
        (result,) = sarif("--rules", str(folder.path / "r.ruleset"))
        contains(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
                 "/a/50%25%20%C3%A9.rules")


# ---- fixes --------------------------------------------------------------------------------------

def test_fix_mends_until_nothing_is_left():
    # The comparison and the countries lie within the negation: they cannot be mended at once.
    with Folder() as folder:
        path = rule_set(folder, "no p in parts satisfies not (p.origin is EL"
                                " and p.made is at most submitted)",
                        HEAD.replace('"An act"', "\u201cAn act\u201d"))
        os.chmod(path, 0o640)
        result = run("lint", "--fix", str(folder.path))
        equal(result.status, 0)
        equal(read(path), HEAD + RULE.format(
            "every p in parts satisfies (p.origin is GR and p.made is on or before submitted)"))
        mended = [line.split(": ")[1] for line in result.text.splitlines() if line.startswith("mended ")]
        equal(sorted(mended), ["PR0120", "PR0212", "PR0303", "PR0504"])
        contains(result.text, f"mended {path}:5:7: PR0120: a text stands between")
        contains(result.text, "r 1: 1 rules, no mistakes")
        equal(stat.S_IMODE(os.stat(path).st_mode), 0o640)
        equal(sorted(os.listdir(folder.path / "a")), ["rules.rules", "words.rules"])
        equal(run("lint", "--fix", str(folder.path)).text, "r 1: 1 rules, no mistakes\n")


def test_fix_leaves_what_is_not_safe():
    with Folder() as folder:
        path = rule_set(folder, "submited is 2026-01-01")
        before = read(path)
        result = run("lint", "--fix", str(folder.path))
        equal(result.status, 78)
        equal(read(path), before)
        assert "mended" not in result.text
        contains(result.text, "did you mean `submitted`?")


def test_fix_keeps_the_results_of_other_formats_whole():
    with Folder() as folder:
        rule_set(folder, "every p in parts satisfies p.origin is EL")
        result = run("lint", "--fix", "--format", "json", str(folder.path))
        equal((result.status, result.json["errors"]), (0, 0))
        contains(result.err, "PR0212: `EL` is not a country")


def test_fix_wants_to_know_which_rules():
    result = run("lint", "--fix")
    equal((result.status, result.out), (64, b""))
    contains(result.err, "--fix changes rules; name them")


def test_fix_of_a_byte_order_mark():
    with Folder() as folder:
        path = rule_set(folder, "every p in parts satisfies p.spare")
        text = read(path)
        folder.write("a/rules.rules", b"\xef\xbb\xbf" + text.encode())
        equal(run("lint", "--fix", str(folder.path)).status, 0)
        equal(read(path), text)


# ---- the pages of codes -------------------------------------------------------------------------

def test_explain_lists_the_codes_that_lint_gives():
    listed = run("explain")
    equal(listed.status, 0)
    contains(listed.text, "PR0212  ")
    contains(listed.text, "`probity explain --all`")
    codes = re.findall(r"^PR\d{4}", listed.text, re.MULTILINE)
    equal([page["code"] for page in run("explain", "--format", "json").json], codes)
    pages = run("explain", "--all").text
    equal(re.findall(r"^(PR\d{4}) \w+: ", pages, re.MULTILINE), codes)
    contains(pages, run("explain", codes[0]).text)
    with Folder() as folder:
        rule_set(folder, "anounced")
        contains(run("lint", str(folder.path)).text, "`probity explain CODE` documents a code.")
    equal(run("explain", "--all", "PR0212").status, 64)
    equal(run("explain", "--rule", "a.r").status, 64)


if __name__ == "__main__":
    main(sys.modules[__name__])
