"""The canvas for looking back: the answer beside the gold, findings as markers, nothing to be changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent

from desktop.annotation.shapes.base import Rect
from desktop.base.wording import _
from desktop.scoring.result import Finding
from desktop.views.widgets.canvas.item_tiles import ItemTiles
from desktop.views.widgets.canvas.live import Item
from desktop.views.widgets.canvas.navigation import NavigableView
from desktop.views.widgets.canvas.review_items import MARKER, Marker
from desktop.views.widgets.canvas.review_scene import Compared, Layer, ReviewScene
from desktop.views.widgets.canvas.viewport import Viewport

#: Findings that are shown at once; of more, tiles come one after the other.
AT_ONCE = 60
#: A strip that is shown must be at least this thick on the screen.
_STRIP_FROM = 6
#: Device pixels around a thing that is not judged: how near the pointer has to be.
_NEAR = 4
#: Image pixels around a thin strip.
_AROUND = 40


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
        self._scene: ReviewScene | None = None
        #: The markers at a scale, for a picture whose corner is at 0, 0.
        self._markers: tuple[float, tuple[Marker, ...]] = (0.0, ())

    def compare(self, data: bytes | None, compared: Compared) -> None:
        """Show a comparison over a picture; None keeps the picture that is here. Raises KnownError."""
        if data is not None:
            self.open_picture(data)
        self.compared = compared
        self.focused = None
        self._begin()

    def show_layer(self, layer: Layer) -> None:
        """Show the gold, the answer, or both."""
        self.layer = layer
        self._begin()

    def focus_finding(self, index: int | None) -> None:
        """Zoom to a finding and letter it; None shows the whole picture."""
        self.focused = index
        if self.compared is None or index is None:
            self.fit()
        else:
            self._go_to(self.compared.findings[index])

    def focus_gold(self, gold_id: str) -> None:
        """Zoom to a thing of the gold that is not judged."""
        compared = self.compared
        shape = compared.shape(compared.gold, gold_id) if compared is not None else None
        if shape is not None:
            self.focused = None
            self.layers.hold()
            self.view.show(shape.bounds, 0.5)
            self.roughly(0)

    def why_not_judged(self, x: float, y: float) -> str:
        """Return why what lies at a place of the view, in device pixels, is not judged; of several the smallest."""
        if self.compared is None or self.layer == "answer":
            return ""
        found = [
            (shape.area, one.sentence)
            for one in self.compared.not_judged
            if (shape := self.compared.shape(self.compared.gold, one.gold_id)) is not None
            and self._rect(shape.bounds).adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR).contains(x, y)
        ]
        return min(found)[1] if found else ""

    def shut(self) -> None:
        """Let go of picture and comparison."""
        self.compared = self._scene = None
        self.layers.compared = None
        super().shut()

    # -- what is drawn

    def all_items(self) -> list[Item]:
        """Return all that is drawn of the comparison, in device pixels of the view."""
        if self._scene is None:
            return []
        return [
            *self._scene.items(self.view, self.layer, self._focus()),
            *self._scene.markers(self.view, self.focused),
        ]

    def live_items(self) -> Iterable[Item]:
        """Return what concerns the focused finding; the rest is in tiles."""
        focus = self._focus()
        if self._scene is None or focus is None or self.focused is None:
            return ()
        items = self._scene.items(self.view, self.layer, focus, alone=True)
        own = self._scene.markers(self.view, self.focused, alone=True)
        seen = QRectF(0, 0, self.view.width, self.view.height)
        return [item for item in (*items, *own) if item.extent.intersects(seen)]

    def _focus(self) -> Finding | None:
        if self.compared is None or self.focused is None:
            return None
        return self.compared.findings[self.focused]

    def _begin(self) -> None:
        """Draw the comparison anew."""
        compared = self.compared
        self._scene = ReviewScene(compared, self.devicePixelRatioF()) if compared is not None else None
        self.layers.compared = ItemTiles(self._make) if self._scene is not None else None
        self._markers = (0.0, ())
        if compared is not None and len(compared.findings) > AT_ONCE:
            self.soon()
        else:
            self.exactly()

    def _make(self, view: Viewport) -> Sequence[Item]:
        assert self._scene is not None
        return [*self._scene.items(view, self.layer), *self._scene.markers(view)]

    # -- where to look

    def _go_to(self, finding: Finding) -> None:
        compared = self.compared
        assert compared is not None
        shapes = (
            compared.shape(compared.answer, finding.answer_id),
            compared.shape(compared.gold, finding.gold_id),
        )
        areas: list[Rect] = [shape.bounds for shape in shapes if shape is not None and shape.kind != "tag"]
        somewhere = compared.bounds(finding)
        if not areas and somewhere is not None:
            areas = [somewhere]
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

    def redress(self) -> None:
        """Take over the theme and the pixel density in use."""
        if self.compared is not None:
            self._begin()

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew in other colours."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.StyleChange}:
            self.redress()

    def focusNextPrevChild(self, _forward: bool) -> bool:  # noqa: FBT001  Qt's own signature
        """Tab goes through the findings."""
        return False

    def _marker_at(self, x: float, y: float) -> Marker | None:
        if self._scene is None:
            return None
        if self._markers[0] != self.view.scale:
            self._markers = (self.view.scale, self._scene.markers(self.view.moved_to(0, 0)))
        x, y = x - self.view.left, y - self.view.top
        reach = MARKER / 2 * self.devicePixelRatioF()
        near = (
            one
            for one in reversed(self._markers[1])
            if abs(one.at.x() - x) <= reach and abs(one.at.y() - y) <= reach
        )
        return next(near, None)

    def _rect(self, corners: Sequence[float]) -> QRectF:
        x1, y1, x2, y2 = self.view.rect((corners[0], corners[1], corners[2], corners[3]))
        return QRectF(x1, y1, x2 - x1, y2 - y1)
