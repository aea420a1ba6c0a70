"""The scripts of build/ that a new machine meets first say what they do and leave nothing behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="shell scripts for Linux")


def say(folder: Path, name: str, script: str) -> None:
    """Put a stand-in for a command into ``folder``."""
    tool = folder / name
    tool.write_text(f"#!/bin/bash\n{script}\n", encoding="utf-8")
    tool.chmod(0o755)


def run(command: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    return subprocess.run(
        command, env={**kept, **environment}, capture_output=True, text=True, check=False, timeout=300
    )


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A folder of stand-ins before the real commands, in which no package is installed."""
    folder = tmp_path / "bin"
    folder.mkdir()
    say(folder, "dpkg-query", "exit 1")
    say(folder, "apt-get", f'echo "apt-get $*" >> {tmp_path}/apt')
    say(folder, "id", "echo 0")
    return folder


def system_libs(root: Path, tools: Path) -> subprocess.CompletedProcess[str]:
    path = f"{tools}:{os.environ['PATH']}"
    return run([str(root / "build/system_libs.sh")], PATH=path, PYTHON=sys.executable)


def test_nothing_is_installed_when_every_library_is_there(root: Path, tools: Path, tmp_path: Path) -> None:
    say(tools, "dpkg-query", "echo installed")
    done = system_libs(root, tools)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not (tmp_path / "apt").exists()


def test_a_removed_package_counts_as_missing(root: Path, tools: Path, tmp_path: Path) -> None:
    say(tools, "dpkg-query", "echo config-files")
    assert system_libs(root, tools).returncode == 0
    assert "libxcb-cursor0" in (tmp_path / "apt").read_text()


def test_root_installs_what_is_missing(root: Path, tools: Path, tmp_path: Path) -> None:
    done = system_libs(root, tools)
    assert done.returncode == 0
    assert "Installing Debian packages: libegl1" in done.stdout
    update, install = (tmp_path / "apt").read_text().splitlines()
    assert update == "apt-get update -qq"
    assert "--no-install-recommends" in install
    assert "xvfb" in install


def test_an_ordinary_account_is_told_the_exact_line(root: Path, tools: Path, tmp_path: Path) -> None:
    say(tools, "id", "echo 1000")
    say(tools, "sudo", "exit 1")
    done = system_libs(root, tools)
    assert done.returncode == 1
    assert "    sudo apt-get install --no-install-recommends libegl1" in done.stderr
    assert not (tmp_path / "apt").exists()


def test_a_python_without_venv_asks_for_it(root: Path, tools: Path, tmp_path: Path) -> None:
    say(tools, "bare-python", "exit 1")
    path = f"{tools}:{os.environ['PATH']}"
    done = run([str(root / "build/system_libs.sh")], PATH=path, PYTHON=str(tools / "bare-python"))
    assert done.returncode == 0
    assert "python3-venv" in (tmp_path / "apt").read_text()


def test_a_python_is_named_that_can_run_the_project(root: Path) -> None:
    done = run([str(root / "build/python.sh")])
    version = run([done.stdout.strip(), "-c", "import sys; print(sys.version_info[:2])"]).stdout
    assert version.strip() in {"(3, 11)", "(3, 12)"}


def test_a_present_display_is_used_as_it_is(root: Path) -> None:
    done = run([str(root / "build/with_display.sh"), "sh", "-c", "echo $DISPLAY"], DISPLAY=":7")
    assert done.stdout == ":7\n"


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb is not installed")
def test_without_a_display_a_virtual_one_runs_as_long_as_the_command(root: Path) -> None:
    script = "echo $DISPLAY $QT_QPA_PLATFORM; exit 7"
    done = run([str(root / "build/with_display.sh"), "sh", "-c", script])
    display, platform = done.stdout.split()
    assert (done.returncode, platform) == (7, "xcb")
    assert not Path(f"/tmp/.X11-unix/X{display[1:]}").exists()
