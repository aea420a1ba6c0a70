"""Days of trainees whose work is not boxes: turned boxes, outlines, pixels, lines, receipts, figures, inspection.

The packs are the real ones, made short. One mark of each picture is drawn with pointer and keys, the rest is put on
the bench as the trainee's own.
"""

from __future__ import annotations

import math
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from desktop.annotation.document import repainting, replacing
from desktop.annotation.geometry.bitmaps import Bitmap
from desktop.annotation.geometry.outlines import outlined
from desktop.annotation.geometry.simplify import simplified_rings
from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.flag import Flag
from desktop.annotation.shapes.mask import Mask
from desktop.annotation.shapes.polygon import Polygon
from desktop.annotation.shapes.polyline import Polyline
from desktop.annotation.shapes.quad import Quad
from desktop.annotation.shapes.rotated import RotatedBox
from desktop.annotation.shapes.skeleton import Skeleton
from desktop.records.queries.attempts import open_attempts
from desktop.session.desk import desk
from tests.gui.canvas.drivers import BenchDriver
from tests.journeys.conftest import AtCourse
from tests.journeys.shapes import accepted, again, at_bench, begin, begin_at, exercise, gold, put, submit


def test_a_turned_box_that_faces_backwards_is_told_and_turned_round(at_course: AtCourse) -> None:
    seat = at_course("ord-cv-02", {"旋转框": ["p007"]}, ["e021"])
    person = begin(seat)
    car = next(own for own in gold(seat) if own.id == "o03")
    assert isinstance(car, RotatedBox)
    put(person, *(own for own in gold(seat) if own.id != "o03"))
    person.take("car", "rotated")
    along = (
        math.cos(math.radians(car.angle)) * car.width / 2,
        math.sin(math.radians(car.angle)) * car.width / 2,
    )
    front, rear = ((car.cx + sign * along[0], car.cy + sign * along[1]) for sign in (1, -1))
    person.drag(front, rear)
    across = (-along[1] * car.height / car.width, along[0] * car.height / car.width)
    person.click_through((car.cx + across[0], car.cy + across[1]))
    drawn = person.shapes[-1]
    person.desk.answer("truncated", False)
    assert isinstance(drawn, RotatedBox)
    said = submit(seat)
    assert "朝向反了：车头和车尾颠倒" in said
    assert "规则 3." in said or "3.2" in said
    assert "1 处要改" in said
    person = again(seat)
    person.press("V")
    person.desk.select([drawn.id])
    person.act("shape.flip_heading")
    accepted(seat)


def test_an_outline_without_its_hole_is_told_and_the_hole_is_cut(at_course: AtCourse) -> None:
    seat = at_course("ord-cv-03", {"多边形": ["poly-p001"]}, ["e002"])
    person = begin(seat)
    washer = next(own for own in gold(seat) if own.id == "o09")
    assert isinstance(washer, Polygon)
    put(person, *(own for own in gold(seat) if own.id != "o09"))
    person.take("washer", "polygon")
    person.click_through(*washer.rings[0])
    person.press("Return")
    drawn = person.shapes[-1]
    said = submit(seat)
    assert "边界不贴合" in said
    assert "规则 2.2" in said
    assert "1 处要改" in said
    person = again(seat)
    person.desk.select([drawn.id])
    person.act("tool.polygon")
    hole = washer.rings[1]
    person.click(*hole[0], alt=True)
    person.click_through(*hole[1:])
    person.press("Return")
    mended = person.desk.document[drawn.id]
    assert isinstance(mended, Polygon)
    assert len(mended.rings) == 2
    accepted(seat)


