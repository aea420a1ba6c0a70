"""The folder for a stick: run from a disk, from exFAT, and from a stick that marks no file as a program."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop.base.places import Places
from desktop.session.operations.roster import add_trainee, create_class
from desktop.session.operations.signin import sign_in
from desktop.session.operations.site import create_site
from desktop.session.session import open_session
from tests.packages.conftest import LOGS, ROOT, System, artefact, may_chroot, picture_of_the_screen, version

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the folder for Linux"),
    pytest.mark.skipif(not may_chroot(), reason="needs root for a chroot"),
]
USER = "zhang"
STICK = "/stick"
HERE = f"/home/{USER}/我的 优盘"


def archive() -> Path:
    return artefact(f"Doorstep-{version()}-linux-x86_64.tar.xz", "portable")


@pytest.fixture(scope="module", params=["bullseye", "bookworm"])
def system(request: pytest.FixtureRequest) -> Iterator[System]:
    """A clean system with the libraries that every desktop has, and the archive unpacked in a home."""
    made = System(request.param, f"portable-{request.param}")
    package = artefact(f"doorstep_{version()}_amd64-glibc2.31.deb", "deb-lowglibc")
    needed = subprocess.run(
        ["dpkg-deb", "-f", package, "Depends"], capture_output=True, text=True, check=True
    ).stdout
    names = " ".join(each.split("|")[0].split()[0] for each in needed.split(","))
    made.must("apt-get update -qq && ldd --version | head -1")
    made.must(f"apt-get install -y -q --no-install-recommends xz-utils {names}")
    made.must(f"useradd --create-home {USER} && install -d -o {USER} '{HERE}'")
    made.must(f"tar -C '{HERE}' -xf {made.give(archive())}", user=USER)
    yield made
    made.drop()


@pytest.fixture(scope="module")
def stick(system: System) -> Iterator[str]:
    """A stick with exFAT and the archive unpacked on it; its device."""
    found = system.run("apt-get install -y -q --no-install-recommends exfat-fuse && ls -l /dev/fuse")
    if found.code:
        pytest.skip("no exFAT here")
    if system.run(
        "apt-get install -y -q --no-install-recommends exfatprogs || apt-get install -y -q exfat-utils"
    ).code:
        pytest.skip("no exFAT here")
    device = system.must(
        "truncate -s 900M /stick.img && (mkfs.exfat /stick.img || mkexfatfs /stick.img) >/dev/null"
        f" && mkdir {STICK} && losetup -f --show /stick.img"
    ).strip()
    system.must(f"mount.exfat-fuse {device} {STICK} && mount | grep {STICK}")
    try:
        system.must(f"tar -C {STICK} --no-same-owner --no-same-permissions -xf {system.give(archive())}")
        yield device
    finally:
        system.run(f"umount {STICK}; losetup -d {device}")


def test_it_tests_itself_in_a_folder_with_a_chinese_name_and_a_space(system: System, display: str) -> None:
    system.must(f"cd '{HERE}/Doorstep' && ./doorstep --self-test", user=USER, QT_QPA_PLATFORM="offscreen")
    system.must(f"'{HERE}/Doorstep/doorstep' --self-test", user=USER, QT_QPA_PLATFORM="xcb", DISPLAY=display)


def test_its_data_lie_beside_it_and_nowhere_else(system: System, display: str) -> None:
    running = system.start(
        f"'{HERE}/Doorstep/doorstep'", user=USER, DISPLAY=display, LANG="zh_CN.UTF-8", QT_QPA_PLATFORM="xcb"
    )
    try:
        assert picture_of_the_screen(display, LOGS / f"{system.folder.name}.png")
    finally:
        system.run("kill -TERM $(pidof doorstep); while pidof doorstep >/dev/null; do :; done")
        running.wait(timeout=60)
    assert system.run(f"test -s '{HERE}/Doorstep/data/record.db'").code == 0
    assert system.must(f"find /home/{USER} -name 'Doorstep*' -not -path '{HERE}/*'") == ""


def test_on_exfat_the_record_is_kept_without_a_write_ahead_log(system: System, stick: str) -> None:
    folder = Path(f"{system.folder}{STICK}/Doorstep")
    data = folder / "data"
    session = open_session(Places(ROOT / "assets", ROOT / "courses", data, data / "logs", portable=True))
    try:
        teacher = create_site(session, site_name="幸福里实训点", instructor_name="王老师", pin="246810")
        sign_in(session, teacher, "246810")
        number = create_class(session, number=1, name="一班", pack_id="ord-cv-01")
        add_trainee(session, number, name="张三")
    finally:
        session.close()
    with closing(sqlite3.connect(data / "record.db")) as record:
        assert record.execute("pragma journal_mode").fetchone()[0] != "wal"
    assert not [path.name for path in data.glob("record.db-*") if path.stat().st_size]


def test_on_exfat_it_runs_and_keeps_its_record_through_a_kill(
    system: System, stick: str, display: str
) -> None:
    program = f"{STICK}/Doorstep/doorstep"
    system.must(f"{program} --self-test", QT_QPA_PLATFORM="offscreen")
    running = system.start(program, user="root", DISPLAY=display, QT_QPA_PLATFORM="xcb")
    try:
        assert picture_of_the_screen(display, LOGS / f"{system.folder.name}-exfat.png")
    finally:
        system.run("kill -KILL $(pidof doorstep); while pidof doorstep >/dev/null; do :; done")
        running.wait(timeout=60)
    assert json.loads(system.must(f"{program} record check --json"))["clean"] is True
    written = json.loads(system.must(f"{program} export --to /tmp/out --json"))
    assert any("一班" in name for name in written)


def test_a_stick_that_marks_no_file_as_a_program_is_started_by_the_script(system: System, stick: str) -> None:
    system.must(f"umount {STICK} && mount.exfat-fuse -o fmask=0111 {stick} {STICK}")
    assert system.run(f"{STICK}/Doorstep/doorstep --version").code != 0
    said = system.must(f"sh {STICK}/Doorstep/start.sh --version")
    assert said.strip() == f"doorstep {version()}"
    system.must(f"sh {STICK}/Doorstep/start.sh --self-test", QT_QPA_PLATFORM="offscreen")
    assert json.loads(system.must(f"sh {STICK}/Doorstep/start.sh record check --json"))["clean"] is True
