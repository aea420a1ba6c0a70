"""No character that the program shows comes out as an empty box, even on a PC that has no font of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.certification.font import Coverage
from tests.words import printed, texts

CHINESE = ["NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"]
EMOJI = "NotoEmoji-Regular.ttf"
#: What people's names and trainees' texts may hold beyond what our own courses happen to use.
EXPECTED = (
    "𠮷𬭚𫖯㛃䶮犇翀玥昇骉淼堃喆 ①⑳Ⅰⅻ㎡㎏℃‰№ ✓✔✗✘☐☑☒ 〔〕【】「」『』〈〉〖〗 ￥€£¥ ←↑→↓⇒ ★☆●○◆◇■□▲△ 〇〓※…—"
)
SEQUENCES = ["👩‍⚕️👨‍👩‍👧‍👦👩‍🚒", "🧑🏽‍🌾🇨🇳", "🏗️🗓️ℹ️☎️⚠️‼️", "🙂🎉✅❌✨🈲🉐"]


@pytest.fixture(scope="module")
def fonts(root: Path) -> Path:
    return root / "assets" / "fonts"


def on_a_bare_pc(*lines: str) -> list[str]:
    """Return what the drawing of the lines, or of all our texts, told."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bare_pc", *lines], capture_output=True, check=True, text=True
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.house
@pytest.mark.parametrize("weight", CHINESE)
def test_every_character_of_our_texts_is_in_a_shipped_font(root: Path, fonts: Path, weight: str) -> None:
    chinese, emoji = Coverage.of(fonts / weight), Coverage.of(fonts / EMOJI)
    gone: dict[str, str] = {}
    for path, text in texts(root):
        wanted = "".join(printed(text))
        gone |= dict.fromkeys(chinese.missing(wanted) & emoji.missing(wanted), path.name)
    assert gone == {}


@pytest.mark.parametrize("weight", CHINESE)
def test_names_and_signs_need_no_other_font(fonts: Path, weight: str) -> None:
    assert Coverage.of(fonts / weight).missing(EXPECTED) == frozenset()


def test_both_weights_have_the_same_characters(fonts: Path) -> None:
    regular, bold = (Coverage.of(fonts / weight) for weight in CHINESE)
    assert regular == bold


def test_each_font_lies_with_its_licence(fonts: Path) -> None:
    licences = [path.read_text("utf-8") for path in fonts.glob("OFL*.txt")]
    assert len(licences) == 3
    for text in licences:
        assert "SIL Open Font License, Version 1.1" in text


@pytest.mark.gui
@pytest.mark.skipif(sys.platform != "linux", reason="only fontconfig can be emptied")
def test_a_bare_pc_shows_all_our_texts_without_a_box() -> None:
    *told, drawn = on_a_bare_pc()
    assert told == []
    assert int(drawn) > 2000


@pytest.mark.gui
@pytest.mark.skipif(sys.platform != "linux", reason="only fontconfig can be emptied")
def test_a_bare_pc_shows_names_and_emoji_and_tells_a_box() -> None:
    assert on_a_bare_pc(EXPECTED, *SEQUENCES) == [str(1 + len(SEQUENCES))]
    assert on_a_bare_pc("a𠮶b") == ["Noto Sans SC: a𠮶b", "Noto Sans SC bold: a𠮶b", "1"]
