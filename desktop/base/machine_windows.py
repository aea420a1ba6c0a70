"""What tells one Windows PC from another: the system's own id and the table of its board."""

from __future__ import annotations

import sys

from desktop.base.smbios import board_id

if sys.platform == "win32":
    import contextlib
    import ctypes
    import winreg

    BOARD_TABLE = 0x52534D42  # 'RSMB': what the firmware says about board and maker

    def marks() -> list[str]:
        """Return the marks that there are."""
        return [mark for mark in (_guid(), _board()) if mark]

    def _guid() -> str:
        with (
            contextlib.suppress(OSError),
            winreg.OpenKey(
                winreg.HKEY_LOCAL_MACHINE,
                r"SOFTWARE\Microsoft\Cryptography",
                access=winreg.KEY_READ | winreg.KEY_WOW64_64KEY,
            ) as key,
        ):
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        return ""

    def _board() -> str:
        """Return the UUID that the firmware gives the board; the rest of its table changes from start to start."""
        kernel = ctypes.WinDLL("kernel32")
        size = kernel.GetSystemFirmwareTable(BOARD_TABLE, 0, None, 0)
        if not 0 < size < 2**20:
            return ""
        table = ctypes.create_string_buffer(size)
        if kernel.GetSystemFirmwareTable(BOARD_TABLE, 0, table, size) != size:
            return ""
        return board_id(table.raw)
