"""What of Qt, of the building machine and of the Python world goes into the program's folder, and what stays out.

One rule for every system: installer.spec asks it while it collects, tree_check.py asks it of the finished folder.
Names are those inside the folder, with forward slashes: ``PySide6/Qt/plugins/platforms/libqxcb.so`` on Linux,
``PySide6/plugins/platforms/qwindows.dll`` on Windows.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

#: Parts of Qt that The Qt Company publishes under the GPL or a bought licence only, never the LGPL (its page
#: "Licenses used in Qt" and the modules' own); where lists of different years disagree, a name is on this one.
GPL_ONLY = (
    "Charts", "ChartsQml", "Coap", "DataVisualization", "DataVisualizationQml", "Graphs", "GraphsWidgets", "Grpc",
    "GrpcQuick", "GrpcClient", "HttpServer", "Lottie", "LottieVectorImageGenerator", "LottieVectorImageHelpers",
    "Bodymovin", "Mqtt", "NetworkAuth", "Protobuf", "Quick3D", "QuickTimeline", "QuickTimelineBlendTrees",
    "ShaderTools", "VirtualKeyboard", "VncServer", "WaylandCompositor", "WaylandEglCompositorHwIntegration",
    "Core5Compat", "5CompatGraphicalEffects", "InsightTracker", "ApplicationManager", "StudioBridge",
)  # fmt: skip
#: The same as plug-ins and folders carry them; a module's whole family counts (Quick3DPhysics, VirtualKeyboardQml).
_GPL_STEM = re.compile(
    r"^(?:lib)?(?:Qt6?|qt6?|q)?(?:" + "|".join(sorted(GPL_ONLY, key=len, reverse=True)) + r")(?![a-z])",
    re.IGNORECASE,
)
_GPL_INSIDE = re.compile(
    r"virtualkeyboard|lottie|bodymovin|quicktimeline|quick3d|waylandcompositor|wayland-graphics-integration-server"
    r"|wayland-compositor|datavisualization|httpserver|networkauth|graphicaleffects",
    re.IGNORECASE,
)

#: Libraries of Qt that the program loads; every other one stays out.
QT_LIBRARIES = {"Core", "DBus", "Gui", "PrintSupport", "Svg", "Test", "Widgets", "XcbQpa"}
#: Its Python bindings, by the same names (XcbQpa has none; the D-Bus one is never imported).
QT_BINDINGS = {"Core", "Gui", "PrintSupport", "Svg", "Test", "Widgets"}
#: Plug-ins by folder. Drawing is done in memory: no OpenGL integration is loaded, so old drivers cannot crash it.
QT_PLUGINS = {
    "platforms": {"xcb", "offscreen", "windows"},
    "platforminputcontexts": {"composeplatforminputcontext", "ibusplatforminputcontext"},
    "platformthemes": {"xdgdesktopportal"},
    "styles": {"modernwindowsstyle", "windowsvistastyle"},
    "iconengines": {"svgicon"},
    "imageformats": {"gif", "ico", "jpeg", "svg", "webp"},
    "printsupport": {"cupsprintersupport", "windowsprintersupport"},
}
_TRANSLATION = re.compile(r"^(qtbase|qt)_(zh_CN|en)\.qm$")
_QT_LIBRARY = re.compile(r"^(?:lib)?Qt6(\w+?)(?:\.so[.\d]*|\.dll)$")
_QT_BINDING = re.compile(r"^Qt(\w+?)(?:\.abi3|\.cp\d+-win_amd64)?\.(?:so|pyd)$")
_QT_PLUGIN = re.compile(r"^(?:lib)?q?(\w+?)(?:plugin)?\.(?:so|dll)$")

#: Libraries of the building machine that go along on Linux: the interpreter's own, and the small X helpers that
#: Qt needs and a site's desktop may lack. All others must come from the target: its drivers need them in step.
_FROM_HOST = re.compile(
    r"^lib(python3\.\d+|sqlite3|ffi|mpdec|xcb-(cursor|icccm|image|keysyms|render-util|shape|util|xkb)"
    r"|xkbcommon|xkbcommon-x11)\.so[.\d]*$"
)
_ON_WINDOWS_FROM_SYSTEM = re.compile(
    r"^(api-ms-win-|ucrtbase|opengl32sw\.dll|d3dcompiler|libEGL|libGLESv2)", re.IGNORECASE
)

#: What PyInstaller would collect of Python packages and the program never imports.
_UNUSED = re.compile(
    r"""(^|/)(
        [^/]+\.dist-info/.*
      | PIL/_(avif|imagingcms|imagingft|imagingmath|imagingmorph|imagingtk)\..*
      | (pillow\.libs/)?lib(avif|lcms2|freetype|harfbuzz|brotli\w*|png16)-[^/]+
      | numpy/_core/_(umath|operand_flag|rational|struct_ufunc)_tests\..*
      | numpy/(f2py|testing|_pyinstaller)/.* | numpy/.*/tests/.*
      | .*\.(pyi|lib|a|h|pxd)
      | tzdata/.*
    )$""",
    re.VERBOSE,
)

#: Modules never imported; PyInstaller does not follow them. No OpenSSL of the interpreter's: nothing here talks to a
#: network, certificates are signed with the cryptography package's own, and hashlib has its digests built in.
EXCLUDED_MODULES = [
    "tkinter", "lib2to3", "pip", "setuptools", "pkg_resources", "_distutils_hack", "distutils", "IPython", "babel",
    "ensurepip", "venv", "idlelib", "turtle", "curses", "readline", "ssl", "_ssl", "_hashlib", "_bz2", "_uuid",
    "pydoc", "pydoc_data", "doctest", "pdb", "tzdata", "hypothesis", "pytest", "_pytest", "lxml", "pypdf",
    "PIL.ImageQt", "PIL.ImageTk", "PIL._avif", "PIL.AvifImagePlugin", "PIL._imagingcms", "PIL._imagingft",
    "PIL._imagingmath", "PIL._imagingmorph", "PIL._imagingtk",
    "numpy.f2py", "numpy.distutils", "numpy._pyinstaller",
    "PySide6.QtNetwork", "PySide6.QtDBus", "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets", "PySide6.QtQml",
    "PySide6.QtQuick", "PySide6.QtPdf", "PySide6.QtSql",
]  # fmt: skip


def gpl_only(name: str) -> bool:
    """Whether a file's name says that it belongs to a GPL-only part of Qt."""
    if name.endswith((".svg", ".json", ".py", ".ttf", ".po", ".mo")):  # our own files are no Qt modules
        return False
    return bool(_GPL_INSIDE.search(name)) or (
        bool(_GPL_STEM.match(PurePosixPath(name).name)) and "Qt" in name
    )


