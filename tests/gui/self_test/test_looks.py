"""What the toolkit tells about a PC: fonts, words, plug-ins, the screen, the input method, a PDF, with every verdict."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QGuiApplication, QImageReader, QPdfWriter

from desktop.base.errors import KnownError
from desktop.base.places import Places
from desktop.session.health.contents import FONTS
from desktop.views.self_test import looks, platforms
from desktop.views.self_test.platforms import fall_back, has_screen, wanted_screen
from tests import scenes


@pytest.fixture(autouse=True)
def _application(qapp: object) -> None:
    """Everything here needs the toolkit."""


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """The program's own places, with assets that can be spoiled."""
    found = scenes.places_in(tmp_path / "数据")
    assets = tmp_path / "assets"
    for folder in ("fonts", "locale", "icons"):
        shutil.copytree(found.assets / folder, assets / folder, symlinks=True)
    return replace(found, assets=assets)


def on_a_screen(
    monkeypatch: pytest.MonkeyPatch, width: int = 1366, height: int = 768, ratio: float = 1.0
) -> None:
    """Let there be a screen."""

    class Screen:
        """A screen of this size."""

        def size(self) -> QSize:
            """In the program's own pixels."""
            return QSize(width, height)

        def devicePixelRatio(self) -> float:
            """Of the system's scaling."""
            return ratio

    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "xcb")
    monkeypatch.setattr(QGuiApplication, "screens", lambda: [Screen()])
    monkeypatch.setattr(QGuiApplication, "primaryScreen", Screen)


def test_everything_is_looked_at_once_and_in_groups() -> None:
    found = looks.checks()
    keys = [each.key for each in found]
    assert len(set(keys)) == len(keys) == 19
    assert {each.group for each in found} == {"keeping", "screen", "training", "system"}
    own = {each.key for each in found if not each.seconds}
    assert own == {"window", "screen", "fonts", "languages", "input", "pdf"}


# -- fonts and words


def test_the_shipped_fonts_load(places: Places) -> None:
    found = looks.fonts(places)
    assert (found.verdict, found.seen) == ("ok", "3 个，都装得进来；有“犇”字")


def test_a_missing_font_is_told(places: Places) -> None:
    (places.assets / "fonts" / FONTS[2]).unlink()
    assert FONTS[2] in looks.fonts(places).seen


def test_a_font_cut_short_does_not_load(places: Places) -> None:
    path = places.assets / "fonts" / FONTS[2]
    path.write_bytes(path.read_bytes()[:2000])
    found = looks.fonts(places)
    assert found.verdict == "failed"
    assert FONTS[2] in found.seen
    assert found.remedy


def test_a_family_that_is_not_in_use_is_told(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looks.QFontDatabase, "hasFamily", lambda _family: False)
    assert "没有生效" in looks.fonts(places).seen


def test_words_of_both_are_there(places: Places) -> None:
    found = looks.languages(places)
    assert found.verdict == "ok"
    assert found.seen.endswith("Qt 的中文也在")


def test_without_the_toolkits_own_chinese_one_can_work(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks.QLibraryInfo, "path", lambda _which: "/nowhere")
    found = looks.languages(places)
    assert (found.verdict, "qtbase_zh_CN" in found.seen) == ("warning", True)
    assert found.remedy


def test_without_our_own_words_it_is_a_no(places: Places) -> None:
    shutil.rmtree(places.assets / "locale" / "en")
    assert looks.languages(places).verdict == "failed"


# -- the window's parts


