"""Warm-ups: the hand (hit, drag, zoom), the eye (colour plates), the keys. Nobody fails here; results are kept."""

from __future__ import annotations

import statistics
import time
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.base.wording import _
from desktop.curriculum.course import DrillActivity
from desktop.session.desk import desk
from desktop.session.operations import learning, shortcuts
from desktop.session.session import Session
from desktop.training.key_drill import Outcome, choose, merged, to_json
from desktop.views.models.plates import Reading, draw_plates, read_answers
from desktop.views.page import Navigator, Page, Tone
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, L, M, S
from desktop.views.widgets.bands import band
from desktop.views.widgets.buttons import button
from desktop.views.widgets.canvas.key_actions import ACTIONS
from desktop.views.widgets.canvas.keys_in_use import keys_in_use
from desktop.views.widgets.cards import Bar, Frame, clear, column, row
from desktop.views.widgets.charts import ProgressLine
from desktop.views.widgets.drill_fields import TOLERANCE, BoxField, ClickField, DrillField, ZoomField
from desktop.views.widgets.key_drill import KeyDrillView
from desktop.views.widgets.labels import line, paragraph, restyle
from desktop.views.widgets.plate import PlateView

#: Milliseconds that the result of a dragged box stays before the next one.
LOOK = 1500
WIDTH = 860


