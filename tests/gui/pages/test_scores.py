"""What a score says on a page besides its number: parts, requirements with bars of their own, and measures."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.curriculum.schema import LabelSchema
from desktop.curriculum.shape_rules import ObjectRules, Rule
from desktop.scoring.result import RuleResult, SubScore
from desktop.views.pages.bench import FeedbackPanel
from desktop.views.widgets.score import score_parts, sub_score_rows
from tests.gui.pages import fakes


def words(widget: QWidget) -> list[str]:
    """Return all text of a widget, in its order."""
    return [label.text() for label in widget.findChildren(QLabel) if label.text()]


@pytest.fixture
def schema() -> LabelSchema:
    rules = ObjectRules(rules=(Rule(id="defects", name="缺陷查出率", threshold=0.99),))
    return fakes.attempt(1).schema.model_copy(update={"object_rules": rules})


def test_every_part_that_was_judged_is_shown(qtbot: QtBot) -> None:
    parts = {"detection": SubScore(1.0, 4), "text": SubScore(0.5, 4), "order": SubScore(0.25, 4)}
    made = sub_score_rows(replace(fakes.score(), sub_scores=parts))
    qtbot.addWidget(made)
    assert words(made) == ["找全", "100.00%", "文字", "50.00%", "顺序", "25.00%"]


def test_a_part_without_a_figure_says_why_in_words_or_is_not_there(qtbot: QtBot) -> None:
    parts = {"attribute": SubScore(None, 0, "nothing_asked"), "group": SubScore(None, 0)}
    made = sub_score_rows(replace(fakes.score(), sub_scores=parts))
    qtbot.addWidget(made)
    assert words(made) == ["属性", "不适用"]
    assert [label.toolTip() for label in made.findChildren(QLabel)] == ["", "订单不要求"]


def test_a_requirement_says_its_figure_its_bar_and_whether_it_is_met(
    qtbot: QtBot, schema: LabelSchema
) -> None:
    one = RuleResult("defects", "recall", 98, 100, 0.99, 100)
    score = replace(fakes.score(), measures={}, rules=(one, replace(one, right=99)))
    (part,) = score_parts(score, schema)
    qtbot.addWidget(part)
    assert words(part) == [
        "单项要求",
        *("缺陷查出率", "98.00%（n = 100）", "要求 ≥ 99%", "未达标"),
        *("缺陷查出率", "99.00%（n = 100）", "要求 ≥ 99%", "达标"),
    ]


def test_a_requirement_about_nothing_says_so(qtbot: QtBot, schema: LabelSchema) -> None:
    none = RuleResult("defects", "recall", 0, 0, 0.99, 0, "nothing_applies")
    (part,) = score_parts(replace(fakes.score(), measures={}, rules=(none,)), schema)
    qtbot.addWidget(part)
    assert words(part) == ["单项要求", "缺陷查出率", "不适用：这里没有这条要求所指的标注"]


def test_a_measure_says_its_figure_and_what_it_means(qtbot: QtBot, schema: LabelSchema) -> None:
    measures = {"point.distance_px": 2.5, "flag.found": 0.75, "new.one": 1.0}
    (part,) = score_parts(replace(fakes.score(), measures=measures), schema)
    qtbot.addWidget(part)
    assert words(part) == ["指标", "查出率", "75.00%", "点的平均偏离", "2.5 px"]
    (row,) = [each for each in part.findChildren(QWidget) if each.accessibleName() == "查出率：75.00%"]
    assert row.toolTip() == row.accessibleDescription() == "真有的错误里，你查出了多少。"


def test_a_score_without_measures_and_requirements_adds_nothing(schema: LabelSchema) -> None:
    assert score_parts(replace(fakes.score(), measures={}), schema) == ()


def test_the_trainee_sees_them_after_handing_in_and_nothing_is_wider_than_the_panel(
    qtbot: QtBot, schema: LabelSchema
) -> None:
    given = fakes.feedback()
    rules = (
        RuleResult("defects", "recall", 0, 0, 0.99, 0, "nothing_applies"),
        RuleResult("defects", "recall", 98, 100, 0.99, 100),
    )
    measures = {"box.mean_iou_of_gold": 0.5, "pixel_accuracy": 0.9, "point.count_error": 0.1}
    score = replace(given.score, measures=measures, rules=rules)
    panel = FeedbackPanel(replace(given, score=score, attempt=replace(given.attempt, schema=schema)), 0.95)
    qtbot.addWidget(panel)
    panel.resize(panel.width(), 900)
    panel.show()
    qtbot.waitExposed(panel, timeout=30_000)
    assert {"缺陷查出率", "98.00%（n = 100）", "像素准确率", "多 10.00%"} <= set(words(panel))
    content = panel._area.widget()
    assert content is not None
    assert content.minimumSizeHint().width() <= panel._area.viewport().width()
