"""Verbs for tests of the image bench: what a person does, in image pixels and key names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QInputMethodEvent, QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.annotation.document import Document
from desktop.annotation.history import History
from desktop.annotation.shapes.base import Shape, ShapeKind
from desktop.annotation.shapes.box import Box
from desktop.annotation.tools.strokes import Preview
from desktop.curriculum.items import Exercise, Gold
from desktop.curriculum.schema import Attribute, BoxRules, Label, LabelSchema, Option
from desktop.curriculum.shape_rules import DrawingRules, KeyPoint, SkeletonShape
from desktop.session.shown import OpenAttempt
from desktop.views.widgets.bench.image_bench import ImageBench
from desktop.views.widgets.canvas.desk import ImageDesk
from desktop.views.widgets.canvas.keys import parse

SIZE = (400, 300)
LABELS = (
    ("car", "轿车", "轿车", "1", 0),
    ("bus", "公交车", "公交", "2", 1),
    ("person", "行人", "行人", "3", 3),
    ("light", "信号灯", "灯", "4", 4),
)
_NONE = Qt.KeyboardModifier.NoModifier


def schema(**rules: Any) -> LabelSchema:
    """Return four classes; all but lights are asked for occlusion and truncation."""
    labels = tuple(
        Label(id=label, name=name, short=short, key=key, colour=colour)
        for label, name, short, key, colour in LABELS
    )
    asked = ("car", "bus", "person")
    degrees = (("0", "无遮挡", "q"), ("1", "轻度", "w"), ("2", "中度", ""), ("3", "重度", "r"))
    options = tuple(Option(id=option, name=name, key=key) for option, name, key in degrees)
    return LabelSchema(
        task="boxes",
        labels=labels,
        attributes=(
            Attribute(id="occluded", name="遮挡", kind="choice", options=options, labels=asked),
            Attribute(id="cut", name="截断", kind="yesno", default=False, labels=asked),
        ),
        box_rules=BoxRules(minimum_px=10, **rules),
    )


def object_schema(*, drawing: DrawingRules | None = None, **more: Any) -> LabelSchema:
    """Return classes of every shape: plates as outlines, lanes, figures, scratches in pixels, lines of text and more."""
    joints = ("头", "手", "脚")
    points = tuple(KeyPoint(id=f"j{place}", name=name) for place, name in enumerate(joints))
    named: tuple[tuple[str, str, tuple[ShapeKind, ...]], ...] = (
        ("plate", "板件", ("polygon", "mask", "box", "rotated", "ellipse")),
        ("car", "车", ("rotated",)),
        ("lane", "车道线", ("polyline",)),
        ("seed", "种子", ("point",)),
        ("figure", "人", ("skeleton",)),
        ("scratch", "划痕", ("mask",)),
        ("words", "文字", ("quad",)),
        ("rain", "下雨", ("tag",)),
        ("hole", "圆孔", ("ellipse",)),
    )
    labels = tuple(
        Label(
            id=label,
            name=name,
            short=name[:2],
            key=str(place + 1),
            colour=place,
            shapes=shapes,
            skeleton=SkeletonShape(points=points, edges=((0, 1), (0, 2))) if "skeleton" in shapes else None,
            role="stuff" if label == "scratch" else "thing",
        )
        for place, (label, name, shapes) in enumerate(named)
    )
    return LabelSchema(task="objects", labels=labels, drawing=drawing or DrawingRules(), **more)


def picture(size: tuple[int, int] = SIZE, form: str = "PNG") -> bytes:
    """Return a picture with a mark in each corner: red, green, blue, white, clockwise from the top left."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor(90, 90, 90))
    painter = QPainter(image)
    width, height = size
    for name, x, y in (
        ("red", 0, 0),
        ("lime", width - 20, 0),
        ("blue", width - 20, height - 20),
        ("white", 0, height - 20),
    ):
        painter.fillRect(x, y, 20, 20, QColor(name))
    painter.end()
    return encoded(image, form)


