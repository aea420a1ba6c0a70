"""A place to speak to: a Windows program without a console window has no output streams of its own."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import TextIO


def give_streams() -> None:
    """Make sure that there are output streams and that none of them fails at a letter.

    A console in an old encoding gets its code for what it cannot show, instead of a trace for an answer. Without a
    stream, the parent's pipe, file or console is taken when there is one; else what is said goes nowhere.
    """
    sys.stdout = sys.stdout if _usable(sys.stdout) else _found("CONOUT$", 1)
    sys.stderr = sys.stderr if _usable(sys.stderr) else _found("CONOUT$", 2)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def settle_streams() -> None:
    """Say what is still to be said; a stream whose reader has gone ends quietly, and so does the interpreter after it."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            _abandon(stream)


def reader_gone(fault: OSError) -> bool:
    """Tell whether a stream could not be written because its reader has closed; Windows calls it an invalid argument."""
    nobody = fault.errno == errno.EINVAL and fault.filename is None and sys.platform == "win32"
    return isinstance(fault, BrokenPipeError) or nobody


def _abandon(stream: TextIO) -> None:
    # What lies in the buffer would be tried again when the interpreter ends, with a complaint and exit code 120.
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return


def say(text: str) -> None:
    """Write lines to the output; a console of old Chinese Windows knows √ and ×, not the ticks of a later Unicode."""
    try:
        "✓✗".encode(sys.stdout.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        text = text.translate({ord("✓"): "√", ord("✗"): "×"})
    sys.stdout.write(text)


def _usable(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed


def _found(console: str, number: int) -> TextIO:
    if sys.platform == "win32":
        from desktop.base.console_windows import parents_stream

        found = parents_stream(console, number)
        if found is not None:
            return found
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123  open until the process ends
