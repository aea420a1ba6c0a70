"""Settings as rows of data: one table drives the defaults, the checks, the file and the dialog."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from desktop.base.errors import KnownError
from desktop.base.files import write_whole
from desktop.base.refusals import reason
from desktop.base.wording import LANGUAGES, N_, _

log = logging.getLogger(__name__)

Value: TypeAlias = str | int | bool
FORMAT = 1


@dataclass(frozen=True)
class Setting:
    """One setting. ``choices`` maps allowed values to their names; whole numbers have ``least`` and ``most`` instead."""

    key: str
    kind: Literal["choice", "number", "switch"]
    default: Value
    label: str
    hint: str = ""
    choices: Mapping[str, str] | None = None
    least: int = 0
    most: int = 0

    def accepts(self, value: object) -> bool:
        """Tell whether ``value`` may be stored."""
        if self.kind == "switch":
            return isinstance(value, bool)
        if self.kind == "number":
            return isinstance(value, int) and not isinstance(value, bool) and self.least <= value <= self.most
        return isinstance(value, str) and value in (self.choices or {})


SETTINGS = (
    Setting("language", "choice", "zh", N_("语言"), choices=LANGUAGES),
    Setting(
        "appearance",
        "choice",
        "light",
        N_("外观"),
        choices={"light": N_("浅色"), "dark": N_("深色")},
    ),
    Setting("type_scale", "number", 100, N_("字号（%）"), N_("100 是标准大小。"), least=100, most=150),
    Setting(
        "idle_minutes",
        "number",
        10,
        N_("无人操作几分钟后锁屏"),
        N_("考核进行中不会锁屏。0 表示从不。"),
        least=0,
        most=120,
    ),
    Setting("crosshair", "switch", default=True, label=N_("画框时显示十字线")),
    Setting("backup_on_close", "switch", default=True, label=N_("退出时备份记录")),
)
_ROWS = {row.key: row for row in SETTINGS}


class Settings:
    """The settings of this PC, kept in one JSON file that holds only what differs from the defaults."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._values = self._load()

    def get(self, key: str) -> Value:
        """Return the value in force. Raises KeyError for an unknown key."""
        return self._values.get(key, _ROWS[key].default)

    def text(self, key: str) -> str:
        """Return a choice."""
        return str(self.get(key))

    def number(self, key: str) -> int:
        """Return a whole number."""
        return int(self.get(key))

    def switch(self, key: str) -> bool:
        """Return a yes or no."""
        return bool(self.get(key))

    def put(self, key: str, value: Value) -> None:
        """Store a value at once. Raises KnownError for a value that the row does not allow, or a full disk."""
        row = _ROWS[key]
        if not row.accepts(value):
            raise KnownError(_("设置“{label}”不能是 {value}。", label=_(row.label), value=value))
        values = {**self._values, key: value}
        body = json.dumps({"format": FORMAT, "values": values}, ensure_ascii=False, indent=1)
        try:
            write_whole(self._path, body.encode("utf-8"))
        except OSError as fault:
            raise KnownError(
                _("设置没有存下来：{reason}", reason=reason(fault)), where=str(self._path)
            ) from fault
        self._values = values

    def _load(self) -> dict[str, Value]:
        try:
            stored = json.loads(self._path.read_text("utf-8"))["values"].items()
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
            log.warning("settings unreadable, defaults in force: %s", fault)
            return {}
        return {key: value for key, value in stored if key in _ROWS and _ROWS[key].accepts(value)}
