"""The file of an audit log below its tables, from engine/audit/FORMAT.md alone: the section "The
file", and the schema.
"""

import re
import sqlite3
from pathlib import Path

FORMAT = Path(__file__).resolve().parents[2] / "engine/audit/FORMAT.md"
SETTINGS = {
    "application_id": 0x50726241,
    "user_version": 1,
    "encoding": "UTF-8",
    "journal_mode": "delete",
}
# Bytes of the database header that are the same in every log.
HEADER = {18: 1, 19: 1, 44: 0, 45: 0, 46: 0, 47: 4}
# What SQLite, or Python on top of it, has to say of a file with wrong contents: a value that is
# absent, or of another type, is met wherever it is used first.
UNREADABLE = (
    sqlite3.Error, ArithmeticError, AttributeError, LookupError, MemoryError, TypeError, ValueError,
)


def settings_damages(connection):
    found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in SETTINGS}
    return [
        ("file", f"{name} is {found[name]}, not {wanted}")
        for name, wanted in SETTINGS.items()
        if found[name] != wanted
    ]


def header_damages(header, size):
    damages = [
        ("file", f"byte {offset} of the header is {header[offset]}, not {wanted}")
        for offset, wanted in HEADER.items()
        if header[offset] != wanted
    ]
    page = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big")
    if size != pages * (65536 if page == 1 else page):
        damages.append(("file", f"the file has {size} bytes, and {pages} pages of {page}"))
    return damages


def schema_damages(connection):
    text = FORMAT.read_text(encoding="utf-8").split("## The schema")[1]
    wanted = {("index", "sqlite_autoindex_object_1", "object", None, True)}
    for sql in re.findall("^CREATE .*$", text, re.MULTILINE):
        kind, name = re.match(r"CREATE (TABLE|TRIGGER) (\w+)", sql).groups()
        table = name if kind == "TABLE" else re.search(r" ON (\w+)", sql)[1]
        wanted.add((kind.lower(), name, table, sql, kind == "TABLE"))
    rows = connection.execute("SELECT type, name, tbl_name, sql, rootpage FROM sqlite_schema").fetchall()
    found = [row[:4] + (row[4] != 0 if isinstance(row[4], int) else None,) for row in rows]
    if set(found) == wanted and len(found) == len(wanted):
        return []
    return [("schema", "other tables or triggers than a log has")]


def structure_damages(connection):
    rows = connection.execute("PRAGMA integrity_check").fetchall()
    return [("file", row[0]) for row in rows if row[0] != "ok"]


def first_bytes(path):
    with path.open("rb") as file:
        return file.read(100)


def connect(path):
    connection = sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True)
    # Bytes that are not UTF-8 become surrogates, and are still text.
    connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    connection.execute("PRAGMA query_only = ON")
    return connection


def open_log(path):
    """A connection, or None where there is nothing to read on, and the damages until then."""
    beside = Path(f"{path}-wal")
    if beside.exists() and beside.stat().st_size > 0:
        return None, [("file", f"{beside.name} lies beside it, which no log has")]
    if first_bytes(path)[19:20] == b"\2":
        return None, [("file", "it has been set to write-ahead logging")]
    # What a commit left half done is undone by the first to read. The header is read after that,
    # and while no connection is open, because closing the file would let go of its locks.
    connection = connect(path)
    damages = settings_damages(connection)
    connection.close()
    if damages:
        return None, damages
    damages = header_damages(first_bytes(path), path.stat().st_size)
    connection = connect(path)
    try:
        schema = schema_damages(connection)
        damages += schema or structure_damages(connection)
    except UNREADABLE as error:
        schema = [("file", f"{type(error).__name__}: {error}")]
        damages += schema
    if schema:
        connection.close()
        return None, damages
    return connection, damages
