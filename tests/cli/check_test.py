#!/usr/bin/env python3
"""probity check from outside: statuses and their priority, formats to the key, streams, output."""

import hashlib
import json
import os
import subprocess
import sys

from program import (BAD, GOOD, OPEN, PROGRAM, RULES, Folder, check, contains, crate, dossier, equal,
                     main, ndjson, run)

TOP_KEYS = ["dossier", "source", "sha256", "rules", "engine", "as_of", "verdict", "instruments",
            "receipt", "rejected"]
INSTRUMENT_KEYS = ["instrument", "verdict", "as_of", "by_derogation", "possible", "missing",
                   "settled_by", "readings", "figures", "findings"]
FINDING_KEYS = ["rule", "outcome", "subject", "title", "law", "message", "exceptions", "possible",
                "missing", "settled_by", "evidence", "trace"]


def test_statuses_of_verdicts():
    equal(check("-", stdin=ndjson(GOOD)).status, 0)
    equal(check("-", stdin=ndjson(BAD)).status, 1)
    equal(check("-", stdin=ndjson(OPEN)).status, 2)
    equal(check("-", stdin=ndjson(OPEN, BAD, GOOD)).status, 1)


def test_a_rejected_dossier_does_not_stop_the_others():
    result = check("-", "--format", "ndjson", stdin=b'{"dossier": 1}\n' + ndjson(BAD))
    equal(result.status, 65)
    equal([line["verdict"] for line in result.lines], [None, "non_compliant"])


def test_a_missing_file_does_not_stop_the_others():
    with Folder() as folder:
        good = folder.write("good.json", GOOD)
        refused = folder.write("refused.json", "{}")
        result = check("nowhere.json", good, "--format", "json")
        equal(result.status, 66)
        equal([item["dossier"] for item in result.json], ["GOOD-1"])
        contains(result.err, "nowhere.json")
        equal(check("nowhere.json", good, refused, "--format", "json").status, 66)


def test_only_missing_files_give_an_empty_array():
    result = check("nowhere.json", "--format", "json")
    equal((result.status, result.json), (66, []))


def test_rules_that_do_not_check_come_before_usage_and_missing_files():
    with Folder() as folder:
        folder.write("m/x.rules", 'module m "M"\nrule broken\n')
        rules = folder.write("m.ruleset", 'ruleset m "M" version "1"\nincludes m\n')
        result = run("check", "nowhere.json", "--rules", rules, "--instrument", "NONE")
        equal((result.status, result.out), (78, b""))
        contains(result.err, "error[PR01")


def test_rules_that_are_not_there():
    equal(run("check", "x.json", "--rules", "/nowhere/x.ruleset").status, 66)


def test_output_that_cannot_be_written_comes_before_usage_of_dossiers():
    with Folder() as folder:
        good = folder.write("good.json", GOOD)
        result = check(good, "--output", str(folder.path / "no/such/file"))
        equal((result.status, result.out), (73, b""))


def test_json_has_every_key_in_its_order():
    with Folder() as folder:
        path = folder.write("bad.json", BAD)
        result = check(path, "--format", "json").json[0]
        equal(list(result), TOP_KEYS)
        equal(result["dossier"], "BAD-1")
        equal(result["source"], path)
        equal(result["sha256"], hashlib.sha256(json.dumps(BAD).encode()).hexdigest())
        equal(list(result["rules"]), ["name", "version", "sha256"])
        equal((result["rules"]["name"], result["rules"]["version"]), ("harbour", "1.0"))
        equal(result["as_of"], "2026-03-14")
        equal(result["verdict"], "non_compliant")
        equal((result["receipt"], result["rejected"]), (None, None))
        instrument = result["instruments"][0]
        equal(list(instrument), INSTRUMENT_KEYS)
        equal(instrument["readings"], {})
        equal(instrument["figures"],
              {"port.foreign_weight": {"value": "38", "exact": "38", "unknown": []}})
        finding = instrument["findings"][0]
        equal(list(finding), FINDING_KEYS)
        equal(finding["law"], [{"act": "32020R0001", "reference": "Art. 2",
                                "eli": "http://data.example/port"}])
        equal(finding["message"], "foreign crates weigh 38; the ceiling is 35")
        equal(finding["possible"], ["violated"])


