"""Going through attributes one by one: arrows choose the attribute, digits its value, Tab the next mark, brought close."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from desktop.annotation.marks import Mark
from desktop.annotation.shapes.base import AttributeValue, Shape
from desktop.annotation.shapes.tag import Tag
from desktop.base.wording import _
from desktop.curriculum.schema import Attribute
from desktop.views.widgets.canvas.desk import ImageDesk
from desktop.views.widgets.canvas.key_actions import DIGITS
from desktop.views.widgets.canvas.widget import ImageCanvas

Verb: TypeAlias = Callable[[], object]
#: How much of a mark's size is shown around it.
_MARGIN = 1.0


class AttributeWalk(QObject):
    """A walk over a desk. It is on from ``begin`` to ``end``; meanwhile one attribute of one mark is asked."""

    #: The walk began, moved or ended.
    moved = Signal()

    def __init__(self, desk: ImageDesk, canvas: ImageCanvas) -> None:
        super().__init__()
        self._desk, self._canvas = desk, canvas
        self.is_on = False
        self._place = 0

    @property
    def asked(self) -> Attribute | None:
        """The attribute that is asked now."""
        attributes = self._attributes()
        return attributes[min(self._place, len(attributes) - 1)] if self.is_on and attributes else None

    def verbs(self, cancel: Verb) -> dict[str, Verb]:
        """Return what its keys do, by action; ``cancel`` is what Esc does while nobody walks."""
        return {
            "cancel": partial(self._cancel, cancel),
            "attributes.walk": self.toggle,
            "walk.next": partial(self.step, 1),
            "walk.previous": partial(self.step, -1),
            "walk.next_mark": partial(self.go_on, 1),
            "walk.previous_mark": partial(self.go_on, -1),
            **{f"walk.value.{digit}": partial(self.answer, place) for place, digit in enumerate(DIGITS)},
        }

    def toggle(self) -> None:
        """Begin at the mark selected, or the first that is asked for anything; or end."""
        if self.is_on:
            self.end()
            return
        if not self._asking():
            self._desk.refused.emit(_("这张图上没有要填属性的标注。"))
            return
        self.is_on = True
        self._desk.take("select")
        mark = self._mark()
        self._show(
            mark.id if mark is not None and self._desk.schema.attributes_of(mark.label) else self._asking()[0]
        )

    def end(self) -> None:
        """Leave the walk; the mark stays selected."""
        self.is_on = False
        self.moved.emit()

    def step(self, by: int) -> None:
        """Ask the next or previous attribute, round the ends."""
        n = len(self._attributes())
        if n:
            self._place = (min(self._place, n - 1) + by) % n
            self.moved.emit()

    def go_on(self, by: int) -> None:
        """Go to the next or previous mark that is asked for anything, round the ends."""
        ids = self._asking()
        mark = self._mark()
        if ids:
            here = ids.index(mark.id) if mark is not None and mark.id in ids else min(-by, 0)
            self._show(ids[(here + by) % len(ids)])

    def answer(self, place: int) -> None:
        """Answer with the value in a place; after the last attribute the next mark comes by itself."""
        attribute = self.asked
        if attribute is None:
            return
        values = values_of(attribute)
        if place >= len(values):
            self._desk.refused.emit(_("“{name}”只有 {n} 个值。", name=attribute.name, n=len(values)))
            return
        self._desk.answer(attribute.id, values[place])
        if self._place + 1 < len(self._attributes()):
            self.step(1)
        else:
            self._place = 0
            self.go_on(1)

    def _cancel(self, otherwise: Verb) -> None:
        if self.is_on:
            self.end()
        else:
            otherwise()

    def _mark(self) -> Mark | None:
        return self._desk.document.get(self._desk.selected[-1]) if self._desk.selected else None

    def _attributes(self) -> tuple[Attribute, ...]:
        mark = self._mark()
        return self._desk.schema.attributes_of(mark.label) if mark is not None else ()

    def _asking(self) -> list[str]:
        return [mark.id for mark in self._desk.document if self._desk.schema.attributes_of(mark.label)]

    def _show(self, mark_id: str) -> None:
        self._desk.select((mark_id,))
        mark = self._desk.document[mark_id]
        if isinstance(mark, Shape) and not isinstance(mark, Tag):
            x1, y1, x2, y2 = mark.bounds
            dx, dy = _MARGIN * (x2 - x1), _MARGIN * (y2 - y1)
            self._canvas.show_rect((x1 - dx, y1 - dy, x2 + dx, y2 + dy))
        self.moved.emit()


def values_of(attribute: Attribute) -> tuple[AttributeValue, ...]:
    """Return the values that digits choose, in their order; none for a number or a text, which are typed."""
    if attribute.kind == "yesno":
        return (True, False)
    return tuple(option.id for option in attribute.options)
