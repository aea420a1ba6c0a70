"""Generated receipts: the same for a seed, agreeing with themselves, and with gold where the text really stands."""

from __future__ import annotations

import io
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from desktop.annotation.shapes.quad import Quad
from desktop.curriculum.generators.amounts import in_figures, in_words
from desktop.curriculum.generators.photograph import homography, take
from desktop.curriculum.generators.receipt import (
    Receipt,
    make_receipt,
    print_sheet,
)
from desktop.curriculum.generators.receipt_words import (
    ILLEGIBLE,
    LAYOUTS,
    FieldKind,
    Layout,
    Sheet,
    write_sheet,
)

FONTS = Path(__file__).resolve().parents[3] / "assets" / "fonts"
SEEDS = st.integers(0, 2**31)
KEY_FIELDS = ("merchant", "number", "date", "total", "total_words", "payment")


@pytest.fixture(scope="module", params=LAYOUTS)
def receipt(request: pytest.FixtureRequest) -> Receipt:
    return make_receipt(11, FONTS, request.param)


def texts(sheet: Sheet, kind: FieldKind) -> list[str]:
    return [run.text for run in sheet.runs if run.kind == kind]


def cents_of(text: str) -> int:
    yuan, rest = text.split(".")
    return int(yuan) * 100 + int(rest)


# ---------------------------------------------------------------- what it says


@given(SEEDS)
def test_the_total_is_the_sum_of_the_amounts_in_figures_and_in_words(seed: int) -> None:
    sheet = write_sheet(seed)

    assert sum(cents_of(text) for text in texts(sheet, "amount")) == sheet.cents
    assert texts(sheet, "total") == [in_figures(sheet.cents)]
    (words,) = texts(sheet, "total_words")
    assert words.endswith(in_words(sheet.cents))


@given(SEEDS, st.sampled_from(("delivery", "slip")))
def test_every_amount_is_price_times_quantity(seed: int, layout: Layout) -> None:
    sheet = write_sheet(seed, layout)
    prices, quantities, amounts = (texts(sheet, kind) for kind in ("price", "quantity", "amount"))

    assert len(prices) == len(quantities) == len(amounts) == len(texts(sheet, "item")) >= 3
    for price, quantity, amount in zip(prices, quantities, amounts, strict=True):
        assert cents_of(price) * int(quantity.removeprefix("×")) == cents_of(amount)


@given(SEEDS)
def test_key_fields_are_there_once_and_never_damaged(seed: int) -> None:
    sheet = write_sheet(seed)

    for kind in KEY_FIELDS:
        (run,) = [run for run in sheet.runs if run.kind == kind]
        assert not run.damaged


@given(SEEDS)
def test_no_two_lines_of_text_lie_on_the_same_place(seed: int) -> None:
    sheet = write_sheet(seed)

    assert len({(run.x, run.y) for run in sheet.runs}) == len(sheet.runs)


@given(SEEDS)
def test_at_most_two_lines_are_damaged(seed: int) -> None:
    assert sum(run.damaged for run in write_sheet(seed).runs) <= 2


def test_the_seed_chooses_among_all_layouts() -> None:
    assert {write_sheet(seed).layout for seed in range(30)} == set(LAYOUTS)


def test_telephone_numbers_are_of_the_range_for_invented_ones() -> None:
    found = [
        run.text for seed in range(40) for run in write_sheet(seed, "delivery").runs if "电话" in run.text
    ]

    assert found
    assert all("0352-000-" in text for text in found)


# ---------------------------------------------------------------- the picture


def test_a_seed_always_gives_the_same_picture_and_gold() -> None:
    first, again = make_receipt(5, FONTS), make_receipt(5, FONTS)

    assert first == again


def test_another_seed_gives_another_picture() -> None:
    assert make_receipt(5, FONTS).picture != make_receipt(6, FONTS).picture


def test_the_picture_has_the_size_it_tells(receipt: Receipt) -> None:
    with Image.open(io.BytesIO(receipt.picture)) as picture:
        assert picture.format == "JPEG"
        assert picture.size == receipt.size
        assert max(picture.size) == 1400