def test_the_trace_is_a_tree_for_each_clause():
    finding = check("-", "--format", "ndjson", stdin=ndjson(BAD)).lines[0]["instruments"][0]["findings"][0]
    clause = finding["trace"][0]
    equal((clause["clause"], clause["truth"]), ("requires", "false"))
    root = clause["root"]
    equal(list(root), ["text", "span", "value", "facts", "children"])
    equal(root["text"], "foreign_weight is at most foreign_ceiling")
    equal(list(root["span"]), ["file", "line", "column"])
    equal(root["span"]["file"], "port/port.rules")
    equal(root["value"], "false")


def test_brief_leaves_out_traces_and_what_is_in_order():
    result = check("-", "--format", "ndjson", "--brief", stdin=ndjson(BAD)).lines[0]
    findings = result["instruments"][0]["findings"]
    equal([finding["rule"] for finding in findings], ["port.ceiling"])
    equal(list(findings[0]), FINDING_KEYS[:-1])
    equal(list(result["instruments"][0]["figures"]), ["port.foreign_weight"])


def test_an_exception_names_its_law_and_its_last_day():
    waived = dossier(crates=[crate(sealed=False, waived=True)])
    instrument = check("-", "--format", "ndjson", stdin=ndjson(waived)).lines[0]["instruments"][0]
    equal((instrument["verdict"], instrument["by_derogation"]), ("compliant", True))
    finding = next(item for item in instrument["findings"] if item["rule"] == "port.seal")
    equal((finding["outcome"], finding["subject"]), ("excused", "/crates/0"))
    exception = finding["exceptions"][0]
    equal(list(exception), ["name", "title", "law", "until", "outcome"])
    equal((exception["until"], exception["outcome"]), ("2029-12-31", "true"))
    equal(finding["readings"], {"port.waiver": {"master": "excused", "nobody": "violated"}})
    equal(instrument["readings"]["port.waiver"]["nobody"], "non_compliant")
    text = check("-", stdin=ndjson(waived)).text
    contains(text, "compliant, by derogation on 2026-03-14")
    contains(text, "lapses after 2029-12-31")
    contains(text, "violated if port.waiver is nobody")


def test_a_reading_can_be_chosen():
    waived = ndjson(dossier(crates=[crate(sealed=False, waived=True)]))
    for name in ("port.waiver=nobody", "waiver=nobody"):
        equal(check("-", "--reading", name, stdin=waived).status, 1)
    text = check("-", "--reading", "waiver=nobody", stdin=waived).text
    contains(text, "chosen   port.waiver is nobody: ")
    contains(" ".join(text.split()), "nobody (a court, perhaps); the default is master")
    # Not only the chosen reading, under which it was decided, but what the default gives.
    contains(text, "reading       compliant if port.waiver is master, the default: ")
    assert "if port.waiver is nobody" not in text, text
    chosen = check("-", "--reading", "waiver=nobody", "--format", "ndjson", stdin=waived).lines[0]
    equal(chosen["chosen_readings"], {"port.waiver": "nobody"})
    usual = check("-", "--format", "ndjson", stdin=waived).lines[0]
    assert "chosen_readings" not in usual, usual
    result = check("-", "--reading", "port.wavier=nobody", stdin=waived)
    equal(result.status, 64)
    contains(result.err, "did you mean `port.waiver`?")
    equal(check("-", "--reading", "port.waiver=someone", stdin=waived).status, 64)
    equal(check("-", "--reading", "port.waiver", stdin=waived).status, 64)


