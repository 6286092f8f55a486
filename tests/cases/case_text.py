"""What the .case files expect, read roughly, for the test that asks for a case of every outcome.

The program reads the files properly; this only finds subjects and outcomes in files that passed.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

OUTCOME = re.compile(r"^(exception )?([\w.]+)(?: for [\w.\[\]]+)?(?: in \w+)? is (\w+)(?: by ([\w., ]+?))?"
                     r"(?: between .*| under .*| without .*| and .*)?$")


@dataclass
class CaseText:
    """One case: names as written, so rules and exceptions may lack their module."""
    rules: str  # name of the rule set, "" for the usual one
    uses: list[str]  # modules whose names are meant where several have one
    dossier: Path
    outcomes: list[tuple[str, str]] = field(default_factory=list)
    readings_shown: list[tuple[str, str]] = field(default_factory=list)
    readings_chosen: list[tuple[str, str]] = field(default_factory=list)


def without_comments(text: str) -> str:
    return re.sub(r'("(?:[^"\\]|\\.)*")|#[^\n]*', lambda match: match.group(1) or "", text)


def expectations(block: str) -> list[str]:
    """The expectations of one case, each on one line; what goes on on further lines is indented."""
    start = re.search(r"^ +expect +", block, re.MULTILINE)
    column = len(start.group())
    lines: list[str] = []
    for line in block[start.end():].splitlines():
        text = " ".join(line.split())
        if lines and len(line) - len(line.lstrip()) > column:
            lines[-1] += " " + text
        elif text:
            lines.append(text)
    return lines


def read_case_file(path: Path) -> list[CaseText]:
    text = without_comments(path.read_text(encoding="utf-8"))
    about = re.match(r"\s*ruleset (\w+)", text)
    uses = re.findall(r"^use (\w+)", text, re.MULTILINE)
    cases = []
    for block in re.split(r'^case (?=")', text, flags=re.MULTILINE)[1:]:
        dossier = re.search(r'^\s+dossier\s+"([^"]+)"', block, re.MULTILINE)
        case = CaseText(about.group(1) if about else "", uses,
                        (path.parent / dossier.group(1)).resolve())
        case.readings_chosen = re.findall(r"^\s+reading\s+([\w.]+) is (\w+)", block, re.MULTILINE)
        for line in expectations(block):
            case.readings_shown += re.findall(r" under ([\w.]+) is (\w+)", line)
            found = OUTCOME.match(line)
            if not found or found.group(2).isupper() or " under " in line.split(" and ")[0]:
                continue
            case.outcomes.append((found.group(2), found.group(3)))
            for exception in re.split(r", ", found.group(4) or ""):
                if exception and found.group(3) == "excused":
                    case.outcomes.append((exception, "true"))
        cases.append(case)
    return cases
