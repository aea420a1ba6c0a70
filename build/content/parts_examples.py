"""The example pictures of courses/ord-cv-03.

python build/content/parts_examples.py [SHEET.png]
"""

from __future__ import annotations

from typing import Any

import numpy as np
from shape_pictures import Draw, Picture, Point, frame, mask_of, write_all

KIND, PACK = "parts", "ord-cv-03"


def thing(name: str, number: str) -> dict[str, Any]:
    """A gold entry of a practice frame."""
    found: dict[str, Any] = frame(KIND, PACK, name)[1]["o" + number]
    return found


def mask(name: str, number: str) -> np.ndarray:
    """The mask of a gold entry."""
    return mask_of(thing(name, number), frame(KIND, PACK, name)[0].size)


def grown(bits: np.ndarray, by: int) -> np.ndarray:
    """A mask dilated (or eroded, by < 0) by some pixels."""
    out = bits if by > 0 else ~bits
    for _ in range(abs(by)):
        more = out.copy()
        more[1:] |= out[:-1]
        more[:-1] |= out[1:]
        more[:, 1:] |= out[:, :-1]
        more[:, :-1] |= out[:, 1:]
        out = more
    return out if by > 0 else ~out


def filled(bits: np.ndarray) -> np.ndarray:
    """A mask with its holes filled, row by row and column by column."""
    rows = np.maximum.accumulate(bits, 1) & np.maximum.accumulate(bits[:, ::-1], 1)[:, ::-1]
    columns = np.maximum.accumulate(bits, 0) & np.maximum.accumulate(bits[::-1], 0)[::-1]
    return rows & columns


def moved(bits: np.ndarray, dx: int, dy: int) -> np.ndarray:
    """A mask shifted."""
    return np.roll(np.roll(bits, dy, 0), dx, 1)


def tint(bits: np.ndarray, style: str = "ok", text: str = "", at: Point | None = None) -> Draw:
    """A tinted mask; its label stands where `at` says."""
    rings: tuple[tuple[Point, ...], ...] = ()
    if text:
        ys, xs = np.nonzero(bits)
        corner = at or (float(xs.min()), float(ys.min()))
        rings = ((corner, corner),)
    return Draw(rings, style, text, closed=False, mask=bits)


def middle(name: str, *numbers: str) -> Point:
    """The middle of the boxes of some gold entries."""
    boxes = [thing(name, n)["mask"]["box"] for n in numbers]
    left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
    right, bottom = max(b[0] + b[2] for b in boxes), max(b[1] + b[3] for b in boxes)
    return (left + right) / 2, (top + bottom) / 2


