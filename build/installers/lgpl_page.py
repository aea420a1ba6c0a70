"""LGPL-QT.md: what a person may do with Qt and PySide in an installed folder, in Chinese and English."""

from __future__ import annotations

from pathlib import PurePosixPath

import parts

NAME = "LGPL-QT.md"
#: The parts whose licence the page explains.
PARTS = {"qt", "pyside", "geos"}

_TEXT = """\
## Qt 与 PySide：您的权利，以及怎样更换它们

本程序使用 Qt {qt} 和 Qt for Python（PySide6、shiboken6）{pyside}，按 **GNU 宽通用公共许可证第 3 版（LGPL-3.0）** 使用。
许可证全文：`qt/LGPL-3.0.txt`，它引用的 GPL-3.0：`qt/GPL-3.0.txt`；Qt 内含的其他部件的版权说明：`qt/qtbase.txt`。

- **没有改动。** 这些库就是公开发布的软件包 `PySide6_Essentials {pyside}` 和 `shiboken6 {pyside}` 里的文件，一个字节也没有改。
- **动态链接，单独成文件。** 它们没有编译进本程序，您可以换成自己编译或修改过的版本。
- **不禁止逆向工程。** 为修改 Qt、PySide 以及调试这种修改，您可以对本程序做逆向工程；本程序的任何条款都不限制这一点。
- 本程序自己的部分按 Apache-2.0 发布（`LICENSE`）。

### 源码

- Qt {qt}：<{qt_source}>（git：<https://code.qt.io>，标签 `v{qt}`）
- PySide6、shiboken6 {pyside}：<{pyside_source}>（git：<https://code.qt.io/pyside/pyside-setup.git>，标签 `v{pyside}`）

**源码提供承诺：** 从您得到本程序之日起至少三年内，任何人都可以向交给您本程序的单位索取以上版本的完整对应源码（U 盘或光盘），
只收取复制和寄送的实际费用。上面的网址就是同一份源码。

### 怎样更换

1. 退出本程序，把整个程序文件夹复制一份留底。
2. 用同样的版本号（{qt_series}.x）、同一个系统和处理器（{machine}）、相同的编译选项（{abi}）编译 Qt 或 PySide。
3. 用您的文件替换同名文件，名字必须完全一样：
{files_zh}
   Qt 的插件在 `{plugins}`，要与 Qt 的库来自同一次编译；ICU（`libicu*`，仅 Linux）也在库的旁边。
4. 启动程序，再运行一次自检：`doorstep --self-test`。换坏了就把留底的文件夹放回来。

程序不检查这些库的摘要或签名，换过之后照样运行。（安装包和 U 盘升级包的签名只管安装和升级。升级会把库换回原来的，升级后要再换一次。）

---

## Qt and PySide: your rights, and how to replace them

This program uses Qt {qt} and Qt for Python (PySide6, shiboken6) {pyside} under the **GNU Lesser General Public License,
version 3**. Text: `qt/LGPL-3.0.txt`; the GPL-3.0 it refers to: `qt/GPL-3.0.txt`; copyright notices of the parts inside
Qt: `qt/qtbase.txt`.

- **Unmodified.** The libraries are those of the published packages `PySide6_Essentials {pyside}` and `shiboken6 {pyside}`, byte for byte.
- **Linked dynamically, as separate files.** They are not compiled into the program; a build of your own may take their place.
- **Reverse engineering is not forbidden.** You may reverse-engineer the program to modify Qt or PySide and to debug such
  modifications; no term of the program restricts that.
- The program's own part is under Apache-2.0 (`LICENSE`).

### Source

- Qt {qt}: <{qt_source}> (git: <https://code.qt.io>, tag `v{qt}`)
- PySide6 and shiboken6 {pyside}: <{pyside_source}> (git: <https://code.qt.io/pyside/pyside-setup.git>, tag `v{pyside}`)

**Offer:** for at least three years from the day you received this program, whoever gave it to you provides anyone who asks
with the complete corresponding source of these versions on a medium, for no more than the cost of copying and sending it.
The addresses above hold the same source.

### How to replace them

1. Close the program and keep a copy of its whole folder.
2. Build Qt or PySide of the same series ({qt_series}.x) for the same system and processor ({machine}), with the same options ({abi}).
3. Put your files in place of those of the same name:
{files_en}
   Qt's plug-ins are in `{plugins}` and must come from the same build as Qt's libraries; ICU (`libicu*`, Linux only) lies beside them.
4. Start the program and run `doorstep --self-test`. If it does not start, put the copy back.

The program checks no digest or signature of these libraries: it runs with yours. (The signature of setup and update files
concerns installing and updating only. An update brings the original libraries back; replace them again afterwards.)
"""

_GEOS = """
---

## GEOS

本程序还通过 shapely 使用几何库 GEOS {version}，按 **GNU 宽通用公共许可证第 2.1 版（LGPL-2.1）** 使用，全文：`geos/LICENSE_GEOS.txt`。
它没有改动，动态链接，单独成文件，可以用同一系列（{series}.x）的其他编译替换同名文件；上面关于逆向工程和三年源码提供的承诺同样适用。
源码：<{source}>

The program also uses the geometry library GEOS {version} through shapely, under the **GNU Lesser General Public License,
version 2.1** (text: `geos/LICENSE_GEOS.txt`). It is unmodified, linked dynamically and lies as separate files; another build of
the same series ({series}.x) may take their place. What is said above of reverse engineering and the offer of the source for
three years hold for it too. Source: <{source}>

{files}
"""


def text(inventory: parts.Inventory) -> str:
    """Return the page for what lies in this folder."""
    return _qt_page(inventory) + _geos_page(inventory)


def _geos_page(inventory: parts.Inventory) -> str:
    """Return what is said of GEOS, if the folder has it."""
    return "".join(
        _GEOS.format(
            version=part.version,
            series=".".join(part.version.split(".")[:2]),
            source=part.source,
            files="\n".join(f"- `{name}`" for name in part.files),
        )
        for part in inventory.parts
        if part.id == "geos"
    )


def _qt_page(inventory: parts.Inventory) -> str:
    known = {part.id: part for part in inventory.parts}
    qt, pyside = known["qt"], known["pyside"]
    windows = any(name.endswith(".dll") for name in qt.files)
    libraries = [name for name in qt.files if "plugins/" not in name and not name.endswith(".qm")]
    bindings = [name for name in pyside.files if name.endswith((".pyd", ".dll")) or ".so" in name]
    # A link follows what it points to: the file itself is what is replaced.
    libraries = [name for name in libraries if not (inventory.tree / name).is_symlink()]
    bindings = [name for name in bindings if not (inventory.tree / name).is_symlink()]
    listed = "\n".join(f"   - `{name}`" for name in libraries + bindings)
    plugins = next((name for name in qt.files if "/plugins/" in name), "")
    return _TEXT.format(
        qt=qt.version,
        pyside=pyside.version,
        qt_series=".".join(qt.version.split(".")[:2]),
        qt_source=qt.source,
        pyside_source=pyside.source,
        machine="Windows x86-64 (MSVC 2022)" if windows else "Linux x86-64 (GCC, glibc)",
        abi="MSVC, /MD, shared, release" if windows else "shared, release, libstdc++",
        files_zh=listed,
        files_en=listed,
        plugins=str(PurePosixPath(plugins).parents[1]) + "/" if plugins else "",
    )
