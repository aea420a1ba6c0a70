"""Image tags looked back at: one plate below the other in the picture's corner, each with what was right about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.annotation.document import Document
from desktop.annotation.shapes.tag import Tag
from desktop.base.wording import _
from desktop.scoring.result import Finding
from desktop.views.theme.current import theme
from desktop.views.theme.icons import coloured
from desktop.views.widgets.canvas.live import note_font, note_size
from desktop.views.widgets.canvas.signs import finding_icon, finding_tone
from desktop.views.widgets.codes import CODES

#: Device-independent pixels: from the picture's corner to the first plate, a plate's height, and the way to the next.
_INSET = 10
_HEIGHT = 28
_STEP = 32
#: Room at a plate's left for its sign, a marker where there is a finding.
_SIGN = 30


@dataclass(frozen=True)
class TagVerdict:
    """One tag of the answer, of the gold or of both. ``unit`` is what its findings are about."""

    unit: str
    words: str
    icon: str
    tone: str
    in_answer: bool
    in_gold: bool


def tag_verdicts(
    answer: Document,
    gold: Document,
    *,
    findings: Sequence[Finding],
    ignored: frozenset[str],
    name: Callable[[Tag], str],
) -> tuple[TagVerdict, ...]:
    """Return what is to be said of all tags: those of the answer in their order, then those it lacks."""
    wanted = {tag.id: tag for tag in gold.of(Tag)}
    right = {tag.label for tag in wanted.values() if tag.id not in ignored}
    about: dict[str, Finding] = {}
    for finding in findings:
        about.setdefault(unit_of(finding), finding)
    rows = []
    for tag in answer.of(Tag):
        unit = _unit(tag.id, None)
        found = about.get(unit)
        if found is not None:
            rows.append(_faulty(found, _both(name, tag, wanted.get(found.gold_id or ""))))
        else:
            known = tag.label in right
            sign = ("circle-check", "good") if known else ("tag", "quiet")
            rows.append(TagVerdict(unit, name(tag), *sign, in_answer=True, in_gold=known))
    missed = ((tag, about.get(_unit(None, tag.id))) for tag in wanted.values())
    rows += [_faulty(found, name(tag)) for tag, found in missed if found is not None]
    return tuple(rows)


def unit_of(finding: Finding) -> str:
    """Return what a finding is about: a mark of the answer, else one of the gold."""
    return _unit(finding.answer_id, finding.gold_id)


def _unit(answer_id: str | None, gold_id: str | None) -> str:
    # An answer that began with given marks may hold ids of the gold.
    return f"answer {answer_id}" if answer_id else f"gold {gold_id}"


def _faulty(finding: Finding, words: str) -> TagVerdict:
    return TagVerdict(
        unit_of(finding),
        f"{_(CODES[finding.code][1])} · {words}",
        finding_icon(finding),
        finding_tone(finding),
        in_answer=finding.answer_id is not None,
        in_gold=finding.gold_id is not None,
    )


def _both(name: Callable[[Tag], str], tag: Tag, instead: Tag | None) -> str:
    """Return the name of a tag, and of the one that belongs in its place."""
    return name(tag) if instead is None or instead.label == tag.label else f"{name(tag)} → {name(instead)}"


def places_of(verdicts: Sequence[TagVerdict], corner: QPointF, density: float) -> Mapping[str, QPointF]:
    """Return the top left corner of each plate by its unit, for a picture with this corner."""
    inset = _INSET * density
    return {
        one.unit: QPointF(round(corner.x() + inset), round(corner.y() + inset + place * _STEP * density))
        for place, one in enumerate(verdicts)
    }


def sign_at(place: QPointF, density: float) -> QPointF:
    """Return the middle of the sign of a plate."""
    return place + QPointF(_SIGN / 2 * density, _HEIGHT / 2 * density)


@dataclass(frozen=True)
class TagPlate:
    """A tag's name on a plate, framed in the tone of its verdict, with its sign. ``at`` is its top left corner."""

    at: QPointF
    words: str
    icon: str
    colour: QColor
    density: float
    strong: bool = False

    @property
    def plate(self) -> QRectF:
        """The plate without its frame."""
        width, _height = note_size(self.words, self.density)
        return QRectF(self.at.x(), self.at.y(), width + _SIGN * self.density, _HEIGHT * self.density)

    @property
    def extent(self) -> QRectF:
        """The plate with its frame."""
        return self.plate.adjusted(-3, -3, 3, 3)

    def paint(self, painter: QPainter) -> None:
        """Draw plate, sign and words."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plate, density = self.plate, self.density
        painter.setPen(QPen(self.colour, (3 if self.strong else 2) * density))
        painter.setBrush(theme().colour("surface"))
        painter.drawRoundedRect(plate, 4 * density, 4 * density)
        half = 9 * density
        middle = sign_at(self.at, density)
        sign = coloured(self.icon, self.colour, round(2 * half))
        painter.drawPixmap(
            QRectF(middle.x() - half, middle.y() - half, 2 * half, 2 * half), sign, QRectF(sign.rect())
        )
        painter.setPen(theme().colour("ink"))
        painter.setFont(note_font(density))
        words = plate.adjusted(_SIGN * density, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.words)
