"""What the tests of the command line share: running the program, small dossiers, and counting."""

import json
import os
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

ROOT = Path(os.environ.get("PROBITY_SOURCE_DIR", Path(__file__).resolve().parents[2]))
PROGRAM = os.environ.get("PROBITY", str(ROOT / "build/release/cli/probity"))
RULES = str(ROOT / "tests/cli/rules")

# One foreign crate within the ceiling: every rule is satisfied.
GOOD = {
    "dossier": "GOOD-1",
    "title": "A landing in order",
    "submitted": "2026-03-14",
    "instruments": ["PORT"],
    "crates": [{"name": "tea", "weight": 35, "foreign": True, "sealed": True, "waived": False}],
    "announced": True,
}


def dossier(**changes):
    return {**GOOD, **changes}


def crate(**changes):
    return {**GOOD["crates"][0], **changes}


BAD = dossier(dossier="BAD-1", crates=[crate(weight=38)])
OPEN = dossier(dossier="OPEN-1", announced=None)


class Result:
    def __init__(self, done):
        self.status = done.returncode
        self.out = done.stdout
        self.err = done.stderr.decode("utf-8", "replace")

    @property
    def text(self):
        return self.out.decode("utf-8")

    @property
    def json(self):
        return json.loads(self.text)

    @property
    def lines(self):
        return [json.loads(line) for line in self.text.splitlines()]


def run(*words, stdin=b"", environment=None, folder=None):
    variables = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "PROBITY_AUDIT")}
    variables.update(environment or {})
    done = subprocess.run([PROGRAM, *words], input=stdin, capture_output=True, env=variables,
                          cwd=folder, timeout=120, check=False)
    return Result(done)


def check(*words, **options):
    return run("check", "--rules", RULES, *words, **options)


def ndjson(*dossiers):
    return "".join(json.dumps(item) + "\n" for item in dossiers).encode()


class Folder:
    """A temporary folder with files, for one test."""

    def __enter__(self):
        self._folder = tempfile.TemporaryDirectory()
        self.path = Path(self._folder.name)
        return self

    def __exit__(self, *unused):
        self._folder.cleanup()

    def write(self, name, content):
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        elif isinstance(content, str):
            path.write_text(content, encoding="utf-8")
        else:
            path.write_text(json.dumps(content), encoding="utf-8")
        return str(path)


def equal(found, wanted):
    assert found == wanted, f"found {found!r}, wanted {wanted!r}"


def contains(text, part):
    assert part in text, f"{part!r} is not in {text!r}"


def main(module):
    """Runs every function test_* of a script; each is one test."""
    tests = [(name, value) for name, value in vars(module).items() if name.startswith("test_")]
    failed = 0
    for name, test in tests:
        try:
            test()
        except Exception:
            failed += 1
            print(f"FAILED: {name}\n{traceback.format_exc()}")
    print(f"{len(tests) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
