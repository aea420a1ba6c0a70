"""Orders on this PC: what is asked, what covers it, and where there is a hole."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.base.errors import KnownError
from desktop.base.figures import limit
from desktop.base.wording import _
from desktop.curriculum.coverage import CoverageRow, coverage
from desktop.curriculum.pack import Pack
from desktop.session.session import Session
from desktop.views.models.rows import Cell, Column, RowsModel
from desktop.views.page import Navigator, Page
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import XL, L, S
from desktop.views.widgets.bands import band
from desktop.views.widgets.buttons import button
from desktop.views.widgets.cards import Frame, card, clear, column, row, scrolled
from desktop.views.widgets.chips import chip
from desktop.views.widgets.empty import empty
from desktop.views.widgets.fields import Select
from desktop.views.widgets.labels import line, paragraph
from desktop.views.widgets.tables import table

LEAST_TABLE = 240


class OrderPage(Page):
    """One pack at a time: the order's card, then the coverage matrix."""

    section = "order"

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__(session, navigator)
        packs = session.shelf.packs()
        self._pack: Pack | None = None
        self._choice = Select([(each.head.id, each.head.title) for each in packs], _("订单"))
        # As wide as the longest title where there is room; a title that is cut is whole in the list.
        self._choice.setMinimumWidth(theme().px(160))
        self._choice.currentIndexChanged.connect(self._show)
        self._rules = button(_("看规则"), self._show_rules, icon_name="book-open")
        self._body = column(spacing=L)
        stick = button(_("从优盘安装"), self._go_to_sticks, icon_name="usb")
        head = row(line(_("订单与题库"), "page"), self._choice, None, stick, self._rules, spacing=L)
        whole = column(head, scrolled(self._body, margin=0), margin=XL, spacing=L)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._show()

    def _show(self) -> None:
        clear(self._body)
        pack_id = self._choice.currentData()
        self._rules.setEnabled(pack_id is not None)
        if pack_id is None:
            words = _("课程包一般随优盘发下来，插上优盘就能安装。")
            go = button(_("从优盘安装"), self._go_to_sticks, look="main", icon_name="usb")
            self._body.addWidget(empty("package", _("本机还没有课程包"), words, go))
            return
        try:
            pack = self.session.shelf.pack(str(pack_id))
        except KnownError as fault:
            words = "\n".join(filter(None, (fault.remedy, fault.where)))
            self._body.addWidget(empty("triangle-alert", fault.what, words))
            self._rules.setEnabled(False)
            return
        self._pack = pack
        rows = coverage(pack)
        self._body.addWidget(order_card(pack))
        self._body.addWidget(coverage_band(rows))
        matrix = table(RowsModel(coverage_columns(), rows), says=_("要求的覆盖情况"))
        matrix.setMinimumHeight(theme().px(LEAST_TABLE))
        self._body.addWidget(matrix, 1)

    def _go_to_sticks(self) -> None:
        self.navigator.go("sticks")

    def _show_rules(self) -> None:
        if self._pack is not None:
            self.navigator.show_rules(self._pack.rules.clauses, media=self._pack.files.read)


def order_card(pack: Pack) -> Frame:
    """Return the facts of an order and of the pack that carries it."""
    order, head = pack.order, pack.head
    who = "·".join((order.employer, order.post, _("规则 {version}", version=order.rules_version)))
    chips: list[QWidget] = [
        chip(order.level, "accent"),
        chip(_("准确率 ≥ {share}", share=limit(order.acceptance.accuracy))),
        chip(_("漏标率 ≤ {share}", share=limit(order.acceptance.miss_rate))),
        chip(_("每小时 ≥ {n} 个", n=f"{order.acceptance.units_per_hour:g}")),
        chip(_("需要 {n} 人", n=order.headcount)),
        chip(_("{n} 天交付", n=order.days)),
    ]
    stock = _(
        "课程 {lessons} 课，理论题 {items} 道，标注题 {exercises} 道",
        lessons=len(pack.lessons),
        items=len(pack.items),
        exercises=len(pack.exercises),
    )
    return card(
        line(who, "quiet"),
        line(order.name, "page"),
        paragraph(order.summary, "emphasis"),
        row(*chips, None, spacing=S),
        line(
            _(
                "{stock}·课程包 {version}·{licence}·指纹 {digest}",
                stock=stock,
                version=head.version,
                licence=head.licence,
                digest=pack.digest[7:19],
            ),
            "caption",
        ),
        spacing=S,
        margin=L,
    )


def coverage_band(rows: tuple[CoverageRow, ...]) -> Frame:
    """Return whether every requirement is covered."""
    holes = [row_ for row_ in rows if row_.holes()]
    if not holes:
        return band(
            "good", _("{n} 条要求全部覆盖：每条都有能力、课程、至少 3 道练习和 2 道考题", n=len(rows))
        )
    return band("caution", _("{n} 条要求还有缺口", n=len(holes)), _("表里标出了缺什么。"))


def coverage_columns() -> list[Column[CoverageRow]]:
    """Return the columns of the matrix."""
    return [
        Column(_("编号"), 72, _number),
        Column(_("用人单位的要求"), 0, _text),
        Column(_("能力"), 76, _competencies, number=True),
        Column(_("课程"), 76, _lessons, number=True),
        Column(_("练习"), 76, _practice, number=True),
        Column(_("考题"), 76, _exam, number=True),
        Column(_("情况"), 220, _state),
    ]


def _number(shown: CoverageRow) -> Cell:
    return Cell(shown.requirement)


def _text(shown: CoverageRow) -> Cell:
    return Cell(shown.text)


def _competencies(shown: CoverageRow) -> Cell:
    return Cell(str(len(shown.competencies)), hint=_("、").join(shown.competencies))


def _lessons(shown: CoverageRow) -> Cell:
    return Cell(str(len(shown.lessons)), hint=_("、").join(shown.lessons))


def _practice(shown: CoverageRow) -> Cell:
    return Cell(str(len(shown.practice)))


def _exam(shown: CoverageRow) -> Cell:
    return Cell(str(len(shown.exam)))


def _state(shown: CoverageRow) -> Cell:
    if holes := shown.holes():
        return Cell(_("；").join(holes), "triangle-alert", "caution")
    return Cell(_("已覆盖"), "circle-check", "good")
