"""What an instructor's released points say to the trainee."""

from __future__ import annotations

from desktop.base.wording import _
from desktop.curriculum.pack import Pack
from desktop.records.queries.points import PointGiven, points_given, releases_for
from desktop.session.fresh import exercise_of, title_of
from desktop.session.session import Session
from desktop.session.shown import CommentShown


def releases_told(session: Session, pack: Pack, account_id: str, *, limit: int) -> list[CommentShown]:
    """Return the latest releases as remarks: how many points were met, and every one that was not, with its comment."""
    told = []
    for release in releases_for(session.record, account_id, limit=limit):
        exercise = exercise_of(pack, release.exercise_id, session.places)
        checks = exercise.checks.values() if exercise is not None else ()
        names = {check.id: check.name for own in checks for check in own}
        given = points_given(session.record, release.attempt_id, release.try_number)
        if given:
            text = _said(given, names)
            title = title_of(pack, release.exercise_id)
            told.append(CommentShown(release.author, release.at, text, None, release.attempt_id, title))
    return told


def _said(given: tuple[PointGiven, ...], names: dict[str, str]) -> str:
    k = sum(one.met for one in given)
    said = [_("讲师评分：达到 {k}/{n} 项。", k=k, n=len(given))]
    for one in given:
        name = names.get(one.check, one.check)
        if not one.met:
            words = _("{name}：未达到", name=name)
            said.append(_("{words}，{comment}", words=words, comment=one.comment) if one.comment else words)
        elif one.comment:
            said.append(_("{name}：达到，{comment}", name=name, comment=one.comment))
    return said[0] + _("；").join(said[1:])
