"""What is checked before an exercise comes on the image bench, and what is looked at there."""

from __future__ import annotations

from desktop.base.errors import DamagedFileError
from desktop.base.wording import _
from desktop.curriculum.items import Exercise
from desktop.session.shown import Feedback, Review
from desktop.views.widgets.canvas.comparison import Compared
from desktop.views.widgets.canvas.picture import read_header


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


def compared_of(feedback: Feedback) -> Compared:
    """Return what a trainee looks back at."""
    findings = tuple(shown.finding for shown in feedback.findings)
    attempt = feedback.attempt
    return Compared(
        attempt.schema, attempt.document, feedback.gold, findings, feedback.ignored, feedback.not_judged
    )


def reviewed(review: Review) -> Compared:
    """Return what an instructor looks at."""
    findings = tuple(shown.finding for shown in review.findings)
    return Compared(review.schema, review.answer, review.gold, findings, review.ignored, review.not_judged)
