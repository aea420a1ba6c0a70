"""Runs first in the frozen program: what it starts (a PDF viewer, a printer dialogue) must not get our libraries.

The boot loader pointed LD_LIBRARY_PATH at the program's folder; this process has read it already.
"""

import os

_before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
os.environ.pop("LD_LIBRARY_PATH", None)
if _before:
    os.environ["LD_LIBRARY_PATH"] = _before