def pictures() -> list[Picture]:
    """Every picture of the pack."""
    m = mask
    w6, s5 = m("p001", "06"), m("p001", "05")
    pair = ("10", "12")
    p2 = {n: m("p002", n) for n in ("10", "12", "03", "02", "01", "13", "04", "06", "08")}
    shadow = grown(m("p001", "01"), 3) | (moved(m("p001", "01"), 22, -6) & ~m("p001", "02"))
    plate = _plate_of("p002", "02")

    return [
        Picture("tight-good", "p001", middle("p001", "06"), 220, (tint(w6, "ok", "垫片"),), "good"),
        Picture("loose-bad", "p001", middle("p001", "06"), 220, (tint(grown(w6, 5), "bad", "外扩"),), "bad"),
        Picture("cut-bad", "p001", middle("p001", "06"), 220, (tint(grown(w6, -5), "bad", "内缩"),), "bad"),
        Picture("hole-bad", "p001", middle("p001", "06"), 220, (tint(filled(w6), "bad", "孔没挖"),), "bad"),
        Picture("screw-good", "p001", middle("p001", "05"), 220, (tint(s5, "ok", "螺钉"),), "good"),
        Picture(
            "screw-bad", "p001", middle("p001", "05"), 220, (tint(_head_only(s5), "bad", "漏了螺杆"),), "bad"
        ),
        Picture(
            "shadow-good", "p001", middle("p001", "01"), 420, (tint(m("p001", "01"), "ok", "外壳"),), "good"
        ),
        Picture("shadow-bad", "p001", middle("p001", "01"), 420, (tint(shadow, "bad", "影子也涂了"),), "bad"),
        Picture(
            "touch-good",
            "p002",
            middle("p002", "01", "02"),
            520,
            (tint(p2["01"], "ok", "外壳 1"), tint(p2["02"], "plain", "外壳 2")),
            "good",
        ),
        Picture(
            "touch-bad",
            "p002",
            middle("p002", "01", "02"),
            520,
            (tint(p2["01"] | p2["02"], "bad", "两件粘成一个"),),
            "bad",
        ),
        Picture(
            "stack-good",
            "p002",
            middle("p002", *pair),
            260,
            (tint(p2["10"], "ok", "下面的"), tint(p2["12"], "plain", "上面的", (820.0, 655.0))),
            "good",
        ),
        Picture(
            "stack-bad",
            "p002",
            middle("p002", *pair),
            260,
            (tint(_ring_around(p2["10"], p2["12"]), "bad", "想象补全"), tint(p2["12"], "plain")),
            "bad",
        ),
        Picture(
            "pin-good", "p002", middle("p002", "11"), 200, (tint(m("p002", "11"), "ok", "螺钉"),), "good"
        ),
        Picture("pin-bad", "p002", middle("p002", "11"), 200, (tint(m("p002", "11"), "bad", "垫片"),), "bad"),
        Picture(
            "scratch-good", "p002", middle("p002", "13"), 240, (tint(p2["13"], "other", "划痕"),), "good"
        ),
        Picture(
            "scratch-bad",
            "p002",
            middle("p002", "13"),
            240,
            (tint(_fat(p2["13"]), "bad", "涂成一大片"),),
            "bad",
        ),
        Picture(
            "stain-good", "p004", middle("p004", "07"), 260, (tint(m("p004", "07"), "other", "污渍"),), "good"
        ),
        Picture(
            "stain-bad",
            "p004",
            middle("p004", "07"),
            260,
            (tint(grown(m("p004", "07"), -9), "bad", "只涂了中间"),),
            "bad",
        ),
        Picture(
            "missing-good",
            "p004",
            middle("p004", "08"),
            200,
            (tint(m("p004", "08"), "other", "缺件"),),
            "good",
        ),
        Picture("missing-bad", "p004", middle("p004", "08"), 200, (), "bad"),
        Picture("plate-good", "p002", middle("p002", "02"), 330, (tint(p2["02"], "ok", "外壳"),), "good"),
        Picture("plate-bad", "p002", middle("p002", "02"), 330, (tint(plate, "bad", "铭牌当污渍"),), "bad"),
        Picture(
            "inside-good",
            "p004",
            middle("p004", "01"),
            420,
            (
                tint(m("p004", "01"), "ok", "外壳（含缺陷处）"),
                tint(m("p004", "07"), "other"),
                tint(m("p004", "08"), "other"),
            ),
            "good",
        ),
        Picture(
            "inside-bad",
            "p004",
            middle("p004", "01"),
            420,
            (tint(m("p004", "01") & ~m("p004", "07") & ~m("p004", "08"), "bad", "缺陷处挖掉了"),),
            "bad",
        ),
        Picture(
            "count-good", "p002", middle("p002", "03", "10", "11"), 420, _dots("p002", "03 10 11 12"), "good"
        ),
        Picture(
            "count-bad",
            "p002",
            middle("p002", "03", "10", "11"),
            420,
            (*_dots("p002", "03 10", "bad"), *_dots("p002", "10", "bad", 16)),
            "bad",
        ),
        Picture("ellipse-good", "p001", middle("p001", "06"), 220, (_oval(w6, "ok", 0, 0),), "good"),
        Picture("ellipse-bad", "p001", middle("p001", "06"), 220, (_oval(w6, "bad", 9, -5),), "bad"),
        Picture(
            "layers-good",
            "p004",
            middle("p004", "01", "04"),
            520,
            (
                tint(_rest("p004", 0), "other"),
                *(tint(m("p004", n), "ok" if n == "01" else "plain") for n in ("01", "02", "03", "04")),
            ),
            "good",
        ),
        Picture(
            "layers-bad",
            "p004",
            middle("p004", "01", "04"),
            520,
            (
                tint(_rest("p004", 14), "other"),
                *(tint(m("p004", n), "bad") for n in ("01", "02", "03", "04")),
            ),
            "bad",
        ),
        # for questions: no tick, no cross
        Picture(
            "q-hole", "p002", middle("p002", "07"), 220, (tint(filled(m("p002", "07")), "plain"),), "", "quiz"
        ),
        Picture(
            "q-touch",
            "p001",
            middle("p001", "01", "02"),
            560,
            (tint(m("p001", "01") | m("p001", "02"), "plain"),),
            "",
            "quiz",
        ),
        Picture("q-pin", "p005", middle("p005", "10"), 200, (tint(m("p005", "10"), "plain"),), "", "quiz"),
        Picture(
            "q-plate",
            "p005",
            middle("p005", "02"),
            360,
            (tint(_plate_of("p005", "02"), "plain"),),
            "",
            "quiz",
        ),
        Picture(
            "q-stack", "p005", middle("p005", "08", "11"), 260, (tint(m("p005", "08"), "plain"),), "", "quiz"
        ),
        Picture(
            "q-missing", "p004", middle("p004", "08"), 200, (tint(m("p004", "08"), "plain"),), "", "quiz"
        ),
        Picture(
            "q-scratch", "p001", middle("p001", "11"), 240, (tint(m("p001", "11"), "plain"),), "", "quiz"
        ),
        Picture(
            "q-loose", "p002", middle("p002", "03"), 220, (tint(grown(p2["03"], 5), "plain"),), "", "quiz"
        ),
    ]