class DrillPage(Page):
    """The bar, the drill, and at the end what came of it."""

    chrome = "quiet"

    def __init__(self, session: Session, navigator: Navigator, activity_id: str) -> None:
        super().__init__(session, navigator)
        activity = desk(session).pack.activity(activity_id)
        self._activity_id = activity_id
        self._begun = time.monotonic()
        self._kind = activity.drill if isinstance(activity, DrillActivity) else "mouse"
        bar = Bar()
        bar.add(
            button(_("返回"), navigator.home, look="plain", icon_name="arrow-left"),
            line(activity.title, "title"),
            None,
        )
        self._body = column(spacing=M)
        whole = column(bar, self._body, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._drill: MouseDrill | EyeDrill | KeyDrillView
        if self._kind == "keys":
            self._drill = self._key_drill()
            self._drill.finished.connect(self._keep_keys)
        else:
            self._drill = EyeDrill() if self._kind == "colour" else MouseDrill()
            self._drill.finished.connect(self._show_result)
        self._put(self._drill)

    def enter(self) -> None:
        """Let the keys work."""
        self._drill.setFocus()

    def _key_drill(self) -> KeyDrillView:
        """Return a round over the common keys of the person's own profile, the weak ones first."""
        keys = keys_in_use()
        earlier = merged(shortcuts.earlier_key_drills(self.session, keys.choice.profile))
        keymap, clock = keys.keymap(), self.session.clock
        common = [own.id for own in ACTIONS if own.core and keymap.chord(own.id)]
        made = KeyDrillView(keymap, choose(common, earlier, seed=clock.now().isoformat()), clock.monotonic)
        made.setFixedWidth(theme().px(WIDTH))
        made.setMinimumHeight(theme().px(480))
        return made

    def _keep_keys(self, outcome: Outcome) -> None:
        with self.calmly():
            # The activity has the time; the round itself is there for the next one to be compared with.
            shortcuts.finish_key_drill(self.session, keys_in_use().choice.profile, 0.0, outcome)
        self._show_result(to_json(outcome) | {"asked": outcome.asked, "wrong": outcome.wrong})

    def _put(self, view: QWidget) -> None:
        clear(self._body)
        self._body.addLayout(row(None, view, None))
        self._body.addStretch(1)

    def _show_result(self, result: dict[str, Any]) -> None:
        with self.calmly():
            learning.finish_drill(self.session, self._activity_id, time.monotonic() - self._begun, result)
        view = QWidget()
        done = button(_("继续学习"), self.navigator.home, look="main", size="large")
        again = button(_("再来一次"), self._again, size="large", icon_name="rotate-ccw")
        said = {"colour": eye_band, "keys": keys_band, "mouse": hand_band}[self._kind](result)
        view.setLayout(column(XL, line(_("热身完成"), "page"), said, M, row(again, None, done), spacing=L))
        view.setFixedWidth(theme().px(640))
        self._put(view)
        done.setFocus()

    def _again(self) -> None:
        self.navigator.go("drill", activity_id=self._activity_id)


class MouseDrill(QWidget):
    """Three stages: ten discs, six boxes, four things to find."""

    finished = Signal(dict)

    def __init__(self) -> None:
        super().__init__()
        self._stages = (
            (ClickField, 10, _("第 1 关：点中圆点"), _("把鼠标移到圆点中间，按一下左键。圆点会越来越小。")),
            (
                BoxField,
                6,
                _("第 2 关：拖一个框"),
                _("从小车的左上角按住左键，拖到右下角松开。四边都贴住，误差不超过 {n} 像素。", n=TOLERANCE),
            ),
            (
                ZoomField,
                4,
                _("第 3 关：放大了再找"),
                _("只有一辆公交车。滚轮向前放大，按住左键移动画面，找到公交车点一下。"),
            ),
        )
        self._stage = 0
        self._errors: dict[str, list[float]] = {"click": [], "box": [], "zoom": []}
        self._misses = 0
        self._progress: ProgressLine | None = None
        self._title, self._hint = line("", "page"), paragraph("", "lead")
        self._said = line("", "title")
        self._frame = column(spacing=M)
        self._head = row(self._title, None, self._said)
        body = column(L, self._head, self._hint, self._frame, spacing=S)
        self.setLayout(body)
        self.setFixedWidth(WIDTH)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._next_round)
        self._begin_stage()

    def _begin_stage(self) -> None:
        make, rounds, title, hint = self._stages[self._stage]
        clear(self._frame)
        self._progress = None
        self._field: DrillField = make(rounds, seed=int(time.time()) + self._stage)
        self._field.scored.connect(self._scored)
        self._title.setText(title)
        self._hint.setText(hint)
        self._say("", "plain")
        self._frame.addWidget(self._field)
        self._show_progress()

    def _scored(self, hit: bool, error: float) -> None:  # noqa: FBT001  a signal's own arguments
        kind = ("click", "box", "zoom")[self._stage]
        if isinstance(self._field, BoxField):
            self._errors[kind].append(error)
            self._say(
                _("最大误差 {n} px，很准", n=int(error)) if hit else _("最大误差 {n} px", n=int(error)),
                "good" if hit else "caution",
            )
            self._pause.start(LOOK)
        elif hit:
            self._errors[kind].append(error)
            self._say(_("点中了"), "good")
            self._next_round()
        else:
            self._misses += 1
            self._say(_("差一点，再来"), "caution")

    def _next_round(self) -> None:
        if self._field.round + 1 < self._field.rounds:
            self._field.next_round()
            self._show_progress()
        elif self._stage + 1 < len(self._stages):
            self._stage += 1
            self._begin_stage()
        else:
            self.finished.emit(self._result())

    def _show_progress(self) -> None:
        progress = ProgressLine(self._field.round, self._field.rounds)
        if self._progress is not None:
            self._frame.replaceWidget(self._progress, progress)
            self._progress.deleteLater()
        else:
            self._frame.addWidget(progress)
        self._progress = progress

    def _say(self, text: str, tone: Tone) -> None:
        self._said.setText(text)
        restyle(self._said, tone=tone)

    def _result(self) -> dict[str, Any]:
        boxes = self._errors["box"]
        return {
            "misses": self._misses,
            "boxes": len(boxes),
            "boxes_right": sum(error <= TOLERANCE for error in boxes),
            "median_px": statistics.median(boxes) if boxes else 0.0,
        }


