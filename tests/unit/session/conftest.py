"""A session in a temporary place, with the worked example as its only course and a clock that we move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.base.clock import ManualClock
from desktop.base.places import find_places
from desktop.session.session import Session, open_session

PACKS = Path(__file__).parents[2] / "packs"


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 11, 23, 1, 0, tzinfo=UTC))


@pytest.fixture
def session(tmp_path: Path, clock: ManualClock) -> Iterator[Session]:
    places = replace(find_places({"DOORSTEP_DATA": str(tmp_path / "数据")}), courses=PACKS)
    opened = open_session(places, clock)
    yield opened
    opened.close()
