"""The tokens: readable in both modes, told apart by colour-blind eyes, and the only place with a colour."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.views.theme import tokens
from desktop.views.theme.apply import dress
from desktop.views.theme.current import Theme, theme, use_theme
from desktop.views.theme.icons import coloured, icon, icon_path, pixmap
from desktop.views.theme.stylesheet import stylesheet
from desktop.views.theme.tokens import DARK, LIGHT, Palette

VIEWS = Path(__file__).parents[3] / "desktop" / "views"
MODES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
#: Words and the grounds they stand on.
WORDS = [
    *[(ink, ground) for ink in ("ink", "quiet") for ground in ("ground", "surface", "sunken")],
    *[
        (tone, ground)
        for tone in ("accent_strong", "good", "caution_strong", "bad")
        for ground in ("surface", "ground")
    ],
    *[
        (tone, f"{tone.removesuffix('_strong')}_tint")
        for tone in ("accent_strong", "good", "caution_strong", "bad")
    ],
    *[("ink", f"{tone}_tint") for tone in ("accent", "good", "caution", "bad")],
    *[("quiet", f"{tone}_tint") for tone in ("accent", "good", "caution", "bad")],
    ("on_accent", "accent"),
    ("on_accent", "accent_strong"),
    ("canvas_ink", "canvas"),
]


@MODES
@pytest.mark.parametrize(("word", "ground"), WORDS)
def test_words_can_be_read(palette: Palette, word: str, ground: str) -> None:
    ratio = tokens.contrast(getattr(palette, word), getattr(palette, ground))
    assert ratio >= 4.5, f"{word} on {ground}: {ratio:.2f}"


@MODES
@pytest.mark.parametrize("ground", ["surface", "ground"])
def test_the_edge_of_a_field_can_be_seen(palette: Palette, ground: str) -> None:
    assert tokens.contrast(palette.edge, getattr(palette, ground)) >= 3


def test_contrast_is_that_of_the_guideline() -> None:
    assert tokens.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert tokens.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert tokens.contrast("#123456", "#123456") == pytest.approx(1)


def test_thirty_two_classes_have_thirty_two_colours() -> None:
    for mode in ("light", "dark"):
        colours = {tokens.class_colour(index, mode) for index in range(32)}
        assert len(colours) == 32
    assert tokens.class_colour(0) == "#0072B2"
    assert tokens.class_colour(7, "light") == "#000000"
    assert tokens.class_colour(7, "dark") == "#FFFFFF"
    assert tokens.class_colour(32) == tokens.class_colour(0)


def test_gold_is_no_class() -> None:
    assert {LIGHT.gold, DARK.gold}.isdisjoint({tokens.class_colour(index) for index in range(32)})


@pytest.mark.parametrize(("first", "second"), list(combinations(range(8), 2)))
def test_the_first_eight_classes_differ_for_eyes_without_red_or_green(first: int, second: int) -> None:
    for matrix in (PROTAN, DEUTAN):
        one, two = (_seen(tokens.class_colour(index), matrix) for index in (first, second))
        assert sum((a - b) ** 2 for a, b in zip(one, two, strict=True)) ** 0.5 > 0.06


def test_ink_on_a_class_is_the_one_that_reads_better() -> None:
    assert tokens.ink_on("#F0E442") == "#000000"
    assert tokens.ink_on("#0072B2") == "#FFFFFF"


@MODES
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
def test_the_stylesheet_is_filled(palette: Palette, scale: float) -> None:
    sheet = stylesheet(Theme(palette, scale))
    assert "$" not in sheet
    assert f"font-size: {round(12 * scale)}px" in sheet
    assert not re.search(r"font-size: (?:[0-9]|1[01])px", sheet)


def test_the_scale_is_kept_between_100_and_150(qapp: QApplication) -> None:
    assert dress(qapp, "light", 3.0).scale == 1.5
    assert dress(qapp, "dark", 0.5).scale == 1.0
    assert theme().mode == "dark"
    dress(qapp)


def test_dressing_again_the_same_way_costs_nothing(qapp: QApplication) -> None:
    first = dress(qapp, "light", 1.0)
    assert dress(qapp, "light", 1.0) == first


def test_the_shipped_family_is_in_use(qapp: QApplication, qtbot: QtBot) -> None:
    dress(qapp)
    label = QLabel("家门口 0123456789")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert label.fontInfo().family() == tokens.FAMILY
    widths = {label.fontMetrics().horizontalAdvance(digit) for digit in "0123456789"}
    assert len(widths) == 1, "digits in tables must stand under each other"


def test_a_control_is_as_high_as_the_token(qapp: QApplication, qtbot: QtBot) -> None:
    for scale in (1.0, 1.5):
        dress(qapp, "light", scale)
        for bulk, height in (("ordinary", 32), ("large", 40), ("hero", 56)):
            for look in ("ordinary", "main"):
                made = QPushButton("好")
                made.setProperty("bulk", bulk)
                made.setProperty("look", look)
                qtbot.addWidget(made)
                made.ensurePolished()
                assert abs(made.sizeHint().height() - round(height * scale)) <= 2
    dress(qapp)


def test_an_icon_takes_the_colour_of_its_token(qapp: QApplication) -> None:
    use_theme(Theme(LIGHT))
    picture = pixmap("check", "bad", 20).toImage()
    colours = {
        picture.pixelColor(x, y).name()
        for x in range(20)
        for y in range(20)
        if picture.pixelColor(x, y).alpha() > 250
    }
    assert colours == {LIGHT.bad.lower()}


def test_an_icon_is_drawn_once(qapp: QApplication) -> None:
    colour = theme().colour("ink")
    assert coloured("check", colour, 20).cacheKey() == coloured("check", colour, 20).cacheKey()


def test_room_beside_an_icon(qapp: QApplication) -> None:
    dress(qapp)
    assert icon("check", gap=8).availableSizes()[0].width() == 28
    assert icon("check").availableSizes()[0].width() == 20


def test_an_unknown_icon_is_a_fault(qapp: QApplication) -> None:
    with pytest.raises(OSError):
        pixmap("no-such-icon")


def test_every_icon_named_in_the_source_is_there() -> None:
    named = set()
    for path in VIEWS.rglob("*.py"):
        text = path.read_text("utf-8")
        named |= set(re.findall(r'icon_name="([a-z0-9-]+)"', text))
        named |= set(re.findall(r'(?:glyph|icon_button|empty|pixmap)\(\s*"([a-z0-9-]+)"', text))
        named |= set(re.findall(r'draw_icon\(\s*\w+, "([a-z0-9-]+)"', text))
    assert len(named) > 30
    assert [name for name in sorted(named) if not icon_path(name).exists()] == []


def test_colours_sizes_and_fonts_are_named_in_the_theme_alone() -> None:
    theirs = {"tokens.py", "stylesheet.py"}
    #: Plates, sheets of paper and pictures have colours of their own: they are the content, not the theme.
    content = {"plates.py", "plate.py", "paper.py"}
    found = []
    for path in VIEWS.rglob("*.py"):
        if path.name in theirs | content:
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if re.search(r'"#[0-9A-Fa-f]{6}"|setPointSize|Noto Sans', line):
                found.append(f"{path.name}:{number}: {line.strip()}")
    allowed = {"about.py"}  # names the fonts shipped
    assert [each for each in found if each.split(":")[0] not in allowed] == []


PROTAN = ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998))
DEUTAN = ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881))


def _seen(colour: str, matrix: tuple[tuple[float, ...], ...]) -> tuple[float, ...]:
    light = [
        (value / 255 / 12.92) if value / 255 <= 0.04045 else ((value / 255 + 0.055) / 1.055) ** 2.4
        for value in tokens.channels(colour)
    ]
    return tuple(sum(share * part for share, part in zip(line, light, strict=True)) for line in matrix)
