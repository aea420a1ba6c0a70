"""What goes into the program's folder and what stays out, by the names that PyInstaller gives on each system."""

from __future__ import annotations

from pathlib import Path

import pytest
import qt_filter

pytestmark = pytest.mark.quick

LOADED = """
PySide6/Qt/lib/libQt6Core.so.6
PySide6/Qt/lib/libQt6Gui.so.6
PySide6/Qt/lib/libQt6Widgets.so.6
PySide6/Qt/lib/libQt6XcbQpa.so.6
PySide6/Qt/lib/libQt6PrintSupport.so.6
PySide6/Qt/lib/libicudata.so.73
PySide6/libpyside6.abi3.so.6.9
PySide6/QtWidgets.abi3.so
PySide6/Qt/plugins/platforms/libqxcb.so
PySide6/Qt/plugins/platforms/libqoffscreen.so
PySide6/Qt/plugins/imageformats/libqwebp.so
PySide6/Qt/plugins/imageformats/libqsvg.so
PySide6/Qt/plugins/iconengines/libqsvgicon.so
PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so
PySide6/Qt/plugins/platforminputcontexts/libcomposeplatforminputcontextplugin.so
PySide6/Qt/plugins/printsupport/libcupsprintersupport.so
PySide6/Qt/translations/qtbase_zh_CN.qm
PySide6/Qt6Core.dll
PySide6/Qt6PrintSupport.dll
PySide6/QtCore.pyd
PySide6/plugins/platforms/qwindows.dll
PySide6/plugins/platforms/qoffscreen.dll
PySide6/plugins/imageformats/qwebp.dll
PySide6/plugins/styles/qmodernwindowsstyle.dll
PySide6/plugins/iconengines/qsvgicon.dll
PySide6\\plugins\\platforms\\qwindows.dll
PySide6/translations/qtbase_zh_CN.qm
PySide6/MSVCP140.dll
VCRUNTIME140.dll
python311.dll
sqlite3.dll
libpython3.11.so.1.0
libsqlite3.so.0
libxcb-cursor.so.0
libxkbcommon-x11.so.0
numpy.libs/libscipy_openblas64_-99b71e71.so
shapely.libs/libgeos-d1e818bb.so.3.14.1
shapely.libs/geos_c-6dd9fd915eef8a7928285416bef1e666.dll
numpy/_core/_multiarray_umath.cpython-311-x86_64-linux-gnu.so
numpy/_core/_multiarray_tests.cpython-311-x86_64-linux-gnu.so
PIL/_imaging.cpython-311-x86_64-linux-gnu.so
PIL/_webp.cpython-311-x86_64-linux-gnu.so
pillow.libs/libwebp-51b0b3f7.so.7.2.0
pillow.libs/libxcb-9065bb12.so.1.1.0
typst/_typst.abi3.so
pypinyin/phrases_dict.json
assets/fonts/NotoSansSC-Regular.ttf
assets/icons/chart-column.svg
courses/ord-cv-01.dspack
""".split()
UNUSED = """
PySide6/Qt/lib/libQt6Network.so.6
PySide6/Qt/lib/libQt6OpenGL.so.6
PySide6/Qt/lib/libQt6Qml.so.6
PySide6/Qt/lib/libQt6EglFSDeviceIntegration.so.6
PySide6/Qt/lib/libQt6WlShellIntegration.so.6
PySide6/Qt/lib/libQt6Pdf.so.6
PySide6/QtNetwork.abi3.so
PySide6/QtDBus.abi3.so
PySide6/Qt/plugins/platforms/libqeglfs.so
PySide6/Qt/plugins/platforms/libqwayland-egl.so
PySide6/Qt/plugins/platforms/libqminimal.so
PySide6/Qt/plugins/platformthemes/libqgtk3.so
PySide6/Qt/plugins/xcbglintegrations/libqxcb-glx-integration.so
PySide6/Qt/plugins/tls/libqopensslbackend.so
PySide6/Qt/plugins/sqldrivers/libqsqlite.so
PySide6/Qt/plugins/imageformats/libqtiff.so
PySide6/Qt/plugins/imageformats/libqpdf.so
PySide6/Qt/qml/QtQuick/libqtquick2plugin.so
PySide6/Qt/translations/qtbase_de.qm
PySide6/Qt/translations/assistant_zh_CN.qm
PySide6/Qt6Network.dll
PySide6/Qt6Pdf.dll
PySide6/QtNetwork.pyd
PySide6/opengl32sw.dll
PySide6/plugins/platforms/qdirect2d.dll
PySide6/plugins/platforms/qminimal.dll
PySide6/plugins/imageformats/qtiff.dll
PySide6/plugins/tls/qschannelbackend.dll
PySide6/plugins/generic/qtuiotouchplugin.dll
PySide6/plugins/networkinformation/qnetworklistmanager.dll
PySide6/translations/qtbase_de.qm
api-ms-win-crt-runtime-l1-1-0.dll
ucrtbase.dll
libglib-2.0.so.0
libstdc++.so.6
libgcc_s.so.1
libX11.so.6
libxcb.so.1
libfontconfig.so.1
libcrypto.so.3
libssl.so.3
libexpat.so.1
libz.so.1
libgtk-3.so.0
libdbus-1.so.3
libcups.so.2
PIL/_avif.cpython-311-x86_64-linux-gnu.so
PIL/_avif.cp311-win_amd64.pyd
pillow.libs/libavif-c6062d5f.so.16.4.2
click-8.5.1.dist-info/METADATA
numpy/_core/tests/test_abc.py
tzdata/zoneinfo/Asia/Shanghai
""".split()
GPL = """
PySide6/Qt/lib/libQt6QuickTimeline.so.6
PySide6/Qt/lib/libQt6QuickTimelineBlendTrees.so.6
PySide6/Qt/lib/libQt6WaylandCompositor.so.6
PySide6/Qt/lib/libQt6WaylandEglCompositorHwIntegration.so.6
PySide6/Qt/lib/libQt6Lottie.so.6
PySide6/Qt/lib/libQt6VirtualKeyboard.so.6
PySide6/Qt/lib/libQt6VirtualKeyboardQml.so.6
PySide6/Qt/lib/libQt6Charts.so.6
PySide6/Qt/lib/libQt6ChartsQml.so.6
PySide6/Qt/lib/libQt6DataVisualization.so.6
PySide6/Qt/lib/libQt6Graphs.so.6
PySide6/Qt/lib/libQt6GraphsWidgets.so.6
PySide6/Qt/lib/libQt6HttpServer.so.6
PySide6/Qt/lib/libQt6NetworkAuth.so.6
PySide6/Qt/lib/libQt6Quick3D.so.6
PySide6/Qt/lib/libQt6Quick3DPhysics.so.6
PySide6/Qt/lib/libQt6Quick3DRuntimeRender.so.6
PySide6/Qt/lib/libQt6Mqtt.so.6
PySide6/Qt/lib/libQt6Coap.so.6
PySide6/Qt/lib/libQt6Grpc.so.6
PySide6/Qt/lib/libQt6Protobuf.so.6
PySide6/Qt/lib/libQt6ShaderTools.so.6
PySide6/QtCharts.abi3.so
PySide6/QtDataVisualization.pyd
PySide6/QtGraphs.abi3.so
PySide6/QtHttpServer.abi3.so
PySide6/QtNetworkAuth.pyd
PySide6/QtQuick3D.abi3.so
PySide6/Qt6Charts.dll
PySide6/Qt6VirtualKeyboard.dll
PySide6/Qt6Lottie.dll
PySide6/Qt6QuickTimeline.dll
PySide6/Qt6Graphs.dll
PySide6/plugins/platforminputcontexts/qtvirtualkeyboardplugin.dll
PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so
PySide6/Qt/plugins/qmltooling/libqmldbg_quick3dprofiler.so
PySide6/Qt/plugins/wayland-graphics-integration-server/libqt-wayland-compositor-wayland-egl.so
""".split()


