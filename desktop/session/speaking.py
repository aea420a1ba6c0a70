"""The settings of this PC and the language they name, for the window and the verbs alike."""

from __future__ import annotations

import logging

from desktop.base.errors import KnownError
from desktop.base.places import Places
from desktop.base.settings import Settings
from desktop.base.wording import SOURCE_LANGUAGE, use_language

log = logging.getLogger(__name__)

SETTINGS_FILE = "settings.json"


def speak_as_set(places: Places) -> Settings:
    """Read the settings, speak their language from now on, and return them."""
    settings = Settings(places.data / SETTINGS_FILE)
    try:
        use_language(settings.text("language"), places.assets / "locale")
    except KnownError as fault:
        # The self-test names the missing file; nobody's training stops for it.
        log.warning("the language is not there, Chinese is spoken: %s", fault)
        use_language(SOURCE_LANGUAGE, places.assets / "locale")
    return settings
