#!/usr/bin/env python3
"""probity audit and check --audit from outside: what is recorded, shown, proven, erased, refused."""

import base64
import hashlib
import json
import os
import sqlite3
import stat
import sys

from log_folder import LogFolder, digest
from program import (BAD, GOOD, OPEN, ROOT, RULES, Folder, check, contains, crate, dossier, equal,
                     main, ndjson, run)


def test_a_new_log_is_intact_and_its_key_is_private():
    with LogFolder() as folder:
        equal(stat.S_IMODE(os.stat(folder.log + ".key").st_mode), 0o600)
        verified = run("audit", "verify", folder.log)
        equal(verified.status, 0)
        contains(verified.text, "INTACT")
        contains(run("audit", "verify", folder.log, "--key", folder.vkey).text,
                 "the one that was given")
        # A second one in its place is refused, and nothing is changed.
        before = digest(folder.log), digest(folder.log + ".key")
        equal(run("audit", "init", folder.log).status, 64)
        equal((digest(folder.log), digest(folder.log + ".key")), before)


def test_a_verdict_comes_with_its_receipt():
    with LogFolder() as folder:
        result = folder.check("-", "--format", "ndjson", stdin=ndjson(GOOD, BAD))
        equal(result.status, 1)
        equal([line["receipt"]["number"] for line in result.lines], [1, 2])
        for line in result.lines:
            equal(sorted(line["receipt"]),
                  ["checkpoint", "index", "leaf", "number", "recorded_at"])
        number, leaf = folder.rows("select idx, leaf from entry order by idx desc limit 1")[0]
        receipt = result.lines[1]["receipt"]
        equal(receipt["index"], number)
        equal(receipt["leaf"], hashlib.sha256(b"\0" + leaf).hexdigest())
        equal(receipt["checkpoint"], run("audit", "checkpoint", folder.log).text)
        indented = folder.check("-", "--format", "json", stdin=ndjson(OPEN))
        equal(indented.json[0]["receipt"]["number"], 3)
        # But for the receipt, the result is that of a check without a log.
        plain = check("-", "--format", "ndjson", stdin=ndjson(GOOD, BAD))
        for recorded, bare in zip(result.lines, plain.lines):
            equal(bare["receipt"], None)
            equal({**recorded, "receipt": None}, bare)


def test_text_says_where_it_was_recorded():
    with LogFolder() as folder:
        contains(check("-", stdin=ndjson(GOOD)).text, "Nothing was recorded")
        one = folder.check("-", stdin=ndjson(GOOD))
        contains(one.text, "Recorded as decision 1 in ")
        contains(folder.check("-", stdin=ndjson(GOOD, BAD)).text,
                 "Recorded as 2 decisions, 2 to 3, in ")
        contains(one.text, run("audit", "checkpoint", folder.log).text.splitlines()[0])
        # The environment names a log as well as the option.
        named = check("-", stdin=ndjson(OPEN), environment={"PROBITY_AUDIT": folder.log})
        contains(named.text, "Recorded as decision 4 in ")
        equal(check("-", stdin=ndjson(OPEN), environment={"PROBITY_AUDIT": ""}).status, 2)


def test_brief_records_the_whole_reasoning():
    with LogFolder() as folder:
        folder.check("-", "--format", "ndjson", "--brief", stdin=ndjson(BAD))
        shown = run("audit", "show", folder.log, "1", "--format", "json").json
        equal(shown["decision"], check("-", "--format", "json", stdin=ndjson(BAD)).json[0])


def test_show_is_what_verbose_was():
    with LogFolder() as folder:
        for number, each in enumerate((GOOD, BAD, OPEN, {"dossier": 1}), 1):
            path = folder.write("d.json", each)
            verbose = check(path, "--verbose").text
            folder.check(path)
            shown = run("audit", "show", folder.log, str(number))
            equal(shown.status, 0)
            body = verbose[:verbose.index("Rules harbour")].rstrip("\n")
            equal(shown.text[:len(body)], body)
            contains(shown.text, f"decision      {number}")


