"""Formulas: what is read, what stays its source, and that nothing is lost where they are painted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from desktop.views.theme.apply import dress
from desktop.views.theme.current import theme
from desktop.views.widgets.answers.answer_text import AnswerText
from desktop.views.widgets.answers.formula import DEEPEST, LONGEST, Row, read_formula, spoken
from desktop.views.widgets.answers.formula_signs import OVER, SIGNS, SPACES, TABLES
from tests.gui.answers.drivers import Judge

WORDS = st.lists(
    st.one_of(
        st.sampled_from(
            "{ } ^ _ \\ & \\\\ \\left( \\right) \\sqrt[ ] \\frac \\text{ \\begin{cases} \\end{cases} \\begin{pmatrix} "
            "\\unheard % $ 字 \n 𝑥 2".split(" ")
        ),
        st.sampled_from([f"\\{name} " for name in (*SIGNS, *OVER, *SPACES)]),
        st.characters(),
    ),
    max_size=120,
).map("".join)
MIXED = (
    "由 $a^2+b^2=c^2$ 与 😀$v=\\frac{s}{t}$ 得 $\\foo{x}$。\n\n$$\\sum_{i=1}^n i=\\frac{n(n+1)}{2}$$\n\n"
    "| 量 | 值 |\n|---|---|\n| $\\alpha$ | $\\sqrt[3]{8}$ |\n\n末"
)


@pytest.fixture
def text(qapp: QApplication) -> Iterator[AnswerText]:
    """A view of one answer."""
    view = AnswerText()
    view.resize(420, 500)
    view.show()
    yield view
    view.close()
    view.deleteLater()


def read_aloud(source: str) -> str | None:
    """Return how a formula is read aloud, None where it is not understood."""
    parts = read_formula(source)
    return None if parts is None else spoken(Row(tuple(part.node for part in parts)))


@settings(deadline=None)
@given(WORDS, st.sampled_from([("$", "$"), ("$$", "$$"), ("\\(", "\\)"), ("\\[", "\\]"), ("", "")]))
def test_reading_never_fails_and_its_parts_follow_each_other(words: str, fence: tuple[str, str]) -> None:
    source = fence[0] + words[:LONGEST] + fence[1]
    parts = read_formula(source)
    if parts is not None:
        starts = [part.start for part in parts]
        assert starts == sorted(set(starts))
        assert all(0 < start < len(source) for start in starts)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("$\\frac{a}{b}$", "b 分之 a"),
        ("$\\frac12$", "2 分之 1"),
        ("$x^12$", "x 上标 1 2"),
        ("$x^{12}$", "x 上标 12"),
        ("\\(90^\\circ\\)", "90 °"),
        ("$50\\%$", "50 %"),
        ("$\\sqrt[3]{8}$", "8 开 3 次方"),
        ("\\[\\left(\\dfrac{a}{b}\\right)^2\\]", "( b 分之 a ) 上标 2"),
        ("$$\\begin{pmatrix}a&b\\\\c&d\\end{pmatrix}$$", "( a, b; c, d )"),
        ("$\\angle\\triangle\\alpha\\times\\div\\leq\\neq$", "∠ △ α × ÷ ≤ ≠"),
        ("$\\text{速度 }v$", "速度  v"),
    ],
)
def test_what_schools_write_is_understood(source: str, said: str) -> None:
    assert read_aloud(source) == said


@pytest.mark.parametrize(
    "inside",
    ["\\foo{x}", "\\phantom{藏}", "\\color{white}x", "x % 藏", "x^2^3", "{x", "x}", "\\frac{a}", "\\left(x", "a&b",
     "\\text{\\x}", "\\href{http://x}{y}", "\\begin{tikz}\\end{tikz}", "x\\", "\\middle|", "^", "{" * 13 + "}" * 13],
)  # fmt: skip
def test_what_is_not_understood_stays_its_source(text: AnswerText, inside: str) -> None:
    assert read_formula(f"${inside}$") is None
    text.show_source(f"甲 \\({inside}\\) 乙")
    assert f"\\({inside}\\)" in text.document().toPlainText()


def test_depth_and_length_have_an_end() -> None:
    assert read_formula("$" + "{" * (DEEPEST - 1) + "x" + "}" * (DEEPEST - 1) + "$") is not None
    assert read_formula("$" + "{" * DEEPEST + "x" + "}" * DEEPEST + "$") is None
    assert read_formula("$" + "x" * LONGEST + "$") is None
    begun = time.process_time()
    for hostile in (
        "\\frac" * 399,
        "^{" * 900,
        "\\left(" * 300,
        "x_" * 900,
        "1" * 1900,
        "{}" * 900,
        "\\" * 1900,
    ):
        read_formula(f"${hostile}$")
    assert time.process_time() - begun < 2


def test_every_sign_that_is_named_is_read() -> None:
    for name in SIGNS:
        assert read_formula(f"$\\{name} $") is not None, name
    for kind in TABLES:
        assert read_formula(f"$$\\begin{{{kind}}}a&b\\end{{{kind}}}$$") is not None, kind


def test_a_painted_formula_is_its_source_to_whoever_copies_or_compares(text: AnswerText) -> None:
    text.show_source(MIXED)
    told = text.plain()
    assert "\ufffc" in text.document().toPlainText()
    assert "\ufffc" not in told
    assert told.startswith("由 $a^2+b^2=c^2$ 与 😀$v=\\frac{s}{t}$ 得 $\\foo{x}$。\n$$\\sum_{i=1}^n i=")
    assert "$\\alpha$\n$\\sqrt[3]{8}$" in told
    text.selectAll()
    assert text.createMimeDataFromSelection().text() == told
    assert "b 上标 2" in text.accessibleDescription()


@pytest.mark.parametrize("words", ["由", "😀", "得", "\\foo", "值", "末"])
def test_marks_of_differences_stay_where_they_belong(text: AnswerText, words: str) -> None:
    text.show_source(MIXED)
    at = text.plain().index(words)
    text.mark([(at, at + len(words))], "bad")
    assert text.marked() == [words]


def test_a_difference_in_a_formula_marks_the_piece_it_lies_in(text: AnswerText) -> None:
    text.show_source(MIXED)
    at = text.plain().index("s}{t")
    text.mark([(at, at + 1), (0, 3)], "bad")
    assert text.marked() == ["=\\frac{s}{t}$", "由 $a^2"]
    text.grab()


def test_as_written_shows_the_source(text: AnswerText) -> None:
    text.show_source(MIXED)
    text.set_as_written(as_written=True)
    assert text.document().toPlainText() == MIXED
    assert text.accessibleDescription() == ""


def test_a_formula_that_is_struck_out_or_wider_than_a_column_stays_characters(text: AnswerText) -> None:
    for source in ("~~$x^2$~~", "$\\text{" + "很长的话" * 20 + "}$"):
        text.show_source(source)
        assert "\ufffc" not in text.document().toPlainText()


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_formula_is_painted_in_the_ink_of_both_themes(qapp: QApplication, mode: str) -> None:
    dress(qapp, mode)  # type: ignore[arg-type]
    view = AnswerText()
    try:
        view.resize(200, 100)
        view.show_source("$\\frac{\\sqrt{a}}{b}$")
        view.show()
        image = QImage(200, 100, QImage.Format.Format_RGB32)
        image.fill(theme().colour("sunken"))
        view.render(image)
        paper, ink = (theme().colour(name).lightness() for name in ("sunken", "ink"))
        lights = [QColor(image.pixel(x, y)).lightness() for x in range(80) for y in range(80)]
        nearest = min(abs(light - ink) for light in lights)
        assert nearest < abs(paper - ink) / 4
    finally:
        view.close()
        view.deleteLater()
        dress(qapp, "light")


def test_formulas_survive_type_sizes_folds_and_narrow_columns(text: AnswerText) -> None:
    text.show_source(MIXED + "\n\n长 $x^2$" * 60)
    folded = text.plain()
    text.set_whole(whole=True)
    for steps, wide in ((0, 420), (6, 120), (2, 60)):
        text.set_larger(steps)
        text.resize(wide, 300)
        text.grab()
        assert text.plain().count("$x^2$") == 60
    assert len(folded) < len(text.plain())


def test_spans_and_differences_of_answers_with_formulas_keep_their_places(
    sit_down: Callable[..., Judge],
) -> None:
    person = sit_down(texts=["由 $x^2=4$ 得 𠮷二。", "由 $x^2=9$ 得 𠮷三。"])
    person.type("d")
    assert person.card("a1").text.marked() == ["=4$", "二"]
    person.type("m")
    for words in ("^2=4", "二"):
        person.select("a1", words)
        person.type("1")
    assert sorted(person.spans("a1")) == [("^2=4", "wrong"), ("二", "wrong")]
