"""What every test stands on: a Qt platform without a screen, and no word to the network or the real home."""

from __future__ import annotations

import gc
import logging
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from desktop.session import pins

# Before Qt is imported. DOORSTEP_TEST_DISPLAY=1 tests on the real (or Xvfb) display.
if not os.environ.get("DOORSTEP_TEST_DISPLAY"):
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

# A shared machine may stall for a second; a search that fails for that says nothing about the code.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

#: Seconds that a thread may take to end after its test.
PATIENCE = float(os.environ.get("DOORSTEP_TEST_PATIENCE", "30"))
ROOT = Path(__file__).resolve().parents[1]

# Thousands of sign-ins at 20 ms each; tests/unit/session/test_pins.py holds what real ones cost.
pins._TIME_COST, pins._MEMORY_KIB = 1, 8


def pytest_collection_finish() -> None:
    """Leave what was collected out of every later search for garbage: ten thousand tests are looked through each time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the account's own data."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home" / name.lower()))
    monkeypatch.delenv("DOORSTEP_DATA", raising=False)


@pytest.fixture(autouse=True)
def _empty_hands() -> Iterator[None]:
    """What one test had in hand at the bench, the next does not find there."""
    yield
    kept = sys.modules.get("desktop.views.widgets.bench.kept")
    if kept is not None:
        kept.kept().forget()


class _Listener(logging.Handler):
    """Keeps every warning and worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _nothing_stray(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning in the log or a thread left running fails; a test that expects a warning asks for ``caplog``."""
    before = set(threading.enumerate())
    listener = _Listener()
    logging.getLogger().addHandler(listener)
    yield
    logging.getLogger().removeHandler(listener)
    for thread in set(threading.enumerate()) - before:
        thread.join(timeout=PATIENCE)
    left = [thread.name for thread in threading.enumerate() if thread not in before]
    assert left == [], f"threads left running: {left}"
    if "caplog" not in request.fixturenames:
        assert listener.said == []