def encoded(image: QImage, form: str = "PNG") -> bytes:
    """Return an image as a file's bytes."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, form)
    return bytes(buffer.data().data())


def attempt(
    boxes: Iterable[Shape] = (),
    *,
    media: bytes | None = None,
    size: tuple[int, int] = SIZE,
    recorder: Any = None,
    rules: LabelSchema | None = None,
) -> OpenAttempt:
    """Return an open attempt at a picture."""
    exercise = Exercise(id="cv-1", title="路口", pool="practice", media="m.png", size=size, golds=(Gold(),))
    return OpenAttempt(
        attempt_id="a1",
        exercise=exercise,
        schema=rules or schema(),
        history=History(Document(boxes), recorder),
        mode="practice",
        try_number=1,
        media=picture(size) if media is None else media,
        clauses=(),
    )


def car(name: str, x1: float, y1: float, x2: float, y2: float, **more: Any) -> Box:
    """Return a car with all its answers."""
    return Box(name, "car", x1, y1, x2, y2, attributes={"occluded": "0", "cut": False}, **more)


class BenchDriver:
    """A person at an image bench."""

    def __init__(self, bench: ImageBench) -> None:
        self.bench = bench
        self.canvas = bench.canvas

    # -- what is there

    @property
    def desk(self) -> ImageDesk:
        """The desk on the bench."""
        assert self.bench.desk is not None
        return self.bench.desk

    @property
    def boxes(self) -> list[tuple[float, float, float, float]]:
        """The corners of all boxes in drawing order."""
        return [box.corners for box in self.desk.document.boxes()]

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """All shapes in drawing order."""
        return self.desk.document.shapes()

    @property
    def kinds(self) -> list[str]:
        """The kinds of all shapes in drawing order."""
        return [shape.kind for shape in self.shapes]

    @property
    def preview(self) -> Preview:
        """What the stroke under way shows."""
        hand = self.canvas.hand
        assert hand is not None
        assert hand.gesture is not None
        return hand.gesture.preview

    @property
    def labels(self) -> list[str]:
        """The classes of all boxes in drawing order."""
        return [box.label for box in self.desk.document.boxes()]

    @property
    def selected(self) -> tuple[str, ...]:
        """The ids of what is selected."""
        return self.desk.selected

    @property
    def said(self) -> str:
        """What the foot says."""
        return self.bench.foot.said()

    def box(self, place: int = -1) -> Box:
        """Return a box by its place in the drawing order."""
        return self.desk.document.boxes()[place]

    def pixel(self, x: float, y: float) -> QColor:
        """Return the colour that is seen at an image point."""
        return self.canvas.grab().toImage().pixelColor(self.point(x, y))

    # -- what the hand does, in image pixels

    def point(self, x: float, y: float) -> QPoint:
        """Return where an image point is on the canvas."""
        density = self.canvas.devicePixelRatioF()
        seen = self.canvas.view.to_view(x, y)
        return QPoint(round(seen[0] / density), round(seen[1] / density))

    def draw_box(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Drag from one corner to the other."""
        self.drag((x1, y1), (x2, y2))

    def drag(
        self, first: tuple[float, float], last: tuple[float, float], *, steps: int = 4, **held: bool
    ) -> None:
        """Press, move in steps, and let go."""
        self.press_down(*first, **held)
        for step in range(1, steps + 1):
            share = step / steps
            self.move(
                first[0] + (last[0] - first[0]) * share, first[1] + (last[1] - first[1]) * share, **held
            )
        self.let_go(*last, **held)

    def click(self, x: float, y: float, **held: Any) -> None:
        """Click, with ``ctrl``, ``shift``, ``alt`` or another ``button``."""
        self.press_down(x, y, **held)
        self.let_go(x, y, **held)

    def click_through(self, *points: tuple[float, float], **held: Any) -> None:
        """Go from point to point and click each."""
        for x, y in points:
            self.move(x, y, **held)
            self.click(x, y, **held)

    def press_down(self, x: float, y: float, *, button: Any = None, **held: bool) -> None:
        """Press a button, the left one by default."""
        button = button or Qt.MouseButton.LeftButton
        self._mouse(QEvent.Type.MouseButtonPress, self.point(x, y), button, _modifiers(**held))

    def move(self, x: float, y: float, **held: bool) -> None:
        """Move the pointer."""
        self._mouse(QEvent.Type.MouseMove, self.point(x, y), Qt.MouseButton.NoButton, _modifiers(**held))

    def let_go(self, x: float, y: float, *, button: Any = None, **held: bool) -> None:
        """Release the button."""
        button = button or Qt.MouseButton.LeftButton
        self._mouse(QEvent.Type.MouseButtonRelease, self.point(x, y), button, _modifiers(**held))

    def act(self, action: str) -> None:
        """Do what an action of the key table does, by its key where it has one."""
        chord = next((own.chords[0] for own in self.bench.keymap.bindings if own.action == action), "")
        if chord:
            self.press(chord)
        else:
            self.bench._verbs[action]()
        QApplication.processEvents()

    def take(self, label: str, tool: str = "") -> None:
        """Choose a class by its key, and a tool by its own."""
        own = self.desk.schema.label(label)
        assert own is not None
        self.press("Esc", "Esc", "Esc")
        self.press(own.key)
        if tool:
            self.act(f"tool.{tool}")
        assert self.desk.label.id == label

    def wheel(self, x: float, y: float, notches: float, modifiers: Qt.KeyboardModifier = _NONE) -> None:
        """Turn the wheel over an image point."""
        at = self.point(x, y)
        event = QWheelEvent(
            QPointF(at),
            QPointF(self.canvas.mapToGlobal(at)),
            QPoint(),
            QPoint(0, round(120 * notches)),
            Qt.MouseButton.NoButton,
            modifiers,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.canvas, event)

    # -- what the keyboard does

    def press(self, *chords: str, on: QWidget | None = None) -> None:
        """Press keys such as ``R``, ``Ctrl+Z`` or ``Shift+Left`` on whatever has the focus."""
        for chord in chords:
            key, modifiers = parse(chord)
            QTest.keyClick(on or QApplication.focusWidget() or self.canvas, Qt.Key(key), modifiers)
            QApplication.processEvents()

    def hold(self, chord: str) -> None:
        """Press a key and keep it down."""
        key, modifiers = parse(chord)
        QTest.keyPress(self.canvas, Qt.Key(key), modifiers)

    def let_key_go(self, chord: str) -> None:
        """Release a key."""
        key, modifiers = parse(chord)
        QTest.keyRelease(self.canvas, Qt.Key(key), modifiers)

    def type_through_input_method(self, text: str, *, key: int = 0, scan_code: int = 0) -> None:
        """Send a key as an input method or a foreign layout disguises it: no key code, other text."""
        event = QKeyEvent(QEvent.Type.KeyPress, key, _NONE, scan_code, 0, 0, text)
        QApplication.sendEvent(self.canvas, event)

    def commit(self, text: str) -> None:
        """Have an input method commit text to the canvas."""
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        QApplication.sendEvent(self.canvas, event)

    def nudge(self, chord: str, times: int) -> None:
        """Press an arrow several times."""
        for _time in range(times):
            self.press(chord)

    def _mouse(
        self,
        kind: QEvent.Type,
        at: QPoint,
        button: Qt.MouseButton,
        modifiers: Qt.KeyboardModifier = _NONE,
    ) -> None:
        held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else button
        place = QPointF(self.canvas.mapToGlobal(at))
        QApplication.sendEvent(self.canvas, QMouseEvent(kind, QPointF(at), place, button, held, modifiers))


def _modifiers(*, ctrl: bool = False, shift: bool = False, alt: bool = False) -> Qt.KeyboardModifier:
    held = Qt.KeyboardModifier.ControlModifier if ctrl else _NONE
    held |= Qt.KeyboardModifier.ShiftModifier if shift else _NONE
    return held | (Qt.KeyboardModifier.AltModifier if alt else _NONE)
