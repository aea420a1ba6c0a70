"""Another key for a class: press it; whose it is now is said before it changes hands."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from desktop.base.key_choice import KeyChoice
from desktop.base.wording import _
from desktop.curriculum.schema import Label, LabelSchema
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import L, M, S
from desktop.views.widgets.buttons import button
from desktop.views.widgets.canvas.key_actions import BY_ID
from desktop.views.widgets.canvas.key_classes import Found, found_at, reassigned
from desktop.views.widgets.canvas.keys import KeyMap, named
from desktop.views.widgets.canvas.keys_in_use import keys_in_use
from desktop.views.widgets.cards import column, row
from desktop.views.widgets.chips import key_hint
from desktop.views.widgets.key_asking import key_asking
from desktop.views.widgets.labels import line, paragraph

WIDE = 380


class ClassKeyDialog(QDialog):
    """Waits for a key for a class of a schema with the keys in force. ``available``: the actions that can be done."""

    #: The KeyChoice with the new key.
    chosen = Signal(object)

    def __init__(
        self, parent: QWidget, schema: LabelSchema, label: Label, *, available: Collection[str]
    ) -> None:
        super().__init__(parent)
        self._schema, self._label, self._available = schema, label, available
        self._wanted = ""
        self.setWindowTitle(_("换键：{label}", label=label.called))
        self.setAccessibleName(self.windowTitle())
        self.setProperty("look", "surface")
        self.setFixedWidth(theme().px(WIDE))
        self._said = paragraph(_("按一个键。Esc 不换。"))
        self._said.setMinimumHeight(theme().px(60))
        self._said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._agree = button(_("换"), self.agree, look="main")
        self._agree.setEnabled(False)
        own = label.id in keys_in_use().choice.classes
        self._back = button(_("用原来的键"), self.restore)
        self._back.setVisible(own)
        for each in (self._agree, self._back):
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head = row(
            line(_("“{label}”现在的键", label=label.called), "strong"),
            key_hint(label.key.upper()),
            None,
            spacing=S,
        )
        foot = row(self._back, None, button(_("取消"), self.reject), self._agree, spacing=S)
        self.setLayout(column(head, self._said, foot, spacing=M, margin=L))
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a key; Enter agrees to what was said of it, Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.reject()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self._wanted:
                self.agree()
        else:
            pressed = named(event)
            if pressed:
                self.take(pressed)

    def take(self, key: str) -> None:
        """Say what comes of a key; one that nobody has is taken at once."""
        key = key.lower() if len(key) == 1 else key
        found = found_at(self._schema, keys_in_use().bindings, self._label, key, available=self._available)
        if found.kind == "own":
            self.reject()
            return
        self._wanted = "" if found.kind == "none" else key
        self._agree.setEnabled(bool(self._wanted))
        if found.kind == "free":
            self.agree()
        else:
            self._said.setText(self._judged(key, found))

    def agree(self) -> None:
        """Give the class the key that was pressed."""
        choice = keys_in_use().choice
        own = reassigned(self._schema, choice.classes, self._label, self._wanted)
        self._put(choice.with_classes(own))

    def restore(self) -> None:
        """Give the class the key that the order says."""
        choice = keys_in_use().choice
        self._put(
            choice.with_classes(
                {label: key for label, key in choice.classes.items() if label != self._label.id}
            )
        )

    def _put(self, choice: KeyChoice) -> None:
        self.accept()
        self.chosen.emit(choice)
        keys_in_use().use(choice)
        key_asking().chosen.emit(choice)

    def _judged(self, key: str, found: Found) -> str:
        cap = key.upper()
        if found.label is not None:
            return _(
                "{key} 现在是“{other}”的键。换了以后“{other}”用 {old}。按 Enter 换，或另按一个。",
                key=cap,
                other=found.label.called,
                old=self._label.key.upper(),
            )
        if found.kind == "none":
            return _("{key} 不能做类别的键：只能是一个字母、数字或符号，不带 Ctrl、Alt。", key=cap)
        changed = reassigned(self._schema, {}, self._label, key)
        labels = tuple(
            own.model_copy(update={"key": changed.get(own.id, own.key)}) for own in self._schema.labels
        )
        after = KeyMap(
            keys_in_use().bindings,
            self._schema.model_copy(update={"labels": labels}),
            available=self._available,
        ).chord(found.action)
        says = _(BY_ID[found.action].says)
        if not after:
            return _("{key} 现在是“{what}”，换了以后它没有键。按 Enter 换，或另按一个。", key=cap, what=says)
        return _(
            "{key} 现在是“{what}”，换了以后它用 {other}。按 Enter 换，或另按一个。",
            key=cap,
            what=says,
            other=after,
        )


def ask_class_key(
    parent: QWidget, schema: LabelSchema, label: Label, *, available: Collection[str]
) -> ClassKeyDialog:
    """Open the window that asks for a class's key."""
    asking = ClassKeyDialog(parent, schema, label, available=available)
    asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    asking.open()
    return asking