def test_missing_facts_are_named():
    instrument = check("-", "--format", "ndjson", stdin=ndjson(OPEN)).lines[0]["instruments"][0]
    equal(instrument["missing"], ["/announced"])
    text = check("-", stdin=ndjson(OPEN)).text
    contains(text, "undetermined on 2026-03-14, can still be compliant or non-compliant")
    contains(text, "Whether the harbour master was told")


def test_a_rejected_dossier_has_every_key():
    result = check("-", "--format", "ndjson", stdin=b'{"dossier": "X", "anounced": true}\n')
    equal(result.status, 65)
    line = result.lines[0]
    equal(list(line), TOP_KEYS)
    equal((line["verdict"], line["as_of"], line["instruments"]), (None, None, []))
    unknown = next(item for item in line["rejected"] if "anounced" in item["message"])
    equal(list(unknown), ["code", "message", "pointer", "line", "column", "advice"])
    equal((unknown["line"], unknown["column"]), (1, 18))
    contains(unknown["advice"], "announced")


def test_as_of_replaces_the_reference_date():
    result = check("-", "--format", "ndjson", "--as-of", "2030-01-01", stdin=ndjson(GOOD)).lines[0]
    equal((result["as_of"], result["verdict"]), ("2030-01-01", "non_compliant"))
    equal(check("-", "--as-of", "2026-02-30", stdin=ndjson(GOOD)).status, 64)


def test_instruments():
    equal(check("-", "--instrument", "PORT", stdin=ndjson(BAD)).status, 1)
    result = check("-", "--instrument", "PROT", stdin=ndjson(BAD))
    equal(result.status, 64)
    contains(result.err, "did you mean `PORT`?")
    named = check("-", "--format", "ndjson", stdin=ndjson(dossier(instruments=["PORT", "SEA"])))
    equal(named.status, 2)
    sea = named.lines[0]["instruments"][1]
    equal((sea["instrument"], sea["verdict"]), ("SEA", "undetermined"))
    assert sea["reason"]


def test_a_stream_names_its_lines_and_skips_blank_ones():
    with Folder() as folder:
        path = folder.write("many.ndjson", b"\n" + ndjson(GOOD) + b"  \r\n" + ndjson(BAD).strip())
        result = check(path, "--format", "ndjson")
        equal([line["source"] for line in result.lines], [f"{path}:2", f"{path}:4"])
        equal(result.status, 1)


def test_a_folder_means_its_json_files_in_order():
    with Folder() as folder:
        for name in ("b.json", "a.json", "deeper/c.json", ".hidden.json", "x.txt"):
            folder.write(name, GOOD)
        result = check(str(folder.path), "--format", "ndjson")
        equal([os.path.basename(line["source"]) for line in result.lines], ["a.json", "b.json"])
        equal(check(str(folder.path / "deeper") + "/", "--format", "ndjson").status, 0)
    with Folder() as folder:
        equal(check(str(folder.path)).status, 66)


def test_a_dossier_of_many_lines_on_standard_input_is_explained():
    result = check("-", stdin=json.dumps(GOOD, indent=2).encode())
    equal(result.status, 65)
    contains(result.err, "one JSON object a line")


def test_pipes_are_read_by_the_name_of_standard_input_only():
    with Folder() as folder:
        pipe = str(folder.path / "pipe.json")
        os.mkfifo(pipe)
        result = check(pipe)
        equal(result.status, 66)
        contains(result.err, "`-`")


def test_a_file_beyond_the_limit_is_refused_without_being_read():
    with Folder() as folder:
        path = folder.path / "huge.json"
        with open(path, "wb") as file:
            file.truncate(3 << 30)
        result = check(str(path), "--format", "ndjson")
        equal(result.status, 65)
        equal(result.lines[0]["sha256"], None)
        contains(result.lines[0]["rejected"][0]["message"], "256 MiB")


