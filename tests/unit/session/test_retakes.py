"""Sitting again: only what was failed, another form, after practice; and crashes at the worst moments."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.base.clock import ManualClock
from desktop.base.errors import KnownError
from desktop.records.maintenance import check
from desktop.records.queries.sittings import sitting, sittings
from desktop.session.exam_offer import item_on_paper
from desktop.session.operations import exam, learning, review
from desktop.session.paper import paper_from_json
from desktop.session.session import Session, open_session
from tests import scenes
from tests.unit.session.conftest import Room


def study(room: Room) -> None:
    """Practise long enough to sit again."""
    for _hour in range(4):
        room.clock.advance(3600)
        learning.finish_lesson(room.session, "m1-read", 3600.0)


def fail(room: Room, **how: object) -> str:
    result = scenes.sit(room.session, **how)  # type: ignore[arg-type]
    assert result.outcome == "fail"
    return result.sitting_id


def test_whoever_failed_the_practical_part_sits_only_that_again(room: Room) -> None:
    fail(room, outward=7)
    study(room)
    shown = exam.begin(room.session)
    assert (shown.theory_minutes, shown.practical_minutes) == (0, 10)
    with pytest.raises(KnownError):
        exam.start_part(room.session, "theory")
    scenes.label_all(room.session)
    result = exam.finish(room.session)
    assert result.outcome in {"pass", "distinction"}
    assert (result.theory.k, result.theory.n) == (1, 1)
    # The bank has two tasks: whichever were asked first, one comes again. The theory was not sat this time.
    (met,) = (reason for reason in result.reasons if "前次" in reason)
    assert met in {
        "· 实操：其中 50.00% 的图文（1/2）曾在前次考核出现",
        "· 实操：其中 100.00% 的图文（1/1）曾在前次考核出现",
    }


def test_whoever_failed_the_theory_sits_only_that_again(room: Room) -> None:
    fail(room, right=False)
    study(room)
    shown = exam.begin(room.session)
    assert (shown.theory_minutes, shown.practical_minutes) == (5, 0)
    scenes.answer_all(room.session)
    result = exam.finish(room.session)
    assert result.outcome in {"pass", "distinction"}
    assert result.practical.k == result.practical.n > 0


def test_whoever_failed_both_sits_both_again(room: Room) -> None:
    fail(room, right=False, outward=7)
    study(room)
    shown = exam.begin(room.session)
    assert (shown.theory_minutes, shown.practical_minutes) == (5, 10)


def test_a_retake_of_the_theory_is_reviewed_and_released_like_any_other(room: Room) -> None:
    fail(room, right=False)
    study(room)
    exam.begin(room.session)
    scenes.answer_all(room.session)
    sitting_id = exam.finish(room.session).sitting_id
    scenes.instruct(room.session, room.cast)
    found = review.sittings_of(room.session, room.cast.class_id, room.cast.trainee)
    assert found[0].sitting_id == sitting_id
    assert len(found) == 2
    review.release(room.session, sitting_id)
    assert not review.sittings_of(room.session, room.cast.class_id, room.cast.trainee)[0].provisional


def test_a_running_sitting_is_not_yet_there_to_be_released(room: Room) -> None:
    exam.begin(room.session)
    scenes.instruct(room.session, room.cast)
    assert review.sittings_of(room.session, room.cast.class_id, room.cast.trainee) == ()


def test_another_sitting_has_another_form_and_a_bank_without_one_says_so(room: Room) -> None:
    first = sitting(room.session.record, fail(room, outward=7))
    study(room)
    second = sitting(room.session.record, exam.begin(room.session).sitting_id)
    assert first is not None
    assert second is not None
    forms = [paper_from_json(each.form).form for each in (first, second)]
    assert first.seed != second.seed
    assert set(forms[0].practical) != set(forms[1].practical)
    scenes.label_all(room.session, outward=7)
    exam.finish(room.session)
    study(room)
    with pytest.raises(KnownError, match="题库不够"):
        exam.begin(room.session)
    assert learning.home(room.session).exam.state == "open"


def test_two_trainees_sit_with_forms_of_their_own(room: Room) -> None:
    mine = exam.begin(room.session)
    scenes.attend(room.session, room.cast, 1)
    scenes.walk_to_exam(room.session)
    theirs = exam.begin(room.session)
    found = {each.sitting_id: each for each in sittings(room.session.record, class_id=room.cast.class_id)}
    assert found[mine.sitting_id].seed != found[theirs.sitting_id].seed
    assert found[mine.sitting_id].account_id != found[theirs.sitting_id].account_id


def test_without_practice_nobody_sits_again_and_is_told_how_much_is_missing(room: Room) -> None:
    fail(room, outward=7)
    offer = exam.offer(room.session)
    assert offer.state == "waiting"
    assert "0.0 小时" in offer.reasons[0]
    with pytest.raises(KnownError, match="还不能考核"):
        exam.begin(room.session)


def test_after_the_last_chance_there_is_none(room: Room) -> None:
    updated(room, ("blueprint.toml", "sittings = 3", "sittings = 2"))
    for _chance in range(2):
        exam.begin(room.session)
        scenes.answer_all(room.session, right=False)
        if exam.resume(room.session).part == "practical":
            scenes.label_all(room.session)
        assert exam.finish(room.session).outcome == "fail"
        study(room)
    offer = exam.offer(room.session)
    assert offer.state == "failed"
    assert "2 次机会" in offer.reasons[0]


def test_a_second_begin_goes_on_with_the_sitting_that_runs(room: Room) -> None:
    assert exam.begin(room.session).sitting_id == exam.begin(room.session).sitting_id


def test_a_crash_between_the_last_part_and_the_end_is_made_good(room: Room) -> None:
    exam.begin(room.session)
    scenes.answer_all(room.session)
    scenes.label_all(room.session)
    room.power_cut(100)
    assert exam.offer(room.session).state == "running"
    assert exam.resume(room.session).part == "closed"
    assert exam.finish(room.session).outcome in {"pass", "distinction"}


def test_a_crash_between_closing_and_deciding_is_made_good(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    exam.begin(room.session)
    scenes.answer_all(room.session)
    scenes.label_all(room.session)

    class PowerCut(BaseException):
        pass

    def cut(*_: object) -> None:
        raise PowerCut

    with monkeypatch.context() as patched:
        patched.setattr(exam, "settle", cut)
        with pytest.raises(PowerCut):
            exam.finish(room.session)
    room.power_cut(100)
    assert learning.home(room.session).exam.state == "passed"
    (found,) = sittings(room.session.record, account_id=room.cast.trainee)
    assert found.decision is not None
    room.session.close()
    assert check(room.session.places.record) == []


def test_the_result_of_another_is_nobody_s_business(room: Room) -> None:
    sitting_id = scenes.sit(room.session).sitting_id
    scenes.attend(room.session, room.cast, 1)
    with pytest.raises(KnownError, match="没有这场考核"):
        exam.result(room.session, sitting_id)
    scenes.instruct(room.session, room.cast)
    assert exam.result(room.session, sitting_id).name == scenes.TRAINEES[0][0]


def test_an_answer_is_changed_until_the_part_is_handed_in(room: Room) -> None:
    exam.begin(room.session)
    item = exam.start_part(room.session, "theory").items[0]
    for chosen in (("b",), ("c",), item.answer):
        exam.answer(room.session, item.id, chosen)
    exam.close_part(room.session)
    with pytest.raises(KnownError):
        exam.answer(room.session, item.id, ("b",))
    scenes.label_all(room.session)
    assert exam.finish(room.session).theory.k == 1


def updated(room: Room, *changes: tuple[str, str, str], kept: bool = True) -> Session:
    """Install a newer version of the course and start the program again; the earlier one is kept, or gone."""
    room.session.close()
    packs = Path(shutil.copytree(scenes.PACKS / scenes.PACK_ID, room.folder / "packs" / scenes.PACK_ID))
    for name, old, new in (("pack.toml", 'version = "1.0.0"', 'version = "1.1.0"'), *changes):
        path = packs / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
    places = scenes.places_in(room.folder)
    if not kept:
        places = replace(places, courses=room.folder / "none")
    room.session = open_session(places, room.clock)
    scenes.attend(room.session, room.cast)
    return room.session


RENAMED = (
    ("exercises/exam/E1.json", '"id": "E1"', '"id": "N1"'),
    ("exercises/exam/E2.json", '"id": "E2"', '"id": "N2"'),
    ("theory/rules.toml", 'id = "X1"', 'id = "N9"'),
)


@pytest.mark.parametrize("changes", [(), RENAMED], ids=["same exercises", "other exercises"])
def test_a_course_updated_during_a_sitting_is_told_and_loses_nothing(
    room: Room, changes: tuple[tuple[str, str, str], ...]
) -> None:
    exam.begin(room.session)
    item = exam.start_part(room.session, "theory").items[0]
    exam.answer(room.session, item.id, item.answer)
    session = updated(room, *changes, kept=False)
    assert learning.home(session).exam.state == "running"
    for verb in (exam.resume, exam.running, exam.heartbeat, exam.close_part):
        with pytest.raises(KnownError, match="换了版本"):
            verb(session)
    with pytest.raises(KnownError, match="换了版本"):
        exam.start_part(session, "practical")
    shutil.rmtree(room.folder / "packs")
    room.power_cut(10)
    shown = exam.resume(room.session)
    assert shown.answers == {item.id: item.answer}


@pytest.mark.parametrize("changes", [(), RENAMED], ids=["same exercises", "other exercises"])
def test_a_sitting_ends_with_the_version_it_was_drawn_from(
    room: Room, changes: tuple[tuple[str, str, str], ...]
) -> None:
    begun = exam.begin(room.session)
    scenes.answer_all(room.session)
    session = updated(room, *changes)
    assert session.shelf.pack(scenes.PACK_ID).head.version == "1.1.0"
    scenes.label_all(session)
    ended = exam.finish(session)
    assert ended.sitting_id == begun.sitting_id
    assert ended.outcome in {"pass", "distinction"}
    assert exam.offer(session).state == "passed"


def test_a_sitting_left_undecided_is_decided_by_its_own_version(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    exam.begin(room.session)
    scenes.answer_all(room.session)
    scenes.label_all(room.session)
    with monkeypatch.context() as patched:
        patched.setattr(exam, "settle", lambda *_: None)
        exam.finish(room.session)
    session = updated(room, *RENAMED)
    assert exam.offer(session).state == "passed"


@pytest.mark.parametrize("changes", [(), RENAMED], ids=["same exercises", "other exercises"])
def test_a_course_updated_before_the_decision_keeps_the_home_page_open(
    room: Room, monkeypatch: pytest.MonkeyPatch, changes: tuple[tuple[str, str, str], ...]
) -> None:
    exam.begin(room.session)
    scenes.answer_all(room.session)
    scenes.label_all(room.session)
    with monkeypatch.context() as patched:
        patched.setattr(exam, "settle", lambda *_: None)
        exam.finish(room.session)
    session = updated(room, *changes, kept=False)
    home = learning.home(session)
    assert home.exam.state == "waiting"
    assert "换了版本" in home.exam.reasons[0]
    with pytest.raises(KnownError):
        exam.begin(session)


def test_a_correction_after_the_course_was_updated_is_refused(room: Room) -> None:
    scenes.sit(room.session)
    session = updated(room, *RENAMED)
    scenes.instruct(session, room.cast)
    row = review.attempts(session, class_id=room.cast.class_id, mode="exam")[0]
    with pytest.raises(KnownError, match="换了版本"):
        review.correct(session, row.attempt_id, qualified=0, reason="看错了")
    assert not review.attempts(session, class_id=room.cast.class_id, mode="exam")[0].corrected


def test_a_result_decided_before_the_update_is_still_shown(room: Room) -> None:
    sitting_id = scenes.sit(room.session).sitting_id
    session = updated(room, *RENAMED)
    assert exam.result(session, sitting_id).outcome in {"pass", "distinction"}
    assert exam.offer(session).state == "passed"


def test_a_correction_of_practice_changes_the_board_and_stays_visible(room: Room) -> None:
    scenes.instruct(room.session, room.cast)
    rows = review.attempts(room.session, class_id=room.cast.class_id, mode="practice")
    row = rows[0]
    review.correct(room.session, row.attempt_id, qualified=0, reason="标错了对象")
    review.correct(room.session, row.attempt_id, qualified=row.judged, reason="更正有误，恢复")
    shown = review.open_review(room.session, row.attempt_id).corrections
    assert [(each.before, each.after) for each in shown] == [
        (f"{row.judged}/{row.judged}", f"0/{row.judged}"),
        (f"0/{row.judged}", f"{row.judged}/{row.judged}"),
    ]
    for qualified in (-1, row.judged + 1):
        with pytest.raises(KnownError, match="合格数要在"):
            review.correct(room.session, row.attempt_id, qualified=qualified, reason="x")
    with pytest.raises(KnownError, match="没有变化"):
        review.correct(room.session, row.attempt_id, qualified=row.judged, reason="x")


def test_a_trainee_reviews_and_releases_nothing(room: Room) -> None:
    sitting_id = scenes.sit(room.session).sitting_id
    for verb in (
        lambda: review.attempts(room.session, class_id=room.cast.class_id),
        lambda: review.sittings_of(room.session, room.cast.class_id, room.cast.trainee),
        lambda: review.release(room.session, sitting_id),
        lambda: review.comment(room.session, "x", "好"),
    ):
        with pytest.raises(KnownError, match="讲师"):
            verb()


def test_the_paper_shows_the_choices_in_the_order_of_the_form(room: Room, clock: ManualClock) -> None:
    shown = exam.begin(room.session)
    found = sitting(room.session.record, shown.sitting_id)
    assert found is not None
    asked = paper_from_json(found.form).form.theory[0]
    item = item_on_paper(room.session.shelf.pack(scenes.PACK_ID), asked)
    assert [choice.id for choice in item.choices] == list(asked.choices)
    assert item == shown.items[0]
