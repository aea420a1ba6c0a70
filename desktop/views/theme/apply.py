"""Dress the application: fonts once, then palette and stylesheet whenever the theme changes."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from desktop.base.places import find_places
from desktop.views.theme import tokens
from desktop.views.theme.current import Theme, theme, use_theme
from desktop.views.theme.stylesheet import stylesheet
from desktop.views.theme.tokens import Mode

EMOJI = "Noto Emoji"
FONT_FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "NotoEmoji-Regular.ttf")
_ROLES = {
    QPalette.ColorRole.Window: "ground",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.BrightText: "on_accent",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "ink",
    QPalette.ColorRole.PlaceholderText: "quiet",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "edge",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Shadow: "edge",
}


def dress(application: QApplication, mode: Mode = "light", scale: float = 1.0) -> Theme:
    """Give the application the theme of ``mode`` at the person's ``scale`` (1.0 to 1.5) and return it."""
    new = Theme(tokens.DARK if mode == "dark" else tokens.LIGHT, min(max(scale, 1.0), 1.5))
    if new == theme() and application.styleSheet():
        return new  # styling every widget again takes a second
    load_fonts()
    application.setStyle(QStyleFactory.create("Fusion"))
    use_theme(new)
    application.setFont(new.font())
    application.setPalette(qt_palette())
    application.setStyleSheet(stylesheet(new))
    return new


@cache
def load_fonts() -> None:
    """Make the shipped fonts known to Qt, once; where a file is missing the system's fonts stand in."""
    for name in FONT_FILES:
        path = find_places().assets / "fonts" / name
        if path.exists():
            QFontDatabase.addApplicationFont(str(path))
    # Emoji sequences look for an emoji family, single ones for any that comes after the text's: both find ours.
    QFontDatabase.setApplicationEmojiFontFamilies([EMOJI])
    QFont.insertSubstitution(tokens.FAMILY, EMOJI)


def qt_palette() -> QPalette:
    """Return the Qt palette of the theme in use. Fusion follows no system colour scheme, so we set every role."""
    palette = QPalette()
    for role, token in _ROLES.items():
        palette.setColor(role, theme().colour(token))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme().colour("edge"))
    return palette
