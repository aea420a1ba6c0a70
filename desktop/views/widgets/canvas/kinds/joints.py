"""Single points and skeletons: crosses with their number, joints with their state."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from desktop.annotation.document import Add, Remove, Replace, Step
from desktop.annotation.shapes.dot import Dot
from desktop.annotation.shapes.skeleton import JointState, Skeleton
from desktop.views.widgets.canvas.kinds.work import Work
from desktop.views.widgets.canvas.live import HALO, note_font

#: Device-independent pixels: the arm of a cross, the radius of a joint.
ARM = 6
JOINT = 4.5
_INK = QColor(Qt.GlobalColor.white)
_DARK = QColor(16, 16, 16)


def draw_dot(work: Work, row: int, ink: int) -> None:
    """Draw a point as a cross; where points are few with its number."""
    shape = work.table.shapes[row]
    assert isinstance(shape, Dot)
    x, y = (round(value) for value in work.plane.point(shape.x, shape.y))
    arm = round((ARM if not work.thin else 3) * work.inks.density)
    painter, line = work.flat(), work.inks.line
    if not work.thin:
        painter.fillRect(x - arm - 1, y - line, 2 * arm + 2, 2 * line, HALO)
        painter.fillRect(x - line, y - arm - 1, 2 * line, 2 * arm + 2, HALO)
    colour, half = work.inks.colours[ink], line // 2
    painter.fillRect(x - arm, y - half, 2 * arm, max(line, 1), colour)
    painter.fillRect(x - half, y - arm, max(line, 1), 2 * arm, colour)
    if work.tagged:
        draw_number(painter, QPointF(x + arm, y - arm / 2), str(work.numbers(row)), work.inks.density)


def draw_number(painter: QPainter, at: QPointF, text: str, density: float) -> None:
    """Draw a small text that is seen on any ground, its base line's start at a point."""
    painter.setFont(note_font(density))
    painter.setPen(QPen(QColor(0, 0, 0, 200)))
    for dx, dy in ((1, 1), (-1, 1), (1, -1), (-1, -1)):
        painter.drawText(at + QPointF(dx, dy), text)
    painter.setPen(QPen(_INK))
    painter.drawText(at, text)


def renumbers(step: Step, size: int) -> bool:
    """Tell whether a step gives other points another number; ``size`` is how many marks there are after it."""
    adds = sum(isinstance(edit, Add) for edit in step.edits)
    removes = sum(isinstance(edit, Remove) for edit in step.edits)
    for edit in step.edits:
        if isinstance(edit, Replace):
            was, now = isinstance(edit.before, Dot), isinstance(edit.after, Dot)
            if was != now or (now and edit.before.label != edit.after.label):
                return True
        elif isinstance(edit, Add | Remove) and isinstance(edit.mark, Dot):
            last = size - adds if isinstance(edit, Add) else size
            if edit.index < last or (adds and removes):
                return True
    return False


def draw_skeleton(work: Work, row: int, ink: int) -> None:
    """Draw bones and joints; a hidden joint is hollow and its bones are dashed, one out of the picture is not drawn."""
    shape = work.table.shapes[row]
    assert isinstance(shape, Skeleton)
    places = [QPointF(*place) for place in work.placed(row).tolist()]
    joints = shape.joints
    bones = [
        (a, b)
        for a, b in work.table.bones.get(shape.label, ())
        if max(a, b) < len(joints) and joints[a].state != "out" and joints[b].state != "out"
    ]
    seen = {pair: joints[pair[0]].state == joints[pair[1]].state == "visible" for pair in bones}
    painter = work.flat()
    if work.take_halo():
        painter.drawPath(_lines(places, bones))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for visible, pens in ((True, work.inks.bold), (False, work.inks.dashed)):
        painter.setPen((work.inks.thin if work.thin else pens)[ink])
        painter.drawPath(_lines(places, [pair for pair in bones if seen[pair] is visible]))
    radius = JOINT * work.inks.density * (0.6 if work.thin else 1)
    for place, joint in zip(places, joints, strict=True):
        draw_joint(painter, place, joint.state, work.inks.colours[ink], radius)


def _lines(places: Sequence[QPointF], bones: Sequence[tuple[int, int]]) -> QPainterPath:
    path = QPainterPath()
    for a, b in bones:
        path.moveTo(places[a])
        path.lineTo(places[b])
    return path


def draw_joint(painter: QPainter, at: QPointF, state: JointState, colour: QColor, radius: float) -> None:
    """Draw a joint by its state: full when visible, a dark ring when hidden, not at all when out of the picture."""
    if state != "out":
        sprite = _joint(state, colour.name(), radius)
        painter.drawImage(round(at.x() - sprite.width() / 2), round(at.y() - sprite.height() / 2), sprite)


@lru_cache(maxsize=512)
def _joint(state: JointState, colour: str, radius: float) -> QImage:
    """Return a joint as it is copied to wherever it is: smooth, and the same in a part as in the whole."""
    hidden = state == "hidden"
    line = max(radius * (0.5 if hidden else 0.3), 1.0)
    side = 2 * math.ceil(radius + line + 1)
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = QPointF(side / 2, side / 2)
    if hidden:
        painter.setPen(QPen(HALO, line + 2))
        painter.drawEllipse(middle, radius, radius)
    painter.setPen(QPen(QColor(colour) if hidden else _INK, line))
    painter.setBrush(_DARK if hidden else QColor(colour))
    painter.drawEllipse(middle, radius, radius)
    painter.end()
    return image
