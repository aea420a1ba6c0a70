"""Inspection, repair and adjudication of ORD-TX-02: errors and truth, and what of it the course holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from desktop.annotation.marks import Mark
from desktop.annotation.relations import Relation
from desktop.annotation.spans import Span
from desktop.annotation.text_flags import TextFlag
from desktop.curriculum.check import check_pack
from desktop.curriculum.course import GateActivity, PracticeActivity, TheoryActivity
from desktop.curriculum.items import Exercise
from desktop.curriculum.pack import Pack
from desktop.curriculum.packs import open_pack
from desktop.curriculum.text_seeding import says
from desktop.scoring.grading import grade_exercise

ROOT = Path(__file__).resolve().parents[3]
MINE = {"R14", "R15"}


@pytest.fixture(scope="module")
def scripts() -> Iterator[ModuleType]:
    """The script that makes the exercises, with its neighbours importable."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "build" / "content" / "text"))
        import build_text_inspection

        yield build_text_inspection


@pytest.fixture(scope="module")
def folder(scripts: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course with relations and inspection."""
    import compose_tx02

    target = tmp_path_factory.mktemp("tx02") / "ord-tx-02"
    made: Path = compose_tx02.composed(target)
    return made


@pytest.fixture(scope="module")
def pack(folder: Path) -> Pack:
    return open_pack(folder)


def work(pack: Pack, kind: str, pool: str | None = None) -> list[Exercise]:
    return [
        each
        for each in pack.exercises.values()
        if each.work == kind and MINE & set(each.requirements) and pool in {None, each.pool}
    ]


def by_id(marks: Any) -> dict[str, Mark]:
    return {mark.id: mark for mark in marks}


def said(marks: Mapping[str, Mark]) -> Counter[Any]:
    """What marks say, relations by the places of their ends: ids tell nothing."""
    places = {key: ("place", m.text_id, m.pieces) for key, m in marks.items() if isinstance(m, Span)}
    return Counter(
        (mark.label, *(places[end] for end in mark.ends)) if isinstance(mark, Relation) else says(mark, {})
        for mark in marks.values()
    )


def truth(each: Exercise) -> dict[str, Mark]:
    return by_id(own.mark() for own in each.golds[0].marks)


def test_the_pack_is_clean_and_its_matrix_full(folder: Path) -> None:
    report = check_pack(folder)
    assert [str(fault) for fault in report.faults] == []
    assert {row.requirement for row in report.matrix} >= MINE
    assert all(not row.holes() for row in report.matrix)


def test_there_is_enough_to_practise_and_to_examine(pack: Pack) -> None:
    for kind, practice, exam in (("inspect", 20, 8), ("repair", 12, 4), ("adjudicate", 12, 4)):
        assert len(work(pack, kind, "practice")) >= practice
        assert len(work(pack, kind, "exam")) >= exam
    for pool in ("practice", "exam"):
        assert sum(i.topic == "inspection" and i.pool == pool for i in pack.items.values()) >= 8
    assert sum(bool(MINE & set(each.requirements)) for each in pack.lessons.values()) == 3


@pytest.mark.parametrize("pool", ["practice", "exam"])
def test_every_kind_of_error_is_met(pack: Pack, pool: str) -> None:
    flags = Counter(own.label for each in work(pack, "inspect", pool) for own in each.golds[0].marks)
    assert flags.keys() == {label.id for label in pack.schema("inspect").labels}
    assert min(flags.values()) >= 2


def test_relations_are_turned_and_led_astray_and_left_out(pack: Pack) -> None:
    text = " ".join(own.note for each in work(pack, "inspect") for own in each.golds[0].marks)
    for words in ("方向反了", "有一端连错了地方", "少连了一条关系", "漏标了一处实体"):
        assert text.count(words) >= 4, words


def test_flags_name_what_is_given_and_lie_where_it_is(pack: Pack) -> None:
    for each in work(pack, "inspect"):
        given = by_id(each.given_marks)
        for gold in each.golds:
            for own in gold.marks:
                flag = own.mark()
                assert isinstance(flag, TextFlag)
                assert own.note, each.id
                assert pack.clause(own.clause) is not None, (each.id, own.clause)
                named = given.get(flag.target or "")
                if isinstance(named, Span):
                    assert flag.start <= named.start < named.end <= flag.end
                elif isinstance(named, Relation):
                    ends = [given[end] for end in named.ends]
                    assert all(isinstance(end, Span) and flag.start <= end.start for end in ends)
                else:
                    assert flag.label == "MISS"


def test_either_of_two_marks_that_are_the_same_may_be_flagged(pack: Pack) -> None:
    several = 0
    for each in work(pack, "inspect"):
        targets = [tuple(getattr(own.mark(), "target", None) for own in gold.marks) for gold in each.golds]
        assert len(set(targets)) == len(targets)
        doubles = [own for own in each.golds[0].marks if own.label == "DUP"]
        assert len(each.golds) in {1, 2 ** len(doubles)}
        several += len(each.golds) > 1
        given = by_id(each.given_marks)
        for one, other in zip(targets[0], targets[-1], strict=True):
            if one != other:
                assert says(given[one], {}) == says(given[other], {})
    assert several >= 2


def test_a_double_is_found_by_the_mark_that_no_relation_hangs_on(pack: Pack) -> None:
    for each in work(pack, "inspect"):
        given = by_id(each.given_marks)
        ends = {end for mark in given.values() if isinstance(mark, Relation) for end in mark.ends}
        for gold in each.golds:
            for own in gold.marks:
                if own.label == "DUP":
                    assert own.mark().target not in ends  # type: ignore[union-attr]


def test_ids_and_order_of_what_is_given_tell_nothing(pack: Pack) -> None:
    for each in [*work(pack, "inspect"), *work(pack, "repair"), *work(pack, "adjudicate")]:
        for marks, letters in ((each.given_marks, "ma"), (each.second_marks, "b")):
            assert [mark.id[1:] for mark in marks] == [f"{n:02d}" for n in range(1, len(marks) + 1)]
            assert all(mark.id[0] in letters for mark in marks)
            spans = [mark for mark in marks if isinstance(mark, Span)]
            assert list(marks[: len(spans)]) == spans
            assert [s.start for s in spans] == sorted(s.start for s in spans)


def test_phantoms_are_what_rules_forbid(pack: Pack, scripts: ModuleType) -> None:
    seen = 0
    for each in work(pack, "inspect"):
        given = by_id(each.given_marks)
        for own in each.golds[0].marks:
            if own.label == "EXTRA":
                mark = given[str(own.mark().target)]  # type: ignore[union-attr]
                assert isinstance(mark, Span)
                words = (each.text or "")[mark.start : mark.end]
                assert any(re.fullmatch(pattern, words) for pattern, _ in scripts.TEMPTING), words
                seen += 1
    assert seen >= 4


def test_a_remark_tells_of_each_error_and_of_nothing_else(pack: Pack) -> None:
    for each in work(pack, "repair"):
        given, right = by_id(each.given_marks), truth(each)
        wrong, lost = said(given) - said(right), said(right) - said(given)
        assert wrong or lost
        missing = [remark for remark in each.remarks if remark.target is None]
        named = [remark for remark in each.remarks if remark.target is not None]
        extra = sum(remark.code in {"EXTRA", "DUP"} for remark in named)
        # What is called otherwise or lies elsewhere is wrong once and lost once; its relations are moved with it.
        moved = {remark.target for remark in named if remark.code == "BND"}
        hanging = sum(isinstance(m, Relation) and bool(moved & set(m.ends)) for m in given.values())
        assert len(named) <= wrong.total() <= len(named) + hanging
        assert wrong.total() - extra == lost.total() - len(missing)
        for remark in each.remarks:
            assert pack.clause(remark.clause) is not None
            assert 0 <= remark.place[0] < remark.place[2] <= len(each.text or "")
            assert (remark.place[1], remark.place[3]) == (0, 1)
            assert remark.text.endswith("。")


def test_of_two_people_one_at_least_is_right_everywhere(pack: Pack) -> None:
    for each in work(pack, "adjudicate"):
        right = said(truth(each))
        one, other = said(by_id(each.given_marks)), said(by_id(each.second_marks))
        assert one != right
        assert other != right
        assert one != other
        # A span that is moved takes the relations of its author with it: spans alone, then relations with right ends.
        assert {key for key in right - one if key[0] == "span"}.isdisjoint(right - other)
        assert not (one - right) & (other - right), each.id


def test_an_adjudication_says_who_erred_where_and_against_what(pack: Pack) -> None:
    for each in work(pack, "adjudicate"):
        lines = [line for line in each.rationale.splitlines() if line.startswith("- ")]
        assert Counter(line[2:].partition("错")[0] for line in lines) == {"{first}": 2, "{second}": 2}
        for line in lines:
            (number,) = re.findall(r"规则 ([\d.]+)）", line)
            assert pack.clause(number) is not None


def test_the_scorer_finds_in_long_texts_what_the_flags_say(pack: Pack, scripts: ModuleType) -> None:
    schema = pack.schema("main")
    long = [each for each in work(pack, "inspect") if each.schema_id == "inspect-main"]
    assert len(long) == len(scripts.LONG)
    for each in long:
        source = next(
            own for own in pack.exercises.values() if own.schema_id == "main" and own.text == each.text
        )
        score = grade_exercise(each.given_marks, source, schema)
        flags = Counter(own.label for own in each.golds[0].marks)
        assert Counter(finding.code for finding in score.findings) == flags, each.id


def test_the_files_are_what_the_sources_say(scripts: ModuleType) -> None:
    import build_layer_theory

    made = scripts.files() | build_layer_theory.rendered("inspection")
    there = {
        path.relative_to(scripts.LAYER).as_posix()
        for name in ("exercises", "theory")
        for path in (scripts.LAYER / name).rglob("*")
        if path.is_file()
    }
    assert there == made.keys()
    for name, text in made.items():
        assert (scripts.LAYER / name).read_text("utf-8") == text


def test_all_practice_material_stands_in_the_course_once(pack: Pack) -> None:
    activities = [activity for module in pack.modules for activity in module.activities]
    asked = [name for each in activities if isinstance(each, TheoryActivity) for name in each.items]
    drawn = [name for each in activities if isinstance(each, PracticeActivity) for name in each.exercises]
    assert sorted(asked) == sorted(item.id for item in pack.items.values() if item.pool == "practice")
    assert sorted(drawn) == sorted(each.id for each in pack.exercises.values() if each.pool == "practice")


def test_the_gate_of_inspection_can_be_reached(pack: Pack) -> None:
    activities = {activity.id: activity for module in pack.modules for activity in module.activities}
    gate = activities["m7-g1"]
    assert isinstance(gate, GateActivity)
    over = [activities[name] for name in gate.over]
    practices = [each for each in over if isinstance(each, PracticeActivity)]
    assert sum(each.needed for each in practices) >= gate.rule.window
    last = sorted(pack.exercises[name].units for name in practices[-1].exercises)
    assert sum(last[: gate.rule.window - 1]) >= gate.rule.units


def test_the_course_holds_the_layer_and_laying_it_again_changes_nothing(
    scripts: ModuleType, tmp_path: Path
) -> None:
    import compose_tx02

    again = compose_tx02.composed(tmp_path / "ord-tx-02")
    for path in compose_tx02.COURSE.rglob("*"):
        if path.is_file():
            assert (again / path.relative_to(compose_tx02.COURSE)).read_bytes() == path.read_bytes(), path
    assert len(list(again.rglob("*"))) == len(list(compose_tx02.COURSE.rglob("*")))
