"""Output streams: a windowed program has none, an old console has few letters; nobody is left with a trace."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import pytest

from desktop.base.console import give_streams, reader_gone, say, settle_streams


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


def test_what_was_said_is_out_once_the_streams_are_settled(tmp_path: Path) -> None:
    path = tmp_path / "said"
    with path.open("w", encoding="utf-8") as out, streams(out, out):
        sys.stdout.write("核验")
        settle_streams()
        assert path.read_text("utf-8") == "核验"


def test_a_stream_whose_reader_has_gone_is_settled_quietly() -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "w", encoding="utf-8") as out, streams(out, io.StringIO()):
        os.close(reading)
        sys.stdout.write("多" * 100)
        settle_streams()
        sys.stdout.write("还有")
        sys.stdout.flush()
        assert sys.stderr.getvalue() == ""  # type: ignore[attr-defined]


def test_a_closed_stream_is_settled_already() -> None:
    closed = io.StringIO()
    closed.close()
    with streams(closed, closed):
        settle_streams()


@pytest.mark.parametrize(
    ("fault", "gone"),
    [
        (BrokenPipeError(errno.EPIPE, "x"), True),
        (OSError(errno.EINVAL, "x"), sys.platform == "win32"),
        (OSError(errno.EINVAL, "x", "file"), False),
        (OSError(errno.ENOSPC, "x"), False),
    ],
)
def test_a_reader_that_has_gone_is_told_from_other_faults(fault: OSError, gone: bool) -> None:
    assert reader_gone(fault) == gone
