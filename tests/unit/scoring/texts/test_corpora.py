"""A corpus counted at once comes to what grading document by document comes to."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.annotation.marks import Mark
from desktop.annotation.text_marks import TextMark
from desktop.scoring.summary import total
from desktop.scoring.texts.corpus import count_corpus
from tests.unit.scoring.texts.samples import graded, relation, schema, span

RULES = schema()
_PLACES = st.tuples(st.sampled_from(["per", "org"]), st.integers(0, 12), st.integers(1, 5), st.booleans())


@st.composite
def sides(draw: st.DrawFn, prefix: str) -> list[TextMark]:
    """One side of a document: different spans, some with a gap, and relations between them."""
    places = draw(st.lists(_PLACES, max_size=5, unique_by=lambda place: place[:3]))
    found: list[TextMark] = []
    for number, (label, start, length, broken) in enumerate(places):
        gaps = ((start + 1, start + 2),) if broken and length > 2 else ()
        found.append(span(f"{prefix}{number}", start, start + length, label, gaps=gaps))
    for number, one in enumerate(found[:-1]):
        if draw(st.booleans()):
            other = found[number + 1]
            ends = (one.id, other.id) if draw(st.booleans()) else (other.id, one.id)
            found.append(relation(f"{prefix}r{number}", *ends, draw(st.sampled_from(["lives", "same"]))))
            break
    return found


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(sides("g"), sides("a")), max_size=4))
def test_the_counts_of_a_corpus_are_those_of_its_gradings(
    documents: list[tuple[list[TextMark], list[TextMark]]],
) -> None:
    counts = count_corpus(documents, {"same"})
    whole = total(graded(answer, gold, RULES) for gold, answer in documents)
    known = {name: value for name, value in counts.muc.items() if name in whole.measures}
    assert known == {name: whole.measures[name] for name in known}
    if "strict_cor" not in whole.measures:
        assert not any(counts.muc.values())
    assert whole.measures.get("relation.triples", 0) == counts.triples
    assert whole.measures.get("relation.triple_f1", 0.0) == (counts.triple_f1 or 0.0)


def test_relation_errors_are_told_apart_from_errors_of_their_ends() -> None:
    gold = [span("p", 0, 2), span("o", 4, 6, "org"), relation("r", "p", "o")]
    wrong_end: list[Mark] = [span("p", 0, 3), span("o", 4, 6, "org"), relation("s", "p", "o")]
    wrong_way: list[Mark] = [*gold[:2], relation("s", "o", "p")]
    assert count_corpus([(gold, wrong_end)]).ends_wrong == 2
    assert count_corpus([(gold, wrong_way)]).ends_wrong == 0
    assert count_corpus([(gold, wrong_way)]).triples == 0


def test_nothing_at_all_has_no_f1() -> None:
    assert count_corpus([]).triple_f1 is None
    assert "strict_f1" not in count_corpus([([], [])]).muc
    assert count_corpus([([], [])]).documents == 1
