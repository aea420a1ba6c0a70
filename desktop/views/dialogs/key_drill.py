"""The shortcut trainer: what is drilled, the round, and what came of it beside the time before."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QLayout, QWidget

from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.session.operations import shortcuts
from desktop.session.session import Session
from desktop.training.key_drill import Outcome, Pace, choose, merged
from desktop.views.dialogs.fault import tell
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, L, M, S
from desktop.views.widgets.bands import band
from desktop.views.widgets.buttons import Segments, button
from desktop.views.widgets.canvas.key_actions import ACTIONS, BY_ID
from desktop.views.widgets.canvas.key_profiles import PROFILES
from desktop.views.widgets.canvas.keys_in_use import keys_in_use
from desktop.views.widgets.cards import Frame, clear, column, row, scrolled
from desktop.views.widgets.chips import key_hint
from desktop.views.widgets.key_drill import KeyDrillView
from desktop.views.widgets.labels import glyph, line, paragraph

WIDE, HIGH = 720, 600


class KeyDrillDialog(QDialog):
    """Drills the keys in force. A round that was gone through is kept in the record; one broken off is not."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._profile = keys_in_use().choice.profile
        self._keymap = keys_in_use().keymap()
        self._rounds = 0
        self._begun_at = 0.0
        self.setWindowTitle(_("练快捷键"))
        self.setAccessibleName(_("练快捷键"))
        self.setProperty("look", "surface")
        room = parent.window().size() - QSize(2 * theme().px(L), 2 * theme().px(L))
        self.resize(QSize(theme().px(WIDE), theme().px(HIGH)).boundedTo(room.expandedTo(QSize(600, 440))))
        self._range = "core"
        self._body = column(margin=XL, spacing=L)
        self.setLayout(self._body)
        self._show_start()

    def start(self) -> None:
        """Begin a round; the seconds count from the first action on the screen."""
        earlier = merged(shortcuts.earlier_key_drills(self._session, self._profile))
        actions = self._actions()
        self._rounds += 1
        seed = f"{self._session.clock.now().isoformat()}/{self._rounds}"
        self._begun_at = self._session.clock.monotonic()
        view = KeyDrillView(self._keymap, choose(actions, earlier, seed=seed), self._session.clock.monotonic)
        view.finished.connect(self._finish)
        self._put(view)
        view.setFocus()

    def _actions(self) -> list[str]:
        """Return what can be drilled: what has a key that may change, the common ones first."""
        found = [own for own in ACTIONS if not own.fixed and self._keymap.chord(own.id)]
        return [own.id for own in found if own.core or self._range == "all"]

    def _choose_range(self, which: str) -> None:
        self._range = which

    def _show_start(self) -> None:
        name = _(PROFILES[self._profile].name)
        which = Segments([("core", _("常用的")), ("all", _("全部"))], self._range, says=_("练哪些"))
        which.chosen.connect(self._choose_range)
        start = button(_("开始"), self.start, look="main", size="large", icon_name="play")
        words = _(
            "屏幕上说一个动作，你按它的键。按错会告诉你，过一会儿再问；慢的也会再问一次。按 Esc 随时结束。"
        )
        last = shortcuts.earlier_key_drills(self._session, self._profile)
        well = Frame("well", margin=XL, spacing=M)
        told = paragraph(words, "lead")
        told.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        well.add(
            None,
            row(None, glyph("keyboard", "accent", 48), None),
            row(None, line(_("练快捷键：{name}", name=name), "page"), None),
            told,
            M,
            row(None, line(_("练哪些"), "strong"), which, None, spacing=M),
            None,
        )
        if last:
            well.add(row(None, line(_("上次：{figures}。", figures=figures(last[-1])), "caption"), None))
        whole = column(spacing=L)
        whole.addWidget(well, 1)
        whole.addLayout(row(None, button(_("关闭"), self.reject, size="large"), start, spacing=S))
        self._put(whole)
        start.setFocus()

    def _finish(self, outcome: Outcome) -> None:
        before = shortcuts.earlier_key_drills(self._session, self._profile)
        kept = False
        try:
            seconds = self._session.clock.monotonic() - self._begun_at
            kept = shortcuts.finish_key_drill(self._session, self._profile, seconds, outcome)
        except KnownError as fault:
            tell(fault, self)
        self._show_outcome(outcome, before[-1] if before else None, kept=kept)

    def _show_outcome(self, outcome: Outcome, before: Outcome | None, *, kept: bool) -> None:
        again = button(_("再练一轮"), self.start, size="large", icon_name="rotate-ccw")
        done = button(_("完成"), self.accept, look="main", size="large")
        weak = [self._weak_row(action, outcome.paces[action]) for action in outcome.weakest()]
        told = column(*(weak or [band("good", _("一次都没按错，也没有慢的。"))]), None, spacing=S)
        compared = compare(outcome, before)
        self._put(
            column(
                line(_("这一轮"), "section"),
                row(
                    _figure(_("中位用时"), seconds_said(outcome.median)),
                    _figure(_("按错"), _("{n} 次", n=outcome.wrong)),
                    _figure(_("一共问了"), _("{n} 次", n=outcome.asked)),
                    spacing=M,
                ),
                *([paragraph(compared, "emphasis")] if compared else []),
                line(_("最弱的几个，下次先练"), "strong") if weak else 0,
                scrolled(told, margin=0),
                *([] if kept else [line(_("没有分到班级的人，成绩不记下来。"), "caption")]),
                row(again, None, done, spacing=S),
                spacing=M,
            )
        )
        done.setFocus()

    def _weak_row(self, action: str, pace: Pace) -> Frame:
        made = Frame("well", margin=S, spacing=0)
        parts = []
        if pace.wrong:
            parts.append(_("错 {n} 次", n=pace.wrong))
        if pace.median is not None:
            parts.append(seconds_said(pace.median))
        words = line(_(BY_ID[action].says))
        made.add(
            row(
                glyph(BY_ID[action].shown_icon, "quiet"),
                words,
                None,
                line(" · ".join(parts), "caption"),
                key_hint(self._keymap.chord(action)),
                spacing=M,
            )
        )
        return made

    def _put(self, content: QWidget | QLayout) -> None:
        clear(self._body)
        if isinstance(content, QWidget):
            self._body.addWidget(content, 1)
        else:
            self._body.addLayout(content, 1)


