#!/usr/bin/env python3
"""probity diff: what counts as a change, how it is told, and the exit status."""

import shutil
import sys

from program import RULES, Folder, contains, equal, main, run


class Edited(Folder):
    """The harbour's rules, and a copy of them with words replaced."""

    def __init__(self, *replacements, file="port/port.rules"):
        self._replacements = replacements
        self._file = file

    def __enter__(self):
        super().__enter__()
        self.rules = self.path / "rules"
        shutil.copytree(RULES, self.rules)
        path = self.rules / self._file
        text = path.read_text(encoding="utf-8")
        for before, after in self._replacements:
            contains(text, before)
            text = text.replace(before, after)
        path.write_text(text, encoding="utf-8")
        return self

    def diff(self, *words):
        return run("diff", RULES, str(self.rules), *words)

    def changes(self):
        return self.diff("--format", "json").json["changes"]


def names(changes):
    return [(change["kind"], change["change"], change["name"]) for change in changes]


def test_the_same_rules_have_no_difference():
    result = run("diff", RULES, RULES)
    equal((result.status, result.err), (0, ""))
    contains(result.text, "The two mean the same.")
    equal(run("diff", RULES, RULES, "--format", "json").json["changes"], [])


def test_layout_comments_and_variables_are_no_change():
    with Edited(("module port", "# A comment.\nmodule port"),
                ("## The most that foreign crates may weigh, in tonnes.", "## Otherwise explained."),
                ("for each crate in crates\n    applies  when crate.foreign\n    requires crate.sealed",
                 "for each box in crates\n    applies  when (box.foreign)\n    requires\n        box.sealed"),
                ("{crate.name} is not sealed", "{box.name} is not sealed"),
                ("when      crate.waived", "when      box.waived"),
                ("the seal of {crate.name} was", "the seal of {box.name} was"),
                ("sum(crate.weight for crate in crates where crate.foreign)",
                 "sum(c.weight for c in crates where c.foreign)")) as edited:
        result = edited.diff()
        equal((result.status, result.err), (0, ""))
        contains(result.text, "The two mean the same.")


def test_a_file_that_moved_is_no_change():
    with Edited() as edited:
        (edited.rules / "port/port.rules").rename(edited.rules / "port/harbour.rules")
        equal(edited.diff().status, 0)


def test_a_parameter_is_told_with_its_values_and_days():
    with Edited(("from 2020-05-01 is 35", "from 2020-05-01 is 40"),
                ("    from 2030-01-01 is 30\n",
                 "    from 2030-01-01 is 30\n    from 2032-01-01 is 25\n")) as edited:
        result = edited.diff()
        equal(result.status, 1)
        contains(result.text, "CHANGED parameter port.foreign_ceiling")
        contains(result.text, "from 2020-05-01   35 → 40")
        contains(result.text, "from 2032-01-01   + 25")
        contains(result.text, "bears on  port.ceiling")
        (change,) = edited.changes()
        equal(change["bears_on"], ["port.ceiling"])
        equal([(part["part"], part["before"], part["after"]) for part in change["parts"]],
              [("from 2020-05-01", "35", "40"), ("from 2032-01-01", None, "25")])


def test_each_clause_that_changed_is_told():
    with Edited(('law      PORT_ACT "Art. 2"\n    requires foreign_weight is at most',
                 'law      PORT_ACT "Art. 2"\n    law      PORT_ACT "Art. 9"\n'
                 "    effective from 2021-01-01\n    applies  when announced\n"
                 "    requires foreign_weight is less than"),
                ("foreign crates weigh {foreign_weight};", "They weigh {foreign_weight};")) as edited:
        (change,) = edited.changes()
        equal((change["kind"], change["change"], change["name"]), ("rule", "changed", "port.ceiling"))
        parts = {part["part"]: (part["before"], part["after"]) for part in change["parts"]}
        equal(sorted(parts), ["applies when", "effective", "failing", "law", "requires"])
        equal(parts["requires"], ("foreign_weight is at most foreign_ceiling",
                                  "foreign_weight is less than foreign_ceiling"))
        equal(parts["effective"], (None, "from 2021-01-01"))
        equal(parts["applies when"], (None, "announced"))
        equal([part["part"] for part in change["parts"] if part["wording"]], ["failing"])


def test_titles_and_messages_alone_are_reworded():
    with Edited(("nobody told the harbour master", "the harbour master was not told")) as edited:
        (change,) = edited.changes()
        equal((change["change"], change["name"]), ("reworded", "port.announcement"))
        equal(edited.diff().status, 1)


def test_a_rule_under_another_name_is_renamed():
    with Edited(("rule seal ", "rule sealing ")) as edited:
        (change,) = edited.changes()
        equal((change["kind"], change["change"], change["name"], change["old_name"]),
              ("rule", "renamed", "port.sealing", "port.seal"))
        contains(edited.diff().text, "RENAMED port.seal → port.sealing")


def test_a_parameter_under_another_name_changes_no_rule():
    with Edited(("foreign_ceiling", "ceiling_for_foreigners")) as edited:
        equal(names(edited.changes()), [("parameter", "renamed", "port.ceiling_for_foreigners")])


def test_a_condition_that_became_a_definition_is_written_otherwise():
    with Edited(("rule seal ", "define is_foreign(one : crate) : boolean = one.foreign\n\nrule seal "),
                ("applies  when crate.foreign", "applies  when is_foreign(crate)")) as edited:
        result = edited.diff()
        equal(result.status, 0)
        contains(result.text, "The two mean the same.")
        contains(result.text, "added define port.is_foreign")
        (restated,) = edited.diff("--format", "json").json["restated"]
        equal(restated["name"], "port.is_foreign")


