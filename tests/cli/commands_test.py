#!/usr/bin/env python3
"""The other commands from outside: usage, help, missing, new, explain, rules, lint, schema."""

import json
import subprocess
import sys

from program import (BAD, GOOD, OPEN, PROGRAM, ROOT, RULES, Folder, contains, crate, dossier, equal,
                     main, run)


def with_rules(*words, **options):
    return run(words[0], "--rules", RULES, *words[1:], **options)


def test_without_a_command_usage_is_on_standard_error():
    result = run()
    equal((result.status, result.out), (64, b""))
    contains(result.err, "usage: probity COMMAND")


def test_unknown_commands_have_their_nearest_name():
    result = run("chekc")
    equal(result.status, 64)
    contains(result.err, "unknown command `chekc`; did you mean `check`?")
    for later in ("import",):
        result = run(later)
        equal(result.status, 64)
        contains(result.err, f"unknown command `{later}`")


def test_unknown_options_and_formats():
    for words, part in (
        (("check", "--formta", "json", "x"), "did you mean `--format`?"),
        (("check", "-f", "x"), "no option `-f`"),
        (("check", "x", "--format", "html"), "it has `text`, `json` and `ndjson`"),
        (("check",), "needs DOSSIER..."),
        (("check", "x", "--quiet", "--quiet"), "twice"),
        (("check", "x", "--as-of"), "as-of"),
        (("version", "x"), "takes no arguments"),
        (("missing", "x", "y"), "one argument"),
    ):
        result = run(*words)
        equal((result.status, result.out), (64, b""))
        contains(result.err, part)


def test_help_on_every_level():
    for words in ((), ("check",)):
        contains(run("help", *words).text, "probity")
    commands = [line.split()[0] for line in run("--help").text.splitlines()
                if line.startswith("  ") and line.split()[0].isalpha()]
    assert {"check", "missing", "new", "explain", "rules", "lint", "schema", "eval", "test", "mutate"} <= set(commands)
    for command in commands:
        if command == "Where":
            continue
        result = run(command, "--help")
        equal(result.status, 0)
        equal(result.out, run("help", command).out)
        assert all(len(line) <= 80 for line in result.text.splitlines()), command
    equal(run("help", "nothing").status, 64)


def test_version():
    equal(run("version").out, run("--version").out)
    contains(run("version").text, "probity ")


def test_the_manual_page_and_the_completion_are_generated():
    page = run("help", "--man").text
    for part in (".TH PROBITY 1", ".SS probity check", "\\fB\\-\\-as\\-of\\fR", ".SH EXIT STATUS"):
        contains(page, part)
    script = run("help", "--completion", "bash").out
    equal(subprocess.run(["bash", "-n"], input=script, check=False).returncode, 0)


def test_missing_says_who_asks():
    with Folder() as folder:
        path = folder.write("open.json", dossier(announced=None, crates=[crate(sealed=None, waived=None)]))
        text = with_rules("missing", path)
        equal(text.status, 0)
        for part in ("/announced", "Whether the harbour master was told", "port.announcement",
                     "PORT_ACT Art. 5", "/crates/0/sealed", "tea"):
            contains(text.text, part)
        found = with_rules("missing", path, "--format", "json").json
        equal(list(found), ["dossier", "source", "sha256", "rules", "engine", "as_of",
                            "instruments", "rejected"])
        fact = found["instruments"][0]["missing"][0]
        equal(list(fact), ["pointer", "type", "doc", "settles", "asked_by"])
        equal({item["pointer"] for item in found["instruments"][0]["missing"]},
              {"/announced", "/crates/0/sealed", "/crates/0/waived"})
        equal(with_rules("missing", folder.write("good.json", GOOD)).status, 0)
        equal(with_rules("missing", folder.write("bad.json", "{")).status, 65)
        equal(with_rules("missing", "nowhere.json").status, 66)


def test_a_new_dossier_says_nothing():
    manifest = str(ROOT / "rules/eu_defence.ruleset")
    days = {"EDIRPA": "2024-06-01"}
    for instrument in run("rules", "--rules", manifest, "--format", "json").json["instruments"]:
        name = instrument["instrument"]
        found = run("new", name, "--rules", manifest).json
        found.update(dossier="NEW-1", submitted=days.get(name, "2026-06-01"))
        with Folder() as folder:
            result = run("check", folder.write("x.json", found), "--rules", manifest,
                         "--instrument", name, "--format", "json").json[0]
        assert result["verdict"] in ("undetermined", "not_applicable"), (name, result["verdict"])