def _head_only(bits: np.ndarray) -> np.ndarray:
    """The wide part of a screw: its head."""
    out = bits.copy()
    ys = np.nonzero(bits.any(axis=1))[0]
    out[ys.min() + (ys.max() - ys.min()) * 3 // 10 :] = False
    return out


def _ring_around(part: np.ndarray, other: np.ndarray) -> np.ndarray:
    """A stacked washer as somebody imagines it: mirrored about its own middle where the other one lies."""
    ys, xs = np.nonzero(filled(part))
    cy, cx = (ys.min() + ys.max()) / 2, (xs.min() + xs.max()) / 2
    flip = np.zeros_like(part)
    yy, xx = np.nonzero(part)
    flip[
        np.clip(np.rint(2 * cy - yy), 0, part.shape[0] - 1).astype(int),
        np.clip(np.rint(2 * cx - xx), 0, part.shape[1] - 1).astype(int),
    ] = True
    return part | (flip & other) | (flip & ~part)


def _fat(bits: np.ndarray) -> np.ndarray:
    return grown(bits, 14)


def _plate_of(name: str, number: str) -> np.ndarray:
    """The dark plate in the middle of a housing."""
    picture = np.asarray(frame(KIND, PACK, name)[0].convert("L"))
    inside = grown(mask(name, number), -40)
    return inside & (picture < 105)


def _dots(name: str, numbers: str, style: str = "ok", off: float = 0.0) -> tuple[Draw, ...]:
    """A point on every part named."""
    out = []
    for number in numbers.split():
        ys, xs = np.nonzero(filled(mask(name, number)))
        x, y = float(xs.mean()) + off, float(ys.mean()) - off
        ring = tuple((x + 5 * np.cos(k * np.pi / 8), y + 5 * np.sin(k * np.pi / 8)) for k in range(16))
        out.append(Draw((ring,), style))
    return tuple(out)


def _oval(bits: np.ndarray, style: str, dx: float, dy: float) -> Draw:
    """The outline of a washer as an ellipse, shifted."""
    ys, xs = np.nonzero(bits)
    cx, cy = (xs.min() + xs.max() + 1) / 2 + dx, (ys.min() + ys.max() + 1) / 2 + dy
    rx, ry = np.ptp(xs) / 2 + 0.5, np.ptp(ys) / 2 + 0.5
    ring = tuple((cx + rx * np.cos(k * np.pi / 36), cy + ry * np.sin(k * np.pi / 36)) for k in range(72))
    return Draw((ring,), style)


def _rest(name: str, by: int) -> np.ndarray:
    """What no part covers, shrunk."""
    free = np.ones((768, 1024), bool)
    for one in frame(KIND, PACK, name)[1].values():
        bits = mask_of(one, (1024, 768))
        free &= ~(grown(bits, by) if by else bits)
    return free


if __name__ == "__main__":
    write_all(pictures(), KIND, PACK)