def test_every_number_of_jobs_gives_the_same_bytes():
    many = ndjson(*[dossier(dossier=f"D-{n}", crates=[crate(weight=n % 50)]) for n in range(700)])
    for form in ("text", "json", "ndjson"):
        one = check("-", "--format", form, "--jobs", "1", stdin=many)
        for jobs in ("2", "7"):
            equal(check("-", "--format", form, "--jobs", jobs, stdin=many).out, one.out)
    for jobs in ("0", "-1", "x", "1000000"):
        equal(check("-", "--jobs", jobs, stdin=many).status, 64)


def test_output_is_written_in_one_step():
    with Folder() as folder:
        good = folder.write("good.json", GOOD)
        target = folder.write("result.json", "old")
        result = check(good, "--format", "json", "--output", target)
        equal((result.status, result.out), (0, b""))
        equal(json.load(open(target))[0]["dossier"], "GOOD-1")
        folder.write("result.json", "old")
        equal(check(good, "--instrument", "NONE", "--output", target).status, 64)
        equal(open(target).read(), "old")
        equal(sorted(os.listdir(folder.path)), ["good.json", "result.json"])


def test_a_file_that_is_read_is_not_replaced():
    with Folder() as folder:
        good = folder.write("good.json", GOOD)
        before = open(good, "rb").read()
        for arguments in ((good, "--output", good), (folder.path, "--output", good),
                          (good, "--output", str(folder.path / "." / "good.json"))):
            result = check(*arguments)
            equal((result.status, result.out), (64, b""))
            contains(result.err, "would replace a file that the command works on")
            equal(open(good, "rb").read(), before)
        equal(check(folder.path, "--output", str(folder.path / "result.txt")).status, 0)


def test_a_full_device_is_told():
    result = check("-", "--output", "/dev/full", stdin=ndjson(GOOD))
    equal(result.status, 73)
    with open("/dev/full", "wb") as full:
        done = subprocess.run([PROGRAM, "check", "-", "--rules", RULES], input=ndjson(GOOD),
                              stdout=full, stderr=subprocess.PIPE, check=False)
    equal(done.returncode, 73)
    contains(done.stderr.decode(), "cannot write `standard output`")


def test_a_closed_output_is_no_crash():
    command = f'"{PROGRAM}" check - --rules "{RULES}"'
    done = subprocess.run(["sh", "-c", f"{command} >&-"], input=ndjson(GOOD), capture_output=True,
                          check=False)
    equal(done.returncode, 73)
    many = ndjson(*[BAD] * 3000)
    process = subprocess.Popen([PROGRAM, "check", "-", "--rules", RULES, "--format", "ndjson"],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)
    process.stdout.close()
    try:
        process.stdin.write(many)
        process.stdin.close()
    except BrokenPipeError:
        pass
    equal((process.wait(timeout=60), process.stderr.read()), (73, b""))


