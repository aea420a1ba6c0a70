"""Services, drivers and installed programs of Windows, as any user may read them in the registry."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import contextlib
    import winreg
    from collections.abc import Iterator

    SERVICES = r"SYSTEM\CurrentControlSet\Services"
    PROGRAMS = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall"
    VIEWS = (winreg.KEY_WOW64_64KEY, winreg.KEY_WOW64_32KEY)

    def services() -> set[str]:
        """Return the names of services and drivers in small letters."""
        return {name.lower() for name in _names(winreg.HKEY_LOCAL_MACHINE, SERVICES, VIEWS[0])}

    def programs() -> list[str]:
        """Return the names of installed programs as Windows shows them."""
        found = []
        for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
            for view in VIEWS:
                for name in _names(root, PROGRAMS, view):
                    with (
                        contextlib.suppress(OSError),
                        winreg.OpenKey(root, rf"{PROGRAMS}\{name}", access=winreg.KEY_READ | view) as key,
                    ):
                        found.append(str(winreg.QueryValueEx(key, "DisplayName")[0]))
        return found

    def _names(root: int, path: str, view: int) -> Iterator[str]:
        with (
            contextlib.suppress(OSError),  # also how the registry says that there are no more
            winreg.OpenKey(root, path, access=winreg.KEY_READ | view) as key,
        ):
            place = 0
            while True:
                yield winreg.EnumKey(key, place)
                place += 1
