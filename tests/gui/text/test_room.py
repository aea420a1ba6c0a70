"""The bench fits: small screens, large type, dark colours."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from desktop.views.theme.apply import dress
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import BAR, contrast
from tests.gui.text.drivers import TextDriver

#: The design size, without the bar that the page puts above the bench.
SCREEN = (1366, 768)


@pytest.fixture
def dressed_again(qapp: QApplication) -> Iterator[Callable[[str, float], None]]:
    """Dress the application otherwise, and as before at the end."""

    def again(mode: str, scale: float) -> None:
        dress(qapp, mode, scale)  # type: ignore[arg-type]

    yield again
    dress(qapp)


@pytest.mark.parametrize("scale", [1.0, 1.1, 1.25, 1.5])
def test_nothing_needs_more_than_the_design_size(
    dressed_again: Callable[[str, float], None], sit_down: Callable[..., TextDriver], scale: float
) -> None:
    dressed_again("light", scale)
    person = sit_down()
    person.mark("退款299元", "6")
    least = person.bench.minimumSizeHint()
    assert least.width() <= SCREEN[0]
    assert least.height() <= SCREEN[1] - theme().px(BAR)


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_tools_give_way_on_a_short_screen_and_none_is_cut(
    dressed_again: Callable[[str, float], None], sit_down: Callable[..., TextDriver], scale: float
) -> None:
    dressed_again("light", scale)
    person = sit_down()
    rail = person.bench.rail
    for height in (720, 640, 500, 1000):
        person.bench.resize(SCREEN[0], height)
        QApplication.processEvents()
        shown = [button for button in rail.buttons.values() if button.isVisible()]
        lowest = max(button.mapTo(rail, QPoint(0, 0)).y() + button.height() for button in shown)
        assert lowest <= rail.height()
        tops = sorted(button.mapTo(rail, QPoint(0, 0)).y() for button in shown)
        assert all(after - before >= shown[0].height() - 1 for before, after in itertools.pairwise(tops))
    if scale == 1.0:
        assert len(shown) == len(rail.buttons)


def test_the_column_is_never_wider_than_it_can_be_read(sit_down: Callable[..., TextDriver]) -> None:
    person = sit_down("字" * 500)
    person.bench.resize(2400, 700)
    QApplication.processEvents()
    assert person.view.flow.sizes.width == 900
    person.bench.resize(900, 700)
    QApplication.processEvents()
    assert person.view.flow.sizes.width < 600


def test_the_scroll_bar_s_coming_wraps_nothing_anew(sit_down: Callable[..., TextDriver]) -> None:
    person = sit_down("字" * 40 + "\n第二行")
    person.bench.resize(1000, 700)
    QApplication.processEvents()
    width = person.view.flow.sizes.width
    person.bench.resize(1000, 200)
    QApplication.processEvents()
    assert person.view.verticalScrollBar().isVisible() or person.view.verticalScrollBar().maximum() == 0
    assert person.view.flow.sizes.width == width


def test_a_new_width_keeps_the_text_that_was_at_the_top(sit_down: Callable[..., TextDriver]) -> None:
    person = sit_down("".join(f"第{number}句话。" * 9 + "\n" for number in range(300)))
    person.view.verticalScrollBar().setValue(4000)
    QApplication.processEvents()
    top = person.view.flow.row_at(4000).row.start
    person.bench.resize(900, 700)
    QApplication.processEvents()
    shown = person.view.flow.row_at(person.view.verticalScrollBar().value()).row
    assert abs(shown.start - top) < 80


def test_dark_colours_are_painted_and_legible(
    dressed_again: Callable[[str, float], None], sit_down: Callable[..., TextDriver]
) -> None:
    dressed_again("dark", 1.0)
    person = sit_down()
    person.mark("12元", "5")
    palette = theme().palette
    assert contrast(palette.ink, palette.surface) >= 7
    assert contrast(palette.quiet, palette.surface) >= 4.5
    image = person.view.viewport().grab().toImage()
    assert image.pixelColor(image.width() - 5, image.height() - 5) == theme().colour("surface")


def test_selected_text_stays_legible_on_every_tint(sit_down: Callable[..., TextDriver]) -> None:
    person = sit_down()
    for place, words in enumerate(("3月15日", "小米", "XM20260315-0087", "杭州市", "12元", "299元")):
        person.mark(words, str(1 + place))
    ink, surface = theme().colour("ink"), theme().colour("surface")
    for label in person.bench.editor.schema.labels:  # type: ignore[union-attr]
        tint = theme().class_colour(label.colour)
        share = 92 / 255
        mixed = [
            round(tint_part * share + ground * (1 - share))
            for tint_part, ground in zip(tint.getRgb()[:3], surface.getRgb()[:3], strict=True)  # type: ignore[index]
        ]
        assert contrast(ink.name().upper(), "#{:02X}{:02X}{:02X}".format(*mixed)) >= 4.5, label.name
