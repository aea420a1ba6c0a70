"""The canvas for looking back: the answer beside the gold, findings as markers, nothing to be changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent

from desktop.annotation.document import Document
from desktop.annotation.hits import Side
from desktop.annotation.shapes.base import Rect
from desktop.annotation.shapes.box import Box
from desktop.base.wording import _
from desktop.curriculum.schema import LabelSchema
from desktop.scoring.result import Finding
from desktop.session.explain import sides_named
from desktop.session.shown import NotJudged
from desktop.views.theme.current import theme
from desktop.views.widgets.canvas.live import Item
from desktop.views.widgets.canvas.navigation import NavigableView
from desktop.views.widgets.canvas.review_items import MARKER, Marker, Outline, SideOffset
from desktop.views.widgets.canvas.signs import finding_icon, finding_tone
from desktop.views.widgets.canvas.tags import tag

Layer: TypeAlias = Literal["gold", "answer", "both"]

DASHES = (4.0, 2.5)
DOTS = (1.0, 2.0)
#: Device-independent pixels: offsets of a box are lettered when the box is at least this big on the screen.
_LETTERED_FROM = 56
#: A strip that is shown must be at least this thick on the screen.
_STRIP_FROM = 6
#: Device pixels around a thing that is not judged: how near the pointer has to be.
_NEAR = 4
#: Image pixels around a thin strip.
_AROUND = 40


@dataclass(frozen=True)
class Compared:
    """An answer with the gold it was judged by. ``ignored`` are gold ids that ask for nothing.

    ``not_judged`` says why, and which sides of other gold are not judged.
    """

    schema: LabelSchema
    answer: Document = field(default_factory=Document)
    gold: Document = field(default_factory=Document)
    findings: tuple[Finding, ...] = ()
    ignored: frozenset[str] = frozenset()
    not_judged: tuple[NotJudged, ...] = ()

    def free_sides(self, gold_id: str) -> tuple[Side, ...]:
        """Return the sides of a gold that are not judged."""
        return next((one.sides for one in self.not_judged if one.gold_id == gold_id), ())


class ComparisonView(NavigableView):
    """Shows the comparison. A click on a marker chooses its finding; a second click there the next one."""

    finding_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("对照画布"))
        self.setAccessibleDescription(_("实线是作答，虚线是金标。按 Tab 看下一处问题。"))
        self.compared: Compared | None = None
        self.layer: Layer = "both"
        self.focused: int | None = None
        self._markers: tuple[Marker, ...] = ()
        self._tags: dict[tuple[str, str], QImage] = {}

    def compare(self, data: bytes | None, compared: Compared) -> None:
        """Show a comparison over a picture; None keeps the picture that is here. Raises KnownError."""
        if data is not None:
            self.open_picture(data)
        self.compared = compared
        self.focused = None
        self._tags.clear()
        self.refresh()

    def show_layer(self, layer: Layer) -> None:
        """Show the gold, the answer, or both."""
        self.layer = layer
        self.refresh()

    def focus_finding(self, index: int | None) -> None:
        """Zoom to a finding and letter it; None shows the whole picture."""
        self.focused = index
        if self.compared is None or index is None:
            self.fit()
        else:
            self._go_to(self.compared.findings[index])

    def focus_gold(self, gold_id: str) -> None:
        """Zoom to a thing of the gold that is not judged."""
        box = self.compared.gold.get(gold_id) if self.compared is not None else None
        if isinstance(box, Box):
            self.focused = None
            self.layers.hold()
            self.view.show(box.corners, 0.5)
            self.roughly(0)

    def why_not_judged(self, x: float, y: float) -> str:
        """Return why what lies at a place of the view, in device pixels, is not judged; of several the smallest."""
        if self.compared is None or self.layer == "answer":
            return ""
        found = [
            (box.area, one.sentence)
            for one in self.compared.not_judged
            if isinstance(box := self.compared.gold.get(one.gold_id), Box)
            and self._rect(box.corners).adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR).contains(x, y)
        ]
        return min(found)[1] if found else ""

    def shut(self) -> None:
        """Let go of picture and comparison."""
        self.compared = None
        super().shut()

    # -- what is drawn

    def live_items(self) -> Iterable[Item]:
        """Return outlines, offsets and markers, the focused finding last."""
        compared = self.compared
        if compared is None:
            return ()
        focus = compared.findings[self.focused] if self.focused is not None else None
        items: list[Item] = []
        if self.layer == "both":
            items += self._offsets(compared, focus)
        if self.layer != "answer":
            items += self._gold(compared, focus)
        if self.layer != "gold":
            items += self._answer(compared, focus)
        self._markers = tuple(self._mark(compared))
        seen = QRectF(0, 0, self.view.width, self.view.height)
        return [item for item in (*items, *self._markers) if item.extent.intersects(seen)]

    def _gold(self, compared: Compared, focus: Finding | None) -> Iterator[Outline]:
        said = {finding.gold_id for finding in compared.findings if finding.code in {"MISS", "CLS"}}
        for box in compared.gold.boxes():
            ignored = box.id in compared.ignored
            colour = theme().colour("canvas_ink" if ignored else "gold")
            free = compared.free_sides(box.id)
            named = box.id in said or self.layer == "gold" or ignored or free
            yield self._outline(
                box,
                colour,
                pattern=DOTS if ignored else DASHES,
                hatched=ignored,
                strong=focus is not None and focus.gold_id == box.id,
                words=(_("不评分") if ignored else _with_sides(_short(compared, box), free)) if named else "",
                below=self.layer == "both",
                free=frozenset(map(self._seen, free)),
            )

    def _answer(self, compared: Compared, focus: Finding | None) -> Iterator[Outline]:
        for box in compared.answer.boxes():
            strong = focus is not None and focus.answer_id == box.id
            yield self._outline(box, theme().colour("answer"), strong=strong, words=_short(compared, box))

    def _outline(
        self,
        box: Box,
        colour: QColor,
        *,
        pattern: tuple[float, ...] = (),
        hatched: bool = False,
        strong: bool = False,
        words: str = "",
        below: bool = False,
        free: frozenset[Side] = frozenset(),
    ) -> Outline:
        density = self.devicePixelRatioF()
        return Outline(
            self._rect(box.corners),
            colour,
            density,
            pattern,
            hatched=hatched,
            strong=strong,
            tag=self._tag(words, colour) if words else None,
            tag_below=below,
            free=free,
        )

    def _tag(self, words: str, colour: QColor) -> QImage:
        key = (words, colour.name())
        if key not in self._tags:
            self._tags[key] = tag(words, colour, self.devicePixelRatioF())
        return self._tags[key]

    def _offsets(self, compared: Compared, focus: Finding | None) -> Iterator[SideOffset]:
        density = self.devicePixelRatioF()
        for finding in compared.findings:
            if finding.code not in {"LOOSE", "CUT"} or len(finding.place) != 4 or finding.measured is None:
                continue
            box = compared.answer.get(finding.answer_id)
            if not isinstance(box, Box):
                continue
            rect = self._rect(box.corners)
            if finding is not focus and min(rect.width(), rect.height()) < _LETTERED_FROM * density:
                continue
            text = _("{px} px", px=f"{finding.measured:+.0f}".replace("-", "−"))
            colour = theme().colour(finding_tone(finding))
            yield SideOffset(
                self._rect(finding.place), self._seen(finding.detail["side"]), text, colour, density
            )

    def _mark(self, compared: Compared) -> Iterator[Marker]:
        """Yield a marker for each thing that has findings, at its upper right corner."""
        places: dict[str, Marker] = {}
        for index, finding in enumerate(compared.findings):
            unit = finding.answer_id or finding.gold_id or ""
            if unit in places:
                places[unit] = replace(
                    places[unit],
                    count=places[unit].count + 1,
                    strong=places[unit].strong or index == self.focused,
                )
                continue
            corners = self._unit(compared, finding)
            if corners is None:
                continue
            rect = self._rect(corners)
            places[unit] = Marker(
                QPointF(rect.right(), rect.top()),
                finding_icon(finding),
                theme().colour(finding_tone(finding)),
                self.devicePixelRatioF(),
                index,
                strong=index == self.focused,
            )
        yield from places.values()

    def _unit(self, compared: Compared, finding: Finding) -> Rect | None:
        """Return the box that a finding is about: the answer's, else the gold's, else its place."""
        for document, mark_id in ((compared.answer, finding.answer_id), (compared.gold, finding.gold_id)):
            mark = document.get(mark_id)
            if isinstance(mark, Box):
                return mark.corners
        return finding.place if len(finding.place) == 4 else None

    def _seen(self, side: Side) -> Side:
        """Return the side of the screen on which a raw side is seen."""
        raw = {"left": (-1, 0), "right": (1, 0), "top": (0, -1), "bottom": (0, 1)}[side]
        du, dv = self.view.orientation.upright_vector(*raw)
        if du:
            return "left" if du < 0 else "right"
        return "top" if dv < 0 else "bottom"

    # -- where to look

    def _go_to(self, finding: Finding) -> None:
        assert self.compared is not None
        boxes = [
            mark.corners
            for mark in (self.compared.answer.get(finding.answer_id), self.compared.gold.get(finding.gold_id))
            if isinstance(mark, Box)
        ]
        areas: list[Rect] = boxes or ([finding.place] if len(finding.place) == 4 else [])
        if not areas:
            self.fit()
            return
        x1, y1, x2, y2 = zip(*areas, strict=True)
        self.layers.hold()
        self.view.show((min(x1), min(y1), max(x2), max(y2)), 0.5)
        place = finding.place
        if len(place) == 4 and finding.code in {"LOOSE", "CUT"}:
            thin = min(place[2] - place[0], place[3] - place[1])
            if thin * self.view.scale < _STRIP_FROM * self.devicePixelRatioF():
                self._show_middle(place)
        self.roughly(0)

    def _show_middle(self, strip: Rect) -> None:
        """Zoom to the middle of a strip that is too thin to be seen with its whole box."""
        x, y = (strip[0] + strip[2]) / 2, (strip[1] + strip[3]) / 2
        self.view.show((x - _AROUND, y - _AROUND, x + _AROUND, y + _AROUND), 0.9)

    # -- events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a finding by its marker; anywhere else the left button pans as well."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if self.begin_pan(event):
            return
        marker = self._marker_at(*self.device(event.position()))
        if marker is None:
            self.begin_pan(event, anyway=True)
            return
        step = self.focused - marker.index + 1 if self.focused is not None else 0
        self.finding_chosen.emit(marker.index + (step if 0 <= step < marker.count else 0))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """End a pan."""
        self.end_pan()
        self.show_cursor()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pan, and show what can be clicked."""
        super().mouseMoveEvent(event)
        self.show_cursor()
        self.setToolTip(self.why_not_judged(*self.device(event.position())))
        self.looked.emit()

    def idle_cursor(self) -> Qt.CursorShape:
        """Return a pointing hand over a marker, an open one elsewhere."""
        over = self.pointer is not None and self._marker_at(*self.pointer) is not None
        return Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.OpenHandCursor

    def focusNextPrevChild(self, _forward: bool) -> bool:  # noqa: FBT001  Qt's own signature
        """Tab goes through the findings."""
        return False

    def _marker_at(self, x: float, y: float) -> Marker | None:
        reach = MARKER / 2 * self.devicePixelRatioF()
        return next(
            (
                one
                for one in reversed(self._markers)
                if abs(one.at.x() - x) <= reach and abs(one.at.y() - y) <= reach
            ),
            None,
        )

    def _rect(self, corners: Sequence[float]) -> QRectF:
        x1, y1, x2, y2 = self.view.rect((corners[0], corners[1], corners[2], corners[3]))
        return QRectF(x1, y1, x2 - x1, y2 - y1)


def _with_sides(name: str, free: Sequence[Side]) -> str:
    return _("{name} · {sides}不评分", name=name, sides=sides_named(free)) if free else name


def _short(compared: Compared, box: Box) -> str:
    label = compared.schema.label(box.label)
    return label.called_short if label is not None else box.label
