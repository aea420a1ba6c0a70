"""The head of the panel: which part is asked about, what it says, and how far one is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar

from desktop.base.plain_text import tip
from desktop.base.wording import _
from desktop.views.theme.tokens import M, S
from desktop.views.widgets.buttons import icon_button
from desktop.views.widgets.cards import Frame, row
from desktop.views.widgets.labels import line, paragraph

#: Characters of a part that are quoted.
_QUOTED = 64


class PartHead(Frame):
    """Name of the part between two arrows, a quotation, and a bar: 7/12."""

    #: -1 or 1: to the part before or after.
    turned = Signal(int)

    def __init__(self) -> None:
        super().__init__("bar", margin=M, spacing=S)
        self.before = icon_button("chevron-left", _("上一处（PgUp）"), self._before)
        self.after = icon_button("chevron-right", _("下一处（PgDn）"), self._after)
        self.name = line("", "title")
        self.place = line("", "caption")
        self.quote = paragraph("", "quiet")
        self.count = line("", "strong")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("作答进度"))
        self.add(row(self.name, None, self.place, self.before, self.after, spacing=S))
        self.add(self.quote, row(self.bar, self.count, spacing=S))

    def show_part(self, name: str, text: str, number: int, total: int) -> None:
        """Show the part that is asked about: the ``number``-th of ``total``."""
        self.name.setText(name)
        flat = " ".join(text.split())
        self.quote.setText(f"“{flat[:_QUOTED]}…”" if len(flat) > _QUOTED else f"“{flat}”" if flat else "")
        self.quote.setVisible(bool(flat))
        self.place.setText(f"{number}/{total}" if total > 1 else "")
        for each in (self.before, self.after, self.place):
            each.setVisible(total > 1)
        self.before.setEnabled(number > 1)
        self.after.setEnabled(number < total)
        self.setAccessibleName(_("{part}，共 {total} 处的第 {n} 处", part=name, total=total, n=number))

    def show_progress(self, done: int, total: int, words: str, short: str = "") -> None:
        """Show how many are done of how many; ``words`` for a screen reader, ``short`` beside the bar: by default 7/12."""
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done if total else 1)
        self.count.setText(short or f"{done}/{total}")
        self.bar.setAccessibleDescription(words)
        self.count.setAccessibleName(words)
        self.count.setToolTip(tip(words))

    def _before(self) -> None:
        self.turned.emit(-1)

    def _after(self) -> None:
        self.turned.emit(1)
