"""Where things lie: the program's own assets and courses, and the user's data, logs and settings."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

APP = "Doorstep"
PORTABLE_FLAG = "portable.flag"
#: Set to a folder to keep everything of one run there (tests, the demo).
DATA_VARIABLE = "DOORSTEP_DATA"


@dataclass(frozen=True)
class Places:
    """The folders of one running program. ``assets`` and ``courses`` are read-only, the rest is the user's."""

    assets: Path
    courses: Path
    data: Path
    logs: Path
    portable: bool = False

    @property
    def record(self) -> Path:
        """The SQLite record of this station."""
        return self.data / "record.db"

    @property
    def keys(self) -> Path:
        """The folder of the site's signing key."""
        return self.data / "keys"

    @property
    def packs(self) -> Path:
        """The folder of installed course packs, beside the shipped ones."""
        return self.data / "packs"

    @property
    def backups(self) -> Path:
        """The folder of the record's backups."""
        return self.data / "backups"

    @property
    def reports(self) -> Path:
        """The folder of error reports."""
        return self.data / "reports"

    @property
    def cache(self) -> Path:
        """The folder of what can be made again at any time, such as big pictures cut into tiles."""
        return self.data / "cache"

    @property
    def exports(self) -> Path:
        """The folder offered first for exported files."""
        return self.data / "exports"


def find_places(environ: Mapping[str, str] = os.environ) -> Places:
    """Return the places of this run: checkout, wheel or frozen program; portable, redirected or ordinary data."""
    shipped = _shipped_root()
    beside = program_folder()
    if redirected := environ.get(DATA_VARIABLE):
        data, portable = Path(redirected).absolute(), False
    elif (beside / PORTABLE_FLAG).exists():
        data, portable = beside / "data", True
    else:
        data, portable = Path(platformdirs.user_data_dir(APP, appauthor=False)), False
    return Places(shipped / "assets", shipped / "courses", data, data / "logs", portable)


def program_folder() -> Path:
    """Return the folder a person sees the program in: of the executable when frozen, else of the checkout."""
    if getattr(sys, "frozen", False):
        return Path(sys.executable).resolve().parent
    return Path(__file__).resolve().parents[2]


def _shipped_root() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen)
    package = Path(__file__).resolve().parents[1]
    inside_wheel = package / "_data"
    return inside_wheel if inside_wheel.is_dir() else package.parent
