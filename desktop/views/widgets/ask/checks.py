"""The checklist of something written, ticked as one writes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.base.wording import _
from desktop.curriculum.text_rules import Check
from desktop.scoring.texts.checklist import Line, checked
from desktop.views.theme.current import theme
from desktop.views.theme.icons import pixmap
from desktop.views.theme.tokens import S
from desktop.views.widgets.labels import glyph, paragraph, restyle

#: Icon and colour of a line of which nothing can be said yet.
_NOT_YET = ("circle", "edge")
_ICON = 16


class Checks(QWidget):
    """A line a check: fulfilled, not, or left to the instructor. What was counted stands behind it."""

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
            mark, words = glyph(*_NOT_YET, _ICON), paragraph(_name(check))
            grid.addWidget(mark, place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, place, 1)
            self._rows.append((mark, words))

    def look_at(self, text: str, *, told: bool = False) -> None:
        """Tick what a text fulfils; nothing is ticked nor crossed before something is written.

        ``told``: name the words that are missing as well. While one writes that would give the answer away.
        """
        found = checked(text, self._checks).lines if self._checks else ()
        for row, one in zip(self._rows, found, strict=True):
            _show(row, one, begun=told or bool(text.strip()), told=told)

    def states(self) -> list[str]:
        """Return what is said of each line."""
        return [words.accessibleDescription() for _mark, words in self._rows]


def _show(row: tuple[QLabel, QLabel], one: Line, *, begun: bool, told: bool) -> None:
    mark, words = row
    icon, token, says = _state(one, begun=begun, told=told)
    mark.setPixmap(pixmap(icon, token, _ICON))
    words.setAccessibleDescription(says)
    words.setToolTip(says)
    measured = _measured(one) if begun else ""
    reason = says if token == "bad" and (told or one.check.kind == "contains_none") and one.words else ""
    words.setText("  ".join(part for part in (_name(one.check), measured, reason) if part))
    restyle(words, tone="bad" if token == "bad" else "")


def _name(check: Check) -> str:
    return _("{name}（硬性）", name=check.name) if check.hard else check.name


def _state(one: Line, *, begun: bool, told: bool) -> tuple[str, str, str]:
    """Return icon, colour and words of a line."""
    if one.passed is None:
        return "user", "quiet", _("由讲师评分")
    if not begun:
        return (*_NOT_YET, _("还没写"))
    if one.passed:
        return "circle-check", "good", _("已满足")
    if one.check.kind == "contains_none":
        return "circle-x", "bad", _("不能出现：{words}", words=_("、").join(one.words))
    if one.words and told:
        return "circle-x", "bad", _("还缺：{words}", words=_("、").join(one.words))
    return "circle-x", "bad", _("还不满足")


def _measured(one: Line) -> str:
    """Return what was counted beside what is asked for: 128 / 100–200."""
    if one.measured is None:
        return ""
    least, most = one.check.least, one.check.most
    if least is not None and most is not None:
        return f"{one.measured} / {least}–{most}"
    return f"{one.measured} / ≥ {least}" if least is not None else f"{one.measured} / ≤ {most}"