def test_on_a_screen_the_parts_are_in_order(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    on_a_screen(monkeypatch)
    found = looks.window_parts(places)
    assert found.verdict == "ok"
    assert found.seen.startswith("平台 xcb，图片 jpeg·png·webp，图标能画，Qt 6.")


def test_without_a_screen_the_window_is_not_claimed(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(platforms.VARIABLE, "offscreen")
    found = looks.window_parts(places)
    assert (found.verdict, "没有显示器" in found.seen) == ("warning", True)


def test_a_screen_that_was_wanted_and_not_given_is_a_no(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(platforms.VARIABLE, "xcb;offscreen")
    found = looks.window_parts(places)
    assert (found.verdict, "窗口打不开" in found.seen) == ("failed", True)
    assert "libxcb" in found.remedy


@pytest.mark.parametrize("missing", ["jpeg", "webp"])
def test_a_missing_kind_of_picture_is_a_no(
    places: Places, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    kinds = [QByteArray(kind.encode()) for kind in ("jpeg", "png", "webp", "gif") if kind != missing]
    monkeypatch.setattr(QImageReader, "supportedImageFormats", lambda: kinds)
    found = looks.window_parts(places)
    assert (found.verdict, found.seen) == ("failed", f"打不开 {missing} 图片。")


@pytest.mark.parametrize("content", [b"", None])
def test_icons_that_cannot_be_drawn_are_a_no(places: Places, content: bytes | None) -> None:
    path = places.assets / "icons" / looks.PROBE_ICON
    path.unlink()
    if content is not None:
        path.write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg"/>')
    assert looks.window_parts(places).seen == "图标画不出来。"


def test_a_missing_style_is_a_no(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looks.QStyleFactory, "keys", lambda: ["Windows"])
    assert looks.window_parts(places).verdict == "failed"


# -- the screen


@pytest.mark.parametrize(
    ("width", "height", "ratio", "verdict", "said"),
    [
        (1366, 768, 1.0, "ok", "1366 × 768 像素，缩放 100%，界面可用 1366 × 768"),
        (1920, 1080, 1.0, "ok", "1920 × 1080"),
        (1536, 864, 1.25, "ok", "1920 × 1080 像素，缩放 125%，界面可用 1536 × 864"),
        (1280, 720, 1.5, "warning", "1920 × 1080 像素，缩放 150%"),
        (1280, 1024, 1.0, "warning", "1280 × 1024"),
        (1366, 767, 1.0, "warning", "1366 × 767"),
    ],
)
def test_the_screen_is_told_with_its_scaling(
    places: Places,
    monkeypatch: pytest.MonkeyPatch,
    width: int,
    height: int,
    ratio: float,
    verdict: str,
    said: str,
) -> None:
    on_a_screen(monkeypatch, width, height, ratio)
    found = looks.screen(places)
    assert (found.verdict, said in found.seen) == (verdict, True)
    assert (verdict == "ok") == (not found.remedy)


def test_no_screen_is_not_tested_or_a_no(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    assert looks.screen(places).seen == "没有显示器，没有测"
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "windows")
    monkeypatch.setattr(QGuiApplication, "screens", list)
    assert looks.screen(places).verdict == "failed"


# -- typing


@pytest.mark.parametrize(
    ("environ", "method"),
    [
        ({}, ""),
        ({"QT_IM_MODULE": "ibus"}, "ibus"),
        ({"QT_IM_MODULE": "fcitx"}, "fcitx"),
        ({"QT_IM_MODULE": "compose"}, ""),
        ({"QT_IM_MODULE": "xim", "XMODIFIERS": "@im=fcitx"}, "fcitx"),
        ({"XMODIFIERS": "@im=ibus"}, "ibus"),
        ({"XMODIFIERS": "@im=none"}, ""),
        ({"QT_IM_MODULES": "wayland;fcitx;ibus"}, "fcitx"),
        ({"QT_IM_MODULES": "wayland", "QT_IM_MODULE": "ibus"}, "ibus"),
    ],
)
def test_the_input_method_is_read_from_the_session(environ: dict[str, str], method: str) -> None:
    assert looks.chosen_method(environ) == method


@pytest.mark.skipif(sys.platform == "win32", reason="reads a Linux session")
@pytest.mark.parametrize(
    ("method", "verdict", "said"),
    [
        ("ibus", "ok", "ibus，组件在"),
        ("fcitx", "warning", "配置的是 fcitx"),
        ("fcitx5", "warning", "配置的是 fcitx5"),
        ("", "warning", "没有配置中文输入法"),
    ],
)
def test_an_input_method_needs_its_plug_in(
    places: Places, monkeypatch: pytest.MonkeyPatch, method: str, verdict: str, said: str
) -> None:
    on_a_screen(monkeypatch)
    for name in ("QT_IM_MODULES", "XMODIFIERS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("QT_IM_MODULE", method)
    found = looks.input_method(places)
    assert (found.verdict, said in found.seen) == (verdict, True)
    assert (verdict == "ok") == (not found.remedy)


@pytest.mark.skipif(sys.platform == "win32", reason="reads a Linux session")
def test_without_any_plug_in_the_method_is_told(
    places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_a_screen(monkeypatch)
    monkeypatch.setenv("QT_IM_MODULE", "ibus")
    monkeypatch.setattr(looks.QLibraryInfo, "path", lambda _which: str(tmp_path))
    assert "（有 —）" in looks.input_method(places).seen


@pytest.mark.skipif(sys.platform == "win32", reason="reads a Linux session")
def test_without_a_screen_typing_is_not_tested(places: Places) -> None:
    assert looks.input_method(places).seen == "没有显示器，没有测"


# -- a PDF


def test_a_page_is_written_and_read_back(places: Places) -> None:
    found = looks.printing(places)
    assert found.verdict == "ok"
    assert found.seen.startswith("A4 一页，")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not here")
def test_the_words_of_the_page_are_in_it(tmp_path: Path) -> None:
    looks._print(tmp_path / "page.pdf")
    said = subprocess.run(["pdftotext", tmp_path / "page.pdf", "-"], capture_output=True, check=True).stdout
    assert said.decode().strip() == looks.PROBE_TEXT


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4\n", b"%PDF-1.4 %%EOF", b"text"])
def test_a_page_that_reads_back_wrong_is_a_no(
    places: Places, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.setattr(looks, "_print", lambda path: path.write_bytes(content))
    with pytest.raises(KnownError, match="PDF"):
        looks.printing(places)


def test_a_writer_that_does_not_begin_is_a_no(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stuck:
        """A painter that nothing can be drawn with."""

        def begin(self, _device: QPdfWriter) -> bool:
            """Refuse."""
            return False

    monkeypatch.setattr(looks, "QPainter", Stuck)
    with pytest.raises(KnownError, match="PDF 写不下来"):
        looks.printing(places)


# -- which platform


@pytest.mark.parametrize(
    ("environ", "system", "platform"),
    [
        ({}, "linux", "offscreen"),
        ({"DISPLAY": ":0"}, "linux", "xcb;offscreen"),
        ({"DISPLAY": ""}, "linux", "offscreen"),
        ({"WAYLAND_DISPLAY": "wayland-0", "XDG_SESSION_TYPE": "wayland"}, "linux", "wayland;xcb;offscreen"),
        (
            {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0", "XDG_SESSION_TYPE": "wayland"},
            "linux",
            "wayland;xcb;offscreen",
        ),
        ({"DISPLAY": ":0", "XDG_SESSION_TYPE": "x11"}, "linux", "xcb;offscreen"),
        ({"QT_QPA_PLATFORM": "xcb"}, "linux", "xcb;offscreen"),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", "offscreen"),
        ({"QT_QPA_PLATFORM": "offscreen:fontengine=x"}, "linux", "offscreen:fontengine=x"),
        ({"QT_QPA_PLATFORM": "wayland;xcb"}, "linux", "wayland;xcb;offscreen"),
        ({}, "win32", ""),
        ({"QT_QPA_PLATFORM": "windows"}, "win32", "windows"),
    ],
)
def test_there_is_always_a_platform_to_fall_back_to(
    environ: dict[str, str], system: str, platform: str
) -> None:
    fall_back(environ, system)
    assert environ.get("QT_QPA_PLATFORM", "") == platform


@pytest.mark.parametrize(
    ("platform", "wanted"),
    [
        ("xcb;offscreen", True),
        ("wayland;xcb;offscreen", True),
        ("offscreen", False),
        ("offscreen:x", False),
        ("", False),
    ],
)
def test_whether_a_screen_was_wanted(platform: str, wanted: bool) -> None:
    assert wanted_screen({"QT_QPA_PLATFORM": platform} if platform else {}) is wanted


@pytest.mark.parametrize(
    ("platform", "shown"),
    [("xcb", True), ("windows", True), ("wayland", True), ("offscreen", False), ("minimal", False)],
)
def test_which_platforms_are_seen(platform: str, shown: bool) -> None:
    assert has_screen(platform) is shown
