"""Relations between spans, found by their ends, and what a hand does to them, as reversible steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from desktop.annotation.document import Document, Step, adding, changes, removing, replacing
from desktop.annotation.marks import new_mark_id
from desktop.annotation.relations import Relation
from desktop.annotation.text_chains import without_lone
from desktop.base.wording import N_

RELATE = N_("建立关系")
RETYPE = N_("改关系类型")
REVERSE = N_("关系反向")
DELETE_RELATION = N_("删除关系")


class RelationIndex:
    """The relations of a text, hidden ones left out, found by the span at either end."""

    def __init__(self, relations: Iterable[Relation] = ()) -> None:
        self._relations: dict[str, Relation] = {}
        self._of: dict[str, dict[str, None]] = {}
        for relation in relations:
            self.put(relation)

    def __len__(self) -> int:
        return len(self._relations)

    def __iter__(self) -> Iterator[Relation]:
        return iter(self._relations.values())

    def get(self, relation_id: str) -> Relation | None:
        """Return the relation of that id, or None."""
        return self._relations.get(relation_id)

    def of(self, span_id: str) -> list[Relation]:
        """Return the relations with that span at either end, the oldest first."""
        return [self._relations[relation_id] for relation_id in self._of.get(span_id, ())]

    def between(self, one: str, other: str) -> list[Relation]:
        """Return the relations between two spans, whichever is the head."""
        return [relation for relation in self.of(one) if other in relation.ends]

    def has(self, label: str, head: str, tail: str) -> bool:
        """Tell whether a relation of a kind runs from one span to another."""
        return any(
            relation.label == label and relation.ends == (head, tail) for relation in self.between(head, tail)
        )

    def put(self, relation: Relation) -> None:
        """Add a relation, or put it in place of the one with its id."""
        self.drop(relation.id)
        if relation.hidden:
            return
        self._relations[relation.id] = relation
        for end in relation.ends:
            self._of.setdefault(end, {})[relation.id] = None

    def drop(self, relation_id: str) -> None:
        """Forget a relation; a stranger is nothing."""
        relation = self._relations.pop(relation_id, None)
        for end in relation.ends if relation is not None else ():
            self._of[end].pop(relation_id, None)
            if not self._of[end]:
                del self._of[end]

    def follow(self, step: Step) -> list[Relation]:
        """Take over what a step did and return every relation that it touched, as it was and as it is."""
        touched: list[Relation] = []
        for gone, come in changes(step):
            if isinstance(gone, Relation):
                self.drop(gone.id)
                touched.append(gone)
            if isinstance(come, Relation):
                self.put(come)
                touched.append(come)
        return touched


def relations_of(document: Document) -> tuple[Relation, ...]:
    """Return the relations of a document in their order."""
    return tuple(mark for mark in document if isinstance(mark, Relation))


def relate(
    document: Document, index: RelationIndex, label: str, head: str, tail: str, *, symmetric: bool = False
) -> tuple[Step, str]:
    """Return the step that relates two spans, and the relation's id.

    Raises ValueError when they are the same span or are related so already; of a ``symmetric`` kind in either direction.
    """
    made = Relation(new_mark_id(), label, head, tail)
    if index.has(label, head, tail) or (symmetric and index.has(label, tail, head)):
        raise ValueError("related already")
    return adding(RELATE, document, made), made.id


def retype(document: Document, relation_id: str, label: str) -> Step:
    """Return the step that makes a relation one of another kind."""
    return replacing(RETYPE, document, replace(_relation(document, relation_id), label=label))


def reverse(document: Document, relation_id: str) -> Step:
    """Return the step that swaps head and tail."""
    relation = _relation(document, relation_id)
    return replacing(REVERSE, document, replace(relation, head=relation.tail, tail=relation.head))


def remove_relation(document: Document, relation_id: str) -> Step:
    """Return the step that takes a relation away."""
    return removing(DELETE_RELATION, document, _relation(document, relation_id).id)


def remove_spans(name: str, document: Document, index: RelationIndex, *span_ids: str) -> Step:
    """Return the one step that takes spans away with their relations, and frees who is left alone in a chain."""
    hanging = {relation.id for span_id in span_ids for relation in index.of(span_id)}
    freed = replacing(name, document, *without_lone(document, span_ids))
    return Step(name, freed.edits + removing(name, document, *span_ids, *hanging).edits)


def _relation(document: Document, relation_id: str) -> Relation:
    mark = document[relation_id]
    if not isinstance(mark, Relation):
        raise TypeError(f"mark {relation_id} is no relation")
    return mark
