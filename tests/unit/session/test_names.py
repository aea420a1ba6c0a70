"""People are found by the letters that they are used to type."""

from __future__ import annotations

import pytest

from desktop.session.names import initials, matches


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("单雄信", "sxx"),
        ("曾小贤", "zxx"),
        ("仇英", "qy"),
        ("解缙", "xj"),
        ("区长生", "ozs"),
        ("尉迟恭", "ycg"),
        ("盖聂", "gn"),
        ("犇翀玥", "bcy"),
        ("欧阳锋", "oyf"),
        ("Ann 李", "annl"),
    ],
)
def test_a_surname_is_read_as_a_surname(name: str, first: str) -> None:
    assert initials(name)[0] == first


def test_the_everyday_reading_is_kept_as_well() -> None:
    assert "dxx" in initials("单雄信")
    assert "ocs" in initials("区长生")


@pytest.mark.parametrize("name", ["", "  ", "·", "！？"])
def test_a_name_without_letters_has_no_initials(name: str) -> None:
    assert initials(name) == ()


def test_the_ways_to_type_a_name_are_bounded() -> None:
    assert len(initials("长" * 30)) <= 16


def test_a_query_finds_part_of_the_name_the_start_of_initials_or_of_the_number() -> None:
    ways = initials("单雄信")
    assert matches("雄", "单雄信", ways)
    assert matches("SX", "单雄信", ways)
    assert matches("2026", "单雄信", ways, "20260101")
    assert matches(" ", "单雄信", ways)
    assert not matches("x", "单雄信", ways)
