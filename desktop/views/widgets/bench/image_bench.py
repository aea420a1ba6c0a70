"""The image bench (标注台): tool rail, canvas, panel and foot around one exercise, and the look back at it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication

from desktop.base.wording import _
from desktop.session.shown import Feedback, OpenAttempt, Review
from desktop.views.widgets.bench.hints import walk_hint
from desktop.views.widgets.bench.image_frame import ImageFrame
from desktop.views.widgets.bench.image_verbs import Verb, review_table, verb_table
from desktop.views.widgets.bench.kept import kept
from desktop.views.widgets.bench.opening import checked_size, compared_of, opened_desk, reviewed
from desktop.views.widgets.bench.walk import AttributeWalk
from desktop.views.widgets.canvas.key_profiles import REVIEW
from desktop.views.widgets.canvas.keys import KeyMap
from desktop.views.widgets.canvas.keys_in_use import keys_in_use
from desktop.views.widgets.canvas.picture_view import PictureView
from desktop.views.widgets.canvas.review_scene import Compared, Layer


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
    #: A key asked for another image: "next", "previous" or "open", the next that is not handed in.
    turned = Signal(str)
    #: A big picture turned out unreadable after its coarse view: a KnownError.
    failed = Signal(object)

    def __init__(self, attempt: OpenAttempt | None = None) -> None:
        super().__init__()
        self.setAccessibleName(_("图片标注台"))
        self._attempt: OpenAttempt | None = None
        self._turns = False
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

    def show_feedback(self, feedback: Feedback) -> None:
        """Compare what was handed in with the gold, read-only. Raises KnownError."""
        self.compare(feedback.attempt.media, compared_of(feedback))

    def show_review(self, review: Review) -> None:
        """Compare a trainee's attempt with the gold, read-only. Raises KnownError."""
        self.compare(review.media, reviewed(review), whose=_("{name}的标注", name=review.row.name))

    def compare(self, media: bytes, compared: Compared, *, whose: str = "") -> None:
        """Show an answer beside the gold, read-only. Raises KnownError for a picture that cannot be shown.

        ``whose`` says in words whose answer it is; without it, the one's own.
        """
        self.comparison.compare(media, compared)
        self.canvas.shut()
        self.desk = None
        self._attempt = None
        self._verbs = self._own_verbs() | review_table(self.comparison, self.set_layer)
        self.keymap = KeyMap(REVIEW, available=self._verbs)
        self._turn_to(self.comparison)
        answer = whose or _("我的标注")
        given = _("　白线：被检标注") if compared.given_schema is not None else ""
        self.foot.hint(
            _(
                "蓝色实线：{answer}　绿色虚线：金标{given}　斜线：不评分，指着看原因　Tab：下一处问题",
                answer=answer,
                given=given,
            )
        )

    def offer_turning(self) -> None:
        """There are other images: keys for them mean something from the next :meth:`load` on."""
        self._turns = True

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
        turns = {"image.next": "next", "image.previous": "previous", "jump.next_open": "open"}
        return self._frame_verbs() | {
            **{action: partial(self.turned.emit, where) for action, where in turns.items() if self._turns},
            "save": partial(self.foot.say, _("每一笔都已自动保存，不用手动保存。"), "good"),
            "submit": self.submitted.emit,
            "rules": self.rules_requested.emit,
        }

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
            self.plates.tool.show_tool(desk.tool, desk.settings)
            self._place_plates()
        self._show_view()
