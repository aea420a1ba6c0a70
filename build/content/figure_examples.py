"""The example pictures of courses/ord-cv-06.

python build/content/figure_examples.py [SHEET.png]
"""

from __future__ import annotations

import math
from typing import Any

from figure_plan import POINTS
from shape_pictures import Draw, Picture, Point, frame, write_all

KIND, PACK = "figure", "ord-cv-06"
EDGES = (
    (0, 1),
    (1, 2),
    (2, 3),
    (3, 4),
    (1, 5),
    (5, 6),
    (6, 7),
    (1, 8),
    (8, 9),
    (9, 10),
    (1, 11),
    (11, 12),
    (12, 13),
)
NAMES = dict(
    zip(POINTS, "头顶 颈 左肩 左肘 左腕 右肩 右肘 右腕 左髋 左膝 左踝 右髋 右膝 右踝".split(), strict=True)
)
Joint = tuple[float, float, str]


def person(name: str, nth: int = 0) -> list[Joint]:
    """The joints of the nth person of a practice frame."""
    things = list(frame(KIND, PACK, name)[1].values())
    return [(float(x), float(y), str(state)) for x, y, state in things[nth]["joints"]]


def at(joints: list[Joint], *names: str) -> Point:
    """The middle of some joints."""
    found = [joints[POINTS.index(n)] for n in names]
    return sum(x for x, _, _ in found) / len(found), sum(y for _, y, _ in found) / len(found)


def dot(joint: Joint, style: str, text: str = "", radius: float = 4.0) -> Draw:
    """A joint as a small circle, dashed white when hidden."""
    ring = tuple(
        (joint[0] + radius * math.cos(k * math.tau / 20), joint[1] + radius * math.sin(k * math.tau / 20))
        for k in range(20)
    )
    return Draw((ring,), style, text)


def skeleton(joints: list[Joint], labels: dict[str, str] | None = None, style: str = "") -> tuple[Draw, ...]:
    """Bones and joints; the person's left is green, their right yellow; a hidden joint is white."""
    draws: list[Draw] = []
    for a, b in EDGES:
        if "out" in (joints[a][2], joints[b][2]):
            continue
        side = style or ("ok" if 2 <= b <= 4 or 8 <= b <= 10 else "other" if b > 1 else "plain")
        draws.append(
            Draw((((joints[a][0], joints[a][1]), (joints[b][0], joints[b][1])),), side, "", closed=False)
        )
    for name, joint in zip(POINTS, joints, strict=True):
        if joint[2] == "out":
            continue
        text = (labels or {}).get(name, "")
        draws.append(dot(joint, "ghost" if joint[2] == "hidden" else style or "plain", text))
    return tuple(draws)


def swapped(joints: list[Joint]) -> list[Joint]:
    """Left and right exchanged."""
    order = [0, 1, 5, 6, 7, 2, 3, 4, 11, 12, 13, 8, 9, 10]
    return [joints[i] for i in order]


def moved(joints: list[Joint], name: str, dx: float, dy: float) -> list[Joint]:
    """One joint shifted."""
    place = POINTS.index(name)
    x, y, state = joints[place]
    return [*joints[:place], (x + dx, y + dy, state), *joints[place + 1 :]]


def with_state(joints: list[Joint], name: str, state: str) -> list[Joint]:
    """One joint with another state."""
    place = POINTS.index(name)
    return [*joints[:place], (*joints[place][:2], state), *joints[place + 1 :]]


def pictures() -> list[Picture]:
    """Every picture of the pack."""
    a, b, c, d, e = person("p008"), person("p002"), person("p001"), person("p004", 1), person("p007", 1)
    body: Any = lambda j: at(j, "neck", "l_hip", "r_hip", "l_knee")  # noqa: E731
    arm = at(a, "l_elbow", "l_wrist")
    feet = at(a, "l_ankle", "r_ankle")
    hips = at(a, "l_hip", "r_hip")
    wrists = {"l_wrist": "左腕", "r_wrist": "右腕"}
    return [
        Picture("all-good", "p004", body(d), 560, skeleton(d, wrists), "good"),
        Picture("swap-bad", "p004", body(d), 560, skeleton(swapped(d), wrists, "bad"), "bad"),
        Picture("joint-good", "p008", arm, 240, skeleton(a, {"l_elbow": "左肘"}), "good"),
        Picture(
            "joint-bad",
            "p008",
            arm,
            240,
            skeleton(moved(a, "l_elbow", -16, -24), {"l_elbow": "左肘偏了"}, "bad"),
            "bad",
        ),
        Picture("hidden-good", "p008", feet, 330, skeleton(a, {"l_ankle": "左踝：被挡"}), "good"),
        Picture(
            "hidden-bad",
            "p008",
            feet,
            330,
            skeleton(with_state(a, "l_ankle", "visible"), {"l_ankle": "左踝：可见"}, "bad"),
            "bad",
        ),
        Picture("out-good", "p001", (at(c, "neck")[0], 520), 560, skeleton(c), "good"),
        Picture(
            "back-good",
            "p002",
            body(b),
            560,
            skeleton(b, {"l_shoulder": "左肩", "r_shoulder": "右肩"}),
            "good",
        ),
        Picture(
            "back-bad",
            "p002",
            body(b),
            560,
            skeleton(swapped(b), {"l_shoulder": "左肩", "r_shoulder": "右肩"}, "bad"),
            "bad",
        ),
        Picture(
            "head-good",
            "p008",
            at(a, "head", "neck"),
            240,
            skeleton(a, {"head": "头顶", "neck": "颈"}),
            "good",
        ),
        Picture(
            "head-bad",
            "p008",
            at(a, "head", "neck"),
            240,
            skeleton(moved(a, "head", 0, 26), {"head": "点在额头"}, "bad"),
            "bad",
        ),
        Picture("hip-good", "p008", hips, 300, skeleton(a, {"l_hip": "左髋", "r_hip": "右髋"}), "good"),
        Picture(
            "hip-bad",
            "p008",
            hips,
            300,
            skeleton(moved(moved(a, "l_hip", 26, -14), "r_hip", -26, -14), {"l_hip": "点在腰侧"}, "bad"),
            "bad",
        ),
        Picture("sit-good", "p007", body(e), 460, skeleton(e), "good"),
        Picture(
            "q-left",
            "p004",
            body(d),
            560,
            (dot(d[POINTS.index("l_wrist")], "plain", "A"), dot(d[POINTS.index("r_wrist")], "plain", "B")),
            "",
            "quiz",
        ),
        Picture("q-hidden", "p008", feet, 330, (dot(a[POINTS.index("r_ankle")], "plain", "A"),), "", "quiz"),
        Picture(
            "q-back",
            "p002",
            body(b),
            560,
            (
                dot(b[POINTS.index("l_shoulder")], "plain", "A"),
                dot(b[POINTS.index("r_shoulder")], "plain", "B"),
            ),
            "",
            "quiz",
        ),
        Picture(
            "q-elbow",
            "p008",
            arm,
            240,
            (dot(moved(a, "l_elbow", -16, -24)[POINTS.index("l_elbow")], "plain", "A"),),
            "",
            "quiz",
        ),
    ]


if __name__ == "__main__":
    write_all(pictures(), KIND, PACK)
