"""The installed Windows program on a played PC: its self-test and papers, files opened with it, its update from a stick."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.sites.program_update import _CMD
from tests.packages import holed
from tests.packages.conftest import DIST, may_chroot, version
from tests.packages.test_windows_setup import (
    OLD,
    UNINSTALL_KEY,
    _left_clean,
    install,
    new_setup,
    own,
    setup_of,
    tree,
)
from tests.packages.windows_pc import WindowsPc, until

TITLE = "家门口标注实训工作站"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Wine in a chroot"),
    pytest.mark.skipif(not may_chroot(), reason="needs root for a chroot"),
]
__all__ = ["_left_clean", "new_setup"]  # fixtures that these tests share with the installer's


@pytest.fixture(scope="module")
def installed(new_setup: Path) -> Iterator[WindowsPc]:
    """A PC with the program on it."""
    made = WindowsPc("program")
    install(made, new_setup)
    yield made
    made.remove()


def test_the_whole_self_test_passes_and_is_told_as_data(installed: WindowsPc) -> None:
    tested = installed.run(installed.program / "doorstep.exe", "--self-test", "--json")
    assert tested.code == 0, tested.said
    rows = {row["key"]: row for row in json.loads(tested.said)}
    assert rows["shapes"]["found"].startswith("GEOS 3.")


def test_polygons_with_holes_are_graded(installed: WindowsPc, tmp_path: Path) -> None:
    pack = installed.program / "_internal/courses" / f"{holed.PACK}.dspack"
    for path, qualified in zip(holed.answers(tmp_path), (holed.RIGHT, holed.FILLED), strict=True):
        given = Path(shutil.copyfile(path, installed.drive / path.name))
        graded = installed.run(
            installed.program / "doorstep.exe", "grade", installed.windows(given),
            "--pack", installed.windows(pack), "--exercise", holed.EXERCISE, "--json",
        )  # fmt: skip
        assert graded.code == 0, graded.said
        assert json.loads(graded.said)["counts"]["qualified"] == qualified


@pytest.mark.parametrize("ending", ["pdf", "html", "txt"])
def test_its_report_is_written_as_paper(installed: WindowsPc, ending: str) -> None:
    target = installed.drive / f"自检报告.{ending}"
    tested = installed.run(
        installed.program / "doorstep.exe", "--self-test", "--report", installed.windows(target)
    )
    assert tested.code == 0, tested.said
    assert target.stat().st_size > 500
    shutil.copyfile(target, DIST / "logs" / f"windows-self-test.{ending}")


def test_without_any_console_it_keeps_quiet_and_ends_well(installed: WindowsPc) -> None:
    script = installed.drive / "quiet.bat"
    program = installed.windows(installed.program / "doorstep.exe")
    script.write_bytes(
        f'@start /wait "" "{program}" --self-test --report C:\\quiet.txt\r\n@exit /b %errorlevel%\r\n'.encode(
            "gbk"
        )
    )
    assert installed.run("cmd", "/c", r"C:\quiet.bat").code == 0
    assert (installed.drive / "quiet.txt").stat().st_size > 500


def test_what_is_unknown_is_refused_with_a_code(installed: WindowsPc) -> None:
    assert installed.run(installed.program / "doorstep.exe", "verify", r"C:\nothing.pdf").code != 0
    assert installed.run(installed.program / "doorstep.exe", "no-such-verb").code == 2


def test_the_restart_check_begins(installed: WindowsPc) -> None:
    begun = installed.run(installed.program / "doorstep.exe", "--reboot-check", "begin", "--json")
    assert begun.code == 0, begun.said


def test_the_self_test_window_stands(installed: WindowsPc) -> None:
    running = installed.start(installed.program / "doorstep.exe", "--self-test", "--window")
    until(lambda: installed.shows("."), "the window of the self-test")
    installed.picture("自检-窗口")
    installed.stop()
    running.wait()


def test_a_pack_that_is_opened_is_offered(installed: WindowsPc) -> None:
    pack = next((installed.program / "_internal/courses").glob("*.dspack"))
    shutil.copyfile(pack, installed.drive / "课程包.dspack")
    running = installed.start(installed.program / "doorstep.exe", r"C:\课程包.dspack")
    until(lambda: installed.shows(TITLE), "the window")
    installed.picture("打开课程包")
    installed.stop()
    running.wait()


def test_the_update_waits_for_the_program_and_starts_the_new_one(new_setup: Path) -> None:
    made = WindowsPc("stick-update")
    try:
        install(made, setup_of(tree(OLD), OLD, "old"))
        running = made.start(made.program / "doorstep.exe")
        until(lambda: made.shows(TITLE), "the old program")
        listed = made.run("tasklist").said
        number = next(line.split()[1] for line in listed.splitlines() if "doorstep.exe" in line)
        staging = made.data / "update"
        staging.mkdir()
        shutil.copyfile(new_setup, staging / new_setup.name)
        (staging / "update.cmd").write_bytes(_CMD.replace("\n", "\r\n").encode("ascii"))
        own(staging)
        script = made.drive / "begin.bat"
        script.write_bytes(
            f"@cd /d {made.windows(staging)}\r\n"
            f'@cmd.exe /d /c update.cmd {number} {new_setup.name} "{made.windows(made.program)}\\doorstep.exe"\r\n'.encode(
                "gbk"
            )
        )
        updating = made.start(script)
        made.press(TITLE, "alt+F4")
        running.wait()
        until(lambda: f'"{version()}"' in made.registry(UNINSTALL_KEY), "the new version")
        until(lambda: made.shows(TITLE), "the new program")
        assert made.run(made.program / "doorstep.exe", "--version").said.split()[-1] == version()
        made.picture("从优盘升级后")
        made.stop()
        updating.wait()
    finally:
        made.remove()