def test_brush_strokes_outlast_a_power_cut_stroke_by_stroke(at_course: AtCourse) -> None:
    seat = at_course("ord-cv-03", {"掩膜": ["p006"]}, ["e002"])
    person = begin(seat)
    screw = next(own for own in gold(seat) if own.id == "o03")
    assert isinstance(screw, Mask)
    put(person, *(own for own in gold(seat) if own.id != "o03"))
    person.take("screw", "brush")
    x1, y1, x2, y2 = screw.bounds
    person.drag((x1 + 10, y1 + 10), (x2 - 10, y1 + 10))
    first = person.shapes[-1]
    person.drag((x1 + 10, y1 + 10), (x1 + 10, y2 - 10))
    person.act("tool.eraser")
    person.drag((x1 + 30, y1), (x1 + 30, y1 + 20))
    painted = person.shapes
    assert isinstance(first, Mask)
    assert painted[-1].id == first.id
    steps = seat.session.record.steps(
        open_attempts(seat.session.record, desk(seat.session).account_id)[0].attempt_id
    )
    assert [edit["do"] for _manner, step in steps[-2:] for edit in step["edits"]] == ["repaint"] * 2
    seat.cut_power(120)

    seat.sign_in()
    person = begin(seat)
    assert person.shapes == painted
    person.press("Ctrl+Z", "Ctrl+Z")
    assert person.shapes[-1] == first
    # One stroke is not the screw; then it is filled along its outline.
    assert "漏标：这里有螺钉没有标。" in submit(seat)
    person = again(seat)
    person.desk.select([first.id])
    person.press("Del")
    person.take("screw", "fill")
    x, y, _width, _height = screw.box
    (rings,) = outlined(Bitmap(screw.bits(), x, y))
    person.click_through(*simplified_rings(rings, 1.0)[0])
    person.press("Return")
    rough = person.shapes[-1]
    assert isinstance(rough, Mask)
    # A pointer hits whole screen pixels: what is left to trim at this zoom is trimmed.
    person.desk.do(repainting("收边", rough, screw.tiles))
    accepted(seat)


def test_a_lane_that_strays_is_told_and_its_point_dragged_back(at_course: AtCourse) -> None:
    seat = at_course("ord-cv-04", {"车道线": ["p001"]}, ["e003"])
    person = begin(seat)
    lane = next(own for own in gold(seat) if own.id == "o02")
    assert isinstance(lane, Polyline)
    put(person, *(own for own in gold(seat) if own.id != "o02"))
    person.take("lane", "polyline")
    wrong = (lane.points[1][0] + 40, lane.points[1][1])
    person.click_through(lane.points[0], wrong, *lane.points[2:])
    person.press("Return")
    drawn = person.shapes[-1]
    put_answers(person, drawn.id, lane)
    said = submit(seat)
    assert "折线最远偏离" in said
    person = again(seat)
    person.press("V")
    person.desk.select([drawn.id])
    person.drag(wrong, lane.points[1])
    accepted(seat)


def put_answers(person: BenchDriver, mark_id: str, like: Shape) -> None:
    """Answer a mark's attributes as another's."""
    mark = person.desk.document[mark_id]
    person.desk.do(replacing("属性", person.desk.document, replace(mark, attributes=like.attributes)))


def test_a_line_of_a_receipt_is_framed_transcribed_and_its_slip_quoted(at_course: AtCourse) -> None:
    seat = at_course("ord-cv-05", {"票据": ["p002"]}, ["e002"], fresh=True)
    person = begin(seat)
    line = next(own for own in gold(seat) if isinstance(own, Quad) and len(own.text) > 5)
    put(person, *(own for own in gold(seat) if own.id != line.id))
    person.take(line.label)
    seat.actor.click(person.bench.rail.buttons["tool.quad"])
    person.click_through(*line.corners)
    drawn = person.shapes[-1]
    assert isinstance(drawn, Quad)
    write(person, drawn, line.text + "元")
    assert "多写了“元”" in submit(seat)
    person = again(seat)
    write(person, drawn, line.text)
    accepted(seat)

    # All of the list was seen: the next one is made for the occasion.
    assert "下一题是新生成的，没有人做过" in seat.reads()
    seat.actor.press("下一题")
    person = at_bench(seat)
    fresh = exercise(seat)
    assert fresh.id.startswith("receipt-")
    assert "新票据" in seat.reads()
    put(person, *gold(seat))
    kept = person.shapes
    seat.cut_power(60)
    seat.sign_in()
    person = begin_at(seat, "p1")
    assert person.shapes == kept
    assert exercise(seat).id == fresh.id
    accepted(seat)


