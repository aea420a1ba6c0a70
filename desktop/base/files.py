"""Whole files, written so that a power cut leaves either the old one or the new one."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from pathlib import Path

if sys.platform == "win32":
    # WORKAROUND https://github.com/python/cpython/issues/66305: in a folder that may not be written, Windows' refusal is
    # taken for a name in use, and 2**31 others are tried: the program would hang.
    tempfile.TMP_MAX = 100


def write_whole(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path`` atomically: a temporary file beside it, flushed to the disk, then renamed.

    Raises OSError when the folder cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except FileExistsError as fault:  # a hundred names in use: the refusal above
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path.parent)) from fault
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