def why_not(name: str) -> str:
    """Return why a file stays out of the folder, or an empty string when it goes in."""
    name = name.replace("\\", "/")
    if gpl_only(name):
        return "GPL-only"
    if _UNUSED.search(name):
        return "never loaded"
    if name.endswith(".qm"):
        return "" if _TRANSLATION.match(PurePosixPath(name).name) else "another language"
    for rule in (_qt_fault, _host_fault):
        if fault := rule(name):
            return fault
    return ""


def kept(name: str) -> bool:
    """Whether a file goes into the folder."""
    return not why_not(name)


def place(name: str) -> str:
    """Return where a file of PyInstaller's list goes: its hook for shapely spells a folder as the wheels once did.

    Windows finds the libraries under either spelling; a folder where capitals count does not.
    """
    return re.sub(r"^Shapely\.libs(?=[\\/])", "shapely.libs", name)


def _qt_fault(name: str) -> str:
    path = PurePosixPath(name)
    if "plugins" in path.parts[:-1] and path.parts[0] == "PySide6":
        folder, found = path.parts[-2], _QT_PLUGIN.match(path.name)
        wanted = found is not None and found.group(1) in QT_PLUGINS.get(folder, set())
        return "" if wanted else "plug-in never loaded"
    if library := _QT_LIBRARY.match(path.name):
        return "" if library.group(1) in QT_LIBRARIES else "library of Qt never loaded"
    if path.parent.name == "PySide6" and (binding := _QT_BINDING.match(path.name)):
        return "" if binding.group(1) in QT_BINDINGS else "binding never loaded"
    if path.parts[0] == "PySide6" and "qml" in path.parts:
        return "QML"
    return ""


def _host_fault(name: str) -> str:
    path = PurePosixPath(name)
    if _ON_WINDOWS_FROM_SYSTEM.match(path.name):
        return "Windows has its own"
    if len(path.parts) == 1 and re.match(r"^lib.*\.so", name):
        return "" if _FROM_HOST.match(name) else "the target has its own"
    return ""
