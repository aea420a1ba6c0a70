"""A picture with its marks: tiles of what lies still, live what is in the hand. Events are a subclass's business."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF

from desktop.annotation.document import Step
from desktop.annotation.hits import ShapeTable
from desktop.annotation.shapes.base import Rect
from desktop.curriculum.schema import Label
from desktop.views.widgets.canvas.desk import ImageDesk
from desktop.views.widgets.canvas.hand import Hand
from desktop.views.widgets.canvas.live import Item
from desktop.views.widgets.canvas.navigation import NavigableView
from desktop.views.widgets.canvas.options import ViewOptions
from desktop.views.widgets.canvas.overlay import OverlayTiles
from desktop.views.widgets.canvas.sampling import sampler
from desktop.views.widgets.canvas.stage import MOST_LIVE, Stage
from desktop.views.widgets.canvas.tags import class_looks, looks_of


class MarkView(NavigableView):
    """Shows the marks of a desk over its picture and keeps up with them."""

    def __init__(self) -> None:
        super().__init__()
        self.desk: ImageDesk | None = None
        self.hand: Hand | None = None
        self.stage: Stage | None = None
        self._options = ViewOptions()
        #: The classes of the given marks, where they are not those of the desk.
        self.given_labels: tuple[Label, ...] = ()
        self._given: ShapeTable | None = None

    # -- what is shown

    def open(self, data: bytes, desk: ImageDesk) -> None:
        """Show a picture and the boxes of a desk. Raises KnownError for a picture that cannot be shown."""
        self.open_picture(data)
        self._leave_desk()
        self.desk = desk
        self.hand = Hand(desk, self.view)
        self.hand.spoken = self.follow_live
        self.hand.sampler = sampler(lambda: self.layers.picture.picture)
        self.stage = Stage(desk, self.hand, self.view)
        self.layers.boxes = OverlayTiles(desk.table)
        self.stage.colour_of = self.layers.boxes.colour_of
        desk.stepped.connect(self._stepped)
        desk.selection_changed.connect(self._selected)
        desk.mode_changed.connect(self._mode_changed)
        self.redress()

    def shut(self) -> None:
        """Let go of picture and desk; no thread is left running."""
        self._leave_desk()
        super().shut()

    def redress(self) -> None:
        """Take over the theme and the pixel density in use."""
        if self.desk is None or self.stage is None or self.hand is None or self.layers.boxes is None:
            return
        density = self.devicePixelRatioF()
        self.hand.density = density
        self.stage.dress(class_looks(self.desk.schema.labels, density), density)
        self.stage.options = self._options
        self.layers.boxes.dress(self.stage.looks, density, self._options)
        self._dress_given(density)
        self._mode_changed()

    # -- how marks are shown

    @property
    def options(self) -> ViewOptions:
        """How marks are shown: opacity, colouring, classes left out, tags, dashes. Kept from image to image."""
        return self._options

    def show_marks(self, options: ViewOptions) -> None:
        """Show marks another way from now on."""
        if options != self._options:
            self._options = options
            self.redress()

    def given_at(self, x: float, y: float, reach: float) -> list[str]:
        """Return the ids of the given marks at an image point, the smallest first: those of the desk's underlay."""
        table = self.desk.underlay if self.desk is not None else None
        return table.under(x, y, reach) if table is not None else []

    # -- hooks of the view

    def live_items(self) -> Iterable[Item]:
        """Return boxes in hand, selected and hovered, and the pointer's aids."""
        return self.stage.items() if self.stage is not None else ()

    def fresh_parts(self) -> Iterable[QRectF]:
        """Return where a brush has painted."""
        return self.stage.take_fresh() if self.stage is not None else ()

    # -- inside

    def _leave_desk(self) -> None:
        if self.desk is not None:
            self.desk.close()
            self.desk.stepped.disconnect(self._stepped)
            self.desk.selection_changed.disconnect(self._selected)
            self.desk.mode_changed.disconnect(self._mode_changed)
        self.desk = self.hand = self.stage = None
        self.layers.boxes = self.layers.given = None

    def _dress_given(self, density: float) -> None:
        """Draw the marks of another, that cannot be changed, beneath."""
        assert self.desk is not None
        table = self._given = self.desk.underlay
        self.layers.given = OverlayTiles(table) if table is not None else None
        if self.layers.given is not None and table is not None:
            looks = looks_of(table.labels, (*self.given_labels, *self.desk.schema.labels), density)
            options = replace(self._options, fill=self._options.fill / 2)
            self.layers.given.dress(looks, density, options)

    def _stepped(self, step: Step) -> None:
        if self.layers.boxes is not None:
            self._repaint(self.layers.boxes.follow(self.view, step))

    def _selected(self) -> None:
        if self.desk is not None and self.layers.boxes is not None:
            self.lift()
            self.follow_live()

    def lift(self) -> None:
        """Leave out of the tiles what is drawn live."""
        if self.stage is not None and self.layers.boxes is not None:
            for rect in self.layers.boxes.lift(self.view, self.stage.lifted()):
                self.update_device(self.layers.boxes.reach(self.view, rect))

    def _repaint(self, boxes: Sequence[Rect]) -> None:
        """Paint again where these raw rectangles and the live things are; everything, when they are many."""
        if self.layers.boxes is None or len(boxes) > MOST_LIVE or not self.layers.is_exact:
            self.soon()
            return
        for corners in boxes:
            self.update_device(self.layers.boxes.reach(self.view, corners))
        self.follow_live()

    def _mode_changed(self) -> None:
        self.layers.veiled = self.desk is not None and self.desk.veiled
        if self.desk is not None and self.hand is not None and not self.desk.draws:
            self.hand.spot = None
        self._filter()
        self.show_cursor()
        self.refresh()

    def _filter(self) -> None:
        """Take over which marks are shown at all, and whose lie beneath."""
        if self.desk is None or self.layers.boxes is None:
            return
        if self._given is not self.desk.underlay:
            self._dress_given(self.devicePixelRatioF())
        solo = self.desk.solo if self.desk.solo is not None else self._options.solo
        if self.desk.table.show_only(unseen=self._options.unseen, solo=solo):
            self.layers.boxes.clear()