def test_rejected_dossiers_are_recorded_with_their_bytes():
    with LogFolder() as folder:
        path = folder.write("refused.json", '{"dossier": "X", "dossier": "Y"}')
        result = folder.check(path, "--format", "json")
        equal(result.status, 65)
        equal(result.json[0]["receipt"]["number"], 1)
        listed = run("audit", "log", folder.log, "--format", "json").json
        equal([(row["kind"], row["verdict"], row["dossier"]) for row in listed],
              [("rejected", None, None)])
        bodies = [body for (body,) in folder.rows("select body from object where kind='dossier'")]
        equal(bodies, [b'{"dossier": "X", "dossier": "Y"}'])


def test_log_lists_and_filters():
    with LogFolder() as folder:
        folder.check("-", stdin=ndjson(GOOD, BAD, OPEN, BAD))
        everything = run("audit", "log", folder.log, "--format", "json").json
        equal([row["verdict"] for row in everything],
              ["compliant", "non_compliant", "undetermined", "non_compliant"])

        def numbers(*words):
            listed = run("audit", "log", folder.log, "--format", "json", *words)
            equal(listed.status, 0)
            return [row["number"] for row in listed.json]

        equal(numbers("--verdict", "non_compliant"), [2, 4])
        equal(numbers("--dossier", "OPEN-1"), [3])
        equal(numbers("--outcome", "violated", "--newest", "1"), [4])
        equal(numbers("--since", "2999-01-01"), [])
        equal(numbers("--until", "2999-01-01"), [1, 2, 3, 4])
        csv = run("audit", "log", folder.log, "--format", "csv").text.splitlines()
        equal(len(csv), 5)
        equal(csv[0].split(",")[:3], ["number", "leaf", "recorded_at"])
        # The log may be named by the option as well.
        equal(run("audit", "log", "--audit", folder.log).out, run("audit", "log", folder.log).out)


def test_a_filter_that_asks_nonsense_is_refused():
    with LogFolder() as folder:
        folder.check("-", stdin=ndjson(GOOD))
        for words in (("--since", "yesterday"), ("--since", "2026-02-30"), ("--until", "2026-1-1"),
                      ("--since", "2026-01-01T10:00"), ("--verdict", "non-compliant"),
                      ("--outcome", "failed"), ("--newest", "0"),
                      ("--instrument", "PORT", "--instrument", "OTHER")):
            refused = run("audit", "log", folder.log, *words)
            equal((words, refused.status, refused.out), (words, 64, b""))
        contains(run("audit", "log", folder.log, "--verdict", "non-compliant").err,
                 "did you mean `non_compliant`?")
        # A suite that names a day that does not exist is not green: it has replayed nothing.
        equal(run("replay", folder.log, "--since", "yesterday").status, 64)
        equal(run("replay", folder.log, "--since", "2026-01-01T00:00:00Z").status, 0)
        # Nothing that fits is an answer, and it is told beside the empty list.
        none = run("audit", "log", folder.log, "--rule", "no.rule")
        equal((none.status, none.out), (0, b""))
        contains(none.err, "no such decision")


def test_refused_dossiers_are_listed_by_their_kind():
    with LogFolder() as folder:
        folder.check("-", stdin=ndjson(GOOD, {"dossier": 1}, BAD))
        listed = run("audit", "log", folder.log, "--verdict", "rejected", "--format", "json").json
        equal([row["number"] for row in listed], [2])
        lines = run("audit", "log", folder.log).text.splitlines()
        contains(lines[1], "rejected        (no identifier)")
        contains(lines[2], "non-compliant   BAD-1")


