#!/usr/bin/env python3
"""Every #include of the tree follows the two tables of engine/README.md.

The tables are the only place where the rules are written; this test reads them, reads every C++
file of engine/, cli/ and tests/, and compares the probity_layer calls of engine/CMakeLists.txt.
Its own cases come first: a small wrong tree in which each kind of mistake must be found.
"""

import re
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[2]
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)
LAYER_CALL = re.compile(r"^probity_layer\(([^)]*)\)", re.MULTILINE)


@dataclass
class Library:
    name: str
    headers: list[str]
    places: list[str]  # empty: everywhere
    one_file: bool


@dataclass
class Tables:
    layers: dict[str, list[str] | None]  # None: everything
    libraries: list[Library]


def table_rows(markdown: str, first_heading: str) -> list[list[str]]:
    """The cells of the table whose first column has this heading."""
    rows: list[list[str]] = []
    inside = False
    for line in markdown.splitlines():
        if not line.startswith("|"):
            inside = False
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0] == first_heading:
            inside = True
        elif inside and not cells[0].startswith("---"):
            rows.append(cells)
    if not rows:
        raise SystemExit(f"engine/README.md has no table with the column `{first_heading}`")
    return rows


def quoted(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def read_tables(root: Path) -> Tables:
    markdown = (root / "engine/README.md").read_text(encoding="utf-8")
    layers: dict[str, list[str] | None] = {}
    for folder, allowed, *_ in table_rows(markdown, "folder"):
        layers[quoted(folder)[0]] = None if allowed == "everything" else quoted(allowed)
    libraries = [
        Library(name, quoted(headers), quoted(places), places.startswith("one file of"))
        for name, headers, places, *_ in table_rows(markdown, "library")
    ]
    return Tables(layers, libraries)


def layer_of(path: str, layers: dict[str, list[str] | None]) -> str | None:
    """The longest folder of the table that holds this path."""
    for parent in PurePosixPath(path).parents:
        if str(parent) in layers:
            return str(parent)
    return None


def library_of(header: str, libraries: list[Library]) -> Library | None:
    for library in libraries:
        for name in library.headers:
            if header == name or (name.endswith("/") and header.startswith(name)):
                return library
    return None


def mistake(file: str, quote: str, header: str, tables: Tables) -> str | None:
    """Why `file` may not include `header`, or None. Paths are as in the tables."""
    library = library_of(header, tables.libraries)
    if library is not None:
        if library.places and not any(
            file == place or (place.endswith("/") and file.startswith(place))
            for place in library.places
        ):
            return f"{library.name} is for {' '.join(library.places)} only"
        return None
    if quote == "<":
        if "." in header or "/" in header:
            return "it is neither of the standard library nor of a library in the table"
        return None
    if ".." in header.split("/"):
        return "include lines are written from engine/, never with `..`"
    target = layer_of(header, tables.layers)
    own = layer_of(file, tables.layers)
    if own is None:
        return "its folder is missing from the table"
    if target is None:
        if "/" not in header:
            return "include lines are written from engine/, with the folder's name"
        return "no folder of the table holds it"
    allowed = tables.layers[own]
    if target == own or allowed is None or target in allowed or header in allowed:
        return None
    return f"`{own}` may include {' '.join(allowed) or 'nothing of ours'}"


def source_files(root: Path) -> list[tuple[str, Path]]:
    """Each C++ file with its name as the tables write it: below engine/, or cli/..., tests/..."""
    files = []
    for top in ("engine", "cli", "tests"):
        for path in sorted((root / top).rglob("*")):
            if path.suffix in {".h", ".cpp", ".def", ".inc"}:
                files.append((path.relative_to(root / top if top == "engine" else root).as_posix(), path))
    return files


def include_mistakes(root: Path, tables: Tables) -> list[str]:
    found = []
    users: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name, path in source_files(root):
        text = path.read_text(encoding="utf-8")
        for match in INCLUDE.finditer(text):
            quote, header = match.groups()
            line = text.count("\n", 0, match.start(1)) + 1
            reason = mistake(name, quote, header, tables)
            if reason is not None:
                found.append(f"{path.relative_to(root)}:{line}: `{header}`: {reason}")
            library = library_of(header, tables.libraries)
            if library is not None and library.one_file:
                for place in filter(name.startswith, library.places):
                    users[library.name, place].add(name)
    for (library, place), names in sorted(users.items()):
        if len(names) > 1:
            found.append(
                f"{library} is for one file of {place}, and {', '.join(sorted(names))} include it"
            )
    return found


def build_mistakes(root: Path, tables: Tables) -> list[str]:
    """The build links exactly the folders that the table lets a layer include."""
    found = []
    text = (root / "engine/CMakeLists.txt").read_text(encoding="utf-8")
    linked: dict[str, set[str]] = {}
    for call in LAYER_CALL.finditer(text):
        name, *rest = call.group(1).split("PRIVATE")[0].split()
        linked[name] = set(rest)
    for layer, allowed in tables.layers.items():
        if allowed is None or "/" in layer:
            continue
        folders = {token.split("/")[0] for token in allowed} - {layer}
        if layer not in linked:
            found.append(f"engine/CMakeLists.txt has no probity_layer({layer} ...)")
        elif linked[layer] != folders:
            found.append(
                f"probity_layer({layer} ...) links {sorted(linked[layer])}, the table says {sorted(folders)}"
            )
    return found


# A tree in which every line marked WRONG is a mistake and no other line is.
WRONG_TREE = {
    "engine/support/text.h": "#include <string>\n#include <fmt/format.h>\n",
    "engine/support/sha256.cpp": '#include "support/text.h"\n#include <openssl/evp.h>\n',
    "engine/support/text.cpp": '#include "values/money.h" // WRONG\n#include <openssl/evp.h> // WRONG\n',
    "engine/values/number.cpp": "#include <boost/multiprecision/cpp_int.hpp>\n",
    "engine/values/money.cpp": '#include "money.h" // WRONG\n#include "../support/text.h" // WRONG\n',
    "engine/syntax/parser.cpp": '#include "syntax/antlr/tree.h"\n#include <antlr4-runtime.h> // WRONG\n',
    "engine/syntax/antlr/tree.cpp": '#include <antlr4-runtime.h>\n#include "grammar/ProbityParser.h"\n#include "syntax/ast.h"\n',
    "engine/check/names.cpp": '#include "dossier/vocabulary.h"\n#include "syntax/ast.h"\n#include "dossier/facts.h" // WRONG\n#  include "syntax/antlr/tree.h" // WRONG\n',
    "engine/evaluate/evaluate.cpp": '#include "check/program.h"\n#include "check/names.h" // WRONG\n#include "syntax/ast.h" // WRONG\n',
    "engine/dossier/load.cpp": "#include <simdjson.h>\n",
    "engine/dossier/facts.cpp": '#include <zlib.h> // WRONG\n#include <sqlite3.h> // WRONG\n#include "nowhere/x.h" // WRONG\n',
    "engine/strange/x.cpp": '#include "support/text.h" // WRONG\n',
    "cli/main.cpp": '#include "report/text.h"\n#include "cli/options.h"\n#include <boost/program_options.hpp>\n#include <unistd.h>\n',
    "tests/values/number_test.cpp": "#include <doctest/doctest.h>\n#include <sqlite3.h> // WRONG\n",
}


def self_test(tables: Tables) -> list[str]:
    """What the checker gets wrong about the wrong tree."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        expected = set()
        for name, text in WRONG_TREE.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
            for number, line in enumerate(text.splitlines(), 1):
                if line.endswith("// WRONG"):
                    expected.add(f"{name}:{number}")
        found = {":".join(line.split(":")[:2]) for line in include_mistakes(root, tables)}
        wrong = [f"not found: {place}" for place in sorted(expected - found)]
        wrong += [f"found without reason: {place}" for place in sorted(found - expected)]

        second = root / "engine/dossier/second.cpp"
        second.write_text("#include <simdjson.h>\n", encoding="utf-8")
        if not any("one file" in line for line in include_mistakes(root, tables)):
            wrong.append("not found: a second file that includes simdjson")

        cmake = (ROOT / "engine/CMakeLists.txt").read_text(encoding="utf-8")
        changed = cmake.replace("probity_layer(evaluate ", "probity_layer(evaluate syntax ")
        (root / "engine/CMakeLists.txt").write_text(changed, encoding="utf-8")
        if not any("evaluate" in line for line in build_mistakes(root, tables)):
            wrong.append("not found: a layer that links more than the table says")
    return wrong


def main() -> int:
    tables = read_tables(ROOT)
    checks = {
        "the checker finds each mistake of a wrong tree": self_test(tables),
        "every include follows the layer table": include_mistakes(ROOT, tables),
        "the build links what the layer table says": build_mistakes(ROOT, tables),
    }
    for title, mistakes in checks.items():
        if mistakes:
            print(f"FAILED: {title}")
            print("\n".join(f"  {line}" for line in mistakes))
    failed = sum(1 for mistakes in checks.values() if mistakes)
    print(f"{len(checks) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
