"""A folder with a new log, for the tests of what is recorded."""

import hashlib
import sqlite3

from program import Folder, check, equal, run


class LogFolder(Folder):
    """A folder with a new log."""

    def __enter__(self):
        super().__enter__()
        self.log = str(self.path / "decisions.log")
        made = run("audit", "init", self.log)
        equal(made.status, 0)
        self.vkey = self.write("key.txt", made.text.splitlines()[-1] + "\n")
        return self

    def check(self, *words, **options):
        return check(*words, "--audit", self.log, **options)

    def rows(self, sql):
        connection = sqlite3.connect(f"file:{self.log}?mode=ro", uri=True)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()


def digest(path):
    return hashlib.sha256(open(path, "rb").read()).hexdigest()