def test_a_dossier_cannot_make_a_formula_or_a_line_of_a_table():
    with LogFolder() as folder:
        folder.check("-", stdin=ndjson(dossier(dossier="=1+1\u202e\n,\"")))
        listed = run("audit", "log", folder.log).text.splitlines()
        equal(len(listed), 1)
        assert listed[0].endswith("  =1+1\\u{202e}\\u{0a},\""), listed
        csv = run("audit", "log", folder.log, "--format", "csv").text
        equal(len(csv.splitlines()), 2)
        contains(csv, "'=1+1")
        assert "\u202e" not in csv
        assert "\u202e" not in run("audit", "log", folder.log).text


def test_a_proof_is_checked_without_the_log():
    with LogFolder() as folder:
        folder.check("-", stdin=ndjson(GOOD, BAD, OPEN))
        proof = folder.write("p.proof", run("audit", "prove", folder.log, "2").out)
        good = run("audit", "verify-proof", proof, "--key", folder.vkey)
        equal(good.status, 0)
        contains(good.text, "proven: leaf ")
        equal(run("audit", "verify-proof", proof).status, 64)
        other = folder.write("other.txt", run("audit", "init", str(folder.path / "o")).text
                             .splitlines()[-1])
        equal(run("audit", "verify-proof", proof, "--key", other).status, 1)
        lines = open(proof, encoding="utf-8").read().splitlines(keepends=True)
        dropped = folder.write("d.proof", "".join(lines[:-1]))
        assert run("audit", "verify-proof", dropped, "--key", folder.vkey).status in (1, 65)


def test_no_output_replaces_the_log_or_what_belongs_to_it():
    with LogFolder() as folder:
        dossier_file = folder.write("good.json", GOOD)
        folder.check(dossier_file)
        checkpoint = folder.write("kept", run("audit", "checkpoint", folder.log).out)
        protected = (folder.log, folder.log + ".key", checkpoint)
        before = [digest(path) for path in protected]
        in_environment = {"PROBITY_AUDIT": folder.log}
        key = folder.log + ".key"
        for words, environment in (
                (("audit", "log", "--audit", folder.log, "--output", folder.log), {}),
                (("audit", "log", "--output", folder.log), in_environment),
                (("audit", "log", folder.log, "--output", key), {}),
                (("audit", "log", folder.log, "--output", folder.log + "-journal"), {}),
                (("audit", "show", "--audit", folder.log, "1", "--output", folder.log), {}),
                (("audit", "verify", folder.log, "--at-least", checkpoint, "--output",
                  checkpoint), {}),
                (("audit", "export", "--output", str(folder.path / "." / "decisions.log")),
                 in_environment),
                (("replay", "--audit", folder.log, "--output", folder.log), {}),
                (("check", "--rules", RULES, dossier_file, "--audit", folder.log, "--output",
                  folder.log), {}),
                (("check", "--rules", RULES, dossier_file, "--output", key), in_environment)):
            refused = run(*words, environment=environment)
            equal((words, refused.status, refused.out), (words, 64, b""))
            contains(refused.err, "would replace a file that the command works on")
            equal((words, [digest(path) for path in protected]), (words, before))
        # Refused before anything is done.
        new = str(folder.path / "new.log")
        equal(run("audit", "init", new, "--output", new + ".key").status, 64)
        equal(run("audit", "keygen", new + ".key", "--origin", "o", "--output",
                  new + ".key").status, 64)
        equal(run("audit", "backup", folder.log, new, "--output", new).status, 64)
        equal([os.path.exists(new), os.path.exists(new + ".key")], [False, False])
        equal(run("audit", "log", folder.log, "--format", "json").json[-1]["number"], 1)
        equal(run("audit", "log", folder.log, "--output", str(folder.path / "list")).status, 0)


def test_what_is_no_log_is_refused_and_unchanged():
    with LogFolder() as folder:
        text = folder.write("notes.txt", "not a log")
        other = str(folder.path / "other.db")
        connection = sqlite3.connect(other)
        connection.execute("create table t(x)")
        connection.commit()
        connection.close()
        link = str(folder.path / "link.log")
        os.symlink(folder.log, link)
        missing = str(folder.path / "missing.log")
        for path in (text, other, link, str(folder.path), missing):
            before = digest(path) if os.path.isfile(path) else None
            result = check("-", "--audit", path, stdin=ndjson(GOOD))
            equal((path, result.status, result.out), (path, 74, b""))
            assert result.err.startswith("probity: "), result.err
            equal(digest(path) if os.path.isfile(path) else None, before)
            assert run("audit", "log", path).status in (65, 66), path
        contains(check("-", "--audit", missing, stdin=ndjson(GOOD)).err, "audit init")


