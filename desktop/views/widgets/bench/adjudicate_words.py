"""Differences of two people in words: in what they differ, and what each of them says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.annotation.marks import Mark
from desktop.annotation.merging import Choice, Difference, Merge, What
from desktop.annotation.merging_plan import State
from desktop.annotation.ranking import preferences
from desktop.annotation.relations import Relation
from desktop.annotation.replies import Reply
from desktop.annotation.spans import Span
from desktop.base.wording import N_, _
from desktop.curriculum.items import Exercise
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.text_gold import text_of
from desktop.session.explain import attribute_value, label_name
from desktop.session.unanswered import answer_letters, part_name
from desktop.views.widgets.answers.told import tiers_of, value_words
from desktop.views.widgets.bench.text_list import words_of

#: What differs; where one alone marked something, the title names who.
TITLES: Mapping[What, str] = {
    "label": N_("类别不同"),
    "edges": N_("边界不同"),
    "label_edges": N_("类别和边界都不同"),
    "attributes": N_("属性不同"),
    "direction": N_("关系方向相反"),
    "end": N_("关系连到不同的地方"),
    "chain": N_("指代链不同"),
}
_RETYPED = N_("关系类型不同")
CHOICES: Mapping[Choice, str] = {
    "first": N_("取{name}"),
    "second": N_("取{name}"),
    "both": N_("都要"),
    "neither": N_("都不要"),
    "own": N_("自己标"),
}
STATES: Mapping[State, str] = {
    "open": N_("未裁"),
    "first": N_("取{name}"),
    "second": N_("取{name}"),
    "both": N_("都要"),
    "neither": N_("都不要"),
    "own": N_("自己标的"),
    "moot": N_("不用裁"),
}
#: What to take from one who marked nothing, and from one who did, where only one of both marked something.
_ONLY: Mapping[bool, str] = {True: N_("取{name}：要"), False: N_("取{name}：不要")}
#: Characters of a span that a line shows, and of one at the end of a relation.
_LONG, _SHORT = 28, 9


@dataclass(frozen=True)
class Told:
    """A difference in words: what differs, and what the first and the second say."""

    title: str
    first: str
    second: str


class Teller:
    """Tells the differences of one exercise. ``names``: side -> what that person is called."""

    def __init__(
        self, exercise: Exercise, schema: LabelSchema, names: Mapping[str, str], shown: Sequence[str] = ()
    ) -> None:
        self._exercise, self._schema, self._names = exercise, schema, names
        self._shown = tuple(shown)
        self._letters = answer_letters(exercise, shown)
        self.merge: Merge = exercise.merge
        self._marks = {mark.id: mark for mark in (*self.merge.first, *self.merge.second)}

    def told(self, one: Difference) -> Told:
        """Return a difference in words."""
        if one.kind == "reply":
            return Told(self._asked(one), *(self.replied(side) for side in (one.first, one.second)))
        nothing = _("没有连") if one.kind == "relation" else _("没有标")
        sides = [self._side(one, marks) or nothing for marks in (one.first, one.second)]
        return Told(self._title(one), *sides)

    def choice(self, choice: Choice, one: Difference | None = None) -> str:
        """Return what a choice is called; of a difference where one alone marked something, what comes of it."""
        name = self._names.get(choice, "")
        if one is not None and one.what == "only" and name:
            return _(_ONLY[bool(one.first if choice == "first" else one.second)], name=name)
        return (
            _("自己答")
            if one is not None and one.kind == "reply" and choice == "own"
            else _(CHOICES[choice], name=name)
        )

    def state(self, state: State) -> str:
        """Return how a difference stands, in a word."""
        return _(STATES[state], name=self._names.get(state, ""))

    def _title(self, one: Difference) -> str:
        if one.what == "only":
            name = self._names["first" if one.first else "second"]
            if one.kind == "relation":
                kind = label_name(one.marks[0].label, self._schema)
                return _("只有{name}连了关系：{kind}", name=name, kind=kind)
            return _("只有{name}标了", name=name)
        if one.kind == "relation" and one.what == "label":
            return _(_RETYPED)
        title = _(TITLES[one.what])
        if one.kind == "relation":
            return _("{title}：{name}", title=title, name=label_name(one.marks[0].label, self._schema))
        return title if one.what != "edges" else _("{title}：差 {n} 字", title=title, n=apart(one))

    def _side(self, one: Difference, marks: Sequence[Mark]) -> str:
        if one.kind == "chain":
            return " = ".join(self._words(mark, most=_SHORT) for mark in marks if isinstance(mark, Span))
        return _("；").join(self._said(one, mark) for mark in marks)

    def _said(self, one: Difference, mark: Mark) -> str:
        name = label_name(mark.label, self._schema)
        if isinstance(mark, Relation):
            head, tail = (self._words(self._marks.get(end), most=_SHORT) for end in mark.ends)
            ends = _("{head} → {tail}", head=head, tail=tail)
            # The title names the kind where both say the same.
            return ends if one.what != "label" else _("{name} {words}", name=name, words=ends)
        words = _("{name} {words}", name=name, words=self._words(mark))
        if one.what == "attributes":
            words += "  " + self._attributes(mark)
        return words

    def _attributes(self, mark: Mark) -> str:
        return _("，").join(
            f"{own.name} {attribute_value(mark.attributes.get(own.id), own.id, self._schema)}"
            for own in self._schema.attributes_of(mark.label)
        )

    def _words(self, mark: Mark | None, *, most: int = _LONG) -> str:
        """Return the words of a span; of long ones both ends, for there they differ."""
        if not isinstance(mark, Span):
            return "？"
        words = words_of(text_of(self._exercise, mark.text_id) or "", mark)
        if len(words) > most:
            words = f"{words[: most // 2]}…{words[-(most // 2) :]}"
        letter = self._letters.get(mark.text_id)
        return _("“{words}”", words=words) + (f" ({letter})" if letter else "")

    def _asked(self, one: Difference) -> str:
        label, about = one.place
        name = label_name(label, self._schema)
        if one.what == "only":
            who = self._names["first" if one.first else "second"]
            name = _("{question}：只有{name}答了", question=name, name=who)
        if about:
            part = part_name(self._exercise, about, self._shown)
            return _("{part}·{question}", part=part, question=name)
        ranked = [tiers_of(mark.value) for mark in one.marks if isinstance(mark, Reply)]
        if len(ranked) > 1 and all(ranked):
            return _("{question}：{n} 对次序不同", question=name, n=turned(*ranked))
        return name

    def replied(self, marks: Sequence[Mark]) -> str:
        """Return what a reply says."""
        if not marks or not isinstance(marks[0], Reply):
            return _("没有答")
        question = self._schema.question(marks[0].label)
        if question is None:
            return str(marks[0].value)
        return value_words(question, marks[0].value, marks[0].about, self._letters)


def apart(one: Difference) -> int:
    """Return how many characters belong to one of two spans alone."""
    spans = [mark for mark in one.marks if isinstance(mark, Span)]
    sets = [{place for piece in span.pieces for place in range(*piece)} for span in spans[:2]]
    return len(sets[0] ^ sets[1]) if len(sets) > 1 else 0


def turned(first: tuple[tuple[str, ...], ...], second: tuple[tuple[str, ...], ...]) -> int:
    """Return how many pairs two rankings do not order alike."""
    one, other = preferences(first), preferences(second)
    return sum(other.get(pair) != sign for pair, sign in one.items())


def side_notes(
    exercise: Exercise, schema: LabelSchema, names: Mapping[str, str], shown: Sequence[str]
) -> dict[str, list[tuple[str, str]]]:
    """Return for each model's answer what the two said of it: differences one by one, then in a line what is alike."""
    teller = Teller(exercise, schema, names, shown)
    order = sorted(names, key=lambda side: names[side] != _("甲"))
    notes: dict[str, list[tuple[str, str]]] = {answer.id: [] for answer in exercise.answers}
    for one in teller.merge.differences:
        if one.kind == "reply" and one.place[1] in notes:
            told = teller.told(one)
            sides = {"first": told.first, "second": told.second}
            said = _("，").join(f"{names[side]} {sides[side]}" for side in order)
            name = label_name(one.place[0], schema)
            notes[one.place[1]].append((_("{question}：{said}", question=name, said=said), "caution"))
    for answer_id, rows in notes.items():
        alike = [
            f"{label_name(mark.label, schema)} {teller.replied((mark,))}"
            for mark, _other in teller.merge.agreed
            if isinstance(mark, Reply) and mark.about == answer_id
        ]
        if alike:
            rows.append((_("两人一致：{places}", places=_("、").join(alike)), "good"))
    return notes
