"""A pack made of any lawful values comes back equal from its folder and from its delivered file."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from desktop.annotation.shapes.box import Box
from desktop.annotation.spans import Span
from desktop.curriculum.archive import archive_bytes
from desktop.curriculum.course import (
    Activity,
    Blueprint,
    DrillActivity,
    GateActivity,
    GateRule,
    Lesson,
    LessonActivity,
    Module,
    PracticalPart,
    PracticalSection,
    PracticalStratum,
    PracticeActivity,
    TheoryActivity,
    TheoryPart,
    TheoryStratum,
)
from desktop.curriculum.items import Choice, Exercise, Gold, GoldMark, TheoryItem
from desktop.curriculum.order import (
    Acceptance,
    Clause,
    Competency,
    Order,
    Picture,
    Profile,
    Requirement,
    RuleBook,
)
from desktop.curriculum.pack import Credit, Pack, PackHead
from desktop.curriculum.packs import open_pack, read_head
from desktop.curriculum.schema import Attribute, BoxRules, Label, LabelSchema, Option, SpanRules
from tests.unit.curriculum.samples import write

#: Direction marks are refused in a pack's own words, see test_strange_text.py.
STEERING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
#: What is to be worked on keeps every character but NUL and halves of pairs.
MATERIAL = st.sampled_from("\r\n\ufeff\x1b") | st.characters(
    exclude_categories=("Cs",), exclude_characters="\x00"
)
IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,11}", fullmatch=True)
#: Any character that may stand in a pack's own words; bent cases of TOML and JSON are drawn more often.
TEXTS = st.text(
    st.sampled_from("\"'\\#=[]{}\n\r\t\x85\u2028😀杯")
    | st.characters(exclude_categories=("Cs", "Cc"), exclude_characters=STEERING),
    min_size=1,
    max_size=12,
).filter(lambda text: bool(text.strip()))
NOTES = st.just("") | TEXTS
MEDIA = st.from_regex(r"media/[a-z0-9][a-z0-9._-]{0,8}\.png", fullmatch=True)
SHARES = st.floats(0, 1)
LEVELS = st.integers(1, 3)
SOME = {"max_size": 3}
REFERENCES = st.lists(IDS, **cast("Any", SOME)).map(tuple)
VALUES = st.booleans() | TEXTS


def several(what: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(what, min_size=least, max_size=3).map(tuple)


HEADS = st.builds(
    PackHead,
    format=st.just(1),
    id=IDS,
    version=st.from_regex(r"[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,9}", fullmatch=True),
    title=TEXTS,
    language=TEXTS,
    licence=TEXTS,
    authors=several(TEXTS, 1),
    credits=several(
        st.builds(Credit, path=TEXTS, title=TEXTS, author=TEXTS, licence=TEXTS, source=NOTES),
    ),
)
LABELS = st.builds(
    Label,
    id=IDS,
    name=TEXTS,
    name_en=NOTES,
    short=st.sampled_from(["杯", "cup", "abcdef"]),
    key=st.sampled_from('1q"\\#'),
    colour=st.integers(0, 31),
    description=NOTES,
)
ATTRIBUTES = st.builds(
    Attribute,
    id=IDS,
    name=TEXTS,
    kind=st.sampled_from(["choice", "yesno"]),
    options=several(st.builds(Option, id=IDS, name=TEXTS, key=st.sampled_from(["", "a"]))),
    labels=REFERENCES,
    default=st.none() | VALUES,
    clause=st.just("") | IDS,
)
CODES = st.dictionaries(IDS, IDS, max_size=3)
SCHEMAS = st.builds(
    LabelSchema,
    id=IDS,
    task=st.sampled_from(["boxes", "spans"]),
    labels=several(LABELS, 1),
    attributes=several(ATTRIBUTES),
    box_rules=st.builds(
        BoxRules,
        side_px=st.floats(0.1, 1e6),
        side_share=SHARES,
        match_iou=st.floats(0.01, 1),
        minimum_px=st.floats(0, 1e6),
        iou_tiers=several(st.floats(0, 1)),
        clauses=CODES,
    ),
    span_rules=st.builds(SpanRules, boundary_slack=st.integers(0, 10), clauses=CODES),
)
ORDERS = st.builds(
    Order,
    id=IDS,
    employer=TEXTS,
    name=TEXTS,
    post=TEXTS,
    summary=TEXTS,
    rules_version=TEXTS,
    level=TEXTS,
    headcount=st.integers(1, 10_000),
    days=st.integers(1, 1000),
    unit_price=st.floats(0, 1e6),
    confidentiality=TEXTS,
    acceptance=st.builds(Acceptance, accuracy=SHARES, miss_rate=SHARES, units_per_hour=st.floats(1e-3, 1e6)),
    requirements=several(st.builds(Requirement, id=IDS, text=TEXTS, clauses=several(IDS, 1)), 1),
    schemas=several(SCHEMAS, 1),
)
PICTURES = several(st.builds(Picture, path=MEDIA, caption=TEXTS))
RULES = st.builds(
    RuleBook,
    title=TEXTS,
    clauses=several(
        st.builds(
            Clause,
            number=IDS,
            title=TEXTS,
            text=TEXTS,
            good=PICTURES,
            bad=PICTURES,
            good_texts=several(TEXTS),
            bad_texts=several(TEXTS),
        ),
        1,
    ),
)
PROFILES = st.builds(
    Profile,
    competencies=several(
        st.builds(
            Competency,
            id=IDS,
            kind=st.sampled_from(["knowledge", "skill", "quality"]),
            name=TEXTS,
            weight=st.floats(0.5, 100),
            target=st.integers(1, 4),
            requirements=REFERENCES,
        ),
        1,
    ),
)
MINUTES = st.integers(1, 600)
ACTIVITIES: st.SearchStrategy[Activity] = st.one_of(
    st.builds(LessonActivity, id=IDS, title=TEXTS, lesson=IDS, minutes=MINUTES),
    st.builds(TheoryActivity, id=IDS, title=TEXTS, items=several(IDS, 1), minutes=MINUTES),
    st.builds(
        DrillActivity,
        id=IDS,
        title=TEXTS,
        drill=st.sampled_from(["mouse", "colour", "keys"]),
        minutes=MINUTES,
    ),
    st.builds(
        PracticeActivity,
        id=IDS,
        title=TEXTS,
        exercises=several(IDS, 1),
        needed=st.integers(1, 9),
        minutes=MINUTES,
    ),
    st.builds(
        GateActivity,
        id=IDS,
        title=TEXTS,
        over=several(IDS, 1),
        rule=st.builds(
            GateRule,
            window=st.integers(1, 9),
            units=st.integers(0, 99),
            accuracy=SHARES,
            theory_items=st.integers(0, 9),
            theory_share=SHARES,
        ),
    ),
)
MODULES = several(
    st.builds(Module, id=IDS, title=TEXTS, summary=TEXTS, activities=several(ACTIVITIES, 1)),
)
STRATA = st.builds(PracticalStratum, difficulty=LEVELS, count=st.integers(1, 9))
CUTS = {
    "units": st.integers(1, 999),
    "pass_accuracy": SHARES,
    "pass_miss_rate": SHARES,
    "pass_false_alarms": st.none() | SHARES,
    "distinction_accuracy": SHARES,
}
SECTIONS = st.builds(
    PracticalSection,
    id=IDS,
    title=TEXTS,
    schemas=several(IDS, 1),
    works=several(st.sampled_from(["label", "inspect", "repair", "correct", "adjudicate"])),
    strata=several(STRATA),
    minutes=MINUTES,
    units_per_hour=st.floats(0, 999),
    **CUTS,
)
PRACTICAL = {"minutes": MINUTES, "minimum_pace_share": SHARES, **CUTS}
BLUEPRINTS = st.builds(
    Blueprint,
    theory=st.builds(
        TheoryPart,
        minutes=MINUTES,
        strata=several(st.builds(TheoryStratum, topic=IDS, count=st.integers(1, 9)), 1),
        pass_share=SHARES,
    ),
    practical=st.builds(PracticalPart, strata=several(STRATA, 1), **PRACTICAL)
    | st.builds(PracticalPart, sections=several(SECTIONS, 1), **PRACTICAL),
    sittings=st.integers(1, 9),
    hours_between=st.floats(0, 99),
    grace_seconds=st.integers(0, 9999),
    valid_months=st.integers(1, 99),
)
BODIES = st.text(
    st.sampled_from("+\n\t#![]()*杯")
    | st.characters(exclude_categories=("Cs", "Cc"), exclude_characters=STEERING),
    min_size=1,
    max_size=30,
).filter(lambda text: bool(text.strip()))
LESSONS = st.builds(
    Lesson,
    id=IDS,
    title=TEXTS,
    minutes=MINUTES,
    requirements=REFERENCES,
    competencies=REFERENCES,
    body=BODIES,
)


@st.composite
def items(draw: st.DrawFn) -> TheoryItem:
    kind = draw(st.sampled_from(["single", "multiple", "judgement", "ordering"]))
    names = draw(st.lists(IDS, min_size=2, max_size=4, unique=True))
    offered = ["true", "false"] if kind == "judgement" else names
    many = {"single": 1, "judgement": 1, "ordering": len(offered)}.get(kind) or draw(
        st.integers(1, len(offered))
    )
    choices = () if kind == "judgement" else names
    return TheoryItem(
        id=draw(IDS),
        kind=kind,
        stem=draw(TEXTS),
        choices=tuple(Choice(id=name, text=draw(TEXTS), picture=draw(st.none() | MEDIA)) for name in choices),
        answer=tuple(draw(st.permutations(offered))[:many]),
        explanation=draw(TEXTS),
        clause=draw(st.just("") | IDS),
        picture=draw(st.none() | MEDIA),
        topic=draw(IDS),
        requirements=draw(REFERENCES),
        competencies=draw(REFERENCES),
        difficulty=draw(LEVELS),
        red_line=draw(st.booleans()),
        pool=draw(st.sampled_from(["practice", "exam"])),
    )


@st.composite
def marks(draw: st.DrawFn) -> GoldMark:
    common: dict[str, Any] = {
        "id": draw(IDS),
        "label": draw(IDS),
        "attributes": draw(st.dictionaries(IDS, VALUES, max_size=2)),
        "accept": draw(st.dictionaries(IDS, several(VALUES), max_size=2)),
        "ignore": draw(st.booleans()),
        "note": draw(NOTES),
    }
    if draw(st.booleans()):
        x1, x2 = sorted(draw(st.tuples(st.floats(-99, 9999), st.floats(-99, 9999))))
        y1, y2 = sorted(draw(st.tuples(st.floats(-99, 9999), st.floats(-99, 9999))))
        return GoldMark(box=(x1, y1, x2, y2), **common)
    start = draw(st.integers(0, 999))
    return GoldMark(start=start, end=start + draw(st.integers(1, 99)), **common)


@st.composite
def exercises(draw: st.DrawFn) -> Exercise:
    material: dict[str, Any] = (
        {"media": draw(MEDIA), "size": (draw(st.integers(1, 9999)), draw(st.integers(1, 9999)))}
        if draw(st.booleans())
        else {"text": draw(st.text(MATERIAL, min_size=1, max_size=20))}
    )
    return Exercise(
        id=draw(IDS),
        title=draw(TEXTS),
        schema_id=draw(IDS),
        pool=draw(st.sampled_from(["practice", "exam"])),
        golds=draw(several(st.builds(Gold, name=NOTES, marks=several(marks())), 1)),
        requirements=draw(REFERENCES),
        competencies=draw(REFERENCES),
        difficulty=draw(LEVELS),
        tags=draw(REFERENCES),
        hint=draw(NOTES),
        **material,
    )


def plain(model: BaseModel) -> dict[str, Any]:
    return model.model_dump(mode="json", exclude_none=True)


def written(parts: Mapping[str, Any], folder: Path) -> Path:
    """Write models to a pack folder."""
    source: dict[str, Any] = {
        "pack.toml": plain(parts["head"]),
        "order.toml": plain(parts["order"]),
        "rules.toml": plain(parts["rules"]),
        "profile.toml": plain(parts["profile"]),
        "course.toml": {"modules": [plain(module) for module in parts["modules"]]},
        "blueprint.toml": plain(parts["blueprint"]),
        "theory/all.toml": {"items": [plain(item) for item in parts["items"]]},
    }
    for lesson in parts["lessons"]:
        source[f"lessons/{lesson.id}.md"] = (
            {key: value for key, value in plain(lesson).items() if key != "body"},
            lesson.body,
        )
    for exercise in parts["exercises"]:
        source[f"exercises/{exercise.pool}/{exercise.id}.json"] = plain(exercise)
    return write(source, folder)


def same(pack: Pack, parts: Mapping[str, Any]) -> None:
    assert pack.head == parts["head"]
    assert pack.order == parts["order"]
    assert pack.rules == parts["rules"]
    assert pack.profile == parts["profile"]
    assert pack.modules == parts["modules"]
    assert pack.blueprint == parts["blueprint"]
    assert dict(pack.lessons) == {lesson.id: lesson for lesson in parts["lessons"]}
    assert dict(pack.items) == {item.id: item for item in parts["items"]}
    assert dict(pack.exercises) == {exercise.id: exercise for exercise in parts["exercises"]}


def by_id(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    # Names that differ by case only are one file on Windows.
    return st.lists(strategy, max_size=3, unique_by=lambda entry: entry.id.casefold())


PARTS = st.fixed_dictionaries(
    {
        "head": HEADS,
        "order": ORDERS,
        "rules": RULES,
        "profile": PROFILES,
        "modules": MODULES,
        "blueprint": BLUEPRINTS,
        "lessons": by_id(LESSONS),
        "items": by_id(items()),
        "exercises": by_id(exercises()),
    }
)


@settings(
    max_examples=12,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(PARTS)
def test_any_pack_comes_back_equal_from_folder_and_file(parts: dict[str, Any]) -> None:
    place = Path(tempfile.mkdtemp())
    try:
        folder = written(parts, place / "folder")
        opened = open_pack(folder)
        same(opened, parts)
        delivered = place / "out.dspack"
        delivered.write_bytes(archive_bytes(folder))
        again = open_pack(delivered)
        same(again, parts)
        assert again.digest == opened.digest
        assert read_head(delivered) == read_head(folder) == parts["head"]
        assert archive_bytes(folder) == delivered.read_bytes()
        again.files.close()  # type: ignore[attr-defined]
    finally:
        shutil.rmtree(place)


@settings(max_examples=40, derandomize=True)
@given(marks())
def test_a_gold_mark_gives_the_mark_that_it_describes(gold: GoldMark) -> None:
    mark = gold.mark()
    assert (mark.id, mark.label, mark.attributes) == (gold.id, gold.label, gold.attributes)
    if isinstance(mark, Box):
        assert mark.corners == gold.box
    else:
        assert isinstance(mark, Span)
        assert (mark.start, mark.end) == (gold.start, gold.end)


@settings(max_examples=40, derandomize=True)
@given(exercises())
def test_units_are_the_marks_of_the_first_gold_that_count(exercise: Exercise) -> None:
    assert 0 <= exercise.units <= len(exercise.golds[0].marks)
    assert exercise.units == len([mark for mark in exercise.golds[0].marks if not mark.ignore])


@settings(max_examples=10, derandomize=True)
@given(ORDERS)
def test_equal_content_is_an_equal_value_with_an_equal_dump(order: Order) -> None:
    twin = Order.model_validate(plain(order))
    assert twin == order
    assert twin.model_dump_json() == order.model_dump_json()