def test_keys_that_do_not_fit_are_refused():
    with LogFolder() as folder:
        key = folder.log + ".key"
        before = digest(folder.log)
        os.chmod(key, 0o644)
        opened = folder.check("-", stdin=ndjson(GOOD))
        equal((opened.status, opened.out), (74, b""))
        os.chmod(key, 0o600)
        run("audit", "init", str(folder.path / "other.log"))
        wrong = folder.check("-", "--key", str(folder.path / "other.log.key"), stdin=ndjson(GOOD))
        equal((wrong.status, wrong.out), (74, b""))
        equal(digest(folder.log), before)


def test_a_key_is_replaced_by_one_that_both_sign():
    with LogFolder() as folder:
        folder.check("-", stdin=ndjson(GOOD))
        new = str(folder.path / "new.key")
        equal(run("audit", "keygen", new).status, 64)
        made = run("audit", "keygen", new, "--origin", "decisions")
        equal(made.status, 0)
        # Only of a key file that is made here is it known how it is kept.
        rotated = run("audit", "rotate", folder.log, new,
                      environment={"PROBITY_AUDIT_PASSPHRASE": "x"})
        equal(rotated.status, 0)
        assert "encrypted" not in rotated.text, rotated.text
        checkpoint = run("audit", "checkpoint", folder.log).text
        equal(checkpoint.count("\n\u2014 decisions "), 2)
        old = folder.check("-", stdin=ndjson(GOOD))
        equal((old.status, old.out), (74, b""))
        equal(folder.check("-", "--key", new, stdin=ndjson(GOOD)).status, 0)
        new_vkey = folder.write("new.txt", made.text.splitlines()[-1])
        equal(run("audit", "verify", folder.log).status, 0)
        equal(run("audit", "verify", folder.log, "--key", new_vkey).status, 0)
        equal(run("audit", "verify", folder.log, "--key", folder.vkey).status, 0)


def test_a_passphrase_protects_the_key():
    with Folder() as folder:
        log = str(folder.path / "a.log")
        secret = {"PROBITY_AUDIT_PASSPHRASE": "open sesame"}
        equal(run("audit", "init", log, environment=secret).status, 0)
        contains(open(log + ".key", encoding="ascii").read(), "ENCRYPTED PRIVATE KEY")
        contains(run("audit", "verify", log, "--key", log + ".key").err,
                 "PROBITY_AUDIT_PASSPHRASE")
        equal(check("-", "--audit", log, stdin=ndjson(GOOD), environment=secret).status, 0)
        for environment in ({}, {"PROBITY_AUDIT_PASSPHRASE": "open barley"}):
            result = check("-", "--audit", log, stdin=ndjson(GOOD), environment=environment)
            equal((result.status, result.out), (74, b""))
            contains(result.err, "passphrase")
        longest = run("audit", "init", str(folder.path / "b.log"),
                      environment={"PROBITY_AUDIT_PASSPHRASE": "x" * 1024})
        equal(longest.status, 0)
        longer = run("audit", "init", str(folder.path / "c.log"),
                     environment={"PROBITY_AUDIT_PASSPHRASE": "x" * 1025})
        equal((longer.status, sorted(path.name for path in folder.path.glob("c.*"))), (64, []))
        contains(longer.err, "1024 is the most")


