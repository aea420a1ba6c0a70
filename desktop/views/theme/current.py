"""The theme in use: one per process, as the screen has one."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont

from desktop.views.theme import tokens
from desktop.views.theme.tokens import Mode, Palette, TypeRole

#: Tones whose words need a stronger colour than their fields.
READABLE = {"accent": "accent_strong", "caution": "caution_strong"}


@dataclass(frozen=True)
class Theme:
    """A palette and the person's type scale (1.0 to 1.5)."""

    palette: Palette = tokens.LIGHT
    scale: float = 1.0

    @property
    def mode(self) -> Mode:
        """``light`` or ``dark``."""
        return self.palette.mode

    def px(self, pixels: float) -> int:
        """Return a token's pixels at the person's scale."""
        return round(pixels * self.scale)

    def colour(self, token: str) -> QColor:
        """Return the colour of a palette field, such as ``ink`` or ``bad_tint``. Raises AttributeError for another."""
        return QColor(getattr(self.palette, token))

    def ink_of(self, token: str) -> QColor:
        """Return the colour for words of a tone: as ``colour``, but dark enough to be read on every ground."""
        return self.colour(READABLE.get(token, token))

    def tint(self, token: str, alpha: int) -> QColor:
        """Return the colour of a palette field at ``alpha`` (0..255)."""
        colour = self.colour(token)
        colour.setAlpha(alpha)
        return colour

    def class_colour(self, index: int) -> QColor:
        """Return the colour of a class by its palette place."""
        return QColor(tokens.class_colour(index, self.mode))

    def font(self, role: TypeRole = "body", *, bold: bool = False) -> QFont:
        """Return the font of a type role, in pixels."""
        font = QFont([tokens.FAMILY, *tokens.FALLBACK_FAMILIES])
        font.setPixelSize(self.px(tokens.TYPE[role]))
        font.setBold(bold)
        return font


class _InUse:
    theme = Theme()


def theme() -> Theme:
    """Return the theme in use; painted widgets ask for it at each painting."""
    return _InUse.theme


def use_theme(new: Theme) -> None:
    """Make ``new`` the theme in use. The window then restyles the application and rebuilds its page."""
    _InUse.theme = new
