"""The checklist of something written."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.base.wording import _
from desktop.curriculum.text_rules import Check
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import S
from desktop.views.widgets.labels import glyph, paragraph

#: Icon and colour of a line of which nothing can be said yet.
_NOT_YET = ("circle", "edge")
_ICON = 16


class Checks(QWidget):
    """A line a check, to be read while one writes; those of the instructor have a sign of their own."""

    def __init__(self, checks: Sequence[Check]) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self._checks = tuple(checks)
        self._rows: list[tuple[QLabel, QLabel]] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, theme().px(S), 0, 0)
        grid.setHorizontalSpacing(theme().px(6))
        grid.setVerticalSpacing(theme().px(2))
        grid.setColumnStretch(1, 1)
        for place, check in enumerate(self._checks):
            mark, words = glyph(*_sign(check), _ICON), paragraph(_name(check))
            words.setAccessibleDescription(_("由讲师评分") if check.kind == "instructor" else "")
            grid.addWidget(mark, place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, place, 1)
            self._rows.append((mark, words))

    def states(self) -> list[str]:
        """Return what is said of each line."""
        return [words.accessibleDescription() for _mark, words in self._rows]


def _name(check: Check) -> str:
    return _("{name}（必须）", name=check.name) if check.hard else check.name


def _sign(check: Check) -> tuple[str, str]:
    return ("user", "quiet") if check.kind == "instructor" else _NOT_YET