def test_what_cannot_be_recorded_is_withheld():
    with LogFolder() as folder:
        folder.check("-", stdin=ndjson(GOOD))
        before = digest(folder.log)
        blocker = sqlite3.connect(folder.log, isolation_level=None)
        blocker.execute("begin exclusive")
        try:
            result = folder.check("-", "--format", "json", stdin=ndjson(BAD))
        finally:
            blocker.execute("rollback")
            blocker.close()
        equal(result.status, 74)
        assert b"non_compliant" not in result.out, result.out
        equal(digest(folder.log), before)


def test_a_hypothesis_is_not_recorded():
    with LogFolder() as folder:
        path = folder.write("g.json", GOOD)
        both = folder.check(path, "--what-if", "/announced=false")
        equal(both.status, 64)
        equal(run("audit", "log", folder.log, "--format", "json").json, [])


def test_override_stands_beside_the_decision():
    with LogFolder() as folder:
        folder.check("-", stdin=ndjson(BAD))
        words = ("audit", "override", folder.log, "1", "--verdict", "compliant", "--by", "A. Judge",
                 "--reason", "weighed again")
        contains(run(*words).text, "statement")
        contains(run("audit", "show", folder.log, "1").text, "A. Judge")
        odd = run("audit", "override", folder.log, "1", "--verdict", "compliant", "--by",
                  "\u202eZo\u00eb", "--reason", "one\ntwo")
        contains(odd.text, "That \\u{202e}Zo\u00eb decided so")
        contains(run("audit", "show", folder.log, "1").text, "by \\u{202e}Zo\u00eb: one two.")
        row = run("audit", "log", folder.log, "--format", "json").json[0]
        equal((row["verdict"], row["overridden"]), ("non_compliant", "compliant"))
        equal(run("audit", "verify", folder.log).status, 0)
        equal(run(*words[:-2]).status, 64)
        refused = run(*words[:-1], b"\xff")
        equal(refused.status, 64)
        contains(refused.err, "`--reason` is not UTF-8")
        equal(run("audit", "override", folder.log, "1", "--verdict", "fine", "--by", "A", "--reason",
                  "r").status, 64)
        equal(run("audit", "override", folder.log, "9", "--verdict", "compliant", "--by", "A",
                  "--reason", "r").status, 66)


def test_what_is_erased_is_in_no_byte():
    needle = "NEEDLE-7f3a91"
    with LogFolder() as folder:
        folder.check("-", stdin=ndjson(GOOD, dossier(dossier=needle, crates=[
            crate(name=needle, weight=38)]), BAD))
        proof = folder.write("p.proof", run("audit", "prove", folder.log, "2").out)
        assert needle.encode() in open(folder.log, "rb").read()
        equal(run("audit", "erase", folder.log, "2").status, 64)
        erased = run("audit", "erase", folder.log, "2", "--reason", "the right to be forgotten")
        equal(erased.status, 0)
        backup = str(folder.path / "copy.log")
        contains(run("audit", "backup", folder.log, backup).text, "ok")
        export = run("audit", "export", folder.log).out
        lines = [json.loads(line) for line in export.splitlines()]
        decoded = b"".join(base64.b64decode(line["body"]) for line in lines if line.get("body"))
        equal([line["entry"] for line in lines if "entry" in line],
              list(range(len([line for line in lines if "entry" in line]))))
        for name in os.listdir(folder.path):
            if name != "p.proof":
                assert needle.encode() not in open(folder.path / name, "rb").read(), name
        assert needle.encode() not in export + decoded
        equal(run("audit", "verify", folder.log).status, 0)
        equal(run("audit", "verify-proof", proof, "--key", folder.vkey).status, 0)
        shown = run("audit", "show", folder.log, "2")
        equal(shown.status, 0)
        # What the leaf says still stands, and why the rest does not.
        equal(shown.text.splitlines()[0], "NON-COMPLIANT")
        contains(shown.text, "by root: the right to be forgotten"
                 if os.geteuid() == 0 else ": the right to be forgotten")
        contains(run("audit", "log", folder.log).text, "(erased)")
        erasures = run("audit", "show", folder.log, "2", "--format", "json").json["erasures"]
        equal([each["reason"] for each in erasures], ["the right to be forgotten"])
        equal(run("audit", "erase", folder.log, "2", "--reason", "again").status, 64)
        replayed = run("replay", folder.log, "--format", "json")
        equal((replayed.status, replayed.json["same"], replayed.json["erased"]), (0, 2, 1))


