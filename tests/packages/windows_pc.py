"""A Windows PC to try setup.exe on, as far as Wine 10 can play one: a prefix of its own, an account 张三, Chinese (cp936).

Wine is not Windows. What these tests show is that the installer's own logic holds and that the program starts, keeps
records and makes papers; docs/first-real-pc.md lists what only a real PC can show.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.packages.conftest import DIST, LOGS, ROOT

WORK = ROOT / "build/_work/windows"
TRIXIE = WORK / "trixie"
SHARED = TRIXIE / "doorstep"
WINE = ROOT / "build/installers/windows/wine.sh"
PICTURES = DIST / "pictures"
USER = "张三"
CHINESE = "zh_CN.UTF-8"
ENGLISH = "C.UTF-8"
LINK = "家门口标注实训工作站.lnk"
#: Tenths of a second that a program may take for one step on a busy machine.
PATIENCE = 3000
#: How many pictures in a row have to be the same before a screen stands still.
STILL = 4


@dataclass(frozen=True)
class Done:
    """What a program said and how it ended."""

    code: int
    said: str


def until(holds: Callable[[], bool], what: str) -> None:
    """Wait for something that another process does."""
    pause = threading.Event()
    for _ in range(PATIENCE):
        if holds():
            return
        pause.wait(0.1)
    raise AssertionError(f"waited in vain: {what}")


class WindowsPc:
    """A fresh Wine prefix below the build chroot; everything that is run in it is written to a log."""

    def __init__(self, name: str, *, language: str = CHINESE) -> None:
        self.name, self.language = f"test-{name}", language
        self.folder = SHARED / "prefixes" / self.name
        LOGS.mkdir(parents=True, exist_ok=True)
        self._log = LOGS / f"windows-{name}.log"
        self._log.write_text(f"Wine 10, account {USER}, {language}\n", encoding="utf-8")
        base = "clean" if language == CHINESE else "clean-english"
        self.remove()
        if not (SHARED / "prefixes" / base / "ready").exists():
            self._wine(base, ["wineserver", "--wait"])
        subprocess.run(["cp", "-a", "--reflink=auto", SHARED / "prefixes" / base, self.folder], check=True)

    @property
    def drive(self) -> Path:
        """Drive C:."""
        return self.folder / "drive_c"

    @property
    def profile(self) -> Path:
        """The account's local application data."""
        return self.drive / "users" / USER / "AppData/Local"

    @property
    def data(self) -> Path:
        """Where the program keeps the records of this account."""
        return self.profile / "Doorstep"

    @property
    def program(self) -> Path:
        """Where setup puts the program unless told otherwise."""
        return self.profile / "Programs/Doorstep"

    @property
    def menu(self) -> Path:
        """The Start menu."""
        return self.drive / "users" / USER / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs"

    def path(self, windows: str) -> Path:
        """Return where a Windows path of drive C: lies."""
        return self.drive / windows.removeprefix("C:\\").replace("\\", "/")

    def windows(self, path: Path) -> str:
        """Return the Windows name of a place on drive C: or in the chroot."""
        if path.is_relative_to(self.drive):
            return "C:\\" + str(path.relative_to(self.drive)).replace("/", "\\")
        return "Z:\\" + str(path.relative_to(TRIXIE)).replace("/", "\\")

    def run(self, program: Path | str, *arguments: str, **variables: str) -> Done:
        """Run a Windows program to its end."""
        name = program if isinstance(program, str) else self.windows(program)
        done = self._wine(self.name, ["wine", name, *arguments], **variables)
        encoding = "gbk" if self.language == CHINESE else "utf-8"
        said = done.stdout.decode(encoding, "replace")
        self._write(f"> {name} {' '.join(arguments)}\n{said}[{done.returncode}]\n")
        return Done(done.returncode, said)

    def start(self, program: Path, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a Windows program and let it run."""
        self._write(f"> {self.windows(program)} {' '.join(arguments)} (left running)\n")
        return subprocess.Popen(
            [WINE, TRIXIE, self.name, "wine", self.windows(program), *arguments],
            env=self._environment({}), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def rest(self) -> None:
        """Wait until every program has ended and the registry is written."""
        self._wine(self.name, ["wineserver", "--wait"])

    def stop(self) -> None:
        """End every program at once, as a power cut does."""
        self._wine(self.name, ["wineserver", "--kill"])
        self._wine(self.name, ["wineserver", "--wait"])

    def registry(self, key: str) -> str:
        """Return what lies below a registry key, empty when it is not there."""
        target = self.drive / "exported.reg"
        target.unlink(missing_ok=True)
        self._wine(self.name, ["wine", "reg", "export", key, "C:\\exported.reg", "/y"])
        return target.read_text("utf-16") if target.exists() else ""

    def set_registry(self, key: str, name: str, value: str) -> None:
        """Write a string into the registry."""
        assert self.run("reg", "add", key, "/v", name, "/d", value, "/f").code == 0

    def picture(self, name: str) -> None:
        """Take a picture of the screen into dist/pictures once it stands still."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        target, before, same = PICTURES / f"{name}.png", b"", 0

        def still() -> bool:
            nonlocal before, same
            self._screen("import", "-window", "root", "/doorstep/screen.png")
            last, before = before, self._screen("convert", "/doorstep/screen.png", "-depth", "8", "rgb:-")
            same = same + 1 if last == before and len(set(before)) > 1 else 0
            return same >= STILL

        until(still, f"a still picture for {name}")
        shutil.copyfile(SHARED / "screen.png", target)
        self._write(f"picture: {target.name}\n")

    def glance(self, name: str) -> None:
        """Take a picture of a screen that never stands still."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        self._screen("import", "-window", "root", "/doorstep/screen.png")
        shutil.copyfile(SHARED / "screen.png", PICTURES / f"{name}.png")

    def shows(self, title: str) -> bool:
        """Whether a window whose title contains some words is on the screen."""
        return bool(self._screen("xdotool", "search", "--onlyvisible", "--name", title).strip())

    def press(self, title: str, *keys: str) -> None:
        """Press keys in the window with that title."""
        number = self._screen("xdotool", "search", "--onlyvisible", "--name", title).split()[-1].decode()
        self._screen("xdotool", "windowactivate", "--sync", number)
        self._screen("xdotool", "key", "--delay", "150", *keys)
        self._write(f"keys: {' '.join(keys)}\n")

    def remove(self) -> None:
        """End everything and delete the PC."""
        if self.folder.exists():
            self.stop()
            shutil.rmtree(self.folder)

    def _screen(self, *command: str) -> bytes:
        display = (SHARED / "screen").read_text("ascii").strip()
        return subprocess.run(
            [ROOT / "build/installers/chroot.sh", "enter", TRIXIE, *command],
            env={**os.environ, "DOORSTEP_PASS": f"DISPLAY={display} LANG=zh_CN.UTF-8 LC_ALL=zh_CN.UTF-8"},
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False,
        ).stdout  # fmt: skip

    def _wine(self, prefix: str, words: list[str], **variables: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [WINE, TRIXIE, prefix, *words], env=self._environment(variables), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=PATIENCE,
        )  # fmt: skip

    def _environment(self, variables: dict[str, str]) -> dict[str, str]:
        passed = {"LANG": self.language, "LC_ALL": self.language, **variables}
        return {
            **os.environ,
            "DOORSTEP_WINE_USER": USER,
            "DOORSTEP_PASS": " ".join(f"{name}={value}" for name, value in passed.items()),
        }

    def _write(self, text: str) -> None:
        with self._log.open("a", encoding="utf-8") as log:
            log.write(f"\n{text}")
