"""The image bench (标注台): tool rail, canvas, panel and foot around one exercise."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop.annotation.document import Step
from desktop.annotation.marks import AttributeValue
from desktop.base.errors import DamagedFileError
from desktop.base.wording import _
from desktop.curriculum.schema import Label
from desktop.session.shown import OpenAttempt
from desktop.views.theme.current import theme
from desktop.views.widgets.bench.adjust import AdjustPlate
from desktop.views.widgets.bench.foot import Foot
from desktop.views.widgets.bench.image_panel import ImagePanel
from desktop.views.widgets.bench.image_verbs import Verb, verb_table
from desktop.views.widgets.bench.key_sheet import KeySheet
from desktop.views.widgets.bench.rail import Rail, Tool
from desktop.views.widgets.canvas.desk import BOX, SELECT, ImageDesk
from desktop.views.widgets.canvas.keys import KeyMap, option_keys, parse, sheet
from desktop.views.widgets.canvas.keys import chords as chords_of
from desktop.views.widgets.canvas.picture import read_header
from desktop.views.widgets.canvas.widget import ImageCanvas


class ImageBench(QWidget):
    """The bench. The page around it brings the top bar; what is done here is saved with every step."""

    #: Ctrl+Enter was pressed.
    submitted = Signal()
    #: The document changed.
    changed = Signal()
    #: A big picture turned out unreadable after its coarse view: a KnownError.
    failed = Signal(object)

    def __init__(self, attempt: OpenAttempt | None = None) -> None:
        super().__init__()
        self.keymap = KeyMap()
        self.desk: ImageDesk | None = None
        self.canvas = ImageCanvas()
        self.panel = ImagePanel()
        self.foot = Foot()
        self.rail = Rail(self._tools(), self.run)
        self._plate = AdjustPlate(self.canvas)
        self._option_keys: Mapping[tuple[str, str], str] = {}
        self._verbs = self._own_verbs()
        self._lay_out()
        self.canvas.looked.connect(self._show_view)
        self.canvas.loader.failed.connect(self.failed)
        self._plate.adjusted.connect(self.canvas.layers.picture.adjust)
        self._plate.adjusted.connect(self.canvas.update)
        self.panel.classes.chosen.connect(self._choose_label)
        self.panel.attributes.answered.connect(self._answer)
        if attempt is not None:
            self.load(attempt)

    # -- what the page asks

    def load(self, attempt: OpenAttempt) -> None:
        """Put an exercise on the bench. Raises KnownError, with nothing changed, for a picture that cannot be shown."""
        size = read_header(attempt.media).size
        if attempt.exercise.size is not None and size != attempt.exercise.size:
            raise DamagedFileError(
                _(
                    "图片是 {got} 像素，练习要求 {expected} 像素：课程包里的图片被换过。",
                    got=f"{size[0]} × {size[1]}",
                    expected=f"{attempt.exercise.size[0]} × {attempt.exercise.size[1]}",
                ),
                remedy=_("请告诉讲师重新导入课程包。"),
            )
        desk = ImageDesk(attempt.history, attempt.schema, size)
        self.canvas.open(attempt.media, desk)
        self.desk = desk
        self._verbs = self._own_verbs() | verb_table(desk, self.canvas)
        self.keymap = KeyMap(schema=attempt.schema)
        self._plate.reset()
        desk.stepped.connect(self._stepped)
        desk.selection_changed.connect(self._selected)
        desk.mode_changed.connect(self._mode_changed)
        desk.refused.connect(self.foot.say)
        self.panel.show_desk(desk)
        n = len(attempt.document)
        self.foot.saved(_("已载入 {n} 个框", n=n) if n else _("每一笔都会自动保存"))
        self._refresh_panel()
        self._mode_changed()

    def run(self, action: str) -> bool:
        """Do what an action of the key table says; tell whether there is such an action."""
        verb = self._verbs.get(action)
        if verb is not None:
            verb()
        return verb is not None

    def shut(self) -> None:
        """Let go of the exercise; nothing is left running."""
        self.canvas.shut()
        self.foot.shut()
        self.desk = None
        self._verbs = self._own_verbs()

    # -- events

    def event(self, event: QEvent) -> bool:
        """Take the keys of the table before any shortcut of the window and before Tab moves the focus."""
        if isinstance(event, QKeyEvent) and event.type() in {
            QEvent.Type.ShortcutOverride,
            QEvent.Type.KeyPress,
        }:
            action = self.keymap.action(event)
            option = self._option_of(event)
            if action or option is not None:
                event.accept()
                if event.type() == QEvent.Type.KeyPress:
                    self._press_option(option) if not action and option is not None else self.run(action)
                return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the plate of sliders in its corner."""
        super().resizeEvent(event)
        self._plate.move(theme().px(8), theme().px(8))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave nothing running."""
        self.shut()
        super().closeEvent(event)

    # -- set-up

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self.canvas, 1)
        row.addWidget(self.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(self.foot)

    def _tools(self) -> list[Tool | None]:
        key = self.keymap.chord
        return [
            Tool("tool.select", "mouse-pointer-2", _("选择工具"), key("tool.select"), checkable=True),
            Tool("tool.box", "vector-square", _("画框工具"), key("tool.box"), checkable=True),
            None,
            Tool("undo", "undo-2", _("撤销"), key("undo")),
            Tool("redo", "redo-2", _("重做"), "Ctrl+Y"),
            Tool("erase", "trash-2", _("删除所选的框"), "Del"),
            None,
            Tool("zoom.in", "zoom-in", _("放大（滚轮向前）"), key("zoom.in")),
            Tool("zoom.out", "zoom-out", _("缩小（滚轮向后）"), "−"),
            Tool("zoom.fit", "maximize", _("整图适合窗口"), "Ctrl+F"),
            Tool("hide.all", "eye", _("暂时隐藏全部框"), key("hide.all"), checkable=True),
            Tool("adjust", "contrast", _("亮度和对比度"), ""),
            Tool("help", "keyboard", _("全部快捷键"), key("help")),
        ]

    # -- verbs of the bench itself

    def _own_verbs(self) -> dict[str, Verb]:
        return {
            "save": self._show_saved,
            "submit": self.submitted.emit,
            "pane": self._next_pane,
            "help": self.show_keys,
            "adjust": self._toggle_plate,
        }

    def show_keys(self) -> None:
        """Open the F1 sheet."""
        schema = self.desk.schema if self.desk is not None else None
        sheet_of_keys = KeySheet(sheet(self.keymap, schema), self)
        sheet_of_keys.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet_of_keys.open()

    def _show_saved(self) -> None:
        self.foot.say(_("每一笔都已自动保存，不用手动保存。"), "good")

    def _toggle_plate(self) -> None:
        self._plate.setVisible(not self._plate.isVisible())

    def _next_pane(self) -> None:
        """Give the keyboard to the next of canvas, classes, objects, attributes."""
        panel = self.panel
        panes = [self.canvas, panel.classes, panel.objects, panel.attributes]
        here = next(
            (
                place
                for place, pane in enumerate(panes)
                if pane.hasFocus() or pane.isAncestorOf(self._focus())
            ),
            0,
        )
        for pane in panes[here + 1 :]:
            if pane is not panel.attributes:
                pane.setFocus(Qt.FocusReason.TabFocusReason)
                return
            if panel.attributes.focus_first():
                return
        self.canvas.setFocus(Qt.FocusReason.TabFocusReason)

    def _focus(self) -> QWidget:
        focused = QApplication.focusWidget()
        return self if focused is None else focused

    # -- what the desk tells

    def _stepped(self, _step: Step) -> None:
        self.foot.saved()
        self._refresh_panel()
        self._show_view()
        self.changed.emit()

    def _selected(self) -> None:
        self._refresh_panel()
        self._show_view()

    def _refresh_panel(self) -> None:
        desk = self.desk
        if desk is None:
            return
        labels = {desk.document[mark_id].label for mark_id in desk.selected}
        asked = desk.schema.attributes_of(labels.pop()) if len(labels) == 1 else ()
        self._option_keys = option_keys(asked, self.keymap)
        self.panel.show_counts(desk)
        self.panel.show_selection(desk, self._option_keys)
        self.rail.buttons["undo"].setEnabled(bool(desk.history.next_undo))
        self.rail.buttons["redo"].setEnabled(bool(desk.history.next_redo))
        self.rail.buttons["erase"].setEnabled(bool(desk.selected))

    def _mode_changed(self) -> None:
        desk = self.desk
        if desk is None:
            return
        self.rail.buttons["tool.box"].setChecked(desk.tool == BOX)
        self.rail.buttons["tool.select"].setChecked(desk.tool == SELECT)
        self.rail.buttons["hide.all"].setChecked(desk.veiled)
        self.rail.buttons["hide.all"].set_icon("eye-off" if desk.veiled else "eye")
        self.panel.classes.choose(desk.label)
        self.foot.hint(_hint(desk))
        self._show_view()

    def _show_view(self) -> None:
        canvas, desk = self.canvas, self.desk
        if desk is None or canvas.hand is None:
            return
        hand = canvas.hand
        place = hand.spot or (canvas.view.to_image(*hand.at) if hand.at is not None else None)
        box = hand.gesture.preview.boxes[:1] if hand.gesture is not None else desk.selected_boxes()
        size = (box[0].width, box[0].height) if len(box) == 1 else None
        self.foot.show_view(canvas.view.scale, place, size)

    def _choose_label(self, label: Label) -> None:
        if self.desk is not None:
            self.desk.choose_label(label)

    # -- attributes

    def _answer(self, attribute: str, value: AttributeValue) -> None:
        if self.desk is not None:
            self.desk.answer(attribute, value)

    def _option_of(self, event: QKeyEvent) -> tuple[str, str] | None:
        """Return the attribute and option that a key answers for what is selected."""
        readings = chords_of(event)
        return next(
            (option for option, key in self._option_keys.items() if key and parse(key) in readings), None
        )

    def _press_option(self, option: tuple[str, str]) -> None:
        desk, (attribute, option_id) = self.desk, option
        if desk is None or not desk.selected:
            return
        kinds = {own.id: own.kind for own in desk.schema.attributes}
        if kinds[attribute] == "yesno":
            held = [desk.document[mark_id].attributes.get(attribute) for mark_id in desk.selected]
            desk.answer(attribute, held[0] is not True)
        else:
            desk.answer(attribute, option_id)


def _hint(desk: ImageDesk) -> str:
    """Return what to do with the tool in hand."""
    if desk.veiled:
        return _("全部框暂时隐藏，按 T 显示。")
    if desk.tool == BOX:
        return _("画框：{label}。拖动，或点两个对角；Esc 取消。", label=desk.label.name)
    return _("选择：单击选框，拖边调整，Tab 换下一个；R 画框。")
