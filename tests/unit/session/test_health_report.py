"""The report of a self-test: the verdict in one sentence, and the same rows as text, page and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

import desktop
from desktop.base.errors import KnownError
from desktop.base.places import find_places
from desktop.base.wording import use_language
from desktop.session.health.report import Report, as_html, as_json, as_text, save
from desktop.session.health.row import Row, Verdict

AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
OK = Row("space", "磁盘空间", "ok", "剩余 9000 MB")
WARNING = Row("zone", "时区", "warning", "UTC+00:00", "请改成北京时间。")
FAILED = Row("fonts", "字体", "failed", "缺少 <b>字体</b> & 更多", "请重新安装本程序。")


def report(*rows: Row, site: str = "御河街道家门口实训点") -> Report:
    return Report(rows, site, "PC-07", AT)


@pytest.mark.parametrize(
    ("verdicts", "sentence", "tone"),
    [
        (["ok"], "本机可以放心使用", "good"),
        (["ok", "ok"], "本机可以放心使用", "good"),
        (["ok", "warning"], "本机可以使用，有 1 处要留意", "caution"),
        (["warning"] * 3, "本机可以使用，有 3 处要留意", "caution"),
        (["ok", "failed"], "有 1 处要处理", "bad"),
        (["failed", "warning", "failed"], "有 2 处要处理", "bad"),
    ],
)
def test_the_verdict_is_one_plain_sentence(verdicts: list[Verdict], sentence: str, tone: str) -> None:
    made = report(*(Row("x", "项", verdict, "看到") for verdict in verdicts))
    assert (made.verdict, made.tone) == (sentence, tone)


def test_the_counts_add_up() -> None:
    made = report(OK, WARNING, FAILED, OK)
    assert made.counts == "共 4 项：2 项正常，1 项要留意，1 项要处理"
    assert (made.failed, made.warnings) == (1, 1)


def test_the_facts_say_which_pc_and_when() -> None:
    facts = dict(report(OK).facts())
    assert facts["实训点"] == "御河街道家门口实训点"
    assert facts["电脑"] == "PC-07"
    assert facts["程序版本"] == desktop.__version__
    assert facts["检查时间"] == f"{AT.astimezone():%Y-%m-%d %H:%M}"
    assert dict(report(OK, site="").facts())["实训点"] == "—"


def test_the_text_has_a_line_a_row_and_what_to_do_below() -> None:
    lines = as_text(report(OK, WARNING, FAILED)).splitlines()
    assert lines[:5] == [
        "✓ 磁盘空间: 剩余 9000 MB",
        "! 时区: UTC+00:00",
        "    → 请改成北京时间。",
        "✗ 字体: 缺少 <b>字体</b> & 更多",
        "    → 请重新安装本程序。",
    ]
    assert "有 1 处要处理" in lines
    assert "电脑: PC-07" in lines


def test_what_is_in_order_asks_for_nothing() -> None:
    said = as_text(report(Row("x", "项", "ok", "看到", "不用做")))
    assert "不用做" not in said
    assert "不用做" not in as_html(report(Row("x", "项", "ok", "看到", "不用做")))


def test_json_holds_the_rows() -> None:
    assert json.loads(as_json(report(OK, FAILED))) == [OK.as_json(), FAILED.as_json()]


class Words(HTMLParser):
    """The words of a page, and whether every tag is one of ours."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.tags: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        """Note words."""
        self.said.append(data)


def test_the_page_says_everything_and_needs_nothing_beside_it() -> None:
    page = as_html(report(OK, WARNING, FAILED))
    words = Words(page)
    said = "".join(words.said)
    for text in (
        "有 1 处要处理",
        "磁盘空间",
        "→ 请改成北京时间。",
        "缺少 <b>字体</b> & 更多",
        "PC-07",
        "检查人",
    ):
        assert text in said
    assert not words.tags & {"script", "link", "img"}
    assert "http" not in page


@pytest.mark.parametrize(
    ("name", "begins"), [("r.txt", "\ufeff"), ("r.html", "<!doctype html>"), ("r.HTM", "<!doctype html>")]
)
def test_the_files_ending_chooses_the_form(tmp_path: Path, name: str, begins: str) -> None:
    save(report(OK), tmp_path / "报告 夹" / name)
    assert (tmp_path / "报告 夹" / name).read_text("utf-8").startswith(begins)


@pytest.mark.parametrize("name", ["r.docx", "r", "r.tx"])
def test_another_ending_is_refused_with_those_that_are_known(tmp_path: Path, name: str) -> None:
    with pytest.raises(KnownError, match="不认识报告的格式") as refusal:
        save(report(OK), tmp_path / name)
    assert ".pdf" in refusal.value.remedy
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_takes_no_report_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(KnownError, match="报告写不下来"):
        save(report(OK), tmp_path / "file" / "r.txt")


@pytest.fixture
def _english() -> Iterator[None]:
    locale = find_places().assets / "locale"
    use_language("en", locale)
    yield
    use_language("zh", locale)


@pytest.mark.usefixtures("_english")
def test_in_english_the_frame_is_english() -> None:
    made = report(Row("x", "Fonts", "failed", "missing", "Install again."))
    assert made.verdict == "To put right: 1"
    assert "检查" not in as_html(made)
    assert 'lang="en"' in as_html(made)
