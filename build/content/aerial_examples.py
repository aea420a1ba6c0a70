"""The example pictures of courses/ord-cv-02.

python build/content/aerial_examples.py [SHEET.png]
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from shape_pictures import Draw, Picture, Point, frame, rotated, upright, write_all

KIND, PACK = "aerial", "ord-cv-02"


def box(name: str, thing: str) -> list[float]:
    """The gold box of `oNN` on a practice frame."""
    found: Any = frame(KIND, PACK, name)[1]["o" + thing]["box"]
    return list(found)


def at(name: str, thing: str, dx: float = 0.0, dy: float = 0.0) -> Point:
    """The middle of a gold box, shifted."""
    cx, cy = box(name, thing)[:2]
    return cx + dx, cy + dy


def one(
    name: str,
    picture: str,
    thing: str,
    *draws: Draw,
    width: float = 230,
    badge: str = "",
    folder: str = "examples",
    shift: Point = (0, 0),
) -> Picture:
    """A picture around one vehicle."""
    return Picture(picture, name, at(name, thing, *shift), width, draws, badge, folder)


def pair(
    name: str,
    picture: str,
    thing: str,
    good: str,
    bad: str,
    *,
    width: float = 230,
    shift: Point = (0, 0),
    **wrong: Any,
) -> list[Picture]:
    """How a vehicle is marked right, and wrong in one way: `picture`-good and `picture`-bad."""
    gold = box(name, thing)
    how: dict[str, Any] = {"width": width, "shift": shift}
    return [
        one(name, f"{picture}-good", thing, rotated(gold, text=good), badge="good", **how),
        one(name, f"{picture}-bad", thing, rotated(gold, style="bad", text=bad, **wrong), badge="bad", **how),
    ]


def quiz(
    name: str, picture: str, thing: str, *, width: float, shift: Point = (0, 0), **wrong: Any
) -> Picture:
    """A vehicle with a mark to be judged: no tick, no cross, no heading unless a question asks for it."""
    how = {"arrow": False} | wrong
    mark = rotated(box(name, thing), style="plain", **how)
    return one(name, picture, thing, mark, width=width, shift=shift, folder="quiz")


def several(name: str, things: str, style: str = "ok", text: str = "", **how: Any) -> tuple[Draw, ...]:
    """Gold boxes of several vehicles."""
    return tuple(rotated(box(name, each), style=style, text=text, **how) for each in things.split())


def pictures() -> list[Picture]:
    """Every picture of the pack."""
    return [*boxes(), *headings_and_rows(), *what_is_marked(), *quizzes()]


def boxes() -> list[Picture]:
    """How a box lies on a vehicle."""
    bus = box("p016", "12")
    shadow: dict[str, Any] = {"width": 300, "shift": (-50, 10)}
    return [
        one("p016", "rotated-good", "12", rotated(bus, text="公交车"), width=420, badge="good"),
        one("p016", "upright-bad", "12", upright(bus, style="bad", text="公交车"), width=420, badge="bad"),
        one("p001", "tight-good", "16", rotated(box("p001", "16"), text="小汽车"), badge="good"),
        _wrong("p001", "loose-bad", "16", "偏松", grow=(9, 9, 9, 9)),
        _wrong("p001", "cut-bad", "16", "切边", grow=(-9, 0, -6, -6)),
        *pair("p013", "shadow", "16", "小汽车", "影子也框进来", grow=(8, -8, 0, 96), **shadow),
        *pair("p011", "side", "10", "公交车", "只框车顶", width=340, grow=(0, 0, -15, 0)),
        *pair("p001", "mirror", "08", "货车", "框到后视镜", width=290, grow=(0, 0, 9, 9)),
        *pair("p001", "angle", "32", "角度对", "差 9°", width=260, turn=9),
    ]


def headings_and_rows() -> list[Picture]:
    """Vehicles beside each other."""
    row, heads, dense = "19 20 21 22 24 25 26", at("p011", "19", 40, 30), at("p001", "22", 20, 20)
    turned = rotated(box("p011", "18"), style="bad", text="车头画反", turn=180)
    missed = rotated(box("p001", "25"), style="missed", text="漏标", arrow=False)
    joined = rotated(box("p001", "23"), style="bad", text="两车一框", grow=(4, 4, 0, 56), arrow=False)
    twice = box("p013", "03")
    return [
        Picture("heading-good", "p011", heads, 300, several("p011", "18 19 20 17 16"), "good"),
        Picture("heading-bad", "p011", heads, 300, (*several("p011", "19 20 17 16"), turned), "bad"),
        Picture(
            "heading-big", "p011", at("p011", "07", 20, 30), 460, several("p011", "05 06 07 08 04"), "good"
        ),
        Picture("dense-good", "p001", dense, 400, several("p001", row + " 23"), "good"),
        Picture("dense-bad", "p001", dense, 400, (*several("p001", "19 20 21 22 26"), missed, joined), "bad"),
        one("p013", "dup-good", "03", rotated(twice, text="小汽车"), width=240, badge="good"),
        one(
            "p013",
            "dup-bad",
            "03",
            rotated(twice, style="bad"),
            rotated(twice, style="bad", text="叠了两个", shift=(5, 4), turn=3),
            width=240,
            badge="bad",
        ),
    ]


def what_is_marked() -> list[Picture]:
    """What is marked at all, as what, and how far."""
    half, dark = box("p016", "10"), at("p001", "25", 0, 10)
    missed = rotated(box("p001", "25"), style="missed", text="黑车漏标", arrow=False)
    unmarked = rotated(half, style="ghost", text="不标：露出不足一半", arrow=False)
    cut, cab = pair("p011", "cut", "27", "截断：是", "截断：否", width=420), box("p016", "42")
    return [
        *pair("p001", "tree", "23", "补全到车头", "只框到树边", width=250, grow=(-26, 0, 0, 0)),
        cut[0],
        replace(cut[1], name="cut-no-bad"),
        one("p016", "half-good", "10", unmarked, width=330, badge="good"),
        one("p016", "half-bad", "10", rotated(half, style="bad", text="不该标"), width=330, badge="bad"),
        *pair("p016", "truck", "14", "货车", "小汽车", width=280),
        *pair("p013", "bus", "01", "公交车", "小汽车", width=330),
        one("p013", "taxi-good", "06", rotated(box("p013", "06"), text="小汽车"), width=250, badge="good"),
        one("p016", "boxtruck-good", "42", rotated(cab, text="货车"), width=330, badge="good"),
        _wrong("p016", "boxtruck-bad", "42", "只框驾驶室", width=330, grow=(0, -118, 0, 0)),
        Picture("dark-good", "p001", dark, 240, several("p001", "25 24 26"), "good"),
        Picture("dark-bad", "p001", dark, 240, (*several("p001", "24 26"), missed), "bad"),
    ]


def quizzes() -> list[Picture]:
    """Marks to be judged in questions."""
    return [
        quiz("p013", "q-minibus", "01", width=330),
        quiz("p001", "q-truck", "06", width=280),
        quiz("p011", "q-head", "17", width=230, text="A", turn=180, arrow=True),
        quiz("p011", "q-bus", "08", width=400),
        quiz("p001", "q-tree", "23", width=250, grow=(-26, 0, 0, 0)),
        quiz("p016", "q-half", "10", width=330),
        quiz("p013", "q-shadow", "15", width=300, shift=(-30, 10), grow=(0, 0, 60, 0)),
        quiz("p001", "q-angle", "14", width=230, turn=-8),
        quiz("p011", "q-cut", "23", width=280),
        quiz("p016", "q-side", "43", width=400, grow=(0, 0, 0, -10)),
    ]


def _wrong(name: str, picture: str, thing: str, text: str, *, width: float = 230, **wrong: Any) -> Picture:
    mark = rotated(box(name, thing), style="bad", text=text, **wrong)
    return one(name, picture, thing, mark, width=width, badge="bad")


if __name__ == "__main__":
    write_all(pictures(), KIND, PACK)
