"""The example pictures of courses/ord-cv-02.

python build/content/aerial_examples.py [SHEET.png]
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from shape_pictures import Draw, Picture, Point, frame, rotated, sheet, upright, write

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


def several(name: str, things: str, style: str = "ok", text: str = "", **how: Any) -> tuple[Draw, ...]:
    """Gold boxes of several vehicles."""
    return tuple(rotated(box(name, each), style=style, text=text, **how) for each in things.split())


def pictures() -> list[Picture]:
    """Every picture of the pack."""
    row = "19 20 21 22 24 25 26"
    b12 = box("p016", "12")
    return [
        one("p016", "rotated-good", "12", rotated(b12, text="公交车"), width=420, badge="good"),
        one("p016", "upright-bad", "12", upright(b12, style="bad", text="公交车"), width=420, badge="bad"),
        one("p001", "tight-good", "16", rotated(box("p001", "16"), text="小汽车"), badge="good"),
        one(
            "p001",
            "loose-bad",
            "16",
            rotated(box("p001", "16"), style="bad", text="偏松", grow=(9, 9, 9, 9)),
            badge="bad",
        ),
        one(
            "p001",
            "cut-bad",
            "16",
            rotated(box("p001", "16"), style="bad", text="切边", grow=(-9, 0, -6, -6)),
            badge="bad",
        ),
        one(
            "p013",
            "shadow-good",
            "16",
            rotated(box("p013", "16"), text="小汽车"),
            width=300,
            badge="good",
            shift=(-50, 10),
        ),
        one(
            "p013",
            "shadow-bad",
            "16",
            rotated(box("p013", "16"), style="bad", text="影子也框进来", grow=(8, -8, 0, 96)),
            width=300,
            badge="bad",
            shift=(-50, 10),
        ),
        one("p011", "side-good", "10", rotated(box("p011", "10"), text="公交车"), width=340, badge="good"),
        one(
            "p011",
            "side-bad",
            "10",
            rotated(box("p011", "10"), style="bad", text="只框车顶", grow=(0, 0, -15, 0)),
            width=340,
            badge="bad",
        ),
        one("p001", "mirror-good", "08", rotated(box("p001", "08"), text="货车"), width=290, badge="good"),
        one(
            "p001",
            "mirror-bad",
            "08",
            rotated(box("p001", "08"), style="bad", text="框到后视镜", grow=(0, 0, 9, 9)),
            width=290,
            badge="bad",
        ),
        one("p001", "angle-good", "32", rotated(box("p001", "32"), text="角度对"), width=260, badge="good"),
        one(
            "p001",
            "angle-bad",
            "32",
            rotated(box("p001", "32"), style="bad", text="差 9°", turn=9),
            width=260,
            badge="bad",
        ),
        Picture(
            "heading-good", "p011", at("p011", "19", 40, 30), 300, several("p011", "18 19 20 17 16"), "good"
        ),
        Picture(
            "heading-bad",
            "p011",
            at("p011", "19", 40, 30),
            300,
            (
                *several("p011", "19 20 17 16"),
                rotated(box("p011", "18"), style="bad", text="车头画反", turn=180),
            ),
            "bad",
        ),
        Picture(
            "heading-big", "p011", at("p011", "07", 20, 30), 460, several("p011", "05 06 07 08 04"), "good"
        ),
        Picture("dense-good", "p001", at("p001", "22", 20, 20), 400, several("p001", row + " 23"), "good"),
        Picture(
            "dense-bad",
            "p001",
            at("p001", "22", 20, 20),
            400,
            (
                *several("p001", "19 20 21 22 26"),
                rotated(box("p001", "25"), style="missed", text="漏标", arrow=False),
                rotated(box("p001", "23"), style="bad", text="两车一框", grow=(4, 4, 0, 56), arrow=False),
            ),
            "bad",
        ),
        one("p013", "dup-good", "03", rotated(box("p013", "03"), text="小汽车"), width=240, badge="good"),
        one(
            "p013",
            "dup-bad",
            "03",
            rotated(box("p013", "03"), style="bad"),
            rotated(box("p013", "03"), style="bad", text="叠了两个", shift=(5, 4), turn=3),
            width=240,
            badge="bad",
        ),
        one(
            "p001", "tree-good", "23", rotated(box("p001", "23"), text="补全到车头"), width=250, badge="good"
        ),
        one(
            "p001",
            "tree-bad",
            "23",
            rotated(box("p001", "23"), style="bad", text="只框到树边", grow=(-26, 0, 0, 0)),
            width=250,
            badge="bad",
        ),
        one("p011", "cut-good", "27", rotated(box("p011", "27"), text="截断：是"), width=420, badge="good"),
        one(
            "p011",
            "cut-no-bad",
            "27",
            rotated(box("p011", "27"), style="bad", text="截断：否"),
            width=420,
            badge="bad",
        ),
        one(
            "p016",
            "half-good",
            "10",
            rotated(box("p016", "10"), style="ghost", text="不标：露出不足一半", arrow=False),
            width=330,
            badge="good",
        ),
        one(
            "p016",
            "half-bad",
            "10",
            rotated(box("p016", "10"), style="bad", text="不该标"),
            width=330,
            badge="bad",
        ),
        one("p016", "truck-good", "14", rotated(box("p016", "14"), text="货车"), width=280, badge="good"),
        one(
            "p016",
            "truck-bad",
            "14",
            rotated(box("p016", "14"), style="bad", text="小汽车"),
            width=280,
            badge="bad",
        ),
        one("p013", "bus-good", "01", rotated(box("p013", "01"), text="公交车"), width=330, badge="good"),
        one(
            "p013",
            "bus-bad",
            "01",
            rotated(box("p013", "01"), style="bad", text="小汽车"),
            width=330,
            badge="bad",
        ),
        one("p013", "taxi-good", "06", rotated(box("p013", "06"), text="小汽车"), width=250, badge="good"),
        one("p016", "boxtruck-good", "42", rotated(box("p016", "42"), text="货车"), width=330, badge="good"),
        one(
            "p016",
            "boxtruck-bad",
            "42",
            rotated(box("p016", "42"), style="bad", text="只框驾驶室", grow=(0, -118, 0, 0)),
            width=330,
            badge="bad",
        ),
        Picture("dark-good", "p001", at("p001", "25", 0, 10), 240, several("p001", "25 24 26"), "good"),
        Picture(
            "dark-bad",
            "p001",
            at("p001", "25", 0, 10),
            240,
            (
                *several("p001", "24 26"),
                rotated(box("p001", "25"), style="missed", text="黑车漏标", arrow=False),
            ),
            "bad",
        ),
        # for questions: no tick, no cross
        one(
            "p013",
            "q-minibus",
            "01",
            rotated(box("p013", "01"), style="plain", arrow=False),
            width=330,
            folder="quiz",
        ),
        one(
            "p001",
            "q-truck",
            "06",
            rotated(box("p001", "06"), style="plain", arrow=False),
            width=280,
            folder="quiz",
        ),
        one(
            "p011",
            "q-head",
            "17",
            rotated(box("p011", "17"), style="plain", text="A", turn=180),
            width=230,
            folder="quiz",
        ),
        one(
            "p011",
            "q-bus",
            "08",
            rotated(box("p011", "08"), style="plain", arrow=False),
            width=400,
            folder="quiz",
        ),
        one(
            "p001",
            "q-tree",
            "23",
            rotated(box("p001", "23"), style="plain", arrow=False, grow=(-26, 0, 0, 0)),
            width=250,
            folder="quiz",
        ),
        one(
            "p016",
            "q-half",
            "10",
            rotated(box("p016", "10"), style="plain", arrow=False),
            width=330,
            folder="quiz",
        ),
        one(
            "p013",
            "q-shadow",
            "15",
            rotated(box("p013", "15"), style="plain", arrow=False, grow=(0, 0, 60, 0)),
            width=300,
            folder="quiz",
            shift=(-30, 10),
        ),
        one(
            "p001",
            "q-angle",
            "14",
            rotated(box("p001", "14"), style="plain", arrow=False, turn=-8),
            width=230,
            folder="quiz",
        ),
        one(
            "p011",
            "q-cut",
            "23",
            rotated(box("p011", "23"), style="plain", arrow=False),
            width=280,
            folder="quiz",
        ),
        one(
            "p016",
            "q-side",
            "43",
            rotated(box("p016", "43"), style="plain", arrow=False, grow=(0, 0, 0, -10)),
            width=400,
            folder="quiz",
        ),
    ]


def main() -> None:
    """Write them all."""
    made = write(pictures(), KIND, PACK)
    if len(sys.argv) > 1:
        sheet(made, Path(sys.argv[1]))


if __name__ == "__main__":
    main()
