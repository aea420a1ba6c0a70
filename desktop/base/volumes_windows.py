"""The drives of a Windows PC, asked of the system itself; nothing here needs rights or a library."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.base.volume import Kind, Volume

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.CreateFileW.restype = wintypes.HANDLE
    _kernel.CreateFileW.argtypes = [
        wintypes.LPCWSTR,
        wintypes.DWORD,
        wintypes.DWORD,
        wintypes.LPVOID,
        wintypes.DWORD,
        wintypes.DWORD,
        wintypes.HANDLE,
    ]
    _kernel.CloseHandle.argtypes = [wintypes.HANDLE]
    _kernel.DeviceIoControl.argtypes = [
        wintypes.HANDLE,
        wintypes.DWORD,
        wintypes.LPVOID,
        wintypes.DWORD,
        wintypes.LPVOID,
        wintypes.DWORD,
        wintypes.LPVOID,
        wintypes.LPVOID,
    ]

    NO_DIALOGS = 0x0001 | 0x8000  # SEM_FAILCRITICALERRORS | SEM_NOOPENFILEERRORBOX
    READ_ONLY_VOLUME = 0x00080000  # FILE_READ_ONLY_VOLUME
    SHARED, OPEN_EXISTING = 0x3, 3
    IOCTL_STORAGE_QUERY_PROPERTY = 0x2D1400
    BUS_OFFSET, BUS_USB, BUS_SD = 28, 7, 12  # STORAGE_DEVICE_DESCRIPTOR.BusType
    INVALID = ctypes.c_void_p(-1).value

    def drives() -> list[Volume]:
        """Return the drives with a letter that have a medium in them."""
        letters = _kernel.GetLogicalDrives()
        roots = [f"{chr(ord('A') + place)}:\\" for place in range(26) if letters & (1 << place)]
        with _no_dialogs():
            return [volume for root in roots if (volume := _volume(root))]

    def drive_of(path: Path) -> Volume:
        """Return the drive that a path lies on, or would lie on."""
        space = ctypes.create_unicode_buffer(261)
        with _no_dialogs():
            found = _kernel.GetVolumePathNameW(str(path.absolute()), space, len(space))
            known = _volume(space.value) if found else None
        return known or Volume(Path(path.absolute().anchor), "", "unknown", "")

    def _volume(root: str) -> Volume | None:
        label, file_system = ctypes.create_unicode_buffer(261), ctypes.create_unicode_buffer(261)
        flags = wintypes.DWORD()
        if not _kernel.GetVolumeInformationW(
            root, label, 261, None, None, ctypes.byref(flags), file_system, 261
        ):
            return None  # no medium, or a network drive that is away
        read_only = bool(flags.value & READ_ONLY_VOLUME)
        return Volume(Path(root), label.value, _kind(root), file_system.value.lower(), read_only)

    def _kind(root: str) -> Kind:
        kinds: dict[int, Kind] = {2: "removable", 3: "fixed", 4: "network", 5: "optical", 6: "memory"}
        kind = kinds.get(_kernel.GetDriveTypeW(root), "unknown")
        # Windows calls a USB hard disk, and many a big stick, fixed.
        return "removable" if kind == "fixed" and _bus(root) in (BUS_USB, BUS_SD) else kind

    def _bus(root: str) -> int | None:
        """Return the kind of wire a drive hangs on, None where the system does not tell."""
        if len(root) != 3:
            return None
        handle = _kernel.CreateFileW(f"\\\\.\\{root[:2]}", 0, SHARED, None, OPEN_EXISTING, 0, None)
        if handle in (None, INVALID):
            return None
        try:
            query, answer = (ctypes.c_ubyte * 12)(), (ctypes.c_ubyte * 1024)()
            got = wintypes.DWORD()
            done = _kernel.DeviceIoControl(
                handle, IOCTL_STORAGE_QUERY_PROPERTY, query, 12, answer, 1024, ctypes.byref(got), None
            )
            return int.from_bytes(bytes(answer[BUS_OFFSET : BUS_OFFSET + 4]), "little") if done else None
        finally:
            _kernel.CloseHandle(handle)

    @contextmanager
    def _no_dialogs() -> Iterator[None]:
        """Keep Windows from asking for a disk when a card reader is empty."""
        before = wintypes.DWORD()
        _kernel.SetThreadErrorMode(NO_DIALOGS, ctypes.byref(before))
        try:
            yield
        finally:
            _kernel.SetThreadErrorMode(before.value, None)