def test_a_stream_is_answered_line_by_line():
    process = subprocess.Popen([PROGRAM, "check", "-", "--rules", RULES, "--format", "ndjson"],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    for item in (GOOD, BAD):
        process.stdin.write(ndjson(item))
        process.stdin.flush()
        equal(json.loads(process.stdout.readline())["dossier"], item["dossier"])
    process.stdin.close()
    equal(process.wait(timeout=60), 1)


def test_colours_are_for_terminals_and_who_asks():
    bad = ndjson(BAD)
    assert b"\x1b" not in check("-", stdin=bad).out
    assert b"\x1b" in check("-", "--color", "always", stdin=bad).out
    assert b"\x1b" in check("-", "--color", "always", stdin=bad, environment={"NO_COLOR": "1"}).out
    equal(check("-", "--color", "sometimes", stdin=bad).status, 64)


def on_a_terminal(environment):
    """What the program writes to a terminal of its own."""
    import pty
    reader, writer = pty.openpty()
    with Folder() as folder:
        path = folder.write("bad.json", BAD)
        subprocess.run([PROGRAM, "check", path, "--rules", RULES], stdout=writer,
                       env={**os.environ, "TERM": "xterm", **environment}, check=False)
    os.close(writer)
    output = b""
    try:
        while chunk := os.read(reader, 4096):
            output += chunk
    except OSError:
        pass
    os.close(reader)
    return output


def test_a_terminal_has_colours_unless_no_color_is_set():
    assert b"\x1b[" in on_a_terminal({"NO_COLOR": ""})
    assert b"\x1b[" not in on_a_terminal({"NO_COLOR": "1"})
    assert b"\x1b[" not in on_a_terminal({"NO_COLOR": "", "TERM": "dumb"})


HOSTILE = "tea\x1b[2J\u202e\u2028\u0085\x7f\nNON-COMPLIANT forged\r\u200b"


def test_text_of_a_dossier_cannot_drive_a_terminal():
    hostile = dossier(dossier=HOSTILE, title=HOSTILE,
                      crates=[crate(name=HOSTILE, sealed=False, weight=1)])
    result = check("-", "--verbose", stdin=ndjson(hostile))
    equal(result.status, 1)
    for character in "\x1b\u202e\u2028\u0085\x7f\r\u200b":
        assert character not in result.text, repr(character)
    assert not any(line.lstrip().startswith("NON-COMPLIANT forged")
                   for line in result.text.splitlines())
    contains(result.text, "\\u{1b}[2J")


def test_json_escapes_what_could_drive_a_terminal_and_keeps_the_text():
    hostile = dossier(dossier=HOSTILE + "Łódź \U000e0001 \U0001f6a2", crates=[])
    for form in ("json", "ndjson"):
        result = check("-", "--format", form, stdin=ndjson(hostile))
        found = (result.json if form == "json" else result.lines)[0]
        equal(found["dossier"], hostile["dossier"])
        for character in "\x1b\u202e\u2028\u0085\x7f\r\u200b\U000e0001":
            assert character not in result.text, repr(character)
        contains(result.text, "Łódź")
        contains(result.text, "\\u202e")


def test_names_of_files_cannot_drive_a_terminal():
    result = check("no\x1b[2J\nwhere.json")
    equal(result.status, 66)
    assert "\x1b" not in result.err
    equal(len(result.err.splitlines()), 1)
    with Folder() as folder:
        name = os.fsencode(str(folder.path)) + b"/\xff\x1b.json"
        with open(name, "wb") as file:
            file.write(ndjson(GOOD))
        assert b"\x1b" not in check(name).out
        result = check(name, "--format", "json")
        contains(result.json[0]["source"], "\ufffd")


def test_nul_and_lone_surrogates_are_refused():
    for text in (b'"\\u0000"', b'"\\ud800"', b'"\xed\xa0\x80"', b'"\x00"'):
        line = b'{"dossier": ' + text + b', "submitted": "2026-03-14", "instruments": ["PORT"]}\n'
        result = check("-", "--format", "ndjson", stdin=line)
        equal(result.status, 65)
        equal(result.lines[0]["verdict"], None)


def test_lines_keep_to_eighty_columns():
    import unicodedata
    hostile = dossier(title="a title that is rather long " * 6, announced=None,
                      crates=[crate(name="ż" * 200, sealed=False), crate(name="船" * 100, sealed=False)])
    for words in ((), ("--verbose",)):
        for line in check("-", *words, stdin=ndjson(hostile)).text.splitlines():
            width = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)
            assert width <= 80, line


def test_the_text_says_that_nothing_was_recorded_and_quiet_does_not():
    contains(check("-", stdin=ndjson(GOOD)).text, "Nothing was recorded")
    assert "recorded" not in check("-", "--quiet", stdin=ndjson(GOOD)).text
    contains(check("-", stdin=ndjson(GOOD, BAD)).text, "2 dossiers: 1 non-compliant and 1 compliant")


if __name__ == "__main__":
    main(sys.modules[__name__])
