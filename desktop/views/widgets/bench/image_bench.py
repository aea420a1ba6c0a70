"""The image bench (标注台): tool rail, canvas, panel and foot around one exercise, and the look back at it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication

from desktop.annotation.shapes.base import Shape
from desktop.base.wording import _
from desktop.session.shown import Feedback, OpenAttempt, Review, TaskLeft
from desktop.views.widgets.bench.carry import CarryAsking
from desktop.views.widgets.bench.hints import walk_hint
from desktop.views.widgets.bench.image_frame import ImageFrame, keep_hand
from desktop.views.widgets.bench.image_verbs import Verb, review_table, verb_table
from desktop.views.widgets.bench.issues import issues_of, matches
from desktop.views.widgets.bench.kept import kept
from desktop.views.widgets.bench.opening import checked_size, compared_of, opened_desk, reviewed
from desktop.views.widgets.bench.walk import AttributeWalk
from desktop.views.widgets.canvas.key_profiles import REVIEW
from desktop.views.widgets.canvas.keys import KeyMap
from desktop.views.widgets.canvas.keys_in_use import keys_in_use
from desktop.views.widgets.canvas.picture_view import PictureView
from desktop.views.widgets.canvas.review_scene import Compared, Layer
from desktop.views.widgets.canvas.verbs import paste_marks

#: Action -> the other image that it asks for.
TURNS = {
    "image.next": "next",
    "image.previous": "previous",
    "jump.next_open": "open",
    "image.next_match": "next_match",
    "image.previous_match": "previous_match",
    "image.next_issue": "next_issue",
    "image.previous_issue": "previous_issue",
}


class ImageBench(ImageFrame):
    """The bench. The page around it brings the top bar; what is done here is saved with every step."""

    #: Ctrl+Enter was pressed.
    submitted = Signal()
    #: F2 was pressed.
    rules_requested = Signal()
    #: The document changed.
    changed = Signal()
    #: A marker on the picture, or Tab, chose a finding: its place among those shown.
    finding_chosen = Signal(int)
    #: A key chose another layer of the comparison: "gold", "answer" or "both".
    layer_changed = Signal(str)
    #: A key asked for another image, by the key of ``TURNS``: the next, the one before, the next not handed in ...
    turned = Signal(str)
    #: What is selected is to be put on the next images: shapes, how many images.
    propagated = Signal(object, int)
    #: A big picture turned out unreadable after its coarse view: a KnownError.
    failed = Signal(object)

    def __init__(self, attempt: OpenAttempt | None = None) -> None:
        super().__init__()
        self.setAccessibleName(_("图片标注台"))
        self._attempt: OpenAttempt | None = None
        self._turns = False
        self._ahead: int | None = None
        self._verbs = self._own_verbs()
        for view in (self.canvas, self.comparison):
            view.loader.failed.connect(self.failed)
        keys_in_use().changed.connect(self._rekey)
        self.comparison.finding_chosen.connect(self._marker_chosen)
        if attempt is not None:
            self.load(attempt)

    # -- what the page asks

    def load(self, attempt: OpenAttempt) -> None:
        """Put an exercise on the bench. Raises KnownError, with nothing changed, for a picture that cannot be shown."""
        size = checked_size(attempt.media, attempt.exercise)
        desk = opened_desk(attempt, size, kept().kit)
        self.canvas.given_labels = attempt.given_schema.labels if attempt.given_schema is not None else ()
        self.canvas.open(attempt.media, desk)
        self.desk = desk
        self.comparison.shut()
        self._attempt = attempt
        self._walk = AttributeWalk(desk, self.canvas)
        self._walk.moved.connect(self._walked)
        verbs = verb_table(desk, self.canvas)
        kept().carry.turn_to(desk)
        self._verbs = self._own_verbs() | verbs | kept().carry.verbs() | self._walk.verbs(verbs["cancel"])
        self.keymap = keys_in_use().keymap(desk.schema, available=self._verbs)
        desk.stepped.connect(self._stepped)
        desk.history_moved.connect(self._show_state)
        desk.selection_changed.connect(self._show_state)
        desk.selection_changed.connect(self._show_flagged)
        desk.selection_changed.connect(self._say_selected)
        desk.mode_changed.connect(self._show_state)
        desk.refused.connect(self.foot.say)
        self.plates.tool.changed.connect(desk.set_hand)
        self.plates.view.begin(kept().options, desk.schema.labels)
        self.plates.adjust.begin(kept().look)
        self.panel.show_desk(desk, self.keymap)
        self.panel.show_remarks(attempt.exercise.remarks, attempt.exercise.given_marks)
        self.panel.show_given(attempt.exercise.given_marks, attempt.given_schema)
        self.plates.context.show_picture(attempt.context)
        n = len(attempt.document)
        self.foot.saved(_("已载入 {n} 个标注", n=n) if n else _("每一笔都会自动保存"))
        self._turn_to(self.canvas)
        self._show_state()
        self._say_selected()

    def show_feedback(self, feedback: Feedback) -> None:
        """Compare what was handed in with the gold, read-only. Raises KnownError."""
        self.compare(feedback.attempt.media, compared_of(feedback))

    def show_review(self, review: Review) -> None:
        """Compare a trainee's attempt with the gold, read-only. Raises KnownError."""
        self.compare(
            review.media,
            reviewed(review),
            whose=_("{name}的标注", name=review.row.name),
            second=review.second,
        )

    def compare(self, media: bytes, compared: Compared, *, whose: str = "", second: str = "") -> None:
        """Show an answer beside the gold, read-only. Raises KnownError for a picture that cannot be shown.

        ``whose`` says in words whose answer it is; without it, the one's own. ``second`` names another person whose
        marks stand where the gold would.
        """
        self.comparison.compare(media, compared)
        self.canvas.shut()
        self.desk = None
        self._attempt = None
        self._verbs = self._own_verbs() | review_table(self.comparison, self.set_layer)
        onwards = [own for own in keys_in_use().bindings if own.action in {"image.next", "image.previous"}]
        self.keymap = KeyMap((*onwards, *REVIEW), available=self._verbs)
        self._turn_to(self.comparison)
        answer = whose or _("我的标注")
        given = _("　白线：被检标注") if compared.given_schema is not None else ""
        if second:
            self.foot.hint(
                _(
                    "蓝色实线：{answer}　绿色虚线：{second}的标注　Tab：下一处分歧",
                    answer=answer,
                    second=second,
                )
            )
            return
        self.foot.hint(
            _(
                "蓝色实线：{answer}　绿色虚线：金标{given}　斜线：不评分，指着看原因　Tab：下一处问题",
                answer=answer,
                given=given,
            )
        )

    def offer_turning(self, ahead: int | None = None) -> None:
        """There are other images, ``ahead`` of them at hand: keys for them mean something from the next load on."""
        self._turns, self._ahead = True, ahead

    def tell(self, sentence: str) -> None:
        """Say something at the foot."""
        self.foot.say(sentence)

    def sought(self) -> str:
        """Return what is typed over the list of objects."""
        return self.panel.filter.text().strip()

    def seek(self, typed: str) -> None:
        """Narrow the list of objects and go to the first that is left."""
        self.panel.filter.show()
        self.panel.filter.setText(typed)
        self.panel.next_match(1)

    def found_in(self, left: TaskLeft, typed: str) -> str:
        """Return what an image has of what is sought, in words; of its issues when nothing is typed; or nothing."""
        if not typed:
            return "、".join(issues_of(left))
        n = matches(left, typed)
        return _("{n} 个符合“{typed}”", n=n, typed=typed) if n else ""

    def put_on(self, attempt: OpenAttempt, shapes: Sequence[Shape]) -> bool:
        """Put copies on another image as one step of its own; tell whether its classes could take any of them."""
        desk = opened_desk(attempt, checked_size(attempt.media, attempt.exercise), kept().kit)
        paste_marks(desk, shapes, name=_("从前面一张复制来"))
        desk.close()
        return bool(desk.selected)

    def set_layer(self, layer: Layer) -> None:
        """Show the gold, the answer, or both."""
        if layer != self.comparison.layer:
            self.comparison.show_layer(layer)
            self.layer_changed.emit(layer)

    def focus_finding(self, index: int) -> None:
        """Zoom to a finding by its place among those shown."""
        compared = self.comparison.compared
        if compared is not None and 0 <= index < len(compared.findings):
            self.comparison.focus_finding(index)

    def focus_gold(self, gold_id: str) -> None:
        """Zoom to a thing of the gold that is not judged."""
        self.comparison.focus_gold(gold_id)

    def close_bench(self) -> None:
        """Let go of the exercise; no thread and no timer is left running."""
        self.canvas.shut()
        self.comparison.shut()
        self.plates.shut()
        self.foot.shut()
        self.desk = self._attempt = None
        self._verbs = self._own_verbs()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave nothing running."""
        self.close_bench()
        super().closeEvent(event)

    # -- inside

    def _own_verbs(self) -> dict[str, Verb]:
        return self._frame_verbs() | {
            **{action: partial(self.turned.emit, where) for action, where in TURNS.items() if self._turns},
            "propagate": self._ask_how_far,
            "save": partial(self.foot.say, _("每一笔都已自动保存，不用手动保存。"), "good"),
            "submit": self.submitted.emit,
            "rules": self.rules_requested.emit,
        }

    def _ask_how_far(self) -> None:
        """Ask to how many images what is selected is copied."""
        desk = self.desk
        if desk is None or not desk.something_selected():
            return
        if self._ahead == 0:
            desk.refused.emit(_("后面没有没提交的图片了。"))
            return
        asking = CarryAsking(
            self,
            marks=len(desk.selected_shapes()),
            ahead=self._ahead,
            asked=kept().carry.asked,
            yes=self._propagate,
        )
        asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking.open()

    def _propagate(self, times: int) -> None:
        kept().carry.asked = times
        if self.desk is not None and self._ahead is not None:
            self.propagated.emit(self.desk.selected_shapes(), times)
        else:
            kept().carry.choose(times)

    def _turn_to(self, view: PictureView) -> None:
        """Show the canvas to work on or the one to look back."""
        works = view is self.canvas
        focused = QApplication.focusWidget()
        self._views.setCurrentWidget(view)
        self.setFocusProxy(view)
        if focused is not None and self.isAncestorOf(focused):
            view.setFocus()
        self.panel.setVisible(works)
        self.foot.show_saving(works)
        self._dress_rail(looking_back=not works)
        if not works:
            self.plates.only_adjust()
        self.plates.adjust.hide()
        self._show_view()

    def _rekey(self) -> None:
        """Follow other keys: on the rail, on the classes, and in what is pressed."""
        if self._attempt is not None:
            self.load(self._attempt)
        elif self.comparison.compared is not None:
            self._turn_to(self.comparison)

    def _marker_chosen(self, index: int) -> None:
        self.comparison.focus_finding(index)
        self.finding_chosen.emit(index)

    def _walked(self) -> None:
        """Point at the attribute that is asked, or at none."""
        walk = self._walk
        if walk is None:
            return
        asked = walk.asked
        self.panel.attributes.point_at(asked.id if asked is not None else "")
        self.foot.hint(walk_hint(asked) if asked is not None else "")

    def _stepped(self) -> None:
        self.foot.saved()
        self.changed.emit()

    def _show_state(self) -> None:
        """Show tool, veil, and what can be undone, redone and deleted."""
        desk = self.desk
        if desk is None:
            return
        for action in self.rail.buttons:
            if action.startswith("tool."):
                self.rail.check(action, action == f"tool.{desk.tool}")
        self.rail.check("hide.all", desk.veiled)
        self.rail.buttons["hide.all"].set_icon("eye-off" if desk.veiled else "eye")
        self.rail.enable("undo", bool(desk.history.next_undo))
        self.rail.enable("redo", bool(desk.history.next_redo))
        self.rail.enable("erase", bool(desk.selected))
        if (self.plates.tool.tool, self.plates.tool.settings) != (desk.tool, desk.settings):
            if self.plates.tool.tool != desk.tool:
                self.foot.attend()
            self.plates.tool.show_tool(desk.tool, desk.settings)
            self._place_plates()
        keep_hand(desk.settings)
        self._show_view()