def test_a_new_dossier_loads_once_its_required_facts_are_there():
    blank = with_rules("new", "PORT")
    equal(blank.status, 0)
    found = blank.json
    equal(found["instruments"], ["PORT"])
    equal(found["announced"], None)
    equal(found["crates"], None)
    blank_crate = found["extensions"]["records"]["/crates/0"]
    equal(list(blank_crate), ["name", "weight", "foreign", "sealed", "waived"])
    contains(found["extensions"]["about"], "dossier and submitted")
    contains(found["extensions"]["explanations"]["/crates/0/weight"],
             "number. What the crate weighs. In tonnes.")
    contains(found["extensions"]["explanations"]["/announced"], "port.announcement")
    with Folder() as folder:
        equal(with_rules("check", folder.write("x.json", found)).status, 65)
        found.update(dossier="NEW-1", submitted="2026-03-14")
        equal(with_rules("check", folder.write("x.json", found)).status, 2)
        found.update(crates=[blank_crate])
        equal(with_rules("check", folder.write("x.json", found)).status, 2)
    contains(with_rules("new", "PORT", "--format", "text").text, "/crates/0/weight")
    result = with_rules("new", "PROT")
    equal(result.status, 64)
    contains(result.err, "did you mean `PORT`?")
    contains(with_rules("new", "SEA").err, "no rules for `SEA`")


def test_explain_a_code():
    contains(run("explain", "PR0104").text, "mixed_connectives")
    equal(run("explain", "pr0104").out, run("explain", "PR0104").out)
    equal(run("explain", "PR0104", "--format", "json").json["code"], "PR0104")
    equal(run("explain", "PR9999").status, 64)


def test_explain_a_rule():
    text = with_rules("explain", "port.seal").text
    for part in ("Act on the harbour of 1 May 2020, Art. 3", "port/port.rules:", "crate in crates",
                 "unless waived", "until 2029-12-31", "port.waiver", "the harbour master"):
        contains(text, part)
    equal(with_rules("explain", "seal").text, text)
    contains(with_rules("explain", "ceiling").text, "35 from 2020-05-01")
    result = with_rules("explain", "port.sael")
    equal(result.status, 64)
    contains(result.err, "did you mean `port.seal`?")
    found = with_rules("explain", "seal", "--format", "json").json
    equal((found["rule"], found["requires"]), ("port.seal", "crate.sealed"))


def test_explain_the_reasoning_on_a_dossier():
    with Folder() as folder:
        path = folder.write("bad.json", BAD)
        result = with_rules("explain", path, "--rule", "ceiling")
        equal(result.status, 0)
        contains(result.text, "VIOLATED port.ceiling")
        contains(result.text, "foreign_weight is at most foreign_ceiling → false")
        contains(result.text, "foreign_weight is 38, at most 35 is allowed: 3 over")
        found = with_rules("explain", path, "--rule", "ceiling", "--format", "json").json
        equal(found["instruments"][0]["findings"][0]["outcome"], "violated")
        equal(with_rules("explain", path).status, 64)
        equal(with_rules("explain", path, "--rule", "none").status, 64)
        equal(with_rules("explain", "no.json", "--rule", "seal").status, 66)


def test_rules_are_listed():
    text = with_rules("rules").text
    for part in ("port.ceiling", "Foreign crates stay below the ceiling", "PORT_ACT Art. 2",
                 "port.foreign_ceiling", "30 from 2030-01-01"):
        contains(text, part)
    found = with_rules("rules", "--format", "json").json
    equal([rule["rule"] for rule in found["instruments"][0]["rules"]],
          ["port.ceiling", "port.seal", "port.announcement"])
    equal(found["parameters"][0]["values"],
          [{"from": "2020-05-01", "until": "2029-12-31", "value": "35"},
           {"from": "2030-01-01", "until": None, "value": "30"}])
    equal(with_rules("rules", "--format", "json", "--as-of", "2019-01-01").json["instruments"], [])
    equal(with_rules("rules", "--instrument", "NONE").status, 64)


TABLE_AND_PRECEDENCE = """
## What a crate may weigh, in tonnes.
table most_weight(is_foreign : boolean, is_sealed : boolean) : number
    law PORT_ACT "Art. 6"
    when is_foreign is false                       then 40
    when is_foreign is true and is_sealed is true  then foreign_ceiling
        law PORT_ACT "Art. 6(2)"
    when is_foreign is true and is_sealed is false then 10

rule weight "No crate is too heavy"
    law      PORT_ACT "Art. 6"
    for each crate in crates
    requires crate.weight is at most most_weight(crate.foreign, crate.sealed)
    failing  "{crate.name} is too heavy"

rule seal prevails over weight
    law      PORT_ACT "Art. 7"
    for each crate in crates
    when     crate.waived
"""


