"""What a class is called: its English name where English is spoken, else the one it always has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.base.wording import use_language
from desktop.curriculum.schema import Label

CAR = Label(id="car", name="小汽车", name_en="car", short="小车", key="1", colour=0)
NAMELESS = Label(id="bike", name="自行车", short="车", key="2", colour=1)
LOCALE = Path(__file__).resolve().parents[3] / "assets" / "locale"


@pytest.fixture
def english() -> Iterator[None]:
    """English, and Chinese again afterwards."""
    use_language("en", LOCALE)
    yield
    use_language("zh", LOCALE)


def test_chinese_is_spoken_unless_asked_otherwise() -> None:
    assert (CAR.called, CAR.called_short) == ("小汽车", "小车")


@pytest.mark.usefixtures("english")
def test_the_english_name_is_shown_where_english_is_spoken() -> None:
    assert (CAR.called, CAR.called_short) == ("car", "car")


@pytest.mark.usefixtures("english")
def test_a_class_without_an_english_name_keeps_its_own() -> None:
    assert (NAMELESS.called, NAMELESS.called_short) == ("自行车", "车")
