"""Exercises made fresh: found again by their id alone, the same on every call."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from desktop.annotation.shapes.quad import Quad
from desktop.base.places import Places, find_places
from desktop.curriculum.course import FreshSource, Module, PracticeActivity
from desktop.curriculum.generators.receipt_words import FieldKind
from desktop.curriculum.gold_check import gold_faults
from desktop.curriculum.pack import Pack
from desktop.curriculum.packs import read_pack
from desktop.curriculum.schema import Label, LabelSchema
from desktop.session.desk import exercise_digest
from desktop.session.fresh import exercise_of, fresh_id, media_of, title_of
from tests.unit.curriculum.samples import small, write

SOURCE = FreshSource(kind="receipt", title="新票据", schema_id="receipts", difficulty=2)
RECEIPTS = LabelSchema(
    id="receipts",
    task="objects",
    labels=tuple(
        Label(id=kind, name=kind, short="字", key=chr(ord("a") + place), colour=place, shapes=("quad",))
        for place, kind in enumerate(get_args(FieldKind))
    ),
)


@pytest.fixture(scope="module")
def places() -> Places:
    """Where the fonts lie."""
    return find_places({})


@pytest.fixture
def pack(tmp_path: Path) -> Iterator[Pack]:
    """A pack whose practice goes on with fresh receipts."""
    found, _faults = read_pack(write(small(), tmp_path))
    assert found is not None
    own = next(iter(found.exercises))
    practice = PracticeActivity(id="more", title="更多票据", exercises=(own,), needed=4, fresh=SOURCE)
    module = Module(id="m9", title="票据", summary="票据", activities=(practice,))
    order = found.order.model_copy(update={"schemas": (*found.order.schemas, RECEIPTS)})
    yield replace(found, order=order, modules=(*found.modules, module))
    found.files.close()


def test_the_same_id_gives_the_same_exercise_and_another_gives_another(pack: Pack, places: Places) -> None:
    first = exercise_of(pack, fresh_id(SOURCE, 12), places)
    again = exercise_of(pack, fresh_id(SOURCE, 12), places)
    other = exercise_of(pack, fresh_id(SOURCE, 13), places)
    assert first == again
    assert first is not None
    assert other is not None
    assert first.golds != other.golds
    assert exercise_digest(first, pack) != exercise_digest(other, pack)


def test_its_picture_is_a_jpeg_and_its_gold_fits_the_schema(pack: Pack, places: Places) -> None:
    made = exercise_of(pack, fresh_id(SOURCE, 7), places)
    assert made is not None
    assert media_of(pack, made, places).startswith(b"\xff\xd8\xff")
    assert list(gold_faults(made, pack)) == []
    assert made.units > 5
    assert all(isinstance(mark.mark(), Quad) for mark in made.golds[0].marks)


def test_its_title_is_known_without_making_it(pack: Pack) -> None:
    assert title_of(pack, "receipt-000000123") == "新票据 000000123"


def test_an_exercise_of_the_pack_is_found_as_ever(pack: Pack, places: Places) -> None:
    own = next(iter(pack.exercises.values()))
    assert exercise_of(pack, own.id, places) is own
    assert title_of(pack, own.id) == own.title
    assert media_of(pack, own, places) == (pack.files.read(own.media) if own.media else b"")


@pytest.mark.parametrize(
    "name", ["receipt-12", "receipt-abcdefghi", "invoice-000000001", "", "receipt-0000000001"]
)
def test_an_id_that_no_source_makes_is_not_known(pack: Pack, places: Places, name: str) -> None:
    assert exercise_of(pack, name, places) is None
    assert title_of(pack, name) == ""


def test_without_a_source_in_the_pack_no_id_is_fresh(pack: Pack, places: Places) -> None:
    assert exercise_of(replace(pack, modules=()), fresh_id(SOURCE, 1), places) is None
