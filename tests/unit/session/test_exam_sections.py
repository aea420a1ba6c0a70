"""An assessment in sections without a window: drawn, sat in any order, decided section by section, certified."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop.annotation.document import adding
from desktop.annotation.marks import new_mark_id
from desktop.base.clock import ManualClock
from desktop.records.maintenance import check
from desktop.records.queries.sittings import sitting
from desktop.session.operations import certificates, exam, practice, review
from desktop.session.session import Session
from desktop.session.shown import OpenAttempt, ResultShown, SittingShown
from tests import scenes
from tests.journeys.short_course import short_course
from tests.scenes import Cast

#: Two paragraphs with entities, two with relations.
PAPER = ["e001", "e004", "te01-1", "te02-1"]
SECTIONS = {"实体": ["main"], "关系": ["relations"]}


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(scenes.MORNING)


@pytest.fixture
def seat(tmp_path: Path, clock: ManualClock) -> Iterator[tuple[Session, Cast]]:
    """A trainee of a short ORD-TX-02 who may be assessed."""
    courses = short_course("ord-tx-02", tmp_path, practice={"练习": ["p002"]}, exam=PAPER, sections=SECTIONS)
    session = scenes.opened(tmp_path / "data", clock, courses)
    cast = scenes.settle(session, pack_id="ord-tx-02")
    scenes.attend(session, cast)
    attempt = practice.open_practice(session, "p1")
    copy_gold(attempt)
    practice.submit(session, attempt)
    yield session, cast
    session.close()


def copy_gold(attempt: OpenAttempt, *, forgotten: int = 0) -> None:
    """Mark what the gold marks, its ends and all, but for the last so many."""
    marks = [own.mark() for own in attempt.exercise.golds[0].marks if not own.ignore]
    names = {mark.id: new_mark_id() for mark in marks}
    for mark in marks[: len(marks) - forgotten]:
        own = replace(mark, id=names[mark.id])
        if hasattr(own, "head"):
            own = replace(own, head=names[own.head], tail=names[own.tail])
        attempt.history.do(adding("标", attempt.document, own))


def to_the_tasks(session: Session) -> SittingShown:
    exam.begin(session)
    scenes.answer_all(session)
    return exam.start_part(session, "practical")


def work(session: Session, sitting: SittingShown, *, poor: str = "") -> ResultShown:
    """Do the tasks; those of the section called ``poor`` are left as they are."""
    assert isinstance(session.clock, ManualClock)
    for task in sitting.tasks:
        session.clock.advance(60)
        attempt = exam.open_task(session, task.index)
        if task.section != poor:
            copy_gold(attempt)
        exam.hand_in(session, attempt)
    exam.close_part(session)
    return exam.finish(session)


def test_a_paper_tells_which_section_each_task_is_of_and_how_long_it_may_take(
    seat: tuple[Session, Cast],
) -> None:
    session, _cast = seat
    shown = to_the_tasks(session)
    assert [(task.section, task.section_minutes) for task in shown.tasks] == [
        ("实体", 30),
        ("实体", 30),
        ("关系", 30),
        ("关系", 30),
    ]
    assert {task.exercise_id for task in shown.tasks} == set(PAPER)


def test_every_section_is_told_with_n_interval_cut_and_what_it_proves_of_99(
    seat: tuple[Session, Cast],
) -> None:
    session, _cast = seat
    result = work(session, to_the_tasks(session))
    assert result.outcome == "distinction"
    assert [claim.title for claim in result.sections] == ["实操·实体", "实操·关系"]
    for claim in result.sections:
        assert claim.k == claim.n > 5
        assert claim.lower is not None
        assert claim.lower < 1.0
        assert f"{claim.n}/{claim.n} 合格（100.00%），达到本分项的要求 ≥ 50%；95% 置信区间" in claim.proved
        assert f"需要 n = 299，这次 n = {claim.n}" in claim.not_proved
    assert sum(claim.n for claim in result.sections) == result.practical.n
    told = [reason for reason in result.reasons if reason.startswith("✓ “")]
    assert [reason[2:6] for reason in told] == ["“实体”", "“实体”", "“关系”", "“关系”", "“实体”", "“关系”"]


def test_one_section_failed_fails_the_practical_part_and_is_named(seat: tuple[Session, Cast]) -> None:
    session, _cast = seat
    result = work(session, to_the_tasks(session), poor="关系")
    assert result.outcome == "fail"
    unmet = [reason for reason in result.reasons if reason.startswith("✗ “")]
    assert all("“关系”：" in reason for reason in unmet)
    assert unmet
    entities, relations = result.sections
    assert entities.k == entities.n
    assert relations.k == 0
    assert "没有达到本分项的要求 ≥ 50%" in relations.proved
    found = sitting(session.record, result.sitting_id)
    assert found is not None
    assert found.decision is not None
    kept = found.decision.practical["sections"]
    assert [(each["id"], each["title"], each["cut"]) for each in kept] == [
        ("s1", "实体", 0.5),
        ("s2", "关系", 0.5),
    ]
    assert sum(each["exercises"] for each in kept) == len(PAPER)


def test_tasks_of_different_kinds_are_left_and_taken_up_in_any_order(
    seat: tuple[Session, Cast], clock: ManualClock
) -> None:
    session, _cast = seat
    shown = to_the_tasks(session)
    for index in (3, 0, 2):
        copy_gold(exam.open_task(session, index), forgotten=1)
    clock.advance(60)
    for index in (0, 2, 3):
        again = exam.open_task(session, index)
        assert len(again.document) == len(again.exercise.golds[0].marks) - 1
    assert exam.look_at(session, 1).marks == ()
    clock.advance(60.0 * shown.practical_minutes)
    assert exam.heartbeat(session).part == "closed"
    result = exam.finish(session)
    assert all(claim.n for claim in result.sections)
    assert check(session.places.record) == []


def test_certificate_and_workbook_name_every_section(seat: tuple[Session, Cast], tmp_path: Path) -> None:
    session, cast = seat
    result = work(session, to_the_tasks(session))
    scenes.instruct(session, cast)
    review.release(session, result.sitting_id)
    issued = certificates.issue(session, result.sitting_id)
    for path in (issued.pdf, issued.credential, issued.qr_file):
        assert certificates.verify_file(session.places, Path(path)).genuine is True
    told = "\n".join(certificates.verify_file(session.places, Path(issued.pdf)).details)
    document = json.loads(Path(issued.credential).read_text(encoding="utf-8"))
    said = json.loads(document["evidence"][0]["narrative"])
    for claim, section in zip(result.sections, said["sections"], strict=True):
        title = claim.title.removeprefix("实操·")
        assert (section["title"], section["cut"], section["proof"]["n"]) == (title, 0.5, claim.n)
        assert f"{title}：{claim.n}/{claim.n} 正确" in told
        assert f"{title}：" in said["tolerance"]
    workbook, _table = certificates.export_cohort(session, cast.class_id, tmp_path / "out")
    sheet = load_workbook(workbook)["实操分项"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    lines = [row for row in rows if row[3] in SECTIONS]
    assert [(row[3], row[5]) for row in lines] == [
        (name, claim.n) for name, claim in zip(SECTIONS, result.sections, strict=True)
    ]
    assert {row[10] for row in lines} == {"是"}
    assert all("不能声称 99%" in str(row[11]) for row in lines)
