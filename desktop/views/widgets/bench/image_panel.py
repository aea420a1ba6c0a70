"""The right panel of the image bench: classes, objects, attributes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.widgets.bench.attributes import AttributePanel
from desktop.views.widgets.bench.classes import ClassList
from desktop.views.widgets.bench.objects import ObjectList
from desktop.views.widgets.canvas.desk import ImageDesk
from desktop.views.widgets.cards import rule
from desktop.views.widgets.labels import line

WIDE = 280


class ImagePanel(QFrame):
    """Three parts below each other; the list of objects takes the room that is left."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self.setFixedWidth(theme().px(WIDE))
        self.classes, self.objects, self.attributes = ClassList(), ObjectList(), AttributePanel()
        self._count = line("", "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._title(_("类别"), line(_("按数字键选"), "caption")))
        column.addWidget(self.classes)
        column.addSpacing(theme().px(8))
        column.addWidget(rule())
        column.addLayout(self._title(_("对象"), self._count))
        column.addWidget(self.objects, 1)
        column.addWidget(rule())
        column.addLayout(self._title(_("属性")))
        column.addWidget(self.attributes)

    def show_desk(self, desk: ImageDesk) -> None:
        """Show classes and objects of a desk."""
        self.classes.show_labels(desk.schema.labels)
        self.classes.choose(desk.label)
        self.objects.show_desk(desk)
        self.attributes.reserve(desk)

    def show_counts(self, desk: ImageDesk) -> None:
        """Show how many objects there are, of each class and in all, and how many lack an answer."""
        self.classes.classes.count(Counter(mark.label for mark in desk.document))
        lacking = sum(bool(desk.unanswered(mark)) for mark in desk.document)
        n = len(desk.document)
        self._count.setText(
            _("{n} 个，{lacking} 个待填", n=n, lacking=lacking) if lacking else _("{n} 个", n=n)
        )

    def show_selection(self, desk: ImageDesk, keys: Mapping[tuple[str, str], str]) -> None:
        """Ask the attributes of what is selected."""
        self.attributes.show_selection(desk, keys)

    def _title(self, text: str, beside: QLabel | None = None) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(theme().px(12), theme().px(8), theme().px(12), theme().px(4))
        row.addWidget(line(text, "strong"))
        row.addStretch(1)
        if beside is not None:
            row.addWidget(beside)
        return row
