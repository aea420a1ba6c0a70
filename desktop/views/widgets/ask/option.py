"""One option of a choice: mark, words that wrap, its key; after the answer its verdict."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from desktop.base.plain_text import tip
from desktop.base.wording import _
from desktop.curriculum.text_rules import ReplyOption
from desktop.views.theme.current import theme
from desktop.views.theme.icons import draw_icon
from desktop.views.theme.tokens import CONTROL, S
from desktop.views.widgets.choices import VERDICTS, Verdict
from desktop.views.widgets.painting import CENTRE, field, painter_of, ring, say

_WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
#: Our pixels: the mark, room for a key, the width that is asked for, and the least.
_MARK, _KEY, _WIDE, _LEAST = 16, 20, 118, 92


class OptionButton(QAbstractButton):
    """Chosen or not; ``several`` are ticked, one alone is dotted. The colour is never the only sign."""

    def __init__(self, option: ReplyOption, key: str, *, question: str, several: bool) -> None:
        super().__init__()
        self.option = option
        self.setText(option.called)
        self._key, self._several = key, several
        self._verdict: Verdict = ""
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(_("{question}：{name}", question=question, name=option.called))
        named = _("{name}（按 {key}）", name=option.called, key=key) if key else option.called
        red = _("红线：错判或漏判，整题不合格。") if option.red_line else ""
        self.setToolTip(tip("\n".join(part for part in (named, option.description, red) if part)))
        self.setAccessibleDescription(" ".join(part for part in (option.description, red) if part))

    def judge(self, verdict: Verdict) -> None:
        """Show what became of this option; it cannot be changed any more."""
        self._verdict = verdict
        self.setEnabled(False)
        words = {"right": _("选对了"), "wrong": _("不应选"), "missed": _("应选而未选"), "": ""}
        self.setAccessibleDescription(words[verdict])
        self.update()

    def drop_key(self) -> None:
        """Show no key: here it means nothing, or something else."""
        self._key = ""
        self.setToolTip(tip(self.option.description))
        self.update()

    @property
    def verdict(self) -> Verdict:
        """What became of this option."""
        return self._verdict

    def sizeHint(self) -> QSize:
        """Prefer half of a narrow panel."""
        return QSize(theme().px(_WIDE), self.heightForWidth(theme().px(_WIDE)))

    def minimumSizeHint(self) -> QSize:
        """Wrap rather than push others out."""
        return QSize(theme().px(_LEAST), theme().px(CONTROL))

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped words."""
        room = int(self._room(width))
        high = QFontMetrics(theme().font("body", bold=True)).boundingRect(
            0, 0, room, 4000, _WRAP, self.text()
        )
        return int(max(theme().px(CONTROL), high.height() + theme().px(S)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to the panel on every desktop; on some it would press the button."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint plate, mark, words and key."""
        painter = painter_of(self)
        fill, edge = self._colours()
        field(painter, QRectF(self.rect()), theme().colour(fill), theme().colour(edge), radius=6)
        px, chosen = theme().px, self.isChecked()
        mark = QRectF(px(8), (self.height() - px(_MARK)) / 2, px(_MARK), px(_MARK))
        shapes = ("square", "square-check") if self._several else ("circle", "circle-dot")
        draw_icon(painter, shapes[chosen], mark, theme().colour("accent" if chosen else "edge"))
        words = QRectF(mark.right() + px(6), 0, self._room(self.width()), self.height())
        painter.setFont(theme().font("body", bold=chosen))
        painter.setPen(theme().colour("accent_strong" if chosen and not self._verdict else "ink"))
        painter.drawText(words, _WRAP, self.text())
        self._paint_end(painter)
        ring(painter, self, radius=6)
        painter.end()

    def _paint_end(self, painter: QPainter) -> None:
        px = theme().px
        place = QRectF(self.width() - px(_KEY + 4), 0, px(_KEY), self.height())
        if self._verdict or self.option.red_line:
            name, token = VERDICTS[self._verdict] if self._verdict else ("shield-alert", "bad")
            side = px(_MARK)
            where = QRectF(place.center().x() - side / 2, place.center().y() - side / 2, side, side)
            if self._key and not self._verdict:
                where.translate(-px(_KEY), 0)
            draw_icon(painter, name, where, theme().colour(token))
        if self._key and self.isEnabled():
            say(painter, place, self._key, role="caption", token="quiet", align=CENTRE)

    def _colours(self) -> tuple[str, str]:
        if self._verdict:
            token = VERDICTS[self._verdict][1]
            return f"{token}_tint", token
        if self.isChecked():
            return "accent_tint", "accent"
        return ("sunken" if self.underMouse() and self.isEnabled() else "surface"), "edge"

    def _room(self, width: int) -> float:
        """Return the pixels that the words have beside mark, key and shield."""
        signs = bool(self._key or self._verdict) + bool(self.option.red_line and not self._verdict)
        taken = 8 + _MARK + 6 + max(signs * _KEY, 4) + 4
        return float(max(width - theme().px(taken), theme().px(40)))
