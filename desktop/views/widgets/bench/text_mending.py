"""What is to be mended in a text or a judgement: an inspector's remarks (返修意见), or a machine's draft (预标注修正)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.annotation.document import Document
from desktop.annotation.marks import Mark
from desktop.annotation.relations import Relation
from desktop.annotation.replies import Reply
from desktop.annotation.spans import Span
from desktop.annotation.text_marks import TextMark
from desktop.annotation.text_tools import Range
from desktop.base.wording import _
from desktop.curriculum.answer_names import with_letters
from desktop.curriculum.items import Exercise, Remark
from desktop.curriculum.order import Clause
from desktop.session.unanswered import answer_letters, part_name
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XS, M, S
from desktop.views.widgets.bench.remarks import RemarkList
from desktop.views.widgets.bench.text_questions import QuestionSlot, range_of_part
from desktop.views.widgets.cards import column, row, rule
from desktop.views.widgets.labels import line, paragraph, restyle
from desktop.views.widgets.text.editor import TextEditor
from desktop.views.widgets.text.scene import one_line
from desktop.views.widgets.text.view import TextView

#: Our pixels: a card, and from where on remarks scroll before they take the room of classes and lists.
_CARD, _HIGHEST = 100, 256
#: Characters of a place that a card shows.
_QUOTED = 12


class Mending(QWidget):
    """Remarks as cards, or what a draft asks for; hidden where the work is to label afresh."""

    #: A remark was chosen.
    looked_at = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.remarks = TextRemarks()
        self.remarks.chosen.connect(self.looked_at)
        self.remarks.left.connect(self._show_left)
        self._title, self._left = line("", "strong"), line("", "caption")
        self._draft = paragraph("", "quiet")
        self._draft.setContentsMargins(theme().px(M), 0, theme().px(M), theme().px(S))
        head = row(self._title, None, self._left)
        head.setContentsMargins(theme().px(M), theme().px(S), theme().px(M), theme().px(XS))
        self.setLayout(column(head, self._draft, self.remarks, rule(), spacing=0))
        self._document = Document()
        self._given: dict[str, Mark] = {}
        self._work = "label"
        self.hide()

    @property
    def wanted(self) -> bool:
        """Whether there is anything to mend."""
        return bool(self._given)

    def open(
        self,
        exercise: Exercise,
        document: Document,
        clauses: Sequence[Clause] = (),
        *,
        shown: Sequence[str] = (),
    ) -> None:
        """Show what is to be mended in an exercise; nothing of one that is labelled afresh.

        ``shown``: models' answers in the order in which this person sees them, by which remarks name them.
        """
        mends = exercise.work in {"repair", "correct"}
        self._given = {mark.id: mark for mark in exercise.given_marks} if mends else {}
        self._document, self._work = document, exercise.work
        self.setVisible(mends)
        if not mends:
            return
        titles = {clause.number: clause.title for clause in clauses}
        letters = answer_letters(exercise, shown)
        named = [own.model_copy(update={"text": with_letters(own.text, letters)}) for own in exercise.remarks]
        self.remarks.follow(exercise, document)
        places = [place_words(exercise, self._given, own, shown) for own in exercise.remarks]
        self.remarks.deal(named, tuple(self._given.values()), titles, places)
        drafted = not exercise.remarks
        self.remarks.setFixedHeight(theme().px(min(_CARD * len(exercise.remarks) + S, _HIGHEST)))
        self._title.setText(_("预标注修正") if drafted else _("返修意见"))
        self._draft.setVisible(drafted)
        self._draft.setText(_("机器先标了 {n} 处，逐处核对：错的改，漏的补，多的删。", n=len(self._given)))
        self.refresh()

    def refresh(self) -> None:
        """Show what is seen to, and how much was changed."""
        if self._given and not self.remarks.isHidden():
            self.remarks.refresh()
        elif self._given:
            n = sum(changed(own, self._document) for own in self._given.values())
            n += sum(mark.id not in self._given for mark in self._document)
            self._left.setText(_("改动 {n} 处", n=n))

    def take_focus(self) -> bool:
        """Give the keyboard to the first remark that is left; tell whether there is any."""
        return not self.isHidden() and not self.remarks.isHidden() and self.remarks.focus_first()

    def _show_left(self, n: int) -> None:
        self._left.setText(_("还剩 {n} 条", n=n) if n else _("都改动过了"))
        restyle(self._left, tone="" if n else "good")


class TextRemarks(RemarkList):
    """Remarks on texts: a remark whose mark was changed, or in whose place something new stands, is seen to."""

    #: A remark was chosen.
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._exercise: Exercise | None = None
        self._document = Document()

    def follow(self, exercise: Exercise, document: Document) -> None:
        """Look from now on at the marks of this document, whose material is the exercise's."""
        self._exercise, self._document = exercise, document

    def is_done(self, remark: Remark) -> bool:
        """Tell whether what a remark names was changed, or something new stands where something is missing."""
        if remark.target is not None:
            before = self._given.get(remark.target)
            return before is None or changed(before, self._document)
        start, end = place_of_remark(remark)
        return any(mark.id not in self._given and self._meets(mark, start, end) for mark in self._document)

    def choose(self, place: int) -> None:
        """Tell which remark was chosen."""
        self.chosen.emit(self._remarks[place])

    def _meets(self, mark: Mark, start: int, end: int) -> bool:
        if isinstance(mark, Relation):
            return any(isinstance(own, Span) and own.start < end and start < own.end
                       for own in map(self._document.get, mark.ends))  # fmt: skip
        if isinstance(mark, Reply) and self._exercise is not None:
            # A missing reply about the whole, or about an answer, has no place in the text.
            part = range_of_part(self._exercise, mark.about)
            return start == end if part is None else part[0] < end and start < part[1]
        return isinstance(mark, Span) and mark.start < end and start < mark.end


