"""The Debian packages in clean systems: installed, run, upgraded, removed, purged. Logs and pictures in dist/logs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.base.places import Places
from desktop.session.operations.roster import add_trainee, create_class
from desktop.session.operations.signin import sign_in
from desktop.session.operations.site import create_site
from desktop.session.session import open_session
from tests.packages.conftest import (
    LOGS,
    ROOT,
    System,
    artefact,
    may_chroot,
    older,
    picture_of_the_screen,
    version,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Debian packages"),
    pytest.mark.skipif(not may_chroot(), reason="needs root for a chroot"),
]
#: Where which package is promised to run.
PAIRS = (("bookworm", ""), ("trixie", ""), ("bullseye", "-glibc2.31"), ("bookworm", "-glibc2.31"))
USER = "zhang"
DATA = f"/home/{USER}/.local/share/Doorstep"


def package(variant: str) -> Path:
    return artefact(f"doorstep_{version()}_amd64{variant}.deb", "deb-lowglibc" if variant else "deb")


@pytest.fixture(scope="module", params=PAIRS, ids=lambda pair: f"{pair[0]}{pair[1]}")
def system(request: pytest.FixtureRequest) -> Iterator[System]:
    """A clean system with the package installed by apt, the network only for what it depends on."""
    suite, variant = request.param
    built = package(variant)
    made = System(suite, f"deb-{suite}{variant}")
    made.must("apt-get update -qq && cat /etc/debian_version && ldd --version | head -1")
    made.must(f"apt-get install -y -q --no-install-recommends {made.give(built)}")
    made.must(f"useradd --create-home {USER}")
    yield made
    made.drop()


def enter_people(system: System) -> str:
    """Write a site, a class and a trainee into the account's record and return the record's digest of events."""
    home = Path(f"{system.folder}{DATA}")
    places = Places(ROOT / "assets", ROOT / "courses", home, home / "logs")
    session = open_session(places)
    try:
        teacher = create_site(session, site_name="幸福里实训点", instructor_name="王老师", pin="246810")
        sign_in(session, teacher, "246810")
        number = create_class(session, number=1, name="一班", pack_id="ord-cv-01")
        add_trainee(session, number, name="张三")
    finally:
        session.close()
    system.must(f"chown -R {USER}: /home/{USER}")
    return kept(system)


def kept(system: System) -> str:
    """What the record says of itself; it must be whole."""
    assert json.loads(system.must("doorstep record check --json", user=USER))["clean"] is True
    listing = system.must(
        f"cd {DATA} && find . -maxdepth 1 -type f -name 'record.db' -o -maxdepth 1 -name keys | sort"
    )
    system.must("rm -rf /tmp/out && install -d -o zhang /tmp/out")
    written = json.loads(system.must("doorstep export --to /tmp/out --json", user=USER))
    assert any("一班" in name for name in written), written
    return listing


def test_it_tests_itself_without_a_screen(system: System) -> None:
    rows = json.loads(
        system.must("doorstep --self-test --json 2>/dev/null", user=USER, QT_QPA_PLATFORM="offscreen")
    )
    assert rows
    text = system.must("doorstep --self-test", user=USER, QT_QPA_PLATFORM="offscreen")
    assert "✗" not in text


def test_it_tests_itself_on_a_screen(system: System, display: str) -> None:
    text = system.must("doorstep --self-test", user=USER, QT_QPA_PLATFORM="xcb", DISPLAY=display)
    assert "✗" not in text


def test_no_library_is_missing(system: System) -> None:
    # The boot loader sets the path; the plug-in for printers may find no CUPS, then there is no printer to choose.
    missing = system.run(
        "LD_LIBRARY_PATH=/opt/doorstep/_internal find /opt/doorstep -type f \\( -name '*.so*' -o -name doorstep \\) -exec ldd {} + 2>&1 | grep 'not found' | grep -v libcups | sort -u"
    )
    assert missing.said == ""


def test_the_window_opens_in_chinese(system: System, display: str) -> None:
    running = system.start("doorstep", user=USER, DISPLAY=display, LANG="zh_CN.UTF-8", QT_QPA_PLATFORM="xcb")
    try:
        assert picture_of_the_screen(display, LOGS / f"{system.folder.name}.png")
    finally:
        system.run("kill -TERM $(pidof doorstep); while pidof doorstep >/dev/null; do :; done")
        running.wait(timeout=60)


def test_a_whole_day_is_played_and_its_certificate_is_genuine(system: System, display: str) -> None:
    room = f"/home/{USER}/demo"
    system.must(f"doorstep demo --pace 0 --to {room}", user=USER, QT_QPA_PLATFORM="xcb", DISPLAY=display)
    # With the keys of the site that issued it: elsewhere its issuer is not known (docs/adr/0033).
    system.must(f"doorstep verify {room}/*.pdf", user=USER, DOORSTEP_DATA=f"{room}/data")
    system.must(f"rm -r {room}")


def test_desktops_find_its_menu_entry_icons_and_file_kinds(system: System) -> None:
    system.must(
        "apt-get install -y -qq --no-install-recommends desktop-file-utils shared-mime-info hicolor-icon-theme libglib2.0-bin"
    )
    system.must("desktop-file-validate /usr/share/applications/doorstep.desktop")
    for suffix, kind in (("dspack", "pack"), ("dsrelease", "release"), ("dscred", "credential")):
        system.must(f"echo x > /tmp/a.{suffix}")
        said = system.must(f"gio info -a standard::content-type,standard::icon /tmp/a.{suffix}")
        assert f"application/x-doorstep-{kind}" in said
        opens = system.must(f"gio mime application/x-doorstep-{kind}")
        assert "doorstep.desktop" in opens
        system.must(f"test -s /usr/share/icons/hicolor/48x48/mimetypes/application-x-doorstep-{kind}.png")
    system.must("test -s /usr/share/icons/hicolor/256x256/apps/doorstep.png")


def test_an_upgrade_keeps_every_record(system: System) -> None:
    new = package("-glibc2.31" if system.folder.name.endswith("2.31") else "")
    system.must("apt-get remove -y -q doorstep")
    system.must(f"apt-get install -y -q --no-install-recommends {system.give(older(new))}")
    assert "0.0.9" in system.must("dpkg-query -W doorstep")
    before = enter_people(system)
    system.must(f"apt-get install -y -q --no-install-recommends {system.give(new)}")
    assert version() in system.must("dpkg-query -W doorstep")
    assert kept(system) == before


def test_nothing_is_replaced_while_it_runs(system: System, display: str) -> None:
    new = package("-glibc2.31" if system.folder.name.endswith("2.31") else "")
    running = system.start("doorstep", user=USER, DISPLAY=display, QT_QPA_PLATFORM="xcb")
    try:
        assert picture_of_the_screen(display, LOGS / f"{system.folder.name}-running.png")
        refused = system.run(f"dpkg -i {system.give(new)}")
        assert refused.code != 0
        assert "Doorstep 正在运行" in refused.said
        assert system.run("apt-get remove -y -q doorstep").code != 0
        assert "install ok installed" in system.must("dpkg-query -W -f='${Status}' doorstep")
    finally:
        system.run("kill -TERM $(pidof doorstep); while pidof doorstep >/dev/null; do :; done")
        running.wait(timeout=60)
    kept(system)
    system.must(f"dpkg -i {system.give(new)}")


def test_removing_and_purging_keep_the_records_and_say_where_they_are(system: System) -> None:
    before = system.must(f"find {DATA} -type f | sort | xargs -d '\\n' sha256sum")
    system.must("apt-get remove -y -q doorstep")
    assert system.run("test -e /opt/doorstep").code == 1
    assert system.run("command -v doorstep").code != 0
    said = system.must("apt-get purge -y -q doorstep")
    assert DATA in said
    assert system.must(f"find {DATA} -type f | sort | xargs -d '\\n' sha256sum") == before


def test_installed_again_it_finds_its_records_and_deletes_them_when_asked(system: System) -> None:
    new = package("-glibc2.31" if system.folder.name.endswith("2.31") else "")
    system.must(f"apt-get install -y -q --no-install-recommends {system.give(new)}")
    kept(system)
    system.must("install -D /dev/null /etc/doorstep/delete-records")
    said = system.must("apt-get purge -y -q doorstep")
    assert "已删除记录" in said
    assert system.run(f"test -e {DATA}").code == 1
    assert system.run("test -e /etc/doorstep").code == 1
