"""Agreement for scripts: two annotation files of one exercise, or two people of a site; lines to read and values to keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from desktop.annotation.marks import Mark
from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import LabelSchema
from desktop.records.queries.classes import cohorts
from desktop.scoring.agreement.item import Agreement, agreement
from desktop.scoring.agreement.total import Total, counting_alpha, total
from desktop.scoring.measures.agreement import Agreement as Coefficient
from desktop.session.agreement import Comparison, Shelf, draft_of, save_drafts, save_json
from desktop.session.agreement_words import disagreement_words, overall
from desktop.session.session import Session


@dataclass(frozen=True)
class Told:
    """What a script is told: lines for people, a value for programs."""

    lines: tuple[str, ...]
    value: dict[str, Any]


def of_documents(
    documents: Sequence[tuple[str, Sequence[Mark]]],
    exercise: Exercise,
    schema: LabelSchema,
    to: Path | None = None,
) -> Told:
    """Compare two documents of an exercise, each with a name; ``to`` is the file for a gold draft. Raises KnownError."""
    (first, mine), (second, theirs) = documents
    names = (first, second)
    try:
        found = agreement(mine, theirs, schema, size=exercise.size)
    except ValueError as fault:
        raise KnownError(_("这两份标注和练习对不上：{fault}", fault=fault), where=exercise.id) from fault
    if to is not None:
        save_json(to, draft_of(exercise, found, schema, names))
    written = [] if to is None else [to]
    alpha = (counting_alpha([[mine, theirs]]), len(names))
    return _told(total([found]), alpha, names, written, [(exercise.title, found, schema)])


def of_people(session: Session, first: str, second: str, *, class_id: str, to: Path | None = None) -> Told:
    """Compare two people of a class, each by name or id; ``to`` is the folder for gold drafts. Raises KnownError."""
    shelf = Shelf(session, class_id or _only_class(session))
    found: Comparison = shelf.compare(_worker(shelf, first), _worker(shelf, second))
    written = [] if to is None else list(save_drafts(found.items, found.names, to))
    rows = [(both.exercise.title, both.found, both.schema) for both in found.items]
    return _told(found.total, (found.alpha, found.people), found.names, written, rows)


def _told(
    found: Total,
    alpha: tuple[Coefficient, int],
    names: tuple[str, str],
    written: Sequence[Path],
    rows: Sequence[tuple[str, Agreement, LabelSchema]],
) -> Told:
    figures = overall(found, *alpha, [schema for _title, _found, schema in rows])
    lines = [_("{a} 和 {b}，{n} 题", a=names[0], b=names[1], n=found.items)]
    lines += [_("{name}：{entry}", name=figure.name, entry=figure.value) for figure in figures]
    for title, each, schema in rows:
        lines.append(_("{title}：{k}/{n} 完全一致", title=title, k=each.agreed, n=each.things))
        lines += [f"  {disagreement_words(one, names, schema)}" for one in each.disagreements]
    lines += [_("金标草稿：{path}", path=path) for path in written]
    value = asdict(found) | {
        "people": list(names),
        "counting_alpha": asdict(alpha[0]),
        "drafts": [str(path) for path in written],
        "exercises": [
            {"title": title, "things": each.things, "matched": each.matched, "agreed": each.agreed}
            for title, each, _schema in rows
        ],
    }
    return Told(tuple(lines), value)


def _only_class(session: Session) -> str:
    found = cohorts(session.record)
    if len(found) != 1:
        raise KnownError(_("这里有 {n} 个班级。", n=len(found)), remedy=_("请用 --class-id 指明班级。"))
    return found[0].class_id


def _worker(shelf: Shelf, said: str) -> str:
    """Return the id of a person by id or name. Raises KnownError for nobody and for several."""
    found = [each.account_id for each in shelf.workers() if said in (each.account_id, each.name)]
    if len(found) != 1:
        names = "、".join(each.name for each in shelf.workers()) or _("没有人")
        raise KnownError(
            _("找不到“{name}”，或者不止一个。", name=said),
            remedy=_("做过同样题目的人：{names}。", names=names),
        )
    return found[0]