def changed(before: Mark, document: Document) -> bool:
    """Tell whether a mark says something else now, or is gone; hiding or locking it changes nothing."""
    now = document.get(before.id)
    return now is None or _judged(now) != _judged(before)


def _judged(mark: Mark) -> tuple[object, ...]:
    said = mark.content() if isinstance(mark, TextMark) else mark
    return mark.label, dict(mark.attributes), mark.group, said


def place_of_remark(remark: Remark) -> Range:
    """Return where in the text a remark points: its place is [start, 0, end, 1] in code points."""
    return int(remark.place[0]), int(remark.place[2])


def place_words(
    exercise: Exercise, given: Mapping[str, Mark], remark: Remark, shown: Sequence[str] = ()
) -> str:
    """Return where a remark points: a turn or an answer by its name, the words of a mark, or those of a place."""
    mark, text = given.get(remark.target or ""), exercise.text or ""
    if isinstance(mark, Reply):
        return part_name(exercise, mark.about, shown)
    if isinstance(mark, Relation):
        ends = [own for end in mark.ends if isinstance(own := given.get(end), Span)]
        return " → ".join(one_line(text[own.start : own.end], _QUOTED) for own in ends)
    start, end = (mark.start, mark.end) if isinstance(mark, Span) else place_of_remark(remark)
    words = one_line(text[start:end], _QUOTED)
    return _("“{words}”", words=words) if words else ""


class Mended(Protocol):
    """A bench whose remarks lead to marks."""

    editor: TextEditor | None
    canvas: TextView
    questions: QuestionSlot


def look_at(bench: Mended, remark: Remark) -> None:
    """Pick the mark that a remark is about and bring its place into view: words, a relation, a turn and its question."""
    editor = bench.editor
    if editor is None:
        return
    mark = editor.document.get(remark.target)
    start, end = place_of_remark(remark)
    editor.pick(mark.id if isinstance(mark, Span) else "")
    editor.links.pick(mark.id if isinstance(mark, Relation) else "")
    if isinstance(mark, Reply) and bench.questions.panel is not None:
        bench.questions.panel.go_to(mark.about, mark.label)
        part = range_of_part(bench.questions.panel.inquiry.exercise, mark.about)
        start, end = part or (start, end)
    bench.canvas.show_place((start, end) if start < end else None)