def test_tables_and_precedences_are_shown():
    with Folder() as folder:
        folder.write("words/dossier.rules", open(f"{RULES}/words/dossier.rules").read())
        folder.write("port/port.rules",
                     open(f"{RULES}/port/port.rules").read() + TABLE_AND_PRECEDENCE)
        manifest = folder.write("h.ruleset", 'ruleset h "H" version "1"\nincludes words, port\n')
        lint = run("lint", manifest)
        equal((lint.status, lint.err), (0, ""))

        text = run("rules", "--rules", manifest).text
        for part in ("gives way to port.seal when crate.waived (PORT_ACT Art. 7)",
                     "prevails over port.weight when crate.waived (PORT_ACT Art. 7)",
                     "port.most_weight PORT_ACT Art. 6",
                     "row 2   is_foreign is true and is_sealed is true → foreign_ceiling (PORT_ACT"):
            contains(text, part)
        listed = run("rules", "--rules", manifest, "--format", "json").json
        equal([row["then"] for row in listed["tables"][0]["rows"]], ["40", "foreign_ceiling", "10"])
        equal(listed["tables"][0]["rows"][1]["law"][0]["reference"], "Art. 6(2)")

        explained = run("explain", "weight", "--rules", manifest).text
        for part in ("gives way to port.seal", "row 3", "port.foreign_ceiling"):
            contains(explained, part)
        found = run("explain", "seal", "--rules", manifest, "--format", "json").json
        equal([entry["rule"] for entry in found["prevails_over"]], ["port.weight"])
        equal((found["gives_way_to"], found["tables"]), ([], []))

        landing = dict(GOOD, crates=[
            {"name": "one", "weight": 11, "foreign": True, "sealed": False, "waived": True},
            {"name": "two", "weight": 11, "foreign": False, "waived": True},
            {"name": "three", "weight": 11, "foreign": True, "sealed": False, "waived": False}])
        path = folder.write("landing.json", landing)
        shown = run("check", path, "--rules", manifest, "--verbose").text
        contains(shown, "port.seal prevails (Act on the harbour of 1 May 2020, Art. 7)")
        contains(shown, "most_weight → 40 (row 1)")
        contains(shown, "three is too heavy")
        decided = run("check", path, "--rules", manifest, "--format", "json").json[0]
        weights = [finding for finding in decided["instruments"][0]["findings"]
                   if finding["rule"] == "port.weight"]
        equal([finding["outcome"] for finding in weights],
              ["not_applicable", "satisfied", "violated"])
        equal(weights[0]["message"],
              "port.seal prevails (Act on the harbour of 1 May 2020, Art. 7)")
        equal([clause["clause"] for clause in weights[0]["trace"]],
              ["port.seal applies", "port.seal prevails"])
        equal(weights[1]["trace"][-1]["root"]["children"][1]["children"][-1]["row"], 1)


def test_lint_shows_every_mistake():
    good = with_rules("lint")
    equal((good.status, good.err), (0, ""))
    contains(good.text, "harbour 1.0: 3 rules")
    equal(run("lint", RULES).out, good.out)
    with Folder() as folder:
        folder.write("words/dossier.rules", open(f"{RULES}/words/dossier.rules").read())
        rules = open(f"{RULES}/port/port.rules").read().replace("requires announced",
                                                                "requires anounced")
        folder.write("port/port.rules", rules)
        manifest = folder.write("h.ruleset", 'ruleset h "H" version "1"\nincludes words, port\n')
        result = run("lint", manifest)
        equal(result.status, 78)
        contains(result.text, "anounced")
        contains(result.text, "1 error, 0 warnings")
        found = run("lint", str(folder.path), "--format", "json")
        equal((found.status, found.json["errors"]), (78, 1))
        equal(found.json["diagnostics"][0]["severity"], "error")
        # A define that nobody uses is a warning, and with --strict an error.
        folder.write("port/port.rules", open(f"{RULES}/port/port.rules").read()
                     + "\ndefine unused : boolean =\n    announced\n")
        equal(run("lint", manifest).status, 0)
        contains(run("lint", manifest).text, "0 errors, 1 warning")
        equal(run("lint", manifest, "--strict").status, 78)
    equal(run("lint", "/nowhere").status, 66)


def test_the_schema_is_json():
    schema = with_rules("schema").json
    contains(json.dumps(schema), "announced")


def test_the_shipped_rules_are_found_beside_the_program():
    equal(run("rules", "--format", "json").json["rules"]["name"], "eu_defence")


if __name__ == "__main__":
    main(sys.modules[__name__])
