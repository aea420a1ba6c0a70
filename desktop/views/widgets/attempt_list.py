"""Attempts handed in, as a table: when, who, what, how well, what was said about it."""

from __future__ import annotations

from desktop.base.figures import percent
from desktop.base.wording import _
from desktop.session.shown import AttemptRow
from desktop.views.models.rows import Cell, Column


def attempt_columns(*, with_name: bool) -> list[Column[AttemptRow]]:
    """Return the columns; ``with_name`` shows whose attempt it is."""
    name = [Column(_("姓名"), 100, _name)] if with_name else []
    return [
        Column(_("提交时间"), 140, _at),
        *name,
        Column(_("题目"), 0, _title),
        Column(_("类型"), 84, _mode),
        Column(_("准确率"), 92, _accuracy, number=True),
        Column(_("单位"), 72, _judged, number=True),
        Column(_("问题"), 72, _findings, number=True),
        Column(_("待评分"), 84, _open, number=True),
        Column(_("批注"), 72, _comments, number=True),
        Column(_("更正"), 112, _corrected),
    ]


def _at(shown: AttemptRow) -> Cell:
    return Cell(
        f"{shown.submitted_at.astimezone():%m-%d %H:%M}",
        hint=f"{shown.submitted_at.astimezone():%Y-%m-%d %H:%M:%S}",
    )


def _name(shown: AttemptRow) -> Cell:
    return Cell(shown.name)


def _title(shown: AttemptRow) -> Cell:
    return Cell(shown.exercise_title)


def _mode(shown: AttemptRow) -> Cell:
    return Cell(_("考核"), token="accent") if shown.mode == "exam" else Cell(_("练习"))


def _accuracy(shown: AttemptRow) -> Cell:
    return Cell(percent(shown.accuracy))


def _open(shown: AttemptRow) -> Cell:
    if not shown.open_points:
        return Cell("–", token="quiet")
    words = _("待讲师评分 {n} 项", n=shown.open_points)
    return Cell(str(shown.open_points), "hourglass", "accent", words)


def _judged(shown: AttemptRow) -> Cell:
    return Cell(str(shown.judged))


def _findings(shown: AttemptRow) -> Cell:
    return Cell(str(shown.findings), token="caution" if shown.findings else "quiet")


def _comments(shown: AttemptRow) -> Cell:
    return Cell(str(shown.comments) if shown.comments else "–", token="" if shown.comments else "quiet")


def _corrected(shown: AttemptRow) -> Cell:
    return Cell(_("已更正"), "square-pen", "accent") if shown.corrected else Cell("")
