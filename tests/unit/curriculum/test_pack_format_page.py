"""docs/pack-format.md shows a whole pack; it must be the one that the tests check."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desktop.curriculum.check import check_pack

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "tests" / "packs" / "worked-example"
SHOWN = re.findall(
    r"<!-- (\S+) -->\n(```|~~~)\w+\n(.*?)\2\n",
    (ROOT / "docs" / "pack-format.md").read_text("utf-8"),
    re.DOTALL,
)


def test_the_page_shows_every_kind_of_file() -> None:
    assert {path.split("/")[0] for path, _fence, _text in SHOWN} == {
        place.name for place in EXAMPLE.iterdir() if place.name != "media"
    }


@pytest.mark.parametrize(("path", "text"), [(path, text) for path, _fence, text in SHOWN])
def test_each_file_on_the_page_is_the_file_of_the_example(path: str, text: str) -> None:
    assert (EXAMPLE / path).read_text("utf-8") == text


def test_the_worked_example_is_clean_and_covered() -> None:
    report = check_pack(EXAMPLE)
    assert report.faults == ()
    assert [row.requirement for row in report.matrix] == ["R1"]
