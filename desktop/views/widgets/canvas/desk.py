"""The state of one image on the bench: the marks, tool and class in hand, and the verbs on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace

from PySide6.QtCore import Signal

from desktop.annotation import edits
from desktop.annotation.document import Add, Step, replacing
from desktop.annotation.history import History
from desktop.annotation.hits import ShapeTable, Side
from desktop.annotation.marks import Mark
from desktop.annotation.outcome import Done, marks_added
from desktop.annotation.shapes.base import Attributes, AttributeValue, Marked, Shape
from desktop.annotation.shapes.skeleton import JointState
from desktop.annotation.tools.flags import toggle_tag
from desktop.annotation.tools.strokes import Context, Pixels, Settings
from desktop.base.wording import _
from desktop.curriculum.schema import Label, LabelSchema
from desktop.views.widgets.canvas import toolbox
from desktop.views.widgets.canvas.mark_desk import MarkDesk
from desktop.views.widgets.canvas.toolbox import TAG, TOOLS, Kit, template_of, tools_of

BOX, SELECT = toolbox.BOX, toolbox.SELECT


class ImageDesk(MarkDesk):
    """What canvas, list and panels share. They ask it to act and listen to what became of it.

    ``kit`` is what stays in the hand from image to image.
    """

    #: Tool, class to draw with, hand settings, or the veil over all marks changed.
    mode_changed = Signal()

    def __init__(
        self, history: History, schema: LabelSchema, size: tuple[int, int], kit: Kit | None = None
    ) -> None:
        super().__init__(history, schema, size)
        self.kit = kit if kit is not None else Kit()
        self.label = schema.label(self.kit.last_label) or schema.labels[0]
        held = self.kit.last_tool
        allowed = tools_of(schema, self.label.id)
        self.tool = held if held in allowed else (allowed[0] if allowed else SELECT)
        self.veiled = False
        #: The only marks shown, None for all; a way of looking, no step.
        self.solo: frozenset[str] | None = None
        #: Another's marks under inspection.
        self.underlay: ShapeTable | None = None
        #: The mark that the next one drawn takes the place of.
        self.redraws: str | None = None
        #: How the next joint of a skeleton is seen.
        self.joint_state: JointState = "visible"

    # -- tool and class

    @property
    def draws(self) -> bool:
        """Whether the tool in hand draws where it is pressed."""
        return self.tool in TOOLS

    @property
    def settings(self) -> Settings:
        """How the hand is set."""
        return self.kit.settings

    def tools(self) -> tuple[str, ...]:
        """Return the tools that the classes of the schema allow."""
        return tools_of(self.schema)

    def take(self, tool: str) -> None:
        """Take a tool in hand. One that draws something new starts with nothing selected.

        A tool that the class cannot be drawn with brings the first class that can.
        """
        if tool == TAG:
            self.tag()
            return
        if tool in TOOLS:
            if tool not in tools_of(self.schema):
                self.refused.emit(_("这一单的类别不用这个工具。"))
                return
            if tool not in tools_of(self.schema, self.label.id):
                self.label = next(own for own in self.schema.labels if tool in tools_of(self.schema, own.id))
            self.kit.last_tool, self.kit.last_label = tool, self.label.id
        self.tool, self.redraws = tool, None
        if tool in TOOLS and not TOOLS[tool].keeps:
            self.select(())
        self.mode_changed.emit()

    def choose_label(self, label: Label) -> None:
        """Draw this class from now on; with the select tool the selected marks change to it as well."""
        self.label = label
        self.kit.last_label = label.id
        allowed = tools_of(self.schema, label.id)
        if self.tool in TOOLS and self.tool not in allowed:
            self.take(next((name for name in allowed if name != TAG), SELECT))
        self.mode_changed.emit()
        if self.tool == SELECT and self.selected:
            self.relabel(label)

    def set_hand(self, settings: Settings) -> None:
        """Set the hand anew: brush, snapping, tolerance."""
        self.kit.settings = settings
        self.mode_changed.emit()

    def veil(self, *, veiled: bool) -> None:
        """Hide all marks from sight for a while, or show them again; no mark changes."""
        self.veiled = veiled
        self.mode_changed.emit()

    def context(self, pixels: Pixels | None = None) -> Context:
        """Return all that a tool may ask for when it begins. ``pixels`` reads the picture, None while it cannot."""
        kinds = set(self.schema.shapes_of(self.label.id))
        tool = TOOLS.get(self.tool)
        return Context(
            self.sheet,
            self.table,
            self.label.id,
            _(tool.step, label=self.label.called) if tool is not None else "",
            attributes=self.fresh_attributes(),
            selected=self.selected,
            template=template_of(self.label, self.document),
            settings=self.settings,
            pixels=pixels,
            underlay=self.underlay,
            is_stuff=self.label.role == "stuff",
            as_mask="polygon" not in kinds and "mask" in kinds,
            as_line="polygon" not in kinds and "polyline" in kinds,
            joint_state=self.joint_state,
            ask=lambda: self.settings,
        )

    def fresh_attributes(self) -> Attributes:
        """Return what a new mark of the chosen class carries: the defaults of the schema."""
        return carried(self.schema, self.label.id, {})

    # -- verbs

    def do(self, step: Step) -> None:
        """Carry out a step. What it adds is shown even while only some marks are."""
        super().do(step)
        added = marks_added(step)
        if self.solo is not None and added:
            self.solo |= frozenset(added)
            self.mode_changed.emit()

    def conclude(self, done: Done) -> None:
        """Carry out what a stroke or a verb came to; a mark that is drawn anew keeps id, class and answers."""
        added = [edit.mark for edit in done.step.edits if isinstance(edit, Add)] if done.step else []
        before = self.document.get(self.redraws)
        if before is not None and len(added) == 1 and isinstance(added[0], Shape):
            kept = {own.name: getattr(before, own.name) for own in fields(Marked)}
            anew = replacing(_("重画"), self.document, replace(added[0], **kept))
            done, self.redraws = Done(anew, (before.id,), told=done.told), None
        super().conclude(done)

    def tag(self) -> None:
        """Tag the picture with the chosen class, or take the tag away."""
        if "tag" not in self.schema.shapes_of(self.label.id):
            self.refused.emit(_("这个类别不是整图标签，先选一个标签类别。"))
            return
        name = _(TOOLS[TAG].step, label=self.label.called)
        self.do(toggle_tag(self.sheet, self.label.id, attributes=self.fresh_attributes(), name=name))

    def nudge(self, dx: float, dy: float) -> None:
        """Move the selected marks."""
        self.do_on_free(edits.nudge(self.sheet, self.selected, dx, dy))

    def stretch(self, side: Side, outward: float) -> None:
        """Move one side of the selected boxes."""
        if self.selected and not self.selected_boxes():
            self.refused.emit(_("只有矩形框能用方向键调边；别的形状拖它的点。"))
            return
        self.do_on_free(edits.stretch(self.sheet, self.selected, side, outward))

    def duplicate(self) -> None:
        """Copy the selected marks and select the copies."""
        if self.something_selected():
            step = edits.duplicate(self.sheet, self.selected)
            self.do(step)
            self.select(marks_added(step))

    def erase(self) -> None:
        """Delete the selected marks."""
        if self.something_selected():
            self.do_on_free(edits.erase(self.document, self.selected))

    def relabel(self, label: Label) -> None:
        """Give the selected marks another class that may be drawn so; attributes it does not ask for fall away."""
        if not self.something_selected():
            return
        kinds = self.schema.shapes_of(label.id)
        fitting = [own.id for own in self._marks() if not isinstance(own, Shape) or own.kind in kinds]
        if not fitting:
            self.refused.emit(_("“{label}”不能画成这种形状。", label=label.called))
            return
        self.do(
            edits.relabel(
                self.document,
                fitting,
                label.id,
                name=_("改为{label}", label=label.called),
                attributes=lambda mark: carried(self.schema, label.id, mark.attributes),
            )
        )

    def answer(self, attribute: str, value: AttributeValue | None) -> None:
        """Set an attribute of the selected marks that are asked for it."""
        asked = [
            own.id
            for own in self._marks()
            if any(each.id == attribute for each in self.schema.attributes_of(own.label))
        ]
        self.do(edits.answer(self.document, asked, attribute, value))

    def toggle_hidden(self, ids: Iterable[str] | None = None) -> None:
        """Hide the marks (the selected ones by default), or show them when all of them are hidden."""
        if ids is not None or self.something_selected():
            chosen = tuple(self.selected if ids is None else ids)
            hidden = not all(self.document[mark_id].hidden for mark_id in chosen)
            self.do(edits.hide(self.document, chosen, hidden=hidden))

    def toggle_locked(self, ids: Iterable[str] | None = None) -> None:
        """Lock the marks (the selected ones by default), or unlock them when all of them are locked."""
        if ids is not None or self.something_selected():
            chosen = tuple(self.selected if ids is None else ids)
            locked = not all(self.document[mark_id].locked for mark_id in chosen)
            self.do(edits.lock(self.document, chosen, locked=locked))

    def _marks(self) -> list[Mark]:
        return [self.document[mark_id] for mark_id in self.selected]


def unanswered(schema: LabelSchema, mark: Mark) -> tuple[str, ...]:
    """Return the names of the attributes that a mark still lacks."""
    asked = schema.attributes_of(mark.label)
    return tuple(attribute.name for attribute in asked if attribute.id not in mark.attributes)


def carried(schema: LabelSchema, label: str, held: Mapping[str, AttributeValue]) -> Attributes:
    """Return the attributes of a mark under a class: what it holds and the class asks for, defaults for the rest."""
    asked = schema.attributes_of(label)
    values = {attribute.id: held.get(attribute.id, attribute.default) for attribute in asked}
    return {name: value for name, value in values.items() if value is not None}
