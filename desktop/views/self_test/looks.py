"""What only the toolkit can tell: fonts that load, words of its own, plug-ins, the input method, the screen, a PDF."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QByteArray, QLibraryInfo, QLocale, QMarginsF, QPointF, QRectF, QTranslator
from PySide6.QtGui import (
    QFontDatabase,
    QGuiApplication,
    QImage,
    QImageReader,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QRawFont,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QStyleFactory

import desktop
from desktop.base.errors import KnownError
from desktop.base.places import Places
from desktop.base.wording import _
from desktop.session.health import contents
from desktop.session.health.row import Check, Found, bad, doubtful, good
from desktop.session.operations import health
from desktop.views.self_test.platforms import has_screen, wanted_screen
from desktop.views.theme import tokens
from desktop.views.theme.apply import load_fonts
from desktop.views.theme.current import theme

LEAST_SCREEN = (1366, 768)
#: The kinds of pictures that a course pack may hold (docs/pack-format.md).
PICTURES = ("jpeg", "png", "webp")
PROBE_ICON = "house.svg"
PROBE_TEXT = "自检 犇 Doorstep"
#: Linux: the input methods of the desktops that sites have, and the plug-in that reaches each.
METHODS = {"ibus": "ibus", "fcitx": "fcitx", "fcitx5": "fcitx5"}


def checks() -> tuple[Check, ...]:
    """Return everything that is looked at, in the order in which it is shown."""
    seen = {each.key: each for each in health.checks()}
    own = (
        Check("window", _("窗口组件"), "screen", window_parts, 0),
        Check("screen", _("屏幕"), "screen", screen, 0),
        Check("fonts", _("字体"), "screen", fonts, 0),
        Check("languages", _("语言文件"), "screen", languages, 0),
        Check("input", _("输入法"), "screen", input_method, 0),
        Check("pdf", _("生成 PDF"), "training", printing, 0),
    )
    seen |= {each.key: each for each in own}
    order = (
        "data space durable record keys restore window screen fonts languages input packs shapes job pdf printers "
        "clock zone memory"
    )
    return tuple(seen[key] for key in order.split())


def fonts(places: Places) -> Found:
    """Load the fonts as the program does, and look for the glyph of a rare character."""
    found = contents.fonts(places)
    if found.verdict != "ok":
        return found
    load_fonts()
    for name in contents.FONTS:
        path = places.assets / "fonts" / name
        loaded = QRawFont(str(path), 16.0)
        if not loaded.isValid():
            return bad(_("字体 {name} 装不进来。", name=name), _("请重新安装本程序。"))
        if name in contents.FONTS[:2] and not all(loaded.glyphIndexesForString(contents.RARE)):
            return bad(
                _("字体 {name} 里没有“{rare}”字。", name=name, rare=contents.RARE), _("请重新安装本程序。")
            )
    if not QFontDatabase.hasFamily(tokens.FAMILY):
        return bad(_("界面字体 {family} 没有生效。", family=tokens.FAMILY), _("请重新安装本程序。"))
    return good(_("{n} 个，都装得进来；有“{rare}”字", n=len(contents.FONTS), rare=contents.RARE))


def languages(places: Places) -> Found:
    """Load our own words and those of Qt's dialogs."""
    found = contents.languages(places)
    if found.verdict != "ok":
        return found
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if not QTranslator().load(QLocale("zh_CN"), "qtbase", "_", folder):
        return doubtful(
            _("{names}；缺少 Qt 的中文（qtbase_zh_CN）", names=found.seen),
            _("打开文件等窗口会是英文。请重新安装本程序。"),
        )
    return good(_("{names}；Qt 的中文也在", names=found.seen))


def window_parts(places: Places) -> Found:
    """Name the platform in use, and try what pages are made of: pictures, icons, the style."""
    platform = QGuiApplication.platformName()
    kinds = {bytes(kind.data()).decode() for kind in QImageReader.supportedImageFormats()}
    missing = [kind for kind in PICTURES if kind not in kinds]
    if missing:
        return bad(_("打不开 {kinds} 图片。", kinds="、".join(missing)), _("请重新安装本程序。"))
    if not _draws(places.assets / "icons" / PROBE_ICON):
        return bad(_("图标画不出来。"), _("请重新安装本程序。"))
    if "Fusion" not in QStyleFactory.keys():  # noqa: SIM118  no mapping, a function of Qt's
        return bad(_("缺少界面样式。"), _("请重新安装本程序。"))
    seen = _(
        "平台 {platform}，图片 {kinds}，图标能画，Qt {version}",
        platform=platform,
        kinds="·".join(PICTURES),
        version=QLibraryInfo.version().toString(),
    )
    if has_screen(platform):
        return good(seen)
    if wanted_screen():
        return bad(
            _("{seen}；有显示器，但窗口打不开", seen=seen),
            _("多半缺少系统库（libxcb-cursor0 等）。请按部署说明装好再测。"),
        )
    return doubtful(_("{seen}；没有显示器，窗口没有测", seen=seen), _("请在登录的桌面上打开程序，再测一次。"))


