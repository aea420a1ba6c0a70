"""What the image bench is made of and how keys reach it: rail, canvas, look back, panel, foot and plates."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from desktop.annotation.shapes.base import Shape
from desktop.annotation.shapes.box import Box
from desktop.annotation.tools.strokes import Settings
from desktop.base.wording import _
from desktop.curriculum.schema import Label
from desktop.views.widgets.bench.class_key import ask_class_key
from desktop.views.widgets.bench.convert_menu import ConvertMenu
from desktop.views.widgets.bench.foot import Foot
from desktop.views.widgets.bench.hints import hint
from desktop.views.widgets.bench.image_panel import ImagePanel
from desktop.views.widgets.bench.image_rail import MORE, MoreMenu, image_rail, rail_tools
from desktop.views.widgets.bench.image_verbs import Verb, at_the_bench
from desktop.views.widgets.bench.inspecting import Pointing, flag_given, flagged_mark, given_mark
from desktop.views.widgets.bench.kept import kept
from desktop.views.widgets.bench.key_sheet import KeySheet
from desktop.views.widgets.bench.plates import Plates
from desktop.views.widgets.bench.sizes import short_size
from desktop.views.widgets.bench.standing import Standing
from desktop.views.widgets.bench.view_plate import ViewPlate
from desktop.views.widgets.bench.walk import AttributeWalk
from desktop.views.widgets.bench.way_out import step_out
from desktop.views.widgets.canvas.comparison import ComparisonView
from desktop.views.widgets.canvas.desk import ImageDesk
from desktop.views.widgets.canvas.hand import Hand
from desktop.views.widgets.canvas.key_actions import Scope
from desktop.views.widgets.canvas.keys import sheet
from desktop.views.widgets.canvas.keys_in_use import keys_in_use
from desktop.views.widgets.canvas.look import Look
from desktop.views.widgets.canvas.options import ViewOptions
from desktop.views.widgets.canvas.picture_view import PictureView
from desktop.views.widgets.canvas.toolbox import TOOLS
from desktop.views.widgets.canvas.widget import ImageCanvas
from desktop.views.widgets.habits_in_use import habits_in_use
from desktop.views.widgets.key_asking import key_asking

#: Arrows and Enter belong to the list or button that has the focus.
_AT_THE_CANVAS = ("arrow.", "draw.")


class ImageFrame(QWidget):
    """The parts and their layout; a subclass says what is on them and what the verbs are."""

    def __init__(self) -> None:
        super().__init__()
        self.desk: ImageDesk | None = None
        self.keymap = keys_in_use().keymap()
        self.canvas, self.comparison = ImageCanvas(), ComparisonView()
        self.panel, self.foot = ImagePanel(), Foot()
        self.rail = image_rail(self.run)
        self.plates = Plates(self, self.canvas)
        self._pointing = Pointing(self.canvas, self.panel.given)
        self._views = QStackedLayout()
        self._more = MoreMenu(self, self.run)
        self._convert = ConvertMenu(self, self.canvas)
        self._standing = Standing(self.canvas)
        self._walk: AttributeWalk | None = None
        self._verbs: dict[str, Verb] = {}
        self._lay_out()
        for view in (self.canvas, self.comparison):
            view.looked.connect(self._show_view)
        self.plates.adjust.adjusted.connect(self._adjust)
        self.plates.adjust.adjusted.connect(self.plates.context.adjust)
        self.plates.view.changed.connect(self._show_marks)
        self.panel.classes.key_wanted.connect(self._ask_class_key)
        habits_in_use().replaced.connect(self._take_habits)
        self.panel.remarks.looked_at.connect(self.canvas.reveal)
        self.panel.given.pointed.connect(self._point_at_given)
        self.panel.given.flagged.connect(self._flag_given)

    def run(self, action: str) -> bool:
        """Do what an action of the key table says; tell whether there is such an action now."""
        verb = self._verbs.get(action)
        if verb is not None:
            verb()
        return verb is not None

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

    def show_keys(self) -> None:
        """Open the F1 sheet."""
        schema = self.desk.schema if self.desk is not None else None
        change = partial(key_asking().asked.emit, self) if schema is not None else None
        keys = KeySheet(sheet(self.keymap, schema, self._scope()), self, change)
        keys.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        keys.open()

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

    def _frame_verbs(self) -> dict[str, Verb]:
        """Return the verbs of the parts themselves."""
        return {
            "pane": self._next_pane,
            "help": self.show_keys,
            "adjust": self._toggle_adjust,
            "layers": self.plates.toggle_view,
            "label.edit": self.panel.classes.setFocus,
            "tool.pan": self._toggle_pan,
            "navigator": self.plates.toggle_navigator,
            "context": self.plates.toggle_context,
            "filter": self.panel.open_filter,
            "jump.next_match": partial(self.panel.next_match, 1),
            "jump.previous_match": partial(self.panel.next_match, -1),
            "text.edit": self.panel.edit_text,
            "fields": self.panel.edit_text,
            MORE: self._open_more,
            **self._desk_verbs(),
        }

    def _desk_verbs(self) -> dict[str, Verb]:
        """Return the verbs of plates and menus for what is on the canvas."""
        desk = self.desk
        if desk is None:
            return {}
        asked = self.plates.shape.verbs(desk) | {"shape.convert": partial(self._convert.ask, desk)}
        return at_the_bench(desk, self.canvas, asked) | {
            "crosshair": self.plates.view.toggle_crosshair,
            "zoom.keep": partial(_keep_zoom, self.foot, self.plates.view),
            "class.key": partial(self._ask_class_key, None),
        }

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

    def _toggle_pan(self) -> None:
        """Take the hand that moves the picture, or put it down."""
        self.canvas.pans = not self.canvas.pans
        self.canvas.show_cursor()

    def _open_more(self) -> None:
        self._more.offer(self.keymap, self._verbs)
        button = self.rail.buttons[MORE]
        self._more.popup(button.mapToGlobal(button.rect().topRight()))

    def _point_at_given(self, mark_id: str) -> None:
        """Show which of the marks under inspection is meant."""
        self._pointing.lead_to(given_mark(self.desk, mark_id))

    def _say_selected(self) -> None:
        """Have the canvas say what is selected: a screen reader sees no picture."""
        if self.desk is not None:
            said = self.panel.objects.marks.spoken(self.desk.selected)
            self.canvas.setAccessibleDescription(
                " ".join((said, _("按 F1 查看快捷键，标注都列在右侧“对象”里。")))
            )

    def _show_flagged(self) -> None:
        """Show the mark under inspection that the selected flag speaks of."""
        if self.desk is not None and self.desk.underlay is not None:
            self._pointing.lead_to(flagged_mark(self.desk))

    def _flag_given(self, mark_id: str) -> None:
        """Flag one of the marks under inspection with the class in hand."""
        if self.desk is not None:
            flag_given(self.desk, mark_id)

    def _place_plates(self) -> None:
        # Of the view in it: a stacked layout keeps no geometry of its own.
        self.plates.place(self._views.currentWidget().geometry())

    def _adjust(self, look: Look) -> None:
        kept().look = look
        for view in (self.canvas, self.comparison):
            view.adjust(look)

    def _show_marks(self, options: ViewOptions) -> None:
        kept().options = options
        habits = habits_in_use()
        habits.put(
            replace(
                habits.now,
                crosshair=options.crosshair,
                crosshair_colour=options.crosshair_colour,
                crosshair_opacity=round(100 * options.crosshair_opacity),
            )
        )
        self.canvas.show_marks(options)

    def _take_habits(self) -> None:
        """Follow habits that were put in force elsewhere."""
        kept().adopt(habits_in_use().now)
        self.plates.view.take(kept().options)

    def _ask_class_key(self, label: Label | None) -> None:
        """Ask for another key of a class; without one, of the class in hand."""
        if self.desk is not None:
            ask_class_key(self, self.desk.schema, label or self.desk.label, available=self._verbs)

    def _next_pane(self) -> None:
        """Give the keyboard to the next of canvas, classes, objects, attributes, and what is outside the bench."""
        if self.panel.isVisible() and self.panel.next_pane(QApplication.focusWidget()):
            return
        if not step_out(self):
            self._views.currentWidget().setFocus(Qt.FocusReason.TabFocusReason)

    def _scope(self) -> Scope:
        """Return where a key means something now."""
        desk, hand = self.desk, self.canvas.hand
        if desk is None or hand is None:
            return "desk"
        if self._walk is not None and self._walk.is_on:
            return "walk"
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
        self._pointing.follow(self.desk)
        if self._walk is None or not self._walk.is_on:
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


def _keep_zoom(foot: Foot, plate: ViewPlate) -> None:
    """Keep another of zoom and place at the next picture, and say which."""
    foot.say(_("换图时：{what}", what=plate.next_zoom()))


def keep_hand(hand: Settings) -> None:
    """Keep how scissors and wand are set as the person's habit."""
    habits = habits_in_use()
    habits.put(replace(habits.now, tolerance=round(hand.tolerance), edges=round(hand.edges)))
