"""The printers of a Windows PC, local ones and those connected to."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    LOCAL_AND_CONNECTED = 0x2 | 0x4  # PRINTER_ENUM_LOCAL | PRINTER_ENUM_CONNECTIONS
    LEVEL = 4  # names only, from the registry: no print server is asked

    class _Info(ctypes.Structure):
        """PRINTER_INFO_4W."""

        _fields_ = (("name", wintypes.LPWSTR), ("server", wintypes.LPWSTR), ("attributes", wintypes.DWORD))

    def names() -> tuple[str, ...] | None:
        """Return the names, None when the print service does not answer."""
        spooler = ctypes.WinDLL("winspool.drv")
        needed, count = wintypes.DWORD(), wintypes.DWORD()
        asked = (LOCAL_AND_CONNECTED, None, LEVEL)
        spooler.EnumPrintersW(*asked, None, 0, ctypes.byref(needed), ctypes.byref(count))
        if not needed.value:
            return ()
        space = ctypes.create_string_buffer(needed.value)
        if not spooler.EnumPrintersW(*asked, space, needed, ctypes.byref(needed), ctypes.byref(count)):
            return None
        rows = ctypes.cast(space, ctypes.POINTER(_Info))
        return tuple(str(rows[place].name) for place in range(count.value))
