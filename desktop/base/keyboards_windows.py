"""The keyboards of a Windows session: whether one of them types Chinese."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import ctypes

    CHINESE = 0x04  # LANG_CHINESE, the low ten bits of a layout's language
    MOST = 64

    def types_chinese() -> bool:
        """Tell whether an input method or keyboard of a Chinese language is installed."""
        layouts = (ctypes.c_void_p * MOST)()
        count = ctypes.WinDLL("user32").GetKeyboardLayoutList(MOST, layouts)
        return any((layouts[place] or 0) & 0x3FF == CHINESE for place in range(count))
