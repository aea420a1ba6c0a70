"""What is checked before an exercise comes on the image bench, and what is looked at there."""

from __future__ import annotations

from desktop.annotation.document import Document
from desktop.annotation.hits import ShapeTable
from desktop.base.errors import DamagedFileError
from desktop.base.wording import _
from desktop.curriculum.items import Exercise
from desktop.session.shown import Feedback, OpenAttempt, Review
from desktop.views.widgets.canvas.desk import ImageDesk
from desktop.views.widgets.canvas.keys_in_use import keys_in_use
from desktop.views.widgets.canvas.picture import read_header
from desktop.views.widgets.canvas.review_scene import Compared
from desktop.views.widgets.canvas.toolbox import Kit


def checked_size(media: bytes, exercise: Exercise) -> tuple[int, int]:
    """Return the picture's raw size. Raises DamagedFileError when it is not what the exercise was made for."""
    size = read_header(media).size
    if exercise.size is not None and size != exercise.size:
        got, expected = (f"{width} × {height}" for width, height in (size, exercise.size))
        raise DamagedFileError(
            _(
                "图片是 {got} 像素，练习要求 {expected} 像素：课程包里的图片被换过。",
                got=got,
                expected=expected,
            ),
            remedy=_("请告诉讲师重新导入课程包。"),
        )
    return size


def opened_desk(attempt: OpenAttempt, size: tuple[int, int], kit: Kit) -> ImageDesk:
    """Return the desk of an attempt: its marks, the schema with the keys in use, and what is under inspection."""
    schema = attempt.schema if attempt.edge_help else attempt.schema.without_edge_help()
    desk = ImageDesk(attempt.history, keys_in_use().keyed(schema), size, kit)
    if attempt.given_schema is not None:
        labels = [label.id for label in attempt.given_schema.labels]
        desk.underlay = ShapeTable(labels, Document(attempt.exercise.given_marks))
    return desk


def compared_of(feedback: Feedback) -> Compared:
    """Return what a trainee looks back at."""
    findings = tuple(shown.finding for shown in feedback.findings)
    attempt = feedback.attempt
    return Compared(
        attempt.schema,
        attempt.document,
        feedback.gold,
        findings,
        feedback.ignored,
        feedback.not_judged,
        Document(attempt.exercise.given_marks if attempt.given_schema is not None else ()),
        attempt.given_schema,
    )


def reviewed(review: Review) -> Compared:
    """Return what an instructor looks at."""
    findings = tuple(shown.finding for shown in review.findings)
    return Compared(
        review.schema,
        review.answer,
        review.gold,
        findings,
        review.ignored,
        review.not_judged,
        Document(review.exercise.given_marks if review.given_schema is not None else ()),
        review.given_schema,
    )