def write(person: BenchDriver, quad: Shape, text: str) -> None:
    """Type what a line of text says into its field."""
    person.press("V")
    person.desk.select([quad.id])
    QApplication.processEvents()
    (field,) = (
        each
        for each in person.bench.panel.details.findChildren(QLineEdit)
        if each.isVisible() and "转写" in each.accessibleName()
    )
    field.setFocus()
    field.selectAll()
    field.insert(text)
    field.setModified(True)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_a_joint_out_of_place_is_named_and_dragged_home(at_course: AtCourse) -> None:
    seat = at_course("ord-cv-06", {"人体": ["p002"]}, ["e001"])
    person = begin(seat)
    (man,) = gold(seat)
    assert isinstance(man, Skeleton)
    person.take("person", "skeleton")
    places = [(joint.x, joint.y) for joint in man.joints]
    for place, joint in enumerate(man.joints):
        aside = 40 if place == 4 else 0
        person.click_through((joint.x + aside, joint.y), alt=joint.state == "hidden")
    drawn = person.shapes[-1]
    assert isinstance(drawn, Skeleton)
    said = submit(seat)
    assert "偏了" in said
    assert "1 处要改" in said
    person = again(seat)
    person.press("V")
    person.desk.select([drawn.id])
    person.drag((places[4][0] + 40, places[4][1]), places[4])
    accepted(seat)


def test_an_inspection_by_click_and_by_list(at_course: AtCourse) -> None:
    seat = at_course("ord-qa-01", {"找错": ["qp001"]}, ["qe003"])
    person = begin(seat)
    flags = [own for own in gold(seat) if isinstance(own, Flag)]
    by_click, by_list, *rest = (own for own in flags if own.target is not None)
    put(person, *rest)
    rows = {own.id: row for row, own in enumerate(exercise(seat).given_marks)}
    listed = person.bench.panel.given
    # The right class by the list, the wrong one by a click.
    person.press(key_of(person, by_list.label))
    listed.setFocus()
    listed.setCurrentRow(rows[str(by_list.target)])
    QTest.keyClick(listed, Qt.Key.Key_Return)
    person.canvas.setFocus()
    wrong = next(own.id for own in person.desk.schema.labels if own.id not in {by_click.label, "MISS"})
    person.press(key_of(person, wrong))
    person.click((by_click.x1 + by_click.x2) / 2, by_click.y2 - 3)
    found = {(own.target, own.label) for own in person.desk.document.of(Flag)}
    assert {(by_list.target, by_list.label), (by_click.target, wrong)} <= found
    said = submit(seat)
    assert "查出来了，但原因判错" in said
    person = again(seat)
    (slip,) = (own for own in person.desk.document.of(Flag) if own.target == by_click.target)
    person.press("V")
    person.desk.select([slip.id])
    person.press(key_of(person, by_click.label))
    accepted(seat)


def key_of(person: BenchDriver, label: str) -> str:
    """Return the key of a class."""
    found = person.desk.schema.label(label)
    assert found is not None
    return found.key


def test_marks_sent_back_are_mended_remark_by_remark(at_course: AtCourse) -> None:
    seat = at_course("ord-qa-01", {"返修": ["rs004"]}, ["qe003"])
    person = begin(seat)
    true = {own.id: own for own in gold(seat)}
    remarks = exercise(seat).remarks
    assert "返修意见" in seat.reads()
    assert "这里没有应标的目标，请删掉这个框。" in seat.reads()
    assert states(person) == ["待改"] * len(remarks)
    for remark in remarks:
        assert remark.target is not None
        person.desk.select([remark.target])
        if remark.code in {"EXTRA", "DUP"}:
            person.press("Del")
        else:
            person.desk.do(replacing("改", person.desk.document, true[remark.target]))
    assert states(person) == ["已改动"] * len(remarks)
    accepted(seat)


def states(person: BenchDriver) -> list[str]:
    """What stands on the card of each remark."""
    words = {"待改", "已改动"}
    return [own.text() for own in person.bench.panel.remarks.findChildren(QLabel) if own.text() in words]
