"""Before a part of the assessment: what comes, how long it takes, and the rules of the room."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from desktop.base.wording import _
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, L, M, S
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import card, column, row, rule, scrolled
from desktop.views.widgets.labels import glyph, line, paragraph

WIDTH = 640
#: How wide the column of names is, at least and at most.
NAMES, MOST_NAMES = 96, 184


def exam_rules() -> tuple[tuple[str, str], ...]:
    """Return the rules of a sitting, each with its icon."""
    return (
        ("timer", _("时间从按下“开始”算起，到时自动交卷。")),
        ("save", _("每一步都自动保存。断电或死机后重新打开，从原处继续；中断会记录在案。")),
        ("eye-off", _("考核中不显示对错和分数，交卷后统一公布。")),
        ("book-open", _("可以查看标注规则，不可以使用其他资料和手机。")),
        ("user", _("有问题请举手找讲师，不要离开座位。")),
    )


class ExamIntro(QWidget):
    """A title, the parts to come, the rules, and the button that starts the clock."""

    def __init__(
        self,
        title: str,
        facts: Sequence[tuple[str, str]],
        start_words: str,
        start: Callable[[], object],
        back: Callable[[], object] | None,
    ) -> None:
        super().__init__()
        box = card(line(title, "page"), margin=XL, spacing=M)
        labels = [line(name, "quiet") for name, _value in facts]
        # Names of sections are longer than those of the parts.
        across = max([theme().px(NAMES), *(label.sizeHint().width() for label in labels)])
        for label, (_name, value) in zip(labels, facts, strict=True):
            label.setFixedWidth(min(across, theme().px(MOST_NAMES)))
            words = paragraph(value, "emphasis")
            fact = row(label, words, spacing=S)
            fact.setStretchFactor(words, 1)
            box.add(fact)
        box.add(rule())
        for icon_name, words_ in exam_rules():
            words = paragraph(words_)
            entry = row(glyph(icon_name, "quiet"), words, spacing=M)
            entry.setStretchFactor(words, 1)
            box.add(entry)
        self.start = button(start_words, start, look="main", size="large")
        buttons = row(None, self.start, spacing=S)
        if back is not None:
            buttons.insertWidget(0, button(_("先不考，返回"), back, size="large"))
        box.add(S, buttons)
        box.setFixedWidth(theme().px(WIDTH))
        self.setLayout(column(scrolled(column(None, row(None, box, None), None), margin=L)))