def plant(path, bytes_):
    """Puts bytes into the unused middle of a page of a SQLite file, where nothing points to."""
    file = bytearray(open(path, "rb").read())
    for start in range(4096, len(file), 4096):
        kind, cells = file[start], int.from_bytes(file[start + 3:start + 5], "big")
        content = int.from_bytes(file[start + 5:start + 7], "big")
        unused = start + 8 + 2 * cells + 8
        if kind in (0x0a, 0x0d) and unused + len(bytes_) < start + content:
            file[unused:unused + len(bytes_)] = bytes_
            open(path, "wb").write(file)
            return
    raise AssertionError("no page has room")


def test_an_erasure_that_was_cut_short_is_completed():
    needle = b"NEEDLE-of-an-interrupted-erasure"
    with LogFolder() as folder:
        folder.check("-", stdin=ndjson(GOOD, BAD))
        equal(run("audit", "erase", folder.log, "1", "--reason", "asked for").status, 0)
        # As a process leaves it that was killed before it had written the file anew.
        plant(folder.log, needle)
        equal(run("audit", "verify", folder.log).status, 0)
        leaves = folder.rows("select count(*) from entry")
        again = run("audit", "erase", folder.log, "1", "--reason", "asked for")
        equal(again.status, 64)
        contains(again.err, "erased already; the file has been written anew")
        assert needle not in open(folder.log, "rb").read()
        equal(folder.rows("select count(*) from entry"), leaves)
        equal(run("audit", "verify", folder.log).status, 0)


def test_help_and_mistakes():
    equal(run("audit").status, 64)
    contains(run("audit", "--help").text, "audit verify-proof")
    equal(run("help", "audit").out, run("audit", "--help").out)
    contains(run("help", "audit", "show").text, "probity audit show")
    contains(run("audit", "shwo", "x", "1").err, "did you mean `audit show`?")
    equal(run("audit", "show", "x", "0").status, 64)
    equal(run("audit", "log").status, 64)
    contains(run("audit", "log").err, "PROBITY_AUDIT")
    contains(run("audit", "show", "x").err, "needs [LOG] N")
    contains(run("audit", "show", "x", "1", "2").err, "takes [LOG] N, and not 3 arguments")
    for words in (("--at-least", "FILE"), ("--continues", "FILE")):
        with LogFolder() as folder:
            text = folder.write("no.checkpoint", "no checkpoint")
            done = (run("audit", "verify", folder.log, words[0], text)
                    if words[0] == "--at-least"
                    else run("audit", "init", folder.log + "2", words[0], text))
            equal(done.status, 65)
            contains(done.err, "no.checkpoint` is no checkpoint")


def test_a_log_of_the_first_version_is_still_read():
    golden = ROOT / "tests/golden/audit"
    with Folder() as folder:
        log = folder.write("version_1.log", (golden / "version_1.log").read_bytes())
        verified = run("audit", "verify", log, "--key", str(golden / "version_1.vkey"),
                       "--at-least", str(golden / "version_1.checkpoint"))
        equal(verified.status, 0)
        contains(verified.text, "INTACT")
        equal(run("audit", "log", log, "--format", "json").text,
              (golden / "version_1.json").read_text(encoding="utf-8"))
        equal(run("audit", "show", log, "2").text,
              (golden / "version_1_decision_2.txt").read_text(encoding="utf-8"))
        # One of the six decisions was erased; the others come out to the byte.
        replayed = run("replay", log, "--format", "json").json
        equal((replayed["same"], replayed["erased"], replayed["changed"], replayed["failed"]),
              (5, 1, 0, 0))


if __name__ == "__main__":
    main(sys.modules[__name__])