def test_exceptions_are_told_under_their_rule():
    with Edited(("until 2029-12-31", "until 2028-12-31")) as edited:
        (change,) = edited.changes()
        equal((change["kind"], change["name"], change["rule"]),
              ("exception", "port.seal.waived", "port.seal"))
        (part,) = change["parts"]
        equal((part["before"], part["after"]),
              ("from 2020-05-01 until 2029-12-31", "from 2020-05-01 until 2028-12-31"))


def test_rules_come_and_go():
    with Edited(('rule announcement "The landing is announced"', 'rule landing "Announced"'),
                ("requires announced", "requires count(crates) is at least 1")) as edited:
        equal(names(edited.changes()),
              [("rule", "added", "port.landing"), ("rule", "removed", "port.announcement")])


def test_the_default_reading_and_the_facts_count():
    with Edited(('authority "wording" default', 'authority "wording"'),
                ('authority "a court, perhaps"', 'authority "a court, perhaps" default')) as edited:
        (change,) = edited.changes()
        equal((change["kind"], change["bears_on"]), ("interpretation", ["port.seal"]))
        equal([(part["part"], part["before"], part["after"]) for part in change["parts"]],
              [("default", "master", "nobody")])
    with Edited(("weight : number", "weight : number required"), file="words/dossier.rules") as edited:
        (change,) = edited.changes()
        equal((change["kind"], change["name"]), ("record", "dossier.crate"))
        (part,) = change["parts"]
        equal((part["part"], part["before"], part["after"]),
              ("field weight", "number", "number required"))


def landing(weight, name):
    return {"dossier": name, "submitted": "2026-03-14", "instruments": ["PORT"], "announced": True,
            "crates": [{"name": "tea", "weight": weight, "foreign": True, "sealed": True,
                        "waived": False}]}


CASES = """case "One tonne more is too much"
    dossier   "light.json"
    with      crates[0].weight is 36
    as of     2026-01-01
    expect    PORT is non_compliant

case "After the year 2030 it is less"
    dossier   "light.json"
    as of     2030-06-01
    expect    PORT is non_compliant
"""


def test_dossiers_and_cases_that_come_out_otherwise_are_named_with_the_rule():
    with Edited(("from 2020-05-01 is 35", "from 2020-05-01 is 37")) as edited:
        cases = edited.path / "cases"
        edited.write("cases/light.json", landing(35, "LIGHT"))
        edited.write("cases/heavy.json", landing(37, "HEAVY"))
        edited.write("cases/port.case", CASES)
        edited.write("cases/.hidden.json", landing(37, "HIDDEN"))
        edited.write("cases/other.json", {"no": "dossier"})
        found = edited.diff("--format", "json", "--cases", str(cases)).json["dossiers"]
        equal((found["compared"], found["unfit"]), (4, 1))
        equal([(item["name"], item["before"], item["after"]) for item in found["differences"]],
              [("HEAVY", "non_compliant", "compliant"),
               ("One tonne more is too much", "non_compliant", "compliant")])
        equal(found["differences"][0]["findings"],
              [{"instrument": "PORT", "rule": "port.ceiling", "subject": "",
                "before": "violated", "after": "satisfied"}])
        assert found["differences"][1]["source"].endswith("port.case:1")
        text = edited.diff("--cases", str(cases)).text
        contains(text, "4 compared, 2 come out otherwise; 1 fit neither rule set")
        contains(text, "verdict: non-compliant → compliant")


def test_a_renamed_rule_is_the_same_rule_in_dossiers():
    with Edited(("rule ceiling ", "rule limit "), ("from 2020-05-01 is 35", "from 2020-05-01 is 1")) as edited:
        edited.write("cases/light.json", landing(35, "LIGHT"))
        (found,) = edited.diff("--format", "json", "--cases",
                               str(edited.path / "cases")).json["dossiers"]["differences"]
        equal([(item["rule"], item["before"], item["after"]) for item in found["findings"]],
              [("port.limit", "satisfied", "violated")])


def test_a_folder_of_cases_must_be_there():
    result = run("diff", RULES, RULES, "--cases", "/nowhere")
    equal((result.status, result.text), (66, ""))
    contains(result.err, "/nowhere")


def test_instruments_can_be_chosen():
    with Edited(("requires announced", "requires not announced")) as edited:
        equal(edited.diff("--instrument", "PORT").status, 1)
        (change,) = edited.diff("--instrument", "PORT", "--format", "json").json["changes"]
        equal(change["name"], "port.announcement")
        result = edited.diff("--instrument", "PROT")
        equal(result.status, 64)
        contains(result.err, "did you mean `PORT`?")


def test_mistakes_in_either_are_shown_and_end_with_78():
    with Edited(("requires announced", "requires anounced")) as edited:
        result = edited.diff()
        equal((result.status, result.text), (78, ""))
        contains(result.err, "anounced")
        contains(run("diff", str(edited.rules), RULES).err, "do not check")


def test_what_is_not_there_and_what_is_too_much():
    equal(run("diff", RULES, "/nowhere").status, 66)
    equal(run("diff", RULES).status, 64)
    equal(run("diff", RULES, RULES, RULES).status, 64)
    equal(run("diff", RULES, RULES, "--format", "sarif").status, 64)


def test_the_bytes_are_the_same_each_time():
    with Edited(("is 35", "is 36")) as edited:
        equal(edited.diff().out, edited.diff().out)
        assert all(len(line) <= 80 for line in edited.diff().text.splitlines())


if __name__ == "__main__":
    main(sys.modules[__name__])
