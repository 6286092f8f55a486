"""A file system of its own, for the tests of those that are full or cannot be written."""

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cli"))
from program import Folder  # noqa: E402


class Mounted(Folder):
    """A folder on a tmpfs of `size`. Only root may mount: elsewhere `is_mounted` is false."""

    def __init__(self, size):
        self.size = size

    def __enter__(self):
        super().__enter__()
        self.is_mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={self.size}", "tmpfs", str(self.path)],
            capture_output=True, check=False).returncode == 0
        if not self.is_mounted:
            print("no file system can be mounted here: nothing is tried")
        return self

    def remount(self, options):
        subprocess.run(["mount", "-o", f"remount,{options}", str(self.path)], check=True)

    def __exit__(self, *unused):
        if self.is_mounted:
            subprocess.run(["umount", str(self.path)], check=True)
        super().__exit__()
