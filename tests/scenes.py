"""Scenes that tests begin from: a training site on the worked example, its people, and how far they have come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from desktop.annotation.document import adding
from desktop.annotation.marks import new_mark_id
from desktop.annotation.shapes.box import Box
from desktop.base.clock import Clock, ManualClock
from desktop.base.places import Places, find_places
from desktop.session.operations import exam, learning, practice
from desktop.session.operations.roster import add_trainee, create_class
from desktop.session.operations.signin import sign_in, sign_out
from desktop.session.operations.site import create_site
from desktop.session.session import Session, open_session
from desktop.session.shown import OpenAttempt, ResultShown

PACKS = Path(__file__).parent / "packs"
PACK_ID = "worked-example"
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
SITE = "御河街道家门口实训点"
TEACHER, TEACHER_PIN = "马秀英", "135790"
#: Name, PIN, number. 单 is a surname read shàn, 犇翀玥 are rare characters.
TRAINEES = (("犇翀玥", "2222", "20260001"), ("单雄信", "1111", "20260002"))


@dataclass(frozen=True)
class Cast:
    """The ids of who is there."""

    class_id: str
    teacher: str
    trainees: tuple[str, ...]

    @property
    def trainee(self) -> str:
        """The first trainee."""
        return self.trainees[0]


def places_in(folder: Path, courses: Path = PACKS) -> Places:
    """Return places with all data in ``folder`` and the worked example, or what ``courses`` holds, to learn from."""
    return replace(find_places({"DOORSTEP_DATA": str(folder)}), courses=courses)


def opened(folder: Path, clock: Clock | None = None, courses: Path = PACKS) -> Session:
    """Open a session on the data in ``folder``."""
    return open_session(places_in(folder, courses), clock or ManualClock(MORNING))


def settle(session: Session, *, trainees: int = 1, pack_id: str = PACK_ID) -> Cast:
    """Set the site up with its instructor, class 24 and trainees; nobody is signed in afterwards."""
    teacher = create_site(session, site_name=SITE, instructor_name=TEACHER, pin=TEACHER_PIN)
    sign_in(session, teacher, TEACHER_PIN)
    class_id = create_class(session, number=24, name="", pack_id=pack_id)
    ids = [
        add_trainee(session, class_id, name=name, pin=pin, number=number).account_id
        for name, pin, number in TRAINEES[:trainees]
    ]
    sign_out(session)
    return Cast(class_id, teacher, tuple(ids))


def instruct(session: Session, cast: Cast) -> None:
    """Change to the instructor."""
    sign_out(session)
    sign_in(session, cast.teacher, TEACHER_PIN)


def attend(session: Session, cast: Cast, place: int = 0) -> None:
    """Change to a trainee."""
    sign_out(session)
    sign_in(session, cast.trainees[place], TRAINEES[place][1])


def draw_gold(attempt: OpenAttempt, *, outward: float = 0.0) -> None:
    """Draw what a careful trainee draws; ``outward`` moves every right side by so many pixels."""
    for mark in attempt.exercise.golds[0].marks:
        assert mark.box is not None
        x1, y1, x2, y2 = mark.box
        box = Box(new_mark_id(), mark.label, x1, y1, x2 + outward, y2, attributes=mark.attributes)
        attempt.history.do(adding("画框", attempt.document, box))


def walk_to_practice(session: Session) -> None:
    """Read the lesson and answer the quiz."""
    learning.finish_lesson(session, "m1-read", 60.0)
    learning.answer_theory(session, "m1-quiz", "T1", ("false",))


def practise(session: Session, times: int = 1, *, outward: float = 0.0) -> None:
    """Hand exercises in."""
    for _exercise in range(times):
        attempt = practice.open_practice(session, "m2-boxes")
        draw_gold(attempt, outward=outward)
        practice.submit(session, attempt)


def walk_to_exam(session: Session) -> None:
    """Do everything that opens the assessment."""
    walk_to_practice(session)
    practise(session, 2)


def answer_all(session: Session, *, right: bool = True) -> None:
    """Sit the theory part and hand it in."""
    for item in exam.start_part(session, "theory").items:
        # Of an order, and where every choice is right, there is no wrong one: turned round it is wrong all the same.
        others = [choice.id for choice in item.choices if choice.id not in item.answer]
        wrong = tuple(others[:1]) or item.answer[::-1]
        exam.answer(session, item.id, item.answer if right else wrong)
    exam.close_part(session)


def label_all(session: Session, *, outward: float = 0.0) -> None:
    """Sit the practical part and hand it in."""
    for task in exam.start_part(session, "practical").tasks:
        attempt = exam.open_task(session, task.index)
        draw_gold(attempt, outward=outward)
        exam.hand_in(session, attempt)
    exam.close_part(session)


def sit(
    session: Session,
    *,
    right: bool = True,
    outward: float = 0.0,
    parts: Sequence[str] = ("theory", "practical"),
) -> ResultShown:
    """Sit an assessment from its beginning to its result."""
    exam.begin(session)
    if "theory" in parts:
        answer_all(session, right=right)
    if "practical" in parts:
        label_all(session, outward=outward)
    return exam.finish(session)
