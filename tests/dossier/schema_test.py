#!/usr/bin/env python3
"""The generated schema against the loader, with an independent JSON Schema validator.

`probity schema` prints the schema of a rule set. Every dossier below cases/ is valid by it,
and every broken dossier made here is refused by it and by `probity check` alike.

The program is $PROBITY, or the first argument; the tree is $PROBITY_SOURCE_DIR.
"""

import copy
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import jsonschema

PROBITY = os.environ.get("PROBITY") or sys.argv[1]
ROOT = pathlib.Path(os.environ.get("PROBITY_SOURCE_DIR") or pathlib.Path(__file__).parents[2])
RULES = ["--rules", str(ROOT / "rules" / "eu_defence.ruleset")]
REJECTED = 65  # exit status of cli.md

WHOLE = {
    "dossier": "SCHEMA-1",
    "submitted": "2026-03-14",
    "instruments": ["SAFE"],
    "procurement": {
        "kind": "defence_product",
        "estimated_value": {"amount": "150000000.00", "currency": "EUR"},
        "signed": "2026-03-01",
        "added_countries": ["UA"],
    },
    "participants": [{"name": "Poland", "country": "PL", "receives_safe_loan": True}, None],
    "contractors": [{"name": "A", "size": "sme", "share_of_contract": "12.5 %", "controllers": []}],
    "plan": {"duration": "45 years"},
    "exchange_rates": [{"from": "EUR", "to": "PLN", "rate": 4.3, "on": "2026-03-13"}],
    "title": None,
    "extensions": {"anything": [1, {"x": None}]},
}

REMOVED = object()

# What is put in which place, and why it must be refused.
BROKEN = [
    ("a required fact is absent", ["submitted"], REMOVED),
    ("a required fact is null", ["dossier"], None),
    ("the identifier is blank", ["dossier"], "  "),
    ("a key is mistyped", ["tilte"], "x"),
    ("a key of a part is mistyped", ["procurement", "knd"], "defence_product"),
    ("a text is a number", ["title"], 5),
    ("a number is a text", ["version"], "5"),
    ("no instrument is named", ["instruments"], []),
    ("an instrument is named twice", ["instruments"], ["SAFE", "SAFE"]),
    ("an instrument is unknown", ["instruments"], ["SAVE"]),
    ("the participants are an empty list", ["participants"], []),
    ("a participant is a region", ["participants", 0, "country"], "RE"),
    ("a participant is no country", ["participants", 0, "country"], "UK"),
    ("a country is in lower case", ["procurement", "added_countries"], ["pl"]),
    ("a boolean is a text", ["participants", 0, "receives_safe_loan"], "yes"),
    ("a boolean is a number", ["participants", 0, "receives_safe_loan"], 1),
    ("a list is an object", ["contractors"], {"name": "A"}),
    ("a record is a text", ["contractors", 0], "A"),
    ("a percentage is a number", ["contractors", 0, "share_of_contract"], 12.5),
    ("a percentage is negative", ["contractors", 0, "share_of_contract"], "-1 %"),
    ("a percentage has no sign", ["contractors", 0, "share_of_contract"], "12.5"),
    ("a percentage has a comma", ["contractors", 0, "share_of_contract"], "12,5 %"),
    ("an enum value is unknown", ["contractors", 0, "size"], "SME"),
    ("money is a number", ["procurement", "estimated_value"], 5),
    ("money has no currency", ["procurement", "estimated_value"], {"amount": 5}),
    ("money has no amount", ["procurement", "estimated_value"], {"currency": "EUR"}),
    ("an amount is null", ["procurement", "estimated_value", "amount"], None),
    ("an amount is negative", ["procurement", "estimated_value", "amount"], -5),
    ("an amount is negative text", ["procurement", "estimated_value", "amount"], "-5"),
    ("an amount has blanks", ["procurement", "estimated_value", "amount"], "1 000"),
    ("a currency is unknown", ["procurement", "estimated_value", "currency"], "EURO"),
    ("money has another key", ["procurement", "estimated_value", "vat"], 1),
    ("a date is no date", ["procurement", "signed"], "14.03.2026"),
    ("a date has a time", ["procurement", "signed"], "2026-03-14T00:00:00Z"),
    ("a date has one digit", ["procurement", "signed"], "2026-3-14"),
    ("a month does not exist", ["procurement", "signed"], "2026-13-01"),
    ("a duration is of ISO 8601", ["plan", "duration"], "P45Y"),
]


def broken(path, value):
    dossier = copy.deepcopy(WHOLE)
    place = dossier
    for step in path[:-1]:
        place = place[step]
    if value is REMOVED:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return dossier


def is_rejected(folder, dossier):
    path = pathlib.Path(folder) / "dossier.json"
    path.write_text(json.dumps(dossier), encoding="utf-8")
    result = subprocess.run([PROBITY, "check", *RULES, "--format", "json", str(path)], capture_output=True)
    return result.returncode == REJECTED


def main():
    printed = subprocess.run([PROBITY, "schema", *RULES], check=True, capture_output=True).stdout
    schema = json.loads(printed)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    outcomes = []

    def note(is_right, what):
        outcomes.append(is_right)
        if not is_right:
            print(f"failed: {what}")

    for path in sorted((ROOT / "cases").rglob("*.json")):
        if path.parent.name == "expectations":
            continue
        errors = list(validator.iter_errors(json.loads(path.read_text(encoding="utf-8"))))
        reasons = "; ".join(f"{error.json_path}: {error.message}" for error in errors)
        note(not errors, f"{path.relative_to(ROOT)} is not valid: {reasons}")

    with tempfile.TemporaryDirectory() as folder:
        note(validator.is_valid(WHOLE), "the whole dossier is not valid")
        note(not is_rejected(folder, WHOLE), "the whole dossier is rejected")
        for reason, path, value in BROKEN:
            dossier = broken(path, value)
            note(not validator.is_valid(dossier), f"valid by the schema, though {reason}")
            note(is_rejected(folder, dossier), f"accepted by the loader, though {reason}")

    print(f"{sum(outcomes)} passed, {len(outcomes) - sum(outcomes)} failed")
    return 0 if all(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
