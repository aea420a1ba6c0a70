"""A record in a temporary folder with a Chinese name, and a clock that we move."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.base.clock import ManualClock
from desktop.records.record import Record
from tests.unit.records.verbs import settle


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 11, 23, 1, 0, tzinfo=UTC))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "实训 数据#1" / "record.db"


@pytest.fixture
def record(path: Path, clock: ManualClock) -> Iterator[Record]:
    with Record.open(path, clock) as opened:
        yield opened


@pytest.fixture
def settled(record: Record) -> Record:
    """A record with a site, an instructor and one trainee in class 24."""
    settle(record)
    return record