def test_every_field_lies_inside_the_picture_and_runs_clockwise(receipt: Receipt) -> None:
    width, height = receipt.size
    for field in receipt.fields:
        assert all(0 <= x <= width and 0 <= y <= height for x, y in field.corners)
        quad = Quad("q", field.kind, field.corners, text=field.text)
        assert quad.area > 150
        (x0, y0), (x1, y1), (x2, y2), _last = field.corners
        assert (x1 - x0) * (y2 - y1) - (y1 - y0) * (x2 - x1) > 0


def test_text_is_darker_than_the_paper_around_it_and_reaches_to_the_box(receipt: Receipt) -> None:
    """The gold is where the ink is: each box holds dark strokes, and the strip just outside it holds none."""
    with Image.open(io.BytesIO(receipt.picture)) as picture:
        grey = np.asarray(picture.convert("L"), np.float32)
    judged = [field for field in receipt.fields if field.legible and field.kind in ("number", "date", "item")]
    assert judged
    for field in judged:
        xs, ys = [x for x, _ in field.corners], [y for _, y in field.corners]
        inside = grey[int(min(ys)) : int(max(ys)), int(min(xs)) : int(max(xs))]
        assert np.percentile(inside, 3) < np.median(inside) - 25


def test_damaged_lines_are_to_be_written_as_illegible() -> None:
    seed = next(seed for seed in range(50) if any(run.damaged for run in write_sheet(seed).runs))
    made = make_receipt(seed, FONTS)
    spoilt = [field for field in made.fields if not field.legible]

    assert spoilt
    assert all(field.text == ILLEGIBLE for field in spoilt)
    assert all(field.text != ILLEGIBLE for field in made.fields if field.legible)


def test_the_gold_is_a_quad_with_its_text_for_every_field(receipt: Receipt) -> None:
    marks = receipt.marks()

    assert len(marks) == len(receipt.fields)
    for gold, field in zip(marks, receipt.fields, strict=True):
        quad = gold.mark()
        assert isinstance(quad, Quad)
        assert (quad.label, quad.text) == (field.kind, field.text)
        assert bool(gold.note) == (not field.legible)


def test_missing_fonts_are_told_as_an_error_of_the_disk(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        make_receipt(1, tmp_path)


def test_boxes_on_the_sheet_hold_all_ink_of_their_line() -> None:
    """Blanking every box leaves nothing but paper in the upper half, where no stamp is pressed."""
    sheet = write_sheet(3, "delivery")
    plain = Sheet(
        sheet.layout, sheet.width, sheet.height, sheet.runs, (), sheet.cents, sheet.stamp, sheet.shop
    )
    picture, placed = print_sheet(plain, FONTS, random.Random(0))
    grey = np.asarray(picture.convert("L")).copy()
    for each in placed:
        (x1, y1), _, (x2, y2), _ = each.corners
        grey[max(0, int(y1)) : int(y2) + 1, max(0, int(x1)) : int(x2) + 1] = 255
    assert grey[: sheet.height // 2].min() > 200


# ---------------------------------------------------------------- perspective


@given(SEEDS)
def test_a_sheet_lies_wholly_inside_the_photograph(seed: int) -> None:
    photo = take(Image.new("RGB", (60, 80), "white"), (90, 110), seed)

    for corner in ((0, 0), (60, 0), (60, 80), (0, 80)):
        x, y = photo.place(corner)
        assert 0 <= x <= 90
        assert 0 <= y <= 110


def test_a_homography_takes_the_corners_to_their_places() -> None:
    source = ((0.0, 0.0), (10.0, 0.0), (10.0, 20.0), (0.0, 20.0))
    target = ((3.0, 4.0), (30.0, 6.0), (28.0, 50.0), (1.0, 44.0))
    matrix = homography(source, target)

    for (x, y), wanted in zip(source, target, strict=True):
        u, v, w = matrix @ (x, y, 1.0)
        assert (u / w, v / w) == pytest.approx(wanted)
