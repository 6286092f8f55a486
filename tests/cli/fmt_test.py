#!/usr/bin/env python3
"""`probity fmt` from outside: rules and cases are formatted, and no file is lost on the way."""

import os
import stat
import subprocess
import sys

from program import ROOT, Folder, contains, equal, main, run

ROUGH = 'module m\ndefine a:number=1\n'
SMOOTH = 'module m\n\ndefine a : number = 1\n'
WRONG = 'module m\nrule r\n'
ROUGH_CASE = 'case "a"  # why\ndossier "a.json" expect SAFE is compliant\n'
SMOOTH_CASE = 'case "a"  # why\n    dossier   "a.json"\n    expect    SAFE is compliant\n'


def test_the_rules_and_cases_of_the_tree_are_formatted():
    result = run("fmt", "--check", str(ROOT / "rules"), str(ROOT / "cases"))
    equal((result.status, result.text, result.err), (0, "", ""))


def test_a_folder_is_formatted_with_those_below_it():
    with Folder() as folder:
        rough = folder.write("a.rules", ROUGH)
        below = folder.write("b/c.rules", ROUGH)
        manifest = folder.write("b/d.ruleset", 'ruleset r "R"   version "1" includes b')
        folder.write("b/e.txt", ROUGH)
        folder.write("f.rules", SMOOTH)
        result = run("fmt", str(folder.path))
        equal(result.status, 0)
        equal(result.text, f"formatted {rough}\nformatted {below}\nformatted {manifest}\n")
        equal(open(rough, encoding="utf-8").read(), SMOOTH)
        equal((folder.path / "b/e.txt").read_text(), ROUGH)
        equal((folder.path / "b/d.ruleset").read_text(), 'ruleset r "R" version "1"\nincludes b\n')
        equal(run("fmt", str(folder.path)).text, "")
        equal(sorted(os.listdir(folder.path)), ["a.rules", "b", "f.rules"])


def test_without_a_name_it_is_the_folder_in_which_one_is():
    with Folder() as folder:
        path = folder.write("a.rules", ROUGH)
        result = run("fmt", folder=folder.path)
        equal((result.status, result.text), (0, "formatted ./a.rules\n"))
        equal(open(path, encoding="utf-8").read(), SMOOTH)


def test_cases_are_formatted_beside_rules():
    with Folder() as folder:
        folder.write("a.rules", ROUGH)
        folder.write("b/c.case", ROUGH_CASE)
        result = run("fmt", folder=folder.path)
        equal((result.status, result.text), (0, "formatted ./a.rules\nformatted ./b/c.case\n"))
        equal((folder.path / "b/c.case").read_text(), SMOOTH_CASE)
        equal(run("fmt", "--check", str(folder.path)).status, 0)


def test_a_case_file_with_mistakes_stays():
    with Folder() as folder:
        wrong = folder.write("a.case", 'case "a"\n')
        result = run("fmt", wrong)
        equal((result.status, result.out), (78, b""))
        contains(result.err, f"`{wrong}` has mistakes and is not formatted")
        equal(open(wrong, encoding="utf-8").read(), 'case "a"\n')


def test_quiet_says_nothing():
    with Folder() as folder:
        equal(run("fmt", "--quiet", folder.write("a.rules", ROUGH)).text, "")


def test_check_names_files_and_changes_none():
    with Folder() as folder:
        rough = folder.write("a.rules", ROUGH)
        folder.write("b.rules", SMOOTH)
        result = run("fmt", "--check", str(folder.path))
        equal((result.status, result.text), (1, rough + "\n"))
        equal(open(rough, encoding="utf-8").read(), ROUGH)
        equal(run("fmt", "--check", str(folder.path / "b.rules")).status, 0)


