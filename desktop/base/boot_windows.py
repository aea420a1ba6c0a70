"""When Windows was started, asked of its kernel; any user may."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import ctypes

    SYSTEM_TIME_OF_DAY = 3  # SystemTimeOfDayInformation
    TICKS = 10_000_000  # of 100 ns in a second

    class _TimeOfDay(ctypes.Structure):
        """SYSTEM_TIMEOFDAY_INFORMATION."""

        _fields_ = (
            ("boot_time", ctypes.c_int64),
            ("current_time", ctypes.c_int64),
            ("zone_bias", ctypes.c_int64),
            ("zone_id", ctypes.c_uint32),
            ("reserved", ctypes.c_uint32),
            ("boot_time_bias", ctypes.c_uint64),
            ("sleep_time_bias", ctypes.c_uint64),
        )

    def started_at() -> int | None:
        """Return the second this Windows was started in, None when it does not tell.

        Setting the clock moves boot time and its bias alike, so their difference stays. (From the published sources
        of older kernels, not measured on every release.)
        """
        found, length = _TimeOfDay(), ctypes.c_uint32()
        code = ctypes.WinDLL("ntdll").NtQuerySystemInformation(
            SYSTEM_TIME_OF_DAY, ctypes.byref(found), ctypes.sizeof(found), ctypes.byref(length)
        )
        if code < 0 or found.boot_time <= 0:
            return None
        bias = ctypes.c_int64(found.boot_time_bias).value
        return int((found.boot_time - bias) // TICKS)
