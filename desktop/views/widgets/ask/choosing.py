"""A choice of one or several options, as a tree where they hang on each other, with a search where they are many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from desktop.annotation.replies import ReplyValue
from desktop.annotation.replying import toggled
from desktop.base.wording import _
from desktop.curriculum.text_rules import CharacterRules, Question, ReplyOption
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XS, L
from desktop.views.widgets.ask.body import Body, Value
from desktop.views.widgets.ask.keys import option_keys
from desktop.views.widgets.ask.option import OptionButton
from desktop.views.widgets.cards import column
from desktop.views.widgets.choices import Verdict
from desktop.views.widgets.labels import line

#: Options from which on there is a field to search them.
MANY = 10
_COLUMNS = 2


class ChoiceBody(Body):
    """Buttons, two beside each other; what hangs on an option stands below it, set in."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self.at_once = question.most == 1
        self._keys = option_keys(question)
        self._held: tuple[str, ...] | None = None
        self.buttons = {option.id: self._button(option) for option in question.options}
        self.search = SearchField(question.called)
        self.search.textEdited.connect(self._find)
        self.search.taken.connect(self._take_first)
        self.search.left.connect(self._leave)
        self._none = line(_("没有名称里有这些字的选项。"), "caption")
        self._grid = QGridLayout()
        self._grid.setSpacing(theme().px(XS))
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._column = column(self.search, self._grid, self._none, spacing=XS)
        self.setLayout(self._column)
        self.search.setVisible(len(question.options) >= MANY)
        self.none_of_these = self._none_button()
        self._find("")

    def show_value(self, value: Value) -> None:
        """Show the options that are held."""
        self._held = tuple(str(one) for one in value) if isinstance(value, tuple) else None
        for name, button in self.buttons.items():
            button.setChecked(name in (self._held or ()))
        self.none_of_these.setChecked(self._held == ())

    def press(self, key: str) -> bool:
        """Choose with the option's key; 0 says that none fits, where that is a reply."""
        if key == "0" and self.question.least == 0:
            self.none_of_these.click()
            return True
        for name, own in self._keys.items():
            if own == key and self.buttons[name].isEnabled():
                self._choose(name)
                return True
        return False

    def judge(self, value: Value, expected: Sequence[ReplyValue]) -> None:
        """Show the options chosen beside those that count as right: of several right replies, the nearest."""
        self.show_value(value)
        held = set(self._held or ())
        sets = [{str(one) for one in right} for right in expected if isinstance(right, tuple)]
        right = min(sets, key=lambda one: len(one ^ held), default=set())
        for name, button in self.buttons.items():
            button.judge(_verdict(name, held, right))
        if len(self.buttons) >= MANY:
            self.search.hide()
            self._lay({above.id for name in held | right for above in self.question.path(name)})
        none_right: Verdict = "missed" if not right and sets and self._held else ""
        self.none_of_these.judge(("wrong" if right else "right") if self._held == () else none_right)

    def first(self) -> QWidget:
        """Return the search where there is one, else the first option."""
        return self.search if self.search.isVisibleTo(self) else next(iter(self.buttons.values()))

    def found(self) -> list[str]:
        """Return the options that the search leaves."""
        return [name for name, button in self.buttons.items() if button.isVisibleTo(self)]

    def _button(self, option: ReplyOption) -> OptionButton:
        key = self._keys.get(option.id, "")
        several = self.question.most > 1
        made = OptionButton(option, key, question=self.question.called, several=several)
        made.clicked.connect(self._clicked)
        # Without a parent it would come up as a window of its own.
        made.setParent(self)
        return made

    def _none_button(self) -> OptionButton:
        option = ReplyOption(id="none", name=_("都不符合"))
        made = OptionButton(option, "0", question=self.question.called, several=self.question.most > 1)
        made.clicked.connect(self._chose_none)
        made.setParent(self)
        made.setVisible(self.question.least == 0)
        if self.question.least == 0:
            self._column.addWidget(made)
        return made

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, OptionButton):
            self._choose(sender.option.id)

    def _choose(self, name: str) -> None:
        chosen = toggled(self._held or (), name, most=self.question.most)
        held = self._held
        self.show_value(held)
        if chosen is None:
            self.said.emit(_("最多选 {n} 项；先去掉一项再选。", n=self.question.most))
            return
        self.answered.emit(chosen or (None if self.question.least else ()))

    def _chose_none(self) -> None:
        self.show_value(self._held)
        self.answered.emit(())

    def _take_first(self) -> None:
        found = [name for name in self.found() if self._matches(name, self.search.text())]
        if found:
            self._choose(found[0])
            self.search.clear()
            self._find("")

    def _leave(self) -> None:
        self.search.clear()
        self._find("")
        first = next(iter(self.buttons.values()))
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def _find(self, typed: str) -> None:
        """Show the options whose name holds what is typed, with those above them."""
        keep = {
            above.id
            for option in self.question.options
            if self._matches(option.id, typed)
            for above in self.question.path(option.id)
        }
        self._lay(keep)
        self._none.setVisible(not keep)

    def _matches(self, name: str, typed: str) -> bool:
        option = self.question.option(name)
        if option is None:
            return False
        normal = CharacterRules().normal
        return normal(typed) in normal(f"{option.name} {option.name_en} {option.description}")

    def _lay(self, keep: set[str]) -> None:
        while self._grid.count():
            self._grid.takeAt(0)
        deepest = max(depth for _option, depth, _heads in _tree(self.question))
        down, right, last = 0, 0, 0
        for option, depth, heads in _tree(self.question):
            button = self.buttons[option.id]
            button.setVisible(option.id in keep)
            if option.id not in keep:
                continue
            # Who has others below takes a whole line, and so does who stands deeper or higher than the one before.
            if right and (heads or depth != last or right == _COLUMNS):
                down, right = down + 1, 0
            wide = deepest - depth + (_COLUMNS if heads else 1)
            if right:
                self._grid.addWidget(button, down, deepest + 1)
            else:
                self._grid.addWidget(button, down, depth, 1, wide)
            right = _COLUMNS if heads else right + 1
            last = depth
        self._grid.setColumnStretch(deepest, 1)
        self._grid.setColumnStretch(deepest + 1, 1)
        for place in range(deepest):
            self._grid.setColumnMinimumWidth(place, theme().px(L))


class SearchField(QLineEdit):
    """A line to search options in. Input methods work in it; Enter takes the first hit, Esc leaves."""

    #: Enter was pressed.
    taken = Signal()
    #: Esc was pressed.
    left = Signal()

    def __init__(self, question: str) -> None:
        super().__init__()
        self.setPlaceholderText(_("搜选项，回车选第一个"))
        self.setAccessibleName(_("搜“{question}”的选项", question=question))
        self.setClearButtonEnabled(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter and Esc; the rest is typing."""
        if (
            event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self.taken.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _tree(question: Question) -> Iterator[tuple[ReplyOption, int, bool]]:
    """Yield the options, those below others right behind them: option, depth, whether others hang on it."""
    parents = {option.parent for option in question.options if option.parent is not None}
    order = {option.id: number for number, option in enumerate(question.options)}
    paths = {
        option.id: tuple(order[above.id] for above in question.path(option.id)) for option in question.options
    }
    for option in sorted(question.options, key=lambda one: paths[one.id]):
        yield option, len(paths[option.id]) - 1, option.id in parents


def _verdict(name: str, held: set[str], right: set[str]) -> Verdict:
    if name in right:
        return "right" if name in held else "missed"
    return "wrong" if name in held else ""
