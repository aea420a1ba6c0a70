"""Output streams: a windowed program has none, an old console has few letters; nobody is left with a trace."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import pytest

from desktop.base.console import give_streams, say


@contextmanager
def streams(out: TextIO | None, err: TextIO | None) -> Iterator[None]:
    """Begin with these streams; what is made for them is closed again."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = out, err  # type: ignore[assignment]
    try:
        yield
    finally:
        for made in {sys.stdout, sys.stderr} - {*before, out, err}:
            made.close()
        sys.stdout, sys.stderr = before


def test_without_streams_what_is_said_goes_nowhere() -> None:
    with streams(None, None):
        give_streams()
        assert sys.stdout.write("✓ 记录\n") > 0
        assert sys.stderr.write("✗\n") > 0
        sys.stdout.flush()


def test_closed_streams_are_replaced() -> None:
    closed = io.StringIO()
    closed.close()
    with streams(closed, sys.stderr):
        give_streams()
        assert sys.stdout.write("x") == 1


def test_streams_that_are_there_stay(capsys: pytest.CaptureFixture[str]) -> None:
    before = sys.stdout, sys.stderr
    give_streams()
    assert (sys.stdout, sys.stderr) == before
    sys.stdout.write("还在")
    assert capsys.readouterr().out == "还在"


def test_an_old_console_gets_codes_for_what_it_lacks() -> None:
    raw = io.BytesIO()
    old = io.TextIOWrapper(raw, encoding="ascii")
    with streams(old, sys.stderr):
        give_streams()
        sys.stdout.write("✓ ok")
        sys.stdout.flush()
    assert raw.getvalue() == b"\\u2713 ok"


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", "✓ 记录 ✗".encode()), ("gbk", "√ 记录 ×".encode("gbk")), ("cp936", "√ 记录 ×".encode("gbk"))],
)
def test_a_chinese_console_gets_the_ticks_it_knows(encoding: str, told: bytes) -> None:
    raw = io.BytesIO()
    old = io.TextIOWrapper(raw, encoding=encoding)
    with streams(old, sys.stderr):
        give_streams()
        say("✓ 记录 ✗")
        old.flush()
    assert raw.getvalue() == told


@pytest.mark.parametrize(
    "arguments",
    [
        ["--version"],
        ["--help"],
        ["pack", "info", "none"],
        ["verify", "none"],
        ["--frob"],
        ["--reboot-check", "status"],
    ],
    ids=" ".join,
)
def test_the_program_ends_in_order_without_any_stream(
    root: Path, tmp_path: Path, arguments: list[str]
) -> None:
    """As a windowed program starts: Python finds none of the three descriptors."""
    codes = {"--version": 0, "--help": 0, "--reboot-check": 3}
    code = "import sys; from desktop.launch import launch; sys.exit(launch(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=root,
        env={**os.environ, "DOORSTEP_DATA": str(tmp_path)},
        preexec_fn=lambda: [os.close(number) for number in (0, 1, 2)] and None,
        timeout=300,
        check=False,
    )
    assert done.returncode == codes.get(arguments[0], 2)
