"""The example pictures of courses/ord-cv-04.

python build/content/lane_examples.py [SHEET.png]
"""

from __future__ import annotations

from typing import Any

from shape_pictures import Draw, Picture, Point, frame, write_all

KIND, PACK = "lane", "ord-cv-04"


def thing(name: str, number: str) -> dict[str, Any]:
    """A gold entry of a practice frame."""
    return dict(frame(KIND, PACK, name)[1]["o" + number])


def points(name: str, number: str) -> list[Point]:
    """The points of a line, near to far."""
    return [(float(x), float(y)) for x, y in thing(name, number)["points"]]


def line(path: list[Point], style: str = "ok", text: str = "", *, dots: bool = False) -> tuple[Draw, ...]:
    """A polyline; with `dots` its points are shown."""
    draws = [Draw((tuple(path),), style, text, closed=False)]
    if dots:
        draws += [
            Draw((((x - 2, y - 2), (x + 2, y - 2), (x + 2, y + 2), (x - 2, y + 2)),), style) for x, y in path
        ]
    return tuple(draws)


def shifted(path: list[Point], by: float) -> list[Point]:
    """A line moved sideways, less where it is far away."""
    low = max(y for _, y in path)
    high = min(y for _, y in path)
    return [(x + by * (y - high + 8) / (low - high + 8), y) for x, y in path]


def box(
    name: str,
    number: str,
    style: str = "ok",
    text: str = "",
    grow: tuple[float, float, float, float] = (0, 0, 0, 0),
) -> Draw:
    """A signal's box, its sides moved outwards."""
    x1, y1, x2, y2 = thing(name, number)["box"]
    x1, y1, x2, y2 = x1 - grow[0], y1 - grow[1], x2 + grow[2], y2 + grow[3]
    return Draw((((x1, y1), (x2, y1), (x2, y2), (x1, y2)),), style, text)


def middle(name: str, *numbers: str) -> Point:
    """The middle of some lines."""
    found = [p for n in numbers for p in points(name, n)]
    xs, ys = [p[0] for p in found], [p[1] for p in found]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def lamp(name: str, number: str) -> Point:
    """The middle of a signal."""
    x1, y1, x2, y2 = thing(name, number)["box"]
    return (x1 + x2) / 2, (y1 + y2) / 2


def every(name: str, style: str = "ok") -> tuple[Draw, ...]:
    """All lines of a frame with their places."""
    words = {"l1": "左1", "l2": "左2", "l3": "左3", "r1": "右1", "r2": "右2", "r3": "右3"}
    draws: list[Draw] = []
    for each in frame(KIND, PACK, name)[1].values():
        if each["class"] == "lane":
            draws += line([(float(x), float(y)) for x, y in each["points"]], style, words[each["place"]])
    return tuple(draws)


def pictures() -> list[Picture]:
    """Every picture of the pack."""
    edge, dash = points("p002", "04"), points("p003", "02")
    double, bend = points("p003", "01"), points("p005", "03")
    behind = points("p005", "01")
    third = len(dash) // 3
    return [
        Picture("centre-good", "p002", middle("p002", "04"), 520, line(edge), "good"),
        Picture(
            "centre-bad",
            "p002",
            middle("p002", "04"),
            520,
            line(shifted(edge, -16), "bad", "贴着线边走"),
            "bad",
        ),
        Picture("gap-good", "p003", middle("p003", "02"), 520, line(dash, "ok", "虚线一条到底"), "good"),
        Picture(
            "gap-bad",
            "p003",
            middle("p003", "02"),
            520,
            (*line(dash[:third], "bad", "断成几段"), *line(dash[2 * third :], "bad")),
            "bad",
        ),
        Picture("double-good", "p003", middle("p003", "01"), 560, line(double, "ok", "双线：走正中"), "good"),
        Picture(
            "double-bad",
            "p003",
            middle("p003", "01"),
            560,
            (*line(shifted(double, -24), "bad", "两条各画一条"), *line(shifted(double, 24), "bad")),
            "bad",
        ),
        Picture("bend-good", "p005", middle("p005", "03"), 520, line(bend, dots=True), "good"),
        Picture(
            "bend-bad",
            "p005",
            middle("p005", "03"),
            520,
            line([bend[0], bend[len(bend) // 2], bend[-1]], "bad", "点太少，弯道切直", dots=True),
            "bad",
        ),
        Picture(
            "behind-good",
            "p005",
            middle("p005", "01"),
            520,
            line(behind, "ok", "被车挡住，顺势连过去"),
            "good",
        ),
        Picture(
            "behind-bad",
            "p005",
            middle("p005", "01"),
            520,
            line(behind[: len(behind) // 2], "bad", "到车就停了"),
            "bad",
        ),
        Picture("order-good", "p002", (480, 420), 860, every("p002"), "good"),
        Picture("end-good", "p002", (edge[-1][0], edge[-1][1] + 30), 300, line(edge), "good"),
        Picture(
            "end-bad",
            "p002",
            (edge[-1][0], edge[-1][1] + 30),
            300,
            line([*edge, (edge[-1][0] - 60, edge[-1][1] - 14)], "bad", "画过了停止线"),
            "bad",
        ),
        Picture("signal-good", "p004", lamp("p004", "05"), 200, (box("p004", "05", "ok", "红灯"),), "good"),
        Picture(
            "signal-bad",
            "p004",
            lamp("p004", "05"),
            200,
            (box("p004", "05", "bad", "框到了灯杆", (6, 26, 6, 2)),),
            "bad",
        ),
        Picture("off-good", "p003", lamp("p003", "04"), 200, (box("p003", "04", "ok", "灭"),), "good"),
        Picture(
            "q-centre",
            "p001",
            middle("p001", "02"),
            520,
            line(shifted(points("p001", "02"), 16), "plain"),
            "",
            "quiz",
        ),
        Picture("q-order", "p003", (480, 420), 860, line(points("p003", "03"), "plain", "A"), "", "quiz"),
        Picture("q-signal", "p005", lamp("p005", "04"), 200, (box("p005", "04", "plain"),), "", "quiz"),
        Picture("q-gap", "p001", middle("p001", "03"), 520, line(points("p001", "03"), "plain"), "", "quiz"),
    ]


if __name__ == "__main__":
    write_all(pictures(), KIND, PACK)
