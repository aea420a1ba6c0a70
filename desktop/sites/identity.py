"""What this program was built as: its kind, and the key that its updates must be signed with."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, ValidationError

from desktop.base.errors import DamagedFileError, KnownError
from desktop.base.places import Places
from desktop.base.wording import _
from desktop.curriculum.frozen import Frozen
from desktop.sites.release_list import Hex32, Version

FILE = "release.json"


class Stamped(Frozen):
    """``release.json``, written into the program by its build."""

    version: Version
    built_for: str = Field(max_length=40)
    public_key: Hex32


@dataclass(frozen=True)
class Identity:
    """This program: ``kind`` is the kind of file in a release list that replaces it."""

    version: str
    kind: str
    public_key: bytes


def identity(places: Places) -> Identity:
    """Return what this program is. Raises KnownError for a checkout, which no release can update."""
    path = places.assets.parent / FILE
    try:
        content = path.read_bytes()
    except FileNotFoundError as fault:
        raise KnownError(
            _("这是从源码运行的程序，没有发布密钥，不能从优盘升级。"),
            remedy=_("课程包照样可以从优盘安装。"),
        ) from fault
    except OSError as fault:
        raise KnownError(_("读不出来：{reason}", reason=fault.strerror), where=str(path)) from fault
    try:
        stamped = Stamped.model_validate(json.loads(content))
    except (ValueError, ValidationError, RecursionError) as fault:
        raise DamagedFileError(
            _("程序文件不完整：{name}。", name=FILE), where=str(path), remedy=_("请重新安装本程序。")
        ) from fault
    return Identity(stamped.version, _kind(stamped.built_for, places), bytes.fromhex(stamped.public_key))


def _kind(built_for: str, places: Places) -> str:
    """Return the kind of file that replaces this program: one tree may be packed in several ways."""
    windows = sys.platform == "win32"
    if places.portable or built_for == "portable":
        return "windows-portable" if windows else "linux-portable"
    return built_for


def executable_name() -> str:
    """Return the name of the program's own file on this system."""
    return "doorstep.exe" if sys.platform == "win32" else "doorstep"


def internal(folder: Path) -> Path:
    """Return where a frozen program in ``folder`` keeps its parts."""
    return folder / "_internal"
