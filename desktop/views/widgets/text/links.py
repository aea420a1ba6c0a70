"""The hand on relations and chains: the one that is picked, and the one that is being made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desktop.annotation import text_chains, text_relations
from desktop.annotation.document import Step
from desktop.annotation.relations import Relation
from desktop.annotation.spans import Span
from desktop.annotation.text_lanes import reading_order
from desktop.annotation.text_relations import RelationIndex, relations_of
from desktop.base.wording import _
from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.text_rules import RelationType
from desktop.views.widgets.text.hand import TextHand

#: Stands for a chain where a kind of relation is asked for.
CHAIN = ""


@dataclass(frozen=True)
class Link:
    """A relation of a kind, or with ``CHAIN`` a mention of a chain, that begins at ``head`` and waits for its other end."""

    kind: str
    head: str


class TextLinks(QObject):
    """Relations and chains over the marks of a hand. ``do`` carries a step out; without one it is for looking only."""

    #: Another relation is picked; its id or "".
    picked = Signal(str)
    #: A link was begun, completed or let go.
    linking = Signal()

    def __init__(self, hand: TextHand, schema: LabelSchema, do: Callable[[Step], None] | None) -> None:
        super().__init__(hand)
        self._hand = hand
        self._schema = schema
        self._do = do
        self.index = RelationIndex(relations_of(hand.document))
        self.relation_id = ""
        self.link: Link | None = None
        hand.picked.connect(self._span_picked)
        hand.moved.connect(self._hand_moved)

    @property
    def relation(self) -> Relation | None:
        """The picked relation, or None."""
        return self.index.get(self.relation_id)

    @property
    def head(self) -> Span | None:
        """Where the link that is being made begins, or None."""
        return self._hand.index.get(self.link.head) if self.link is not None else None

    def may(self, kind: str, head: Span, tail: Span) -> bool:
        """Tell whether the schema lets a kind of relation run from one span to another; a chain joins any two."""
        if head.id == tail.id:
            return False
        type_ = self._schema.relation(kind)
        return kind == CHAIN or (type_ is not None and type_.joins(head.label, tail.label))

    def offered(self, head: Span, tail: Span) -> list[RelationType]:
        """Return the kinds that may run from one span to another and do not yet."""
        held = {
            relation.label for relation in self.index.between(head.id, tail.id) if relation.head == head.id
        }
        return [
            type_
            for type_ in self._schema.relations
            if self.may(type_.id, head, tail) and type_.id not in held
        ]

    def ends(self, relation: Relation) -> tuple[Span, Span] | None:
        """Return head and tail of a relation, or None where one of them is not there or hidden."""
        head, tail = self._hand.index.get(relation.head), self._hand.index.get(relation.tail)
        return (head, tail) if head is not None and tail is not None else None

    def pick(self, relation_id: str) -> None:
        """Pick a relation, or none with an empty id; no span stays picked beside it."""
        if relation_id:
            self.let_go()
            self._hand.pick("")
        if relation_id != self.relation_id:
            self.relation_id = relation_id
            self.picked.emit(relation_id)

    def walk(self, step: int) -> None:
        """Pick the next (1) or previous (-1) relation, in the order of heads and tails in the text."""
        places = sorted(
            (reading_order(ends[0]), reading_order(ends[1]), relation.id)
            for relation in self.index
            if (ends := self.ends(relation)) is not None
        )
        if not places:
            self._hand.noticed.emit(_("还没有关系。"), "quiet")
            return
        held = next((place for place in places if place[2] == self.relation_id), None)
        if held is not None:
            at = (places.index(held) + step) % len(places)
        else:
            here = [number for number, place in enumerate(places) if place[0][0] >= self._hand.caret]
            at = (here[0] if here else 0) - (0 if step > 0 else 1)
        self._hand.place(places[at][0][0])
        self.pick(places[at][2])

    # ---------------------------------------------------------------- making one

    def press(self, kind: str) -> None:
        """Do what the key of a kind of relation means: change the picked relation, or begin one at the picked span."""
        relation, span = self.relation, self._hand.span
        if self._do is None:
            return
        if relation is not None:
            self._retype(relation, kind)
        elif span is None:
            self._hand.noticed.emit(_("先点选关系的起点标注（或按 Tab），再按关系键。"), "caution")
        elif self._candidates(kind, span):
            self.link = Link(kind, span.id)
            self.linking.emit()
        else:
            self._hand.noticed.emit(_("没有可以作终点的标注：这种关系只接受规定的类别。"), "caution")

    def aim(self, step: int) -> None:
        """Walk to the next (1) or previous (-1) span that may be the other end."""
        head = self.head
        if head is None or self.link is None:
            return
        span = self._hand.span or head
        kind = self.link.kind
        for other in self._hand.index.round(reading_order(span), step):
            if self.may(kind, head, other):
                self._hand.anchor = self._hand.caret = other.start
                self._hand.pick(other.id)
                self._hand.moved.emit()
                return

    def complete(self) -> None:
        """Make the link to the picked span. A chain goes on from there."""
        link, head, tail = self.link, self.head, self._hand.span
        if link is None or head is None or tail is None or head.id == tail.id:
            self._hand.noticed.emit(_("按 Tab 走到终点标注，再按 Enter；Esc 取消。"), "caution")
            return
        if not self.may(link.kind, head, tail):
            self._hand.noticed.emit(_("这两个类别之间不能有这种关系。"), "caution")
            return
        if link.kind == CHAIN:
            self.link = Link(CHAIN, tail.id)
            self._join(head, tail)
            self.linking.emit()
            return
        self.let_go()
        self.make(link.kind, head, tail)

    def let_go(self) -> None:
        """Make no link after all."""
        if self.link is not None:
            self.link = None
            self.linking.emit()

    def make(self, kind: str, head: Span, tail: Span) -> None:
        """Relate two spans, as far as the schema allows it, and pick the relation. The head comes first where it must."""
        type_ = self._schema.relation(kind)
        if self._do is None or type_ is None or not self.may(kind, head, tail):
            return
        try:
            step, relation_id = text_relations.relate(
                self._hand.document, self.index, kind, head.id, tail.id, symmetric=type_.symmetric
            )
        except ValueError:
            self._hand.noticed.emit(_("这两处已经有这种关系。"), "caution")
            return
        self._do(step)
        self.pick(relation_id)

    # ---------------------------------------------------------------- changing one

    def reverse(self) -> None:
        """Swap the ends of the picked relation, if the schema lets them."""
        relation = self._editable()
        ends = self.ends(relation) if relation is not None else None
        if relation is None or ends is None or self._do is None:
            return
        head, tail = ends
        if not self.may(relation.label, tail, head):
            self._hand.noticed.emit(_("不能反向：终点的类别不能作这种关系的起点。"), "caution")
            return
        if self.index.has(relation.label, tail.id, head.id):
            self._hand.noticed.emit(_("这两处已经有这种关系。"), "caution")
            return
        self._do(text_relations.reverse(self._hand.document, relation.id))

    def delete(self) -> None:
        """Take the picked relation away and go back to its head."""
        relation = self._editable()
        if relation is not None and self._do is not None:
            self._do(text_relations.remove_relation(self._hand.document, relation.id))
            self._hand.pick(relation.head)

    def begin_chain(self) -> None:
        """Begin to join mentions with the picked span; pressed again it ends."""
        if self.link is not None and self.link.kind == CHAIN:
            self.let_go()
            return
        span = self._hand.span
        if self._do is None or self._schema.task != "text":
            return
        if span is None:
            self._hand.noticed.emit(_("先点选一个标注（或按 Tab），再连指代链。"), "caution")
        elif len(self._hand.index) > 1:
            self.link = Link(CHAIN, span.id)
            self.linking.emit()

    def leave_chain(self) -> None:
        """Take the picked span out of its chain."""
        span = self._hand.span
        if self._do is None or self._schema.task != "text":
            return
        if span is not None and span.group:
            self._do(text_chains.leave(self._hand.document, span.id))
        elif span is not None:
            self._hand.noticed.emit(_("这个标注不在指代链里。"), "quiet")

    def follow(self, step: Step) -> list[Relation]:
        """Take over what a step did; return the relations that it touched."""
        touched = self.index.follow(step)
        if self.relation_id and self.relation is None:
            self.pick("")
        if self.link is not None and self.head is None:
            self.let_go()
        return touched

    def close(self) -> None:
        """Change nothing any more."""
        self._do = None

    # ---------------------------------------------------------------- inside

    def _candidates(self, kind: str, head: Span) -> bool:
        return any(self.may(kind, head, other) for other in self._hand.index.round(reading_order(head), 1))

    def _retype(self, relation: Relation, kind: str) -> None:
        ends = self.ends(relation)
        if relation.locked or ends is None or self._do is None or relation.label == kind:
            return
        if not self.may(kind, *ends):
            self._hand.noticed.emit(_("这两个类别之间不能有这种关系。"), "caution")
        elif self.index.has(kind, ends[0].id, ends[1].id):
            self._hand.noticed.emit(_("这两处已经有这种关系。"), "caution")
        else:
            self._do(text_relations.retype(self._hand.document, relation.id, kind))

    def _join(self, one: Span, other: Span) -> None:
        step = text_chains.join(self._hand.document, one.id, other.id)
        if step.edits and self._do is not None:
            self._do(step)
            self._hand.noticed.emit(_("已连入指代链；Tab 到下一处，Enter 再连，Esc 结束。"), "good")

    def _editable(self) -> Relation | None:
        relation = self.relation
        if self._do is None or relation is None:
            return None
        if relation.locked:
            self._hand.noticed.emit(_("这个关系已锁定。"), "caution")
            return None
        return relation

    def _span_picked(self, span_id: str) -> None:
        if span_id:
            self.pick("")

    def _hand_moved(self) -> None:
        """A selection is what the keys are meant for now."""
        if self._hand.has_selection:
            self.pick("")
