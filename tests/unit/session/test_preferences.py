"""Settings in force at once, and a language that cannot be spoken keeps nobody from working."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.base.clock import ManualClock
from desktop.base.errors import KnownError
from desktop.base.wording import language, use_language
from desktop.session.changes import Changes
from desktop.session.operations.preferences import set_setting
from desktop.session.session import Session, open_session
from tests import scenes


@pytest.fixture(autouse=True)
def _chinese_again() -> Iterator[None]:
    yield
    use_language("zh", Path("/nowhere"))


def test_a_setting_is_stored_and_told(session: Session) -> None:
    told: list[Changes] = []
    session.listen(told.append)
    set_setting(session, "type_scale", 125)
    assert session.settings.number("type_scale") == 125
    assert [(each.topics, each.subjects) for each in told] == [({"settings"}, {"type_scale"})]


def test_a_setting_that_is_refused_is_told_to_nobody(session: Session) -> None:
    told: list[Changes] = []
    session.listen(told.append)
    for key, value in (("type_scale", 90), ("language", "fr"), ("appearance", "pink")):
        with pytest.raises(KnownError):
            set_setting(session, key, value)
    assert told == []
    assert (language(), session.settings.text("language")) == ("zh", "zh")


def test_a_language_that_cannot_be_stored_is_not_spoken(session: Session, tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_bytes(b"")
    session.settings._path = blocked / "settings.json"
    with pytest.raises(KnownError):
        set_setting(session, "language", "en")
    assert language() == "zh"


def test_a_pc_whose_language_file_is_lost_starts_in_chinese(
    tmp_path: Path, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    places = replace(scenes.places_in(tmp_path / "数据"), assets=tmp_path / "no assets")
    places.data.mkdir()
    stored = json.dumps({"format": 1, "values": {"language": "en"}})
    (places.data / "settings.json").write_text(stored, "utf-8")
    opened = open_session(places, clock)
    assert language() == "zh"
    assert "Chinese is spoken" in caplog.text
    opened.close()