def figures(outcome: Outcome) -> str:
    """Say a round in one line."""
    return _(
        "中位用时 {seconds}，问了 {n} 次，按错 {wrong} 次",
        seconds=seconds_said(outcome.median),
        n=outcome.asked,
        wrong=outcome.wrong,
    )


def seconds_said(seconds: float | None) -> str:
    """Say a time, or that there is none."""
    return _("{seconds:.1f} 秒", seconds=seconds) if seconds is not None else "—"


def compare(outcome: Outcome, before: Outcome | None) -> str:
    """Say what became better or worse since the round before; empty for the first."""
    if before is None:
        return ""
    parts = [_("上次：{figures}。", figures=figures(before))]
    if outcome.median is not None and before.median is not None:
        change = round(outcome.median - before.median, 1)
        if change < 0:
            parts.append(_("快了 {seconds:.1f} 秒。", seconds=-change))
        elif change > 0:
            parts.append(_("慢了 {seconds:.1f} 秒。", seconds=change))
    if outcome.error_rate < before.error_rate:
        parts.append(_("按错的少了。"))
    elif outcome.error_rate > before.error_rate:
        parts.append(_("按错的多了。"))
    return "".join(parts)


def _figure(says: str, figure: str) -> Frame:
    made = Frame("well", margin=M, spacing=0)
    made.add(line(says, "caption"), line(figure, "number"))
    return made
