"""Artefacts, built when they are missing, and clean Debian systems to try them in. Every command is written down in
dist/logs."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import release_file

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "dist"
LOGS = DIST / "logs"
WORK = ROOT / "build" / "_work" / "tests"
CHROOT = ROOT / "build/installers/chroot.sh"
MAKE_MINUTES = 40
# The freezer's environment has what the freezing needs and the tests' has not: its licence is among those that ship.
sys.path += map(str, (ROOT / "build/_work/freeze").glob("lib/python3*/site-packages"))


def may_chroot() -> bool:
    """Whether this account may make a chroot."""
    return os.geteuid() == 0 and shutil.which("chroot") is not None


@dataclass(frozen=True)
class Done:
    """What a command said and how it ended."""

    code: int
    said: str


class System:
    """A clean Debian of its own with a log of everything that was done in it."""

    def __init__(self, suite: str, name: str) -> None:
        self.folder = WORK / name
        self._log = LOGS / f"{name}.log"
        LOGS.mkdir(parents=True, exist_ok=True)
        WORK.mkdir(parents=True, exist_ok=True)
        self._log.write_text(f"A clean Debian {suite}\n", encoding="utf-8")
        self.drop()
        subprocess.run([CHROOT, "new", suite, self.folder], check=True, capture_output=True)

    def run(self, command: str, *, user: str = "", **variables: str) -> Done:
        """Run a shell command as root, or as an account of the system."""
        passed = " ".join(f"{name}={value}" for name, value in variables.items())
        words = ["sh", "-c", command]
        if user:
            words = ["runuser", "-u", user, "--", "env", f"HOME=/home/{user}", *words]
        done = subprocess.run(
            [CHROOT, "enter", self.folder, *words],
            env={**os.environ, "DOORSTEP_PASS": passed}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        said = done.stdout.decode("utf-8", "replace")
        with self._log.open("a", encoding="utf-8") as log:
            log.write(f"\n$ {passed} {f'({user}) ' if user else ''}{command}\n{said}[{done.returncode}]\n")
        return Done(done.returncode, said)

    def must(self, command: str, *, user: str = "", **variables: str) -> str:
        """Run a command that has to succeed and return what it said."""
        done = self.run(command, user=user, **variables)
        assert done.code == 0, f"{command}\n{done.said[-3000:]}"
        return done.said

    def start(self, command: str, *, user: str, **variables: str) -> subprocess.Popen[bytes]:
        """Start a program in the system and let it run."""
        passed = " ".join(f"{name}={value}" for name, value in variables.items())
        with self._log.open("a", encoding="utf-8") as log:
            log.write(f"\n$ {passed} ({user}) {command} &\n")
        words = ["runuser", "-u", user, "--", "env", f"HOME=/home/{user}", *shlex.split(command)]
        return subprocess.Popen(
            [CHROOT, "enter", self.folder, *words],
            env={**os.environ, "DOORSTEP_PASS": passed}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def give(self, path: Path) -> str:
        """Copy a file into the system's /media, as from a stick, and return its place there."""
        target = self.folder / "media" / path.name
        shutil.copyfile(path, target)
        return f"/media/{path.name}"

    def drop(self) -> None:
        """Delete the system."""
        if self.folder.exists():
            subprocess.run([CHROOT, "drop", self.folder], check=True, capture_output=True)


def artefact(name: str, target: str) -> Path:
    """Return a file of dist/, made by its target when it is not there."""
    path = DIST / name
    if not path.exists():
        subprocess.run(["make", target], cwd=ROOT, check=True, timeout=60 * MAKE_MINUTES)
    return path


def version() -> str:
    """The version that the artefacts bear."""
    return release_file.version()


def older(package: Path, number: str = "0.0.9") -> Path:
    """Return the same program packed as an older version."""
    target = WORK / "older" / package.name.replace(version(), number)
    if not target.exists():
        room = WORK / "older" / "tree"
        shutil.rmtree(room, ignore_errors=True)
        room.mkdir(parents=True)
        subprocess.run(["dpkg-deb", "-x", package, room], check=True)
        command = [sys.executable, ROOT / "build/installers/deb.py", room / "opt/doorstep", target, "deb"]
        subprocess.run(
            command, env={**os.environ, "DOORSTEP_VERSION": number, "DOORSTEP_FAST": "1"}, check=True
        )
    return target


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """A virtual screen of the design size, of this machine; a chroot reaches it by its abstract socket."""
    with subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as server:  # fmt: skip
        assert server.stdout is not None
        number = server.stdout.readline().decode().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
        server.terminate()


def picture_of_the_screen(display: str, target: Path) -> bool:
    """Take a picture of the screen once it stands still; whether it showed anything."""
    target.parent.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, ROOT / "build/installers/linux/screenshot.py", target],
        env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}, check=False, capture_output=True,
    )  # fmt: skip
    return done.returncode == 0
