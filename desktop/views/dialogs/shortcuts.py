"""Keys: whose habits, every action with its keys, new keys of one's own; and the way to the drill."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QWidget

from desktop.base.errors import KnownError
from desktop.base.key_choice import KeyChoice
from desktop.base.wording import _
from desktop.session.operations import shortcuts
from desktop.session.session import Session
from desktop.views.dialogs.fault import tell
from desktop.views.dialogs.key_drill import KeyDrillDialog
from desktop.views.dialogs.question import Question
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, XS, L, M, S
from desktop.views.widgets.bands import band
from desktop.views.widgets.buttons import Segments, button
from desktop.views.widgets.canvas.key_actions import BY_ID
from desktop.views.widgets.canvas.key_profiles import PROFILES
from desktop.views.widgets.canvas.key_table import table_of
from desktop.views.widgets.canvas.keys_in_use import keys_in_use
from desktop.views.widgets.cards import column, row, rule
from desktop.views.widgets.fields import text_field
from desktop.views.widgets.key_list import KeyList
from desktop.views.widgets.key_pane import KeyPane
from desktop.views.widgets.labels import line

WIDE, HIGH = 960, 660


class ShortcutsDialog(QDialog):
    """What is changed here is stored and in force at once. In an assessment there is no drill."""

    def __init__(self, session: Session, parent: QWidget, *, may_drill: bool = True) -> None:
        super().__init__(parent)
        self._session = session
        self._choice = shortcuts.key_choice(session)
        self.setWindowTitle(_("快捷键"))
        self.setAccessibleName(_("快捷键"))
        self.setProperty("look", "surface")
        self.resize(QSize(theme().px(WIDE), theme().px(HIGH)).boundedTo(_room(parent)))
        self._profiles = Segments(
            [(each.id, _(each.name)) for each in PROFILES.values()], self._choice.profile, says=_("习惯")
        )
        self._profiles.chosen.connect(self._take_profile)
        self._about = line("", "caption")
        self._search = text_field(_("查找快捷键"), _("查动作，或写键名，例如 Ctrl+Z"))
        self._search.textChanged.connect(self._show)
        self._search.setClearButtonEnabled(True)
        self._list, self._pane = KeyList(), KeyPane()
        self._list.chosen.connect(self._show_action)
        self._list.entered_line.connect(self._pane.capture)
        self._pane.changed.connect(self._put)
        self._pane.done.connect(self._list.setFocus)
        self._restore = button(_("全部恢复"), self._ask_reset, look="plain", icon_name="rotate-ccw")
        self._drill = button(_("练快捷键"), self._open_drill, icon_name="timer")
        self._drill.setVisible(may_drill)
        self._lay_out()
        self._show()
        self._list.setFocus()

    def choice(self) -> KeyChoice:
        """Return the choice as it stands."""
        return self._choice

    def _lay_out(self) -> None:
        close = button(_("关闭"), self.accept, look="main")
        head = row(
            column(line(_("快捷键"), "section"), self._about, spacing=XS), None, self._profiles, spacing=M
        )
        middle = row(column(self._search, self._list, spacing=S), self._pane, spacing=L)
        middle.setStretch(0, 1)
        foot = row(self._restore, None, self._drill, close, spacing=S)
        whole = column(head, *self._warnings(), rule(), spacing=M, margin=XL)
        whole.addLayout(middle, 1)
        whole.addLayout(foot)
        self.setLayout(whole)

    def _warnings(self) -> list[QWidget]:
        """Name the changes of the file that cannot be: keys of another version, or a damaged file."""
        ignored = table_of(self._choice).ignored
        if not ignored:
            return []
        names = "、".join(_(BY_ID[action].says) if action in BY_ID else action for action in ignored[:3])
        title = _("有 {n} 处自己改的键用不上，按原来的键来。", n=len(ignored))
        return [band("caution", title, _("是这几处：{names}", names=names))]

    def _show(self) -> None:
        self._about.setText(_(PROFILES[self._choice.profile].about))
        self._restore.setEnabled(bool(self._choice.own))
        self._list.show_choice(self._choice, self._search.text())
        self._show_action(self._list.action())

    def _show_action(self, action: str) -> None:
        self._pane.show_action(self._choice, action)

    def _take_profile(self, profile: str) -> None:
        self._put(self._choice.with_profile(profile))
        self._show()

    def _put(self, choice: KeyChoice) -> None:
        """Store a choice and put it in force; what cannot be stored is not in force either."""
        if choice == self._choice:
            return
        try:
            shortcuts.set_key_choice(self._session, choice)
        except KnownError as fault:
            tell(fault, self)
            self._profiles.choose(self._choice.profile)
            self._show()
            return
        self._choice = choice
        keys_in_use().use(choice)
        self._restore.setEnabled(bool(choice.own))
        self._list.show_choice(choice, self._search.text())

    def _ask_reset(self) -> None:
        name = _(PROFILES[self._choice.profile].name)
        Question(
            self,
            _("恢复“{name}”原来的键？", name=name),
            _("自己改过的 {n} 处都会退回去。", n=len(self._choice.own)),
            agree=_("全部恢复"),
            yes=self._reset,
        ).open()

    def _reset(self) -> None:
        self._put(self._choice.with_own({}))
        self._show()

    def _open_drill(self) -> None:
        drill = KeyDrillDialog(self._session, self)
        drill.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        drill.open()


def _room(parent: QWidget) -> QSize:
    """Return the size of the window that the dialog stands over, with an edge."""
    edge = theme().px(L)
    return parent.window().size().expandedTo(QSize(640, 480)) - QSize(2 * edge, 2 * edge)