@pytest.mark.parametrize("name", LOADED)
def test_what_the_program_loads_goes_in(name: str) -> None:
    assert qt_filter.why_not(name) == ""
    assert qt_filter.kept(name)


@pytest.mark.parametrize("name", UNUSED)
def test_what_it_never_loads_stays_out(name: str) -> None:
    assert qt_filter.why_not(name)
    assert not qt_filter.gpl_only(name)


@pytest.mark.parametrize("name", GPL)
def test_what_is_gpl_only_is_called_so(name: str) -> None:
    assert qt_filter.gpl_only(name)
    assert qt_filter.why_not(name) == "GPL-only"


def test_modules_left_out_are_modules_nobody_here_imports(root: Path) -> None:
    source = "\n".join(
        line
        for place in (root / "desktop").rglob("*.py")
        for line in place.read_text(encoding="utf-8").splitlines()
        if line.lstrip().startswith(("import ", "from "))
    )
    for module in qt_filter.EXCLUDED_MODULES:
        assert f"import {module}\n" not in source + "\n", module
        assert f"from {module} " not in source, module


@pytest.mark.parametrize(
    ("name", "placed"),
    [
        ("Shapely.libs\\geos-bf067cd6.dll", "shapely.libs\\geos-bf067cd6.dll"),
        ("Shapely.libs/geos-bf067cd6.dll", "shapely.libs/geos-bf067cd6.dll"),
        ("shapely/lib.cp311-win_amd64.pyd", "shapely/lib.cp311-win_amd64.pyd"),
        ("PySide6/Shapely.libs/x.dll", "PySide6/Shapely.libs/x.dll"),
    ],
)
def test_the_libraries_of_shapely_lie_where_its_wheel_puts_them(name: str, placed: str) -> None:
    assert qt_filter.place(name) == placed
