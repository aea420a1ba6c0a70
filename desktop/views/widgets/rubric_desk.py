"""Where an instructor gives points: the text, what rules found, a line for every point; by mouse and by keys."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from desktop.base.wording import _
from desktop.scoring.result import Point
from desktop.session.rubrics import Released, RubricLine, RubricShown
from desktop.views.theme.icons import icon
from desktop.views.theme.tokens import XS, L, M, S
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import Frame, clear, column, row, rule, scrolled
from desktop.views.widgets.chips import key_hint
from desktop.views.widgets.labels import glyph, line, paragraph, restyle
from desktop.views.widgets.rubrics import SIGNS, line_words, rubric_head, sign_of

MET, UNMET = frozenset({Qt.Key.Key_1, Qt.Key.Key_Y}), frozenset({Qt.Key.Key_2, Qt.Key.Key_N})
BACK = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})
ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_K: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_J: 1}
MOST_COMMENT = 1_000


class PointLine(Frame):
    """One point: what is asked, two buttons, and a comment. ``final``: for looking only."""

    #: The word on this point: True met, False not, None taken back; and the comment.
    said = Signal(object, str)
    #: It was pressed, or a field in it has the keyboard.
    chosen = Signal()
    #: Enter in the comment: back to the line.
    left = Signal()

    def __init__(self, *, final: bool) -> None:
        super().__init__("card", margin=M, spacing=S)
        self.shown: RubricLine | None = None
        self._sent = ""
        self._final = final
        self._sign = glyph("hourglass", "accent", 16)
        self._name = paragraph("")
        self._who = line("", "caption")
        self.met = button(_("达到"), partial(self._say, True), icon_name="check")
        self.unmet = button(_("未达到"), partial(self._say, False), icon_name="x")
        self.back = button(_("收回"), self._take_back, look="plain", icon_name="rotate-ccw")
        self.comment = QLineEdit()
        self.comment.setPlaceholderText(_("评语，可以不写；学员会看到"))
        self.comment.setMaxLength(MOST_COMMENT)
        self.comment.editingFinished.connect(self._comment_done)
        self.comment.installEventFilter(self)
        self._head = row(self._sign, self._name, spacing=S)
        self._head.setStretch(1, 1)
        self._head.setAlignment(self._sign, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(self._head)
        for each_button in (self.met, self.unmet):
            each_button.setCheckable(True)
        self._buttons = QWidget()
        self._buttons.setProperty("look", "clear")
        hints = (key_hint("1"), key_hint("2"))
        self._buttons.setLayout(row(self.met, hints[0], self.unmet, hints[1], None, self.back, spacing=XS))
        self.add(self._buttons, self.comment, self._who)
        for each in (self._buttons, self.comment):
            each.setVisible(not final)

    def show_line(self, shown: RubricLine) -> None:
        """Show a point as it stands; a comment that is being written, or waits for its point, is left alone."""
        was_open = self.shown is not None and self.shown.state == "open"
        self.shown = shown
        sign = sign_of(shown)
        self._sign.setPixmap(sign.pixmap())
        self._sign.setToolTip(sign.toolTip())
        sign.deleteLater()
        self._name.setText(line_words(shown))
        says = _(SIGNS[shown.state].says)
        self.setAccessibleName(_("{name}：{says}", name=shown.name, says=says))
        for each, state, icon_name in ((self.met, "met", "check"), (self.unmet, "unmet", "x")):
            down = shown.state == state
            each.setChecked(down)
            each.setIcon(icon(icon_name, "on_accent" if down else "ink", gap=XS))
            restyle(each, look="main" if down else "ordinary")
        for named, word in ((self.met, _("达到")), (self.unmet, _("未达到")), (self.back, _("收回"))):
            named.setAccessibleName(_("{word}：{name}", word=word, name=shown.name))
        self.comment.setAccessibleName(_("评语：{name}", name=shown.name))
        self.back.setVisible(shown.state != "open")
        if not self.comment.hasFocus() and not (was_open and shown.state == "open"):
            self.comment.setText(shown.comment)
        self._sent = shown.comment
        self._who.setText(self._told(shown, says))

    def mark(self, *, chosen: bool) -> None:
        """Show whether the keys speak to this line."""
        restyle(self, look="band" if chosen else "card", tone="accent" if chosen else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let the keys speak to this line."""
        self.chosen.emit()
        event.accept()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let the keys speak to the line whose comment is being written; Enter ends it and means nothing more."""
        if event.type() == QEvent.Type.FocusIn:
            self.chosen.emit()
        if (
            event.type() != QEvent.Type.KeyPress
            or not isinstance(event, QKeyEvent)
            or event.key() not in ENTER
        ):
            return False
        self._comment_done()
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if plain:
            self.left.emit()
        return plain

    def _told(self, shown: RubricLine, says: str) -> str:
        if shown.at is None:
            return says
        who = f"{shown.author}·{shown.at.astimezone():%m-%d %H:%M}"
        told = _("{says}·{who}", says=says, who=who)
        return f"{told}\n{shown.comment}" if self._final and shown.comment else told

    def _say(self, met: bool, _checked: bool = False) -> None:  # noqa: FBT001, FBT002  a signal's slot
        self.chosen.emit()
        self.said.emit(met, self.comment.text())

    def _take_back(self) -> None:
        self.chosen.emit()
        self.comment.clear()
        self.said.emit(None, "")

    def _comment_done(self) -> None:
        shown = self.shown
        words = self.comment.text().strip()
        # Enter ends the writing, and so does the keyboard going elsewhere just after.
        if shown is not None and shown.state != "open" and words != self._sent:
            self._sent = words
            self.said.emit(shown.state == "met", words)


class RubricDesk(QWidget):
    """Every text of a piece of work with its checklist; the keys speak to one point at a time."""

    #: Which point, the word on it (True, False, None), and the comment.
    given = Signal(object, object, str)
    #: The last word is to be undone.
    undo_wanted = Signal()
    #: The points are to be made final.
    release_wanted = Signal()
    #: The next piece of work is wanted.
    next_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "clear")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("讲师评分"))
        self.lines: dict[Point, PointLine] = {}
        self._current: Point | None = None
        self._final = False
        self._heads: list[QVBoxLayout] = []
        self._body = column(spacing=M)
        self._area = scrolled(self._body, margin=L)
        self._foot = Frame("foot", margin=L, spacing=S)
        self._state = paragraph("", "caption")
        self.undo = button(_("撤销"), self.undo_wanted.emit, look="plain", icon_name="undo-2")
        self.undo.setToolTip(_("撤销上一次评分（Ctrl+Z）"))
        self.release = button(_("发布评分"), self.release_wanted.emit, look="main", icon_name="check")
        self.release.setToolTip(_("发布以后学员会看到，成绩按它计算（Ctrl+Enter）"))
        self.next = button(_("评下一份"), self.next_wanted.emit, look="main", icon_name="arrow-right")
        self._foot.add(self._state, row(self.undo, None, self.release, self.next))
        whole = column(self._area, rule(), self._foot, spacing=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def open(self, rubrics: Sequence[RubricShown], released: Released | None) -> None:
        """Show the texts of a piece of work; made final they are for looking only."""
        clear(self._body)
        self.lines, self._current, self._final = {}, None, released is not None
        self._heads = []
        for shown in rubrics:
            head = column(spacing=0)
            self._heads.append(head)
            self._body.addLayout(head)
            self._body.addWidget(_text(_("学员写的"), shown.text))
            self._body.addLayout(_by_rule(shown))
            for one in shown.lines:
                if not one.by_rule:
                    self._body.addWidget(self._line(one, final=self._final))
            if shown.example:
                self._body.addWidget(_text(_("参考写法（写法不止一种）"), shown.example, quiet=True))
        self._body.addStretch(1)
        self.follow(rubrics, released)
        self.choose(next((one for one in self.lines if self._is_open(one)), next(iter(self.lines), None)))

    def follow(
        self,
        rubrics: Sequence[RubricShown],
        released: Released | None,
        *,
        undo: bool = False,
        more: bool = False,
    ) -> None:
        """Show the points as they are now. ``undo``: there is a word to take back; ``more``: other work waits."""
        if self._final != (released is not None):
            self.open(rubrics, released)
        for head, shown in zip(self._heads, rubrics, strict=True):
            clear(head)
            head.addLayout(rubric_head(shown))
            for one in shown.lines:
                if one.point in self.lines:
                    self.lines[one.point].show_line(one)
        left = sum(shown.open for shown in rubrics)
        if released is not None:
            who = f"{released.author}·{released.at.astimezone():%m-%d %H:%M}"
            self._state.setText(_("评分已发布：{who}。要改请用“更正成绩”。", who=who))
        elif left:
            self._state.setText(_("还有 {n} 项没有评。每评一项都已存好，发布前可以改。", n=left))
        else:
            self._state.setText(_("都评完了。发布以后学员会看到，成绩按它计算。"))
        self.undo.setVisible(released is None)
        self.undo.setEnabled(undo)
        self.release.setVisible(released is None)
        self.release.setEnabled(not left)
        self.next.setVisible(released is not None and more)

    def choose(self, point: Point | None) -> None:
        """Let the keys speak to a point and bring it into view."""
        self._current = point
        for own, made in self.lines.items():
            made.mark(chosen=own == point)
        if point is not None:
            self._area.ensureWidgetVisible(self.lines[point])

    def choose_next_open(self) -> None:
        """Go on to the next point that nobody has given, from the current one around; stay where all are given."""
        points = list(self.lines)
        if self._current in points:
            at = points.index(self._current)
            points = points[at + 1 :] + points[: at + 1]
        found = next((one for one in points if self._is_open(one)), None)
        if found is not None:
            self.choose(found)

    @property
    def current(self) -> Point | None:
        """The point that the keys speak to."""
        return self._current

    def event(self, event: QEvent) -> bool:
        """Claim our keys before any shortcut of the window; a comment keeps its own."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._means(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give points, go up and down, write a comment, undo, release."""
        if not self._means(event):
            event.ignore()
            return
        key, control = event.key(), event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control:
            (self.release if key in ENTER else self.undo).click()
        elif key in STEPS:
            self._step(STEPS[Qt.Key(key)])
        elif self._current in self.lines:
            self._press(self.lines[self._current], key)

    def _press(self, made: PointLine, key: int) -> None:
        if key in ENTER:
            made.comment.setFocus()
        elif key in BACK:
            made.back.click()
        else:
            (made.met if key in MET else made.unmet).click()

    def _means(self, event: QKeyEvent) -> bool:
        key, control = event.key(), event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control:
            writes = isinstance(QApplication.focusWidget(), QLineEdit)
            return key in ENTER or (key == Qt.Key.Key_Z and not writes)
        keys = MET | UNMET | BACK | ENTER | STEPS.keys()
        return key in keys and not isinstance(QApplication.focusWidget(), QLineEdit)

    def _step(self, by: int) -> None:
        points = list(self.lines)
        if points:
            at = points.index(self._current) if self._current in points else -by
            self.choose(points[(at + by) % len(points)])

    def _is_open(self, point: Point) -> bool:
        shown = self.lines[point].shown
        return shown is not None and shown.state == "open"

    def _line(self, one: RubricLine, *, final: bool) -> PointLine:
        made = PointLine(final=final)
        made.said.connect(partial(self.given.emit, one.point))
        made.chosen.connect(partial(self.choose, one.point))
        made.left.connect(self.setFocus)
        self.lines[one.point] = made
        return made


def _by_rule(shown: RubricShown) -> QVBoxLayout:
    lines = []
    for one in shown.lines:
        if one.by_rule:
            words = line_words(one)
            said = _("{name}：{said}", name=words, said=one.said) if one.said else words
            made = row(sign_of(one), paragraph(said, tone="bad" if one.state == "failed" else ""), spacing=S)
            made.setStretch(1, 1)
            lines.append(made)
    return column(*lines, spacing=XS)


def _text(title: str, words: str, *, quiet: bool = False) -> Frame:
    made = Frame("well", margin=M, spacing=XS)
    made.add(line(title, "caption"), paragraph(words, "quiet" if quiet else "emphasis"))
    return made
