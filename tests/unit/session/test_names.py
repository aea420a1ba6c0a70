"""People are found by the letters that they are used to type."""

from __future__ import annotations

import pytest

from desktop.session.names import VARIANTS, initials, matches


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


def test_a_variant_is_read_as_the_character_it_is_one_of() -> None:
    """𠮷 is how some 吉 write themselves; dictionaries do not read it, and the person was found under 春梅 alone."""
    assert initials("𠮷春梅") == initials("吉春梅")
    assert initials("𠮷春梅")[0] == "jcm"


@pytest.mark.parametrize("char", VARIANTS)
def test_every_variant_of_the_table_can_be_typed(char: str) -> None:
    assert all(way.isascii() for way in initials(f"{char}春梅"))
    assert len(initials(f"{char}春梅")[0]) == 3


def test_a_character_that_nobody_can_read_stands_for_itself() -> None:
    ways = initials("𣈱春梅")
    assert ways == ("𣈱cm", "cm")
    assert all(matches(typed, "𣈱春梅", ways) for typed in ("𣈱", "cm", "春"))


def test_signs_that_are_no_characters_of_a_name_are_left_out() -> None:
    assert initials("阿·依娜！") == initials("阿依娜")
