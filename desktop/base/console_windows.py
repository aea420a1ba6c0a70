"""The output streams that the parent of a windowed program has: a pipe, a file, or its console."""

from __future__ import annotations

import sys
from typing import TextIO

if sys.platform == "win32":
    import ctypes
    import msvcrt
    import os
    from ctypes import wintypes

    PARENT = wintypes.DWORD(-1)
    HANDLES = {1: wintypes.DWORD(-11), 2: wintypes.DWORD(-12)}  # STD_OUTPUT_HANDLE, STD_ERROR_HANDLE
    DISK, PIPE = 1, 3

    def parents_stream(console: str, number: int) -> TextIO | None:
        """Return a stream for descriptor ``number`` (1 or 2), None when nobody listens."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.GetStdHandle.restype = wintypes.HANDLE
        kernel.GetFileType.argtypes = [wintypes.HANDLE]
        handle = kernel.GetStdHandle(HANDLES[number])
        try:
            if handle and kernel.GetFileType(handle) in (DISK, PIPE):
                return os.fdopen(msvcrt.open_osfhandle(handle, os.O_TEXT), "w", encoding="utf-8", buffering=1)
            # A second call fails, since the console is attached already: then it opens all the same.
            kernel.AttachConsole(PARENT)
            return open(console, "w", encoding="utf-8", buffering=1)  # noqa: PTH123  until the end
        except OSError:
            return None
