"""Words a person reads. The source language is Chinese; a gettext catalogue turns it into English at run time."""

from __future__ import annotations

import gettext
import struct
from pathlib import Path

from desktop.base.errors import KnownError

DOMAIN = "doorstep"
SOURCE_LANGUAGE = "zh"
LANGUAGES = {"zh": "中文", "en": "English"}


class _Speaker:
    """The catalogue in use. One per process: language is a property of the screen, not of a call."""

    language = SOURCE_LANGUAGE
    catalogue: gettext.NullTranslations = gettext.NullTranslations()


def use_language(language: str, locale_folder: Path) -> None:
    """Speak ``language`` from now on. Raises KnownError when its catalogue is missing or the language unknown."""
    if language == SOURCE_LANGUAGE:
        _Speaker.catalogue = gettext.NullTranslations()
    elif language not in LANGUAGES:
        raise KnownError(f"不支持的语言 {language!r}。", remedy=f"可选：{'、'.join(LANGUAGES)}。")
    else:
        try:
            _Speaker.catalogue = gettext.translation(DOMAIN, locale_folder, [language])
        except (OSError, ValueError, LookupError, struct.error) as fault:
            # A file cut short is told by struct, one of foreign bytes by its codec.
            raise KnownError(f"缺少 {language} 语言文件。", where=str(locale_folder)) from fault
    _Speaker.language = language


def language() -> str:
    """Return the code of the language in use, ``zh`` or ``en``."""
    return _Speaker.language


def _(text: str, /, **values: object) -> str:
    """Return ``text`` in the language in use, with ``{name}`` places filled from ``values``."""
    said = _Speaker.catalogue.gettext(text) if text else ""
    return said.format(**values) if values else said


def N_(text: str, /) -> str:
    """Mark ``text`` for the catalogue and return it as it is; it goes through :func:`_` where it is shown."""
    return text
