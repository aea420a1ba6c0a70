"""Looking back, the foot says whose answer the solid boxes are."""

from __future__ import annotations

from collections.abc import Callable

from desktop.annotation.document import Document
from desktop.views.widgets.bench.image_bench import ImageBench
from desktop.views.widgets.canvas.key_profiles import REVIEW
from desktop.views.widgets.canvas.review_scene import Compared
from tests.gui.canvas.drivers import BenchDriver, schema
from tests.gui.pages.fakes import review_shown


def test_a_trainees_work_is_called_by_the_trainees_name(sit_down: Callable[..., BenchDriver]) -> None:
    bench: ImageBench = sit_down().bench
    review = review_shown()
    bench.show_review(review)
    assert f"实线：{review.row.name}的标注" in bench.foot.said()
    assert "我的" not in bench.foot.said()


def test_ones_own_work_is_called_ones_own(sit_down: Callable[..., BenchDriver]) -> None:
    trainee = sit_down()
    media = review_shown().media
    trainee.bench.compare(media, Compared(schema(), Document(), Document()))
    assert "实线：我的标注" in trainee.bench.foot.said()


def test_no_key_and_no_description_says_mine_where_it_may_be_a_trainees(
    sit_down: Callable[..., BenchDriver],
) -> None:
    assert not [binding.says for binding in REVIEW if "我的" in binding.says]
    assert "我的" not in sit_down().bench.comparison.accessibleDescription()
