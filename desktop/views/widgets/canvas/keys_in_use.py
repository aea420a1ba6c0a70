"""The keys of whoever sits at the PC: one table per process, as there is one keyboard."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from PySide6.QtCore import QObject, Signal

from desktop.base.key_choice import KeyChoice
from desktop.curriculum.schema import LabelSchema
from desktop.views.widgets.canvas.key_actions import Binding
from desktop.views.widgets.canvas.key_classes import with_class_keys
from desktop.views.widgets.canvas.key_profiles import DEALT, PROFILES
from desktop.views.widgets.canvas.key_table import table_of
from desktop.views.widgets.canvas.keys import KeyMap, dealt


class KeysInUse(QObject):
    """Holds the table in use and tells when it becomes another; benches then read it anew."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._choice = KeyChoice()
        self._bindings = table_of(self._choice).bindings
        self._map = KeyMap(self._bindings)

    @property
    def choice(self) -> KeyChoice:
        """The profile and the changes in force."""
        return self._choice

    @property
    def bindings(self) -> tuple[Binding, ...]:
        """The table in force."""
        return self._bindings

    def use(self, choice: KeyChoice) -> None:
        """Put a choice in force."""
        if choice != self._choice:
            self._choice = choice
            self._bindings = table_of(choice).bindings
            self._map = KeyMap(self._bindings)
            self.changed.emit()

    def worded(self, text: str) -> str:
        """Return a sentence with ``‹action›`` replaced by the key in force."""
        return self._map.worded(text)

    def keyed(self, schema: LabelSchema) -> LabelSchema:
        """Return a schema with the class keys of the profile in force, and the person's own."""
        if PROFILES[self._choice.profile].labels == "dealt":
            schema = dealt(schema, self._bindings, DEALT)
        return with_class_keys(schema, self._choice.classes)

    def keymap(
        self, schema: LabelSchema | None = None, *, available: Collection[str] | None = None
    ) -> KeyMap:
        """Return the map of the keys in force for a schema that went through :meth:`keyed`."""
        counted = PROFILES[self._choice.profile].labels == "counted"
        return KeyMap(self._bindings, schema, available=available, counted=counted)


@cache
def keys_in_use() -> KeysInUse:
    """Return the keys of this process."""
    return KeysInUse()