def screen(_places: Places) -> Found:
    """Look whether the window fits the screen."""
    if not has_screen(QGuiApplication.platformName()):
        return doubtful(_("没有显示器，没有测"), _("请在登录的桌面上打开程序，再测一次。"))
    if not QGuiApplication.screens():
        return bad(_("没有屏幕。"), _("请检查显示器。"))
    shown = QGuiApplication.primaryScreen()
    size, ratio = shown.size(), shown.devicePixelRatio()
    seen = _(
        "{width} × {height} 像素，缩放 {scale:.0%}，界面可用 {wide} × {high}",
        width=round(size.width() * ratio),
        height=round(size.height() * ratio),
        scale=ratio,
        wide=size.width(),
        high=size.height(),
    )
    if size.width() < LEAST_SCREEN[0] or size.height() < LEAST_SCREEN[1]:
        return doubtful(
            seen,
            _(
                "至少要 {wide} × {high}。请调高分辨率，或把系统缩放调小。",
                wide=LEAST_SCREEN[0],
                high=LEAST_SCREEN[1],
            ),
        )
    return good(seen)


def input_method(_places: Places) -> Found:
    """Look whether Chinese can be typed."""
    if sys.platform == "win32":
        from desktop.base.keyboards_windows import types_chinese

        if types_chinese():
            return good(_("系统的中文输入法（TSF/IMM）"))
        return doubtful(_("系统里没有中文输入法"), _("姓名和批注要用汉字。请在系统设置的“语言”里添加中文。"))
    if not has_screen(QGuiApplication.platformName()):
        return doubtful(_("没有显示器，没有测"), _("请在登录的桌面上打开程序，再测一次。"))
    chosen = chosen_method(os.environ)
    plugins = _method_plugins()
    if not chosen:
        return doubtful(
            _("没有配置中文输入法"), _("姓名和批注要用汉字。请装好 ibus 或 fcitx5，注销后重新登录。")
        )
    if chosen in plugins:
        return good(_("{method}，组件在", method=chosen))
    return doubtful(
        _(
            "配置的是 {method}，本程序没有它的组件（有 {plugins}）",
            method=chosen,
            plugins="、".join(plugins) or "—",
        ),
        _("请设 QT_IM_MODULE=ibus 后再打开本程序：fcitx5 也听得懂 ibus 的话。"),
    )


def chosen_method(environ: os._Environ[str] | dict[str, str]) -> str:
    """Return the input method that a Linux desktop says it has, an empty string for none."""
    words = [
        *environ.get("QT_IM_MODULES", "").split(";"),
        environ.get("QT_IM_MODULE", ""),
        environ.get("XMODIFIERS", "").partition("@im=")[2],
    ]
    return next((METHODS[word.strip()] for word in words if word.strip() in METHODS), "")


def printing(_places: Places) -> Found:
    """Write a page as PDF, open the file again and look what is in it."""
    with tempfile.TemporaryDirectory(prefix="doorstep-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "page.pdf"
        _print(path)
        content = path.read_bytes()
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-64:]:
        raise KnownError(_("写出来的 PDF 不完整。"), remedy=_("请检查磁盘空间，再测一次。"))
    if b"/FontFile" not in content:
        raise KnownError(_("写出来的 PDF 没有带上字体。"), remedy=_("请重新安装本程序。"))
    return good(_("A4 一页，{size:.0f} KB，带字体，读回无误", size=len(content) / 1024))


def _print(path: Path) -> None:
    load_fonts()
    writer = QPdfWriter(str(path))
    writer.setCreator(f"Doorstep {desktop.__version__}")
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(15, 15, 15, 15)
        )
    )
    painter = QPainter()
    if not painter.begin(writer):
        raise KnownError(_("PDF 写不下来。"), remedy=_("请检查磁盘空间，再测一次。"))
    painter.setFont(theme().font("body"))
    painter.drawText(QPointF(200, 400), PROBE_TEXT)
    painter.end()


def _draws(path: Path) -> bool:
    canvas = QImage(24, 24, QImage.Format.Format_ARGB32)
    canvas.fill(0)
    try:
        source = path.read_bytes().replace(b"currentColor", b"black")
    except OSError:
        return False
    blank = canvas.copy()
    painter = QPainter(canvas)
    QSvgRenderer(QByteArray(source)).render(painter, QRectF(0, 0, 24, 24))
    painter.end()
    return canvas != blank


def _method_plugins() -> list[str]:
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforminputcontexts"
    try:
        names = sorted(place.name for place in folder.iterdir())
    except OSError:
        return []
    found = []
    for method in METHODS.values():
        if any(name.startswith(f"lib{method}platforminputcontext") for name in names):
            found.append(method)
    return found