def test_check_verbose_shows_a_difference_that_patch_takes():
    with Folder() as folder:
        rough = folder.write("a.rules", ROUGH.rstrip("\n"))
        result = run("fmt", "--check", "--verbose", rough)
        equal(result.status, 1)
        equal(result.text, f"{rough}\n--- {rough}\n+++ {rough}\n@@ -1,2 +1,3 @@\n module m\n"
                           "-define a:number=1\n\\ No newline at end of file\n"
                           "+\n+define a : number = 1\n")
        done = subprocess.run(["git", "apply", "--unsafe-paths", "-p0", "-"], cwd=folder.path,
                              input=result.out.split(b"\n", 1)[1].replace(rough.encode(), b"a.rules"),
                              capture_output=True, check=False)
        equal((done.returncode, done.stderr), (0, b""))
        equal(open(rough, encoding="utf-8").read(), SMOOTH)


def test_standard_input_goes_to_standard_output():
    result = run("fmt", "-", stdin=ROUGH.encode())
    equal((result.status, result.text), (0, SMOOTH))
    equal(run("fmt", "--check", "-", stdin=SMOOTH.encode()).status, 0)
    result = run("fmt", "--check", "-", stdin=ROUGH.encode())
    equal((result.status, result.text), (1, "standard input\n"))
    result = run("fmt", "-", stdin=WRONG.encode())
    equal((result.status, result.out), (78, b""))
    contains(result.err, "standard input:2:")


def test_a_file_with_mistakes_stays_and_the_others_are_formatted():
    with Folder() as folder:
        wrong = folder.write("a.rules", WRONG)
        rough = folder.write("b.rules", ROUGH)
        result = run("fmt", str(folder.path))
        equal((result.status, result.text), (78, f"formatted {rough}\n"))
        contains(result.err, f"`{wrong}` has mistakes and is not formatted")
        equal(open(wrong, encoding="utf-8").read(), WRONG)


def test_permissions_and_symbolic_links_stay():
    with Folder() as folder:
        path = folder.write("a.rules", ROUGH)
        os.chmod(path, 0o640)
        os.mkdir(folder.path / "links")
        link = folder.path / "links/b.rules"
        link.symlink_to("../a.rules")
        equal(run("fmt", "--check", str(folder.path / "links")).status, 0)
        equal(run("fmt", str(link)).status, 0)
        assert link.is_symlink()
        equal(open(path, encoding="utf-8").read(), SMOOTH)
        equal(stat.S_IMODE(os.stat(path).st_mode), 0o640)


def test_what_cannot_be_written_is_as_it_was():
    if os.geteuid() == 0:
        print("not tested: root may write everywhere")
        return
    with Folder() as folder:
        path = folder.write("a/b.rules", ROUGH)
        for mode, target in ((0o444, path), (0o555, str(folder.path / "a"))):
            before = stat.S_IMODE(os.stat(target).st_mode)
            os.chmod(target, mode)
            result = run("fmt", path)
            os.chmod(target, before)
            equal((result.status, result.text), (73, ""))
            contains(result.err, "cannot write")
            equal(open(path, encoding="utf-8").read(), ROUGH)
            equal(os.listdir(folder.path / "a"), ["b.rules"])


def test_a_full_device_leaves_the_file_as_it_was():
    with Folder() as folder:
        path = folder.write("a.rules", ROUGH)
        done = subprocess.run(["bash", "-c", 'ulimit -f 0; trap "" XFSZ; exec "$0" fmt "$1"',
                               os.environ["PROBITY"], path], capture_output=True, check=False)
        equal(done.returncode, 73)
        equal(open(path, encoding="utf-8").read(), ROUGH)
        equal(os.listdir(folder.path), ["a.rules"])


def test_other_files_and_names_of_nothing():
    with Folder() as folder:
        result = run("fmt", folder.write("a.txt", ROUGH))
        equal(result.status, 64)
        contains(result.err, "their names end in .rules, .ruleset or .case")
        result = run("fmt", str(folder.path / "nothing.rules"))
        equal(result.status, 66)


if __name__ == "__main__":
    main(sys.modules[__name__])
