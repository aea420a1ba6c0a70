"""A test that leaves a warning or a thread behind fails by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

CONFTEST = "from tests.conftest import _nothing_stray\n"


def outcomes(pytester: pytest.Pytester, test: str) -> dict[str, int]:
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(test)
    done = pytester.runpytest_subprocess("-p", "no:cacheprovider", "-p", "no:hypothesispytest")
    return done.parseoutcomes()


@pytest.fixture(autouse=True)
def _path(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(root))
    monkeypatch.setenv("DOORSTEP_TEST_PATIENCE", "0.5")


def test_a_quiet_test_passes(pytester: pytest.Pytester) -> None:
    assert outcomes(pytester, "def test_it(): pass") == {"passed": 1}


def test_a_stray_warning_fails_and_an_expected_one_does_not(pytester: pytest.Pytester) -> None:
    test = "import logging\ndef test_it({}):\n    logging.getLogger('x').warning('odd')"
    assert outcomes(pytester, test.format("")) == {"passed": 1, "errors": 1}
    assert outcomes(pytester, test.format("caplog")) == {"passed": 1}


def test_a_thread_left_running_fails(pytester: pytest.Pytester) -> None:
    test = (
        "import threading\n"
        "def test_it():\n    threading.Thread(target=threading.Event().wait, daemon=True).start()"
    )
    assert outcomes(pytester, test) == {"passed": 1, "errors": 1}
