"""Write NOTICE: what the program is made of and under which licences, from the installed distributions.

Run after `make lock` with the project's own environment: ``.venv/bin/python build/notice.py``.
"""

import importlib.metadata
from pathlib import Path

from dependency_cost import closure, dependencies, licence

TARGET = Path(__file__).parents[1] / "NOTICE"

HEAD = """\
Doorstep 家门口标注实训工作站
Copyright 2026 the Doorstep authors
Licensed under the Apache License, Version 2.0 (see LICENSE).

What is shipped with it and is not ours
=======================================

Qt 6.9.3 and Qt for Python (PySide6-Essentials, shiboken6), The Qt Company and contributors: used under the GNU
  Lesser General Public License version 3. The libraries are unmodified, linked dynamically and lie as separate files
  in the program's folder, where another build of the same version may take their place. Licence and source:
  https://code.qt.io and https://doc.qt.io/qt-6/lgpl.html. The wheel on a package index also carries parts of Qt that
  are GPL-only (Quick Timeline, Wayland Compositor, the Virtual Keyboard plug-in); the program uses none of them and
  the stand-alone folder leaves them out (build/installers/qt_filter.py). How to replace the libraries, and the offer of
  their source: licences/LGPL-QT.md beside the installed program.
Noto Sans SC (assets/fonts/NotoSansSC-*.ttf), Adobe: SIL Open Font License 1.1, text in assets/fonts/OFL.txt.
  Modified by build/fonts.py: the substitution table, radicals, compatibility forms and Hangul are removed; rare
  characters of Noto Sans JP (Adobe, the same licence) and signs of Noto Sans Symbols 2 (the Noto Project Authors, SIL
  Open Font License 1.1, text in assets/fonts/OFL-Symbols2.txt) are added. The reserved font name is "Source", which
  is not used.
Noto Emoji (assets/fonts/NotoEmoji-Regular.ttf), Google: SIL Open Font License 1.1, text in assets/fonts/OFL-Emoji.txt.
  Unmodified.
Lucide icons (assets/icons), Lucide Icons and Contributors: ISC licence; those that come from Feather, Cole Bemis: MIT
  licence. Text in assets/icons/LICENSE.
Inside the stand-alone folder: CPython (PSF-2.0) with Expat (MIT), mpdecimal (BSD-2-Clause), zlib (Zlib), libffi (MIT)
  and SQLite (public domain); ICU (Unicode licence) and small XCB libraries (X11, MIT) on Linux, the Microsoft Visual
  C++ runtime (Microsoft Distributable Code) on Windows; the start of the program from PyInstaller (GPL-2.0-or-later with
  the bootloader exception, which lets any program ship it). The full text of each, and a bill of materials, lie in
  licences/ beside the program; the window "About" shows them.
Inside cryptography, and on Linux inside typst: OpenSSL (Apache-2.0). Inside cryptography, pydantic_core and typst: Rust
  crates under permissive licences (MIT, Apache-2.0, BSD, ISC, Zlib, Unicode, MPL-2.0 and the like), listed by name.
Inside shapely's files: GEOS (LGPL-2.1), unmodified, linked dynamically, as separate files that another build of the same
  series may replace. Source: https://libgeos.org; the offer of it as for Qt.
Inside numpy's files: OpenBLAS (BSD-3-Clause), libgfortran and libquadmath (GPL-3.0 with the GCC runtime library
  exception, LGPL-2.1; both may be shipped with any program). Inside Pillow's: libjpeg-turbo, libtiff, libpng,
  FreeType, HarfBuzz, OpenJPEG, LittleCMS, libwebp, libavif, zstd, xz, brotli under their own permissive licences,
  printed in its LICENSE. Inside typst: the fonts Libertinus Serif (OFL-1.1), New Computer Modern (GUST font licence)
  and DejaVu Sans Mono (Bitstream Vera licence).

Python distributions needed at run time
=======================================

"""


def text() -> str:
    """NOTICE as it should be for what is installed."""
    names = {need for name in dependencies() for need in closure(name)}
    rows = [
        f"{importlib.metadata.metadata(name)['Name']} {importlib.metadata.version(name)}: {licence(name)}"
        for name in sorted(names)
    ]
    return HEAD + "\n".join(rows) + "\n"


def main() -> None:
    """Write NOTICE."""
    TARGET.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
