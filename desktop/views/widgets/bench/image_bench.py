"""The image bench (标注台): tool rail, canvas, panel and foot around one exercise, and the look back at it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.box import Box
from desktop.base.wording import _
from desktop.session.shown import Feedback, OpenAttempt, Review
from desktop.views.widgets.bench.foot import Foot
from desktop.views.widgets.bench.hints import hint
from desktop.views.widgets.bench.image_panel import ImagePanel
from desktop.views.widgets.bench.image_rail import MORE, MoreMenu, image_rail, rail_tools
from desktop.views.widgets.bench.image_verbs import Verb, review_table, verb_table
from desktop.views.widgets.bench.key_sheet import KeySheet
from desktop.views.widgets.bench.opening import checked_size, compared_of, opened_desk, reviewed
from desktop.views.widgets.bench.plates import Plates
from desktop.views.widgets.bench.sizes import short_size
from desktop.views.widgets.bench.way_out import step_out
from desktop.views.widgets.canvas.comparison import Compared, ComparisonView, Layer
from desktop.views.widgets.canvas.desk import ImageDesk
from desktop.views.widgets.canvas.hand import Hand
from desktop.views.widgets.canvas.key_actions import Scope
from desktop.views.widgets.canvas.key_profiles import REVIEW
from desktop.views.widgets.canvas.keys import KeyMap, sheet
from desktop.views.widgets.canvas.keys_in_use import keys_in_use
from desktop.views.widgets.canvas.look import Look
from desktop.views.widgets.canvas.picture_view import PictureView
from desktop.views.widgets.canvas.toolbox import TOOLS, Kit
from desktop.views.widgets.canvas.widget import ImageCanvas

#: Arrows and Enter belong to the list or button that has the focus.
_AT_THE_CANVAS = ("arrow.", "draw.")


class ImageBench(QWidget):
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
    #: A big picture turned out unreadable after its coarse view: a KnownError.
    failed = Signal(object)

    def __init__(self, attempt: OpenAttempt | None = None) -> None:
        super().__init__()
        self.setAccessibleName(_("图片标注台"))
        self.desk: ImageDesk | None = None
        self.keymap = keys_in_use().keymap()
        self._attempt: OpenAttempt | None = None
        self.canvas, self.comparison = ImageCanvas(), ComparisonView()
        self.panel, self.foot = ImagePanel(), Foot()
        self.rail = image_rail(self.run)
        self._views = QStackedLayout()
        self.plates = Plates(self, self.canvas)
        self._more = MoreMenu(self, self.run)
        self._kit = Kit()
        self._verbs: dict[str, Verb] = self._own_verbs()
        self._lay_out()
        for view in (self.canvas, self.comparison):
            view.looked.connect(self._show_view)
            view.loader.failed.connect(self.failed)
        self.plates.adjust.adjusted.connect(self._adjust)
        self.panel.remarks.looked_at.connect(self.canvas.reveal)
        keys_in_use().changed.connect(self._rekey)
        self.comparison.finding_chosen.connect(self._marker_chosen)
        if attempt is not None:
            self.load(attempt)

    # -- what the page asks

    def load(self, attempt: OpenAttempt) -> None:
        """Put an exercise on the bench. Raises KnownError, with nothing changed, for a picture that cannot be shown."""
        size = checked_size(attempt.media, attempt.exercise)
        desk = opened_desk(attempt, size, self._kit)
        self.canvas.open(attempt.media, desk)
        self.desk = desk
        self.comparison.shut()
        self._attempt = attempt
        self._verbs = self._own_verbs() | verb_table(desk, self.canvas)
        self.keymap = keys_in_use().keymap(desk.schema, available=self._verbs)
        desk.stepped.connect(self._stepped)
        desk.history_moved.connect(self._show_state)
        desk.selection_changed.connect(self._show_state)
        desk.mode_changed.connect(self._show_state)
        desk.refused.connect(self.foot.say)
        self.plates.tool.changed.connect(desk.set_hand)
        self.panel.show_desk(desk, self.keymap)
        self.panel.show_remarks(attempt.exercise.remarks, attempt.exercise.given_marks)
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
        self.foot.hint(
            _("实线：{answer}　虚线：金标　斜线：不评分，指着看原因　Tab：下一处问题", answer=answer)
        )

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

    def run(self, action: str) -> bool:
        """Do what an action of the key table says; tell whether there is such an action now."""
        verb = self._verbs.get(action)
        if verb is not None:
            verb()
        return verb is not None

    # -- events

    def event(self, event: QEvent) -> bool:
        """Take the keys of the table before any shortcut of the window and before Tab moves the focus."""
        if isinstance(event, QKeyEvent) and event.type() in {
            QEvent.Type.ShortcutOverride,
            QEvent.Type.KeyPress,
        }:
            action = self.keymap.action(event, self._scope())
            answers = self.desk is not None and not action and not self.canvas.is_drawing
            option = self.panel.option_of(event) if answers else None
            if action.startswith(_AT_THE_CANVAS) and not self._views.currentWidget().hasFocus():
                return super().event(event)
            if option is not None or action in self._verbs:
                event.accept()
                if event.type() == QEvent.Type.KeyPress:
                    self.run(action) if option is None else self.panel.press(option)
                return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the plates in their corners."""
        super().resizeEvent(event)
        self._place_plates()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave nothing running."""
        self.close_bench()
        super().closeEvent(event)

    # -- inside

    def _lay_out(self) -> None:
        # From the outside in: a stacked layout shows its first widget at once, as a window should it have no parent.
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._row = row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        column.addLayout(row, 1)
        row.addWidget(self.rail)
        row.addLayout(self._views, 1)
        # A layout, not a widget of its own: between canvas and bench it would take Tab for itself.
        self._views.addWidget(self.canvas)
        self._views.addWidget(self.comparison)
        row.addWidget(self.panel)
        column.addWidget(self.foot)

    def _own_verbs(self) -> dict[str, Verb]:
        return {
            "save": partial(self.foot.say, _("每一笔都已自动保存，不用手动保存。"), "good"),
            "submit": self.submitted.emit,
            "rules": self.rules_requested.emit,
            "pane": self._next_pane,
            "help": self.show_keys,
            "adjust": self._toggle_adjust,
            "navigator": self.plates.toggle_navigator,
            "context": self.plates.toggle_context,
            "filter": self.panel.open_filter,
            "jump.next_match": partial(self.panel.next_match, 1),
            "jump.previous_match": partial(self.panel.next_match, -1),
            "text.edit": self.panel.edit_text,
            "fields": self.panel.edit_text,
            MORE: self._open_more,
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

    def show_keys(self) -> None:
        """Open the F1 sheet."""
        schema = self.desk.schema if self.desk is not None else None
        change = partial(keys_in_use().asked.emit, self) if schema is not None else None
        keys = KeySheet(sheet(self.keymap, schema), self, change)
        keys.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        keys.open()

    def _rekey(self) -> None:
        """Follow other keys: on the rail, on the classes, and in what is pressed."""
        if self._attempt is not None:
            self.load(self._attempt)
        elif self.comparison.compared is not None:
            self._turn_to(self.comparison)

    def _dress_rail(self, *, looking_back: bool) -> None:
        """Show the buttons of what can be done now."""
        names = () if self.desk is None else self.desk.tools()
        tools = [
            action
            for action in map("tool.{}".format, names)
            if action in self._verbs and action != "tool.tag"
        ]
        self.rail.show_tools(rail_tools(self.keymap, tools, looking_back=looking_back))

    def _toggle_adjust(self) -> None:
        view = self._views.currentWidget()
        if isinstance(view, PictureView):
            self.plates.toggle_adjust(view)
            self._place_plates()

    def _open_more(self) -> None:
        self._more.offer(self.keymap, self._verbs)
        button = self.rail.buttons[MORE]
        self._more.popup(button.mapToGlobal(button.rect().topRight()))

    def _place_plates(self) -> None:
        self.plates.place(self._views.geometry())

    def _adjust(self, look: Look) -> None:
        for view in (self.canvas, self.comparison):
            view.adjust(look)

    def _next_pane(self) -> None:
        """Give the keyboard to the next of canvas, classes, objects, attributes, and what is outside the bench."""
        if self.panel.isVisible() and self.panel.next_pane(QApplication.focusWidget()):
            return
        if not step_out(self):
            self._views.currentWidget().setFocus(Qt.FocusReason.TabFocusReason)

    def _marker_chosen(self, index: int) -> None:
        self.comparison.focus_finding(index)
        self.finding_chosen.emit(index)

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

    def _scope(self) -> Scope:
        """Return where a key means something now."""
        desk, hand = self.desk, self.canvas.hand
        if desk is None or hand is None:
            return "desk"
        if hand.is_drawing:
            return "draw"
        tool = TOOLS.get(desk.tool)
        if tool is not None and tool.paints:
            return "paint"
        return "vertex" if hand.vertex is not None else "desk"

    def _show_view(self) -> None:
        """Show zoom, place and size in the foot."""
        if self.desk is None or self.canvas.hand is None:
            view = self.comparison
            place = view.view.to_image(*view.pointer) if view.pointer is not None else None
            self.foot.show_view(view.view.scale, place, "")
            return
        hand = self.canvas.hand
        self.foot.hint(hint(self.desk, hand))
        place = hand.spot or (self.canvas.view.to_image(*hand.at) if hand.at is not None else None)
        self.foot.show_view(self.canvas.view.scale, place, self._said_size(hand))

    def _said_size(self, hand: Hand) -> str:
        """Return the size of the shape in hand, else of the one selected."""
        assert self.desk is not None
        if hand.gesture is not None:
            shapes = hand.gesture.preview.shapes
        else:
            marks = (self.desk.document[mark_id] for mark_id in self.desk.selected[:2])
            shapes = tuple(mark for mark in marks if isinstance(mark, Shape))
        if len(shapes) != 1:
            return ""
        said = short_size(shapes[0])
        return f"{said} px" if isinstance(shapes[0], Box) else said
