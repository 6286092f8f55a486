#!/usr/bin/env python3
"""probity eval from outside: the contract of language.md, "Outside use"."""

import json
import subprocess
import sys
import time

from program import PROGRAM, RULES, Folder, contains, equal, main, run


def value(expression, *words):
    result = run("eval", expression, *words)
    equal(result.status, 0)
    return result.text


def answers(*requests):
    lines = "".join((item if isinstance(item, str) else json.dumps(item)) + "\n"
                    for item in requests)
    return run("eval", "--ndjson", stdin=lines.encode("utf-8", "surrogatepass"))


def answer(expression, **facts):
    return answers({"expr": expression, "facts": facts}).lines[0]


def test_values_are_printed():
    for expression, printed in {
        "0.1 + 0.2": "0.3",
        "1 is less than 2": "true",
        "35 % + 1 %": "36 %",
        "EUR 1.10 + EUR 2": "EUR 3.10",
        "2026-01-31 + 1 month": "2026-02-28",
        "unknown and false": "false",
        "PL is PL": "true",
        "PL is DE": "false",
        "PL is in { PL, DE }": "true",
        "PL is not in { FR, DE }": "true",
        "count([PL, DE])": "2",
        "-1 + 2": "1",
    }.items():
        equal(value(expression), printed + "\n")


def test_unknown_comes_with_the_paths():
    with Folder() as folder:
        facts = folder.write("facts.json", {"x": None, "y": [{"z": 1}, {"z": None}]})
        equal(value("x is 3", "--facts", facts), "unknown\n/x\n")
        equal(value("sum(y.z) is 3", "--facts", facts), "unknown\n/y/1/z\n")
        equal(value("1 / 0"), "unknown\ndivision by zero\n")


def test_anything_may_be_asked_of_what_is_unknown():
    for expression in ("unknown.y", "count(unknown)", "sum(i for i in unknown)",
                       "distinct(unknown)", "the i in unknown where i is 1",
                       "some i in unknown satisfies i.y is 1", "unknown is in unknown"):
        equal(value(expression), "unknown\n")
    equal(value("known unknown.y"), "false\n")
    equal(answer("x.y", x=None)["unknown"], ["/x"])
    equal(answer("x.y.z", x={"y": None})["unknown"], ["/x/y"])
    equal(answer("count(x)", x=None)["unknown"], ["/x"])
    equal(answer("x.y.z", x=[])["value"], [])


def test_texts_cannot_drive_a_terminal():
    hostile = "a\x1b\u009b31m\u0085\u2028\u202e\u2066\ufeff"
    result = answers({"expr": "x", "facts": {"x": hostile}})
    equal(result.lines[0]["value"], hostile)
    assert result.out.isascii()


def test_types():
    equal(value("1 + 1", "--type"), "number\n")
    equal(value("EUR 1 / EUR 2", "--type"), "percentage\n")
    equal(value("[1, 2]", "--type"), "list of number\n")


def test_mistakes_are_shown_with_their_place():
    result = run("eval", "1 + foo")
    equal((result.status, result.out), (65, b""))
    contains(result.err, "expression:1:5")
    with Folder() as folder:
        equal(run("eval", "x", "--facts", folder.write("f.json", '{"x": 1, "x": 2}')).status, 65)
        equal(run("eval", "x", "--facts", str(folder.path / "none.json")).status, 66)


def test_answers_have_the_forms_of_the_contract():
    equal(answer("x", x=True), {"type": "boolean", "value": True})
    equal(answer("x + 0.2", x=0.1), {"type": "number", "value": "0.3"})
    equal(answer("1 / 3"), {"type": "number", "value": "1/3"})
    equal(answer("x", x="35 %"), {"type": "percentage", "value": "35 %"})
    equal(answer("x", x={"amount": "1.10", "currency": "EUR"}),
          {"type": "money", "value": {"amount": "1.10", "currency": "EUR"}})
    equal(answer("x", x="2026-02-28"), {"type": "date", "value": "2026-02-28"})
    equal(answer("2 months + 1 month"), {"type": "duration", "value": "3 months"})
    equal(answer("x", x=[1, 2]), {"type": "list of number", "value": ["1", "2"]})
    equal(answer("x is 1", x=None), {"type": "boolean", "unknown": ["/x"]})
    equal(answer("x", x="say \"łódź\""), {"type": "text", "value": "say \"łódź\""})


def test_errors_are_answers_and_do_not_stop_the_run():
    result = answers({"expr": "x +", "facts": {"x": 1}}, "no json", {"expr": "true"},
                     {"facts": {}}, {"expr": "1", "fact": {}}, {"expr": "1", "facts": None},
                     '{"expr": "x", "facts": {"x": 1, "x": 2}}')
    equal(result.status, 65)
    lines = result.lines
    equal(list(lines[0]["error"]), ["code", "message", "column"])
    equal([("error" in line) for line in lines], [True, True, False, True, True, False, True])
    contains(lines[4]["error"]["message"], "fact")
    # The second `x`, counted in the line.
    equal(lines[6]["error"]["column"], 33)


def test_columns_count_characters():
    equal(answer("\"łódź\" + nothing")["error"]["column"], 10)


def test_blank_lines_are_passed_over():
    result = answers({"expr": "1"}, "", "  ", {"expr": "2"})
    equal([line["value"] for line in result.lines], ["1", "2"])


def test_facts_of_a_line_do_not_live_on():
    lines = answers({"expr": "x", "facts": {"x": 1}}, {"expr": "x"}).lines
    equal(lines[0]["value"], "1")
    assert "error" in lines[1]


def test_rules_give_facts_their_types_and_expressions_their_names():
    lines = [json.dumps({"expr": expression, "facts": facts}) for expression, facts in (
        ("foreign_weight", {"crates": [{"weight": 3, "foreign": True}]}),
        ("port.foreign_ceiling", {}),
        ("announced", {}),
        ("anounced", {}),
        ("true", {"crates": [{"wieght": 1}]}),
    )]
    result = run("eval", "--ndjson", "--rules", RULES, "--as-of", "2026-01-01",
                 stdin="\n".join(lines).encode())
    found = result.lines
    equal(found[0], {"type": "number", "value": "3"})
    equal(found[1], {"type": "number", "value": "35"})
    equal(found[2], {"type": "boolean", "unknown": ["/announced"]})
    contains(found[3]["error"]["message"], "anounced")
    contains(found[4]["error"]["message"], "wieght")


def test_answers_come_as_they_are_asked_for():
    process = subprocess.Popen([PROGRAM, "eval", "--ndjson"], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE)
    for number in (1, 2):
        process.stdin.write(json.dumps({"expr": str(number)}).encode() + b"\n")
        process.stdin.flush()
        equal(json.loads(process.stdout.readline())["value"], str(number))
    process.stdin.close()
    equal(process.wait(timeout=60), 0)


def test_thousands_of_lines_take_seconds():
    lines = [{"expr": f"x + {n} is at most y", "facts": {"x": n, "y": 3 * n}} for n in range(3000)]
    began = time.monotonic()
    result = answers(*lines)
    assert time.monotonic() - began < 20
    equal((result.status, len(result.lines)), (0, 3000))


def test_usage():
    equal(run("eval").status, 64)
    equal(run("eval", "1", "2").status, 64)
    equal(run("eval", "--ndjson", "--type").status, 64)


if __name__ == "__main__":
    main(sys.modules[__name__])
