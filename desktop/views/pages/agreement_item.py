"""One exercise with two people's marks over it in two colours, and every disagreement in a sentence."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QScrollArea

from desktop.base.wording import _
from desktop.session.operations import agreement
from desktop.session.session import Session
from desktop.views.page import Navigator, Page
from desktop.views.theme.current import theme
from desktop.views.theme.tokens import L, M
from desktop.views.widgets.bands import band
from desktop.views.widgets.benches import Layer, make_bench
from desktop.views.widgets.buttons import Segments, button
from desktop.views.widgets.cards import Bar, Frame, column, row, scrolled
from desktop.views.widgets.findings import FindingList
from desktop.views.widgets.labels import line

PANEL_WIDTH = 364


class AgreementItemPage(Page):
    """The bench compares the first person (solid blue) with the second (dashed green)."""

    chrome = "quiet"
    section = "attempts"

    def __init__(
        self,
        session: Session,
        navigator: Navigator,
        class_id: str,
        account_id: str,
        other_id: str,
        exercise_id: str,
        activity_id: str = "",
    ) -> None:
        super().__init__(session, navigator)
        self._class_id, self._people = class_id, (account_id, other_id)
        self._exercise_id, self._activity_id = exercise_id, activity_id
        self._shown = agreement.open_pair(session, class_id, account_id, other_id, exercise_id)
        self._bench, self._bench_widget = make_bench(self._shown.review.schema.task)
        self._bench.finding_chosen.connect(self._marker_chosen)
        self._list: FindingList | None = None
        self._area: QScrollArea | None = None
        self._panel = Frame("panel", margin=0, spacing=0)
        self._panel.setFixedWidth(theme().px(PANEL_WIDTH))
        middle = row(self._bench_widget, self._panel, spacing=0)
        middle.setStretch(0, 1)
        whole = column(self._bar(), middle, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._bench.show_review(self._shown.review)
        self._fill()
        QShortcut(QKeySequence("Escape"), self, self._back)

    def _bar(self) -> Bar:
        first, second = self._shown.names
        bar = Bar()
        bar.add(button(_("返回"), self._back, look="plain", icon_name="arrow-left"))
        bar.add(line(self._shown.review.exercise.title, "title"), None)
        options = [("answer", first), ("gold", second), ("both", _("叠加"))]
        layers = Segments(options, "both", says=_("显示"))
        layers.chosen.connect(self._layer_chosen)
        bar.add(line(_("显示"), "quiet"), layers)
        return bar

    def _fill(self) -> None:
        found, findings = self._shown.found, self._shown.review.findings
        body = column(spacing=M)
        numbers = _("{n} 个对象，{k} 个完全一致", n=found.things, k=found.agreed)
        body.addWidget(line(_("{n} 处分歧", n=len(findings)), "title"))
        body.addWidget(line(numbers, "quiet"))
        if findings:
            self._list = FindingList(findings)
            self._list.chosen.connect(self._bench.focus_finding)
            body.addWidget(self._list)
        else:
            body.addWidget(band("good", _("两人的标注一致")))
        body.addStretch(1)
        self._area = scrolled(body, margin=L)
        self._panel.body.addWidget(self._area, 1)
        foot = Frame("foot", margin=L, spacing=M)
        foot.add(button(_("存成金标草稿"), self._save, look="main", icon_name="download"))
        self._panel.add(foot)

    def _marker_chosen(self, place: int) -> None:
        if self._list is not None and self._area is not None:
            self._list.mark(place)
            self._area.ensureWidgetVisible(self._list.card(place))

    def _layer_chosen(self, layer: str) -> None:
        layers: dict[str, Layer] = {"gold": "gold", "answer": "answer", "both": "both"}
        self._bench.set_layer(layers[layer])

    def _save(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("金标草稿存到哪个文件夹"), str(Path.home()))
        if not chosen:
            return
        with self.calmly():
            (path,) = agreement.save_drafts(
                self.session, self._class_id, self._people, Path(chosen), exercise_id=self._exercise_id
            )
            self.navigator.toast(_("金标草稿存好了：{name}", name=path.name))

    def _back(self) -> None:
        first, second = self._people
        self.navigator.go(
            "agreement",
            class_id=self._class_id,
            account_id=first,
            other_id=second,
            activity_id=self._activity_id,
        )
