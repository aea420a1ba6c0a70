"""The example pictures of courses/ord-cv-05.

python build/content/receipt_examples.py [SHEET.png]
"""

from __future__ import annotations

from typing import Any

from shape_pictures import Draw, Picture, Point, frame, write_all

KIND, PACK = "receipt", "ord-cv-05"


def field(name: str, kind: str, nth: int = 0) -> dict[str, Any]:
    """The nth line of text of a class on a practice receipt."""
    found = [thing for thing in frame(KIND, PACK, name)[1].values() if thing["class"] == kind]
    return dict(found[nth])


def spoilt(name: str) -> dict[str, Any]:
    """A damaged line."""
    return dict(next(thing for thing in frame(KIND, PACK, name)[1].values() if not thing["legible"]))


def quad(
    thing: dict[str, Any],
    style: str = "ok",
    text: str = "",
    grow: tuple[float, float, float, float] = (0, 0, 0, 0),
) -> Draw:
    """A text quad; `grow` moves its left, top, right and bottom side outwards along the text, px."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = thing["points"]
    left, top, right, bottom = grow

    def unit(px: float, py: float, qx: float, qy: float) -> Point:
        length = max(1.0, ((qx - px) ** 2 + (qy - py) ** 2) ** 0.5)
        return (qx - px) / length, (qy - py) / length

    u, v = unit(ax, ay, bx, by), unit(ax, ay, dx, dy)
    corners = (
        (ax - u[0] * left - v[0] * top, ay - u[1] * left - v[1] * top),
        (bx + u[0] * right - v[0] * top, by + u[1] * right - v[1] * top),
        (cx + u[0] * right + v[0] * bottom, cy + u[1] * right + v[1] * bottom),
        (dx - u[0] * left + v[0] * bottom, dy - u[1] * left + v[1] * bottom),
    )
    return Draw((corners,), style, text or thing["text"])


def upright(thing: dict[str, Any], style: str, text: str) -> Draw:
    """The upright box around a text quad, generously."""
    xs, ys = [p[0] for p in thing["points"]], [p[1] for p in thing["points"]]
    return Draw(
        (((min(xs), min(ys)), (max(xs), min(ys)), (max(xs), max(ys)), (min(xs), max(ys))),), style, text
    )


def around(*things: dict[str, Any]) -> Point:
    """The middle of some lines."""
    points = [p for thing in things for p in thing["points"]]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def joined(first: dict[str, Any], last: dict[str, Any]) -> dict[str, Any]:
    """One quad around two lines beside each other."""
    return {**first, "points": [first["points"][0], last["points"][1], last["points"][2], first["points"][3]]}


def halves(thing: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """A line cut in two in the middle."""
    a, b, c, d = thing["points"]
    top, low = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), ((d[0] + c[0]) / 2, (d[1] + c[1]) / 2)
    return {**thing, "points": [a, top, low, d]}, {**thing, "points": [top, b, c, low]}


def numbered(things: list[dict[str, Any]], style: str = "ok") -> tuple[Draw, ...]:
    """Lines with the places at which they were marked."""
    return tuple(quad(thing, style, str(place)) for place, thing in enumerate(things, 1))


def pictures() -> list[Picture]:
    """Every picture of the pack."""
    number, date, name = field("p003", "number"), field("p003", "date"), field("p003", "merchant")
    item, price, amount = field("p003", "item"), field("p003", "price"), field("p003", "amount")
    total, words, pay = field("p003", "total"), field("p003", "total_words"), field("p003", "payment")
    second, quantity = field("p003", "item", 1), field("p003", "quantity")
    bad = spoilt("p001")
    turned = field("p003", "total_words")
    slip_total, slip_words = field("p004", "total"), field("p004", "total_words")
    voucher_sum, voucher_words = field("p002", "total"), field("p002", "total_words")
    other = field("p003", "other", 4)
    one, two = halves(number)
    by_column = [
        field("p003", kind, nth) for kind in ("item", "price", "quantity", "amount") for nth in (0, 1)
    ]
    rows = by_column[::2] + by_column[1::2]
    wrong_digit = number["text"][:-2] + number["text"][-1] + number["text"][-2]
    return [
        Picture("quad-good", "p003", around(number), 460, (quad(number),), "good"),
        Picture(
            "quad-loose-bad",
            "p003",
            around(number),
            460,
            (quad(number, "bad", "四边松", (22, 14, 22, 14)),),
            "bad",
        ),
        Picture(
            "quad-cut-bad",
            "p003",
            around(number),
            460,
            (quad(number, "bad", "切掉了字", (-30, 0, -40, -6)),),
            "bad",
        ),
        Picture("tilt-good", "p003", around(turned), 640, (quad(turned),), "good"),
        Picture(
            "tilt-bad", "p003", around(turned), 640, (upright(turned, "bad", "直立框压住了上下行"),), "bad"
        ),
        Picture(
            "row-good",
            "p003",
            around(item, amount),
            1120,
            (quad(item), quad(price), quad(quantity), quad(amount)),
            "good",
        ),
        Picture("order-good", "p003", around(*rows), 1120, numbered(rows), "good"),
        Picture("order-bad", "p003", around(*rows), 1120, numbered(by_column, "bad"), "bad"),
        Picture(
            "row-bad",
            "p003",
            around(item, amount),
            1120,
            (quad(joined(item, amount), "bad", "一行并成一框"),),
            "bad",
        ),
        Picture(
            "split-bad",
            "p003",
            around(number),
            460,
            (quad(one, "bad", "拆成两个"), quad(two, "bad", " ")),
            "bad",
        ),
        Picture("text-good", "p003", around(number), 460, (quad(number),), "good"),
        Picture("text-bad", "p003", around(number), 460, (quad(number, "bad", wrong_digit),), "bad"),
        Picture("illegible-good", "p001", around(bad), 420, (quad(bad, "ok", "###"),), "good"),
        Picture("illegible-bad", "p001", around(bad), 420, (quad(bad, "bad", "猜着填"),), "bad"),
        Picture(
            "class-good",
            "p003",
            around(total, words),
            1120,
            (quad(total, "ok", "合计小写"), quad(words, "ok", "合计大写")),
            "good",
        ),
        Picture(
            "class-bad",
            "p003",
            around(total, words),
            1120,
            (quad(total, "bad", "金额"), quad(words, "bad", "其他")),
            "bad",
        ),
        Picture(
            "item-good", "p003", around(second), 460, (quad(second, "ok", "品名：" + second["text"]),), "good"
        ),
        Picture(
            "words-good",
            "p002",
            around(voucher_words, voucher_sum),
            1180,
            (quad(voucher_words), quad(voucher_sum)),
            "good",
        ),
        Picture(
            "words-bad",
            "p002",
            around(voucher_words, voucher_sum),
            1180,
            (
                quad(voucher_words, "bad", voucher_words["text"].replace("元", "圆").replace("仟", "千")),
                quad(voucher_sum),
            ),
            "bad",
        ),
        Picture(
            "check-good",
            "p004",
            around(slip_total, slip_words),
            900,
            (quad(slip_total), quad(slip_words)),
            "good",
        ),
        Picture(
            "other-good", "p003", around(other), 460, (quad(other, "ok", "其他：" + other["text"]),), "good"
        ),
        Picture(
            "merchant-good",
            "p003",
            around(name),
            700,
            (quad(name, "ok", "商户名称：" + name["text"]),),
            "good",
        ),
        Picture("date-good", "p003", around(date), 460, (quad(date),), "good"),
        Picture("pay-good", "p003", around(pay), 560, (quad(pay, "ok", pay["text"]),), "good"),
        # for questions: no tick, no cross
        Picture(
            "q-loose",
            "p009",
            around(field("p009", "date")),
            460,
            (quad(field("p009", "date"), "plain", " ", (20, 13, 20, 13)),),
            "",
            "quiz",
        ),
        Picture(
            "q-words",
            "p005",
            around(field("p005", "total_words")),
            760,
            (quad(field("p005", "total_words"), "plain", " "),),
            "",
            "quiz",
        ),
        Picture(
            "q-spoilt", "p006", around(spoilt("p006")), 420, (quad(spoilt("p006"), "plain", " "),), "", "quiz"
        ),
        Picture(
            "q-class",
            "p007",
            around(field("p007", "amount", 1)),
            700,
            (quad(field("p007", "amount", 1), "plain", " "),),
            "",
            "quiz",
        ),
        Picture(
            "q-total",
            "p012",
            around(field("p012", "total")),
            700,
            (quad(field("p012", "total"), "plain", " "),),
            "",
            "quiz",
        ),
        Picture(
            "q-row",
            "p010",
            around(field("p010", "price"), field("p010", "amount")),
            900,
            (quad(joined(field("p010", "price"), field("p010", "amount")), "plain", " "),),
            "",
            "quiz",
        ),
    ]


if __name__ == "__main__":
    write_all(pictures(), KIND, PACK)