class EyeDrill(QWidget):
    """Eight plates; a digit key answers, 0 says that no digit is seen."""

    finished = Signal(dict)

    def __init__(self) -> None:
        super().__init__()
        self._plates = draw_plates(int(time.time()))
        self._answers: list[str] = []
        self._view = PlateView()
        self._count = line("", "quiet")
        grid = QGridLayout()
        grid.setSpacing(theme().px(S))
        for place, digit in enumerate("123456789"):
            key = button(digit, self._pressed, size="hero")
            key.setObjectName(digit)
            key.setFixedSize(theme().px(84), theme().px(56))
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            grid.addWidget(key, place // 3, place % 3)
        none = button(_("看不出数字（按 0）"), self._pressed, size="large")
        none.setObjectName("")
        none.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side = column(
            line(_("圆点里是几？"), "page"),
            paragraph(_("凭第一眼回答就好，没有对错之分。看不出就点“看不出数字”。"), "lead"),
            M,
            row(grid, None),
            none,
            self._count,
            None,
            spacing=M,
        )
        body = row(self._view, side, spacing=48)
        self.setLayout(column(L, body))
        self.setFixedWidth(theme().px(WIDTH))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._show()

    def answer(self, digit: str) -> None:
        """Take an answer and show the next plate."""
        self._answers.append(digit)
        if len(self._answers) < len(self._plates):
            self._show()
        else:
            reading = read_answers(self._plates, self._answers)
            self.finished.emit(eye_result(reading))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer with the digit keys."""
        text = event.text()
        if text.isascii() and text.isdigit():
            self.answer("" if text == "0" else text)
        else:
            super().keyPressEvent(event)

    def _pressed(self) -> None:
        if (sender := self.sender()) is not None:
            self.answer(sender.objectName())

    def _show(self) -> None:
        self._view.show_plate(self._plates[len(self._answers)])
        self._count.setText(_("第 {n} 张，共 {total} 张", n=len(self._answers) + 1, total=len(self._plates)))


def eye_result(reading: Reading) -> dict[str, Any]:
    """Return what is kept of the check."""
    return {"right": reading.right, "plates": reading.n, "suspects": reading.suspects}


def eye_band(result: dict[str, Any]) -> Frame:
    """Tell the result kindly: what it may mean here, and that nothing is lost by it."""
    words = {
        "none": _("颜色都能分清。"),
        "red_green": _(
            "有些红和绿可能不太容易分清，这很常见。本程序里每个类别都有数字和简称，错误都有图标和虚线，不靠颜色也能做得一样好。想确认可以去医院眼科。"
        ),
        "blue_yellow": _(
            "有些蓝和黄可能不太容易分清。本程序里每个类别都有数字和简称，不靠颜色也能做得一样好。想确认可以去医院眼科。"
        ),
        "screen": _("连最容易的一张也没看清，可能是屏幕太暗、反光，或离得太远。请调好屏幕再做一次。"),
    }
    title = _("看清 {right} 张，共 {n} 张", right=result["right"], n=result["plates"])
    tone: Tone = "good" if result["suspects"] == "none" else "accent"
    note = line(_("这只是屏幕上的粗略检查，不是诊断，也不影响学习和考核。"), "caption")
    return band(tone, title, words[str(result["suspects"])], note)


def keys_band(result: dict[str, Any]) -> Frame:
    """Tell how quick and how sure the keys were."""
    title = _("问了 {n} 次，按错 {wrong} 次", n=result["asked"], wrong=result["wrong"])
    words = _("练得多了手自己会记住。想再练：标注台上按 F1，点“改快捷键、练快捷键”。")
    if result["median"] is not None:
        words = _("中位用时 {seconds:.1f} 秒。", seconds=result["median"]) + words
    return band("good" if not result["wrong"] else "accent", title, words)


def hand_band(result: dict[str, Any]) -> Frame:
    """Tell how steady the hand was."""
    title = _("6 个框里 {n} 个四边都在 {t} 像素以内", n=result["boxes_right"], t=TOLERANCE)
    words = _(
        "最大误差的中位数 {px:.0f} 像素。手会越来越稳：标注时还可以用方向键一像素一像素地调。",
        px=result["median_px"],
    )
    return band("good" if result["boxes_right"] >= 4 else "accent", title, words)
