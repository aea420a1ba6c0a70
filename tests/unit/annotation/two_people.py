"""Two people's marks of one text, as hypothesis makes them up and as examples write them down."""

from __future__ import annotations

from hypothesis import strategies as st

from desktop.annotation.marks import Mark
from desktop.annotation.relations import Relation
from desktop.annotation.replies import Reply
from desktop.annotation.spans import Span

TEXT_LENGTH = 24
LABELS = ("org", "loc")
LINKS = ("carried_by", "costs")
QUESTIONS = ("tone", "topic")


@st.composite
def people(draw: st.DrawFn) -> list[Mark]:
    """Return one person's marks: spans, some in chains, relations between them, replies."""
    stretches = draw(
        st.lists(
            st.tuples(st.integers(0, TEXT_LENGTH - 1), st.integers(1, 5), st.sampled_from(LABELS)),
            max_size=6,
        )
    )
    marks: list[Mark] = []
    for number, (start, length, label) in enumerate(stretches):
        group = draw(st.sampled_from(("", "", "x", "y")))
        marks.append(Span(f"s{number}", label, start, min(start + length, TEXT_LENGTH), group=group))
    names = [mark.id for mark in marks]
    if len(names) > 1:
        pairs = st.tuples(st.sampled_from(LINKS), st.sampled_from(names), st.sampled_from(names))
        for number, (label, head, tail) in enumerate(draw(st.lists(pairs, max_size=5))):
            if head != tail:
                marks.append(Relation(f"r{number}", label, head, tail))
    for question in QUESTIONS:
        value = draw(st.sampled_from((None, ("good",), ("bad",), 2)))
        if value is not None:
            marks.append(Reply(f"q-{question}", question, about="", value=value))
    return marks


def org(name: str, start: int, end: int, label: str = "org", group: str = "") -> Span:
    """Return a span."""
    return Span(name, label, start, end, group=group)
