"""Packing a small folder: what the packages hold, that they come out the same twice, what their scripts do."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import xml.etree.ElementTree as ET
from pathlib import Path

import deb
import elf
import portable
import pytest
import release
import release_file
import sizes

from desktop.sites import release_list

pytestmark = [
    pytest.mark.quick,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="packages for Linux"),
]
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


@pytest.fixture(autouse=True)
def _one_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A moment and a key of the test's own."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("DOORSTEP_FAST", "1")
    monkeypatch.setattr(release, "KEY_FILE", tmp_path / "release.key")
    release.release_key()
    monkeypatch.setenv("DOORSTEP_RELEASE_KEY", str(tmp_path / "release.key"))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A frozen folder with one real program in it."""
    folder = tmp_path / "tree"
    (folder / "_internal/assets").mkdir(parents=True)
    (folder / "licences").mkdir()
    shutil.copyfile("/bin/true", folder / "doorstep")
    (folder / "doorstep").chmod(0o755)
    (folder / "_internal/assets/字体.txt").write_text("x")
    return folder


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def script(name: str, *arguments: str, tools: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    path = f"{tools}:{os.environ['PATH']}"
    return subprocess.run(
        ["sh", deb.PARTS / name, *arguments],
        env={"PATH": path, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip


# ---------------------------------------------------------------- the Debian package


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="dpkg is not installed")
def test_a_package_is_the_same_twice_and_holds_what_it_says(tree: Path, tmp_path: Path) -> None:
    packages = [tmp_path / name / "doorstep.deb" for name in ("a", "b/c")]
    for package in packages:
        assert deb.main([str(tree), str(package), "deb"]) == 0
    assert digest(packages[0]) == digest(packages[1])
    listing = subprocess.run(
        ["dpkg-deb", "-c", packages[0]], capture_output=True, text=True, check=True
    ).stdout
    for name in (
        "./opt/doorstep/doorstep",
        "./opt/doorstep/_internal/release.json",
        "./usr/bin/doorstep -> /opt/doorstep/doorstep",
        "./usr/share/applications/doorstep.desktop",
        "./usr/share/mime/packages/doorstep.xml",
        "./usr/share/icons/hicolor/512x512/apps/doorstep.png",
        "./usr/share/icons/hicolor/48x48/mimetypes/application-x-doorstep-pack.png",
        "./usr/share/man/man1/doorstep.1.gz",
        "./usr/share/doc/doorstep/copyright",
    ):
        assert name in listing, name
    assert {line.split()[1] for line in listing.splitlines()} == {"root/root"}
    assert all(
        line.startswith(("drwxr-xr-x", "-rwxr-xr-x", "-rw-r--r--", "lrwxrwxrwx"))
        for line in listing.splitlines()
    )


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="dpkg is not installed")
def test_a_package_bears_the_version_it_is_told(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTEP_VERSION", "0.0.9")
    package = tmp_path / "old.deb"
    deb.main([str(tree), str(package), "deb"])
    said = subprocess.run(["dpkg-deb", "-f", package], capture_output=True, text=True, check=True).stdout
    assert "Version: 0.0.9\n" in said
    subprocess.run(["dpkg-deb", "-x", package, tmp_path / "out"], check=True)
    note = json.loads((tmp_path / "out/opt/doorstep/_internal/release.json").read_text())
    assert (note["version"], note["built_for"]) == ("0.0.9", "deb")


def test_what_it_depends_on_is_what_its_files_need(tree: Path) -> None:
    packages = deb.depends(tree)
    floor = ".".join(map(str, elf.glibc_floor(tree)))
    assert packages == [f"libc6 (>= {floor})", "xkb-data"]


def test_a_library_that_no_known_package_supplies_stops_the_build(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs = elf.Needs(("libc.so.6", "libunheard.so.4", "libcups.so.2"), (2, 17))
    monkeypatch.setattr(elf, "libraries", lambda _folder: iter([(tree / "doorstep", needs)]))
    with pytest.raises(ValueError, match=r"libunheard\.so\.4"):
        deb.depends(tree)


def test_a_library_in_the_folder_needs_no_package(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tree / "_internal/libours.so.1").write_bytes(b"")
    needs = elf.Needs(("libours.so.1", "libX11.so.6"), (2, 17))
    monkeypatch.setattr(elf, "libraries", lambda _folder: iter([(tree / "doorstep", needs)]))
    assert deb.depends(tree) == ["libc6 (>= 2.17)", "libx11-6", "xkb-data"]


def test_the_menu_entry_speaks_both_languages_and_opens_every_kind() -> None:
    text = (deb.PARTS / "doorstep.desktop").read_text(encoding="utf-8")
    assert "\nName[zh_CN]=家门口标注实训工作站\n" in text
    assert "%f" in text
    kinds = ET.parse(deb.PARTS / "doorstep.xml").getroot().findall(f"{MIME}mime-type")
    suffixes = {kind.find(f"{MIME}glob").get("pattern") for kind in kinds}  # type: ignore[union-attr]
    assert suffixes == {"*.dspack", f"*{release_list.SUFFIX}", "*.dscred"}
    for kind in kinds:
        assert f"{kind.get('type')};" in text
        name = str(kind.get("type")).removeprefix("application/x-doorstep-")
        assert (deb.BRAND / f"{name}-48.png").is_file()


# ---------------------------------------------------------------- what happens to records


@pytest.fixture
def homes(tmp_path: Path) -> Path:
    """Accounts with records, without, with a link for a folder; a system account. ``tools`` stand in for the system's."""
    lines = []
    for number, name in enumerate(("zhang", "李 四", "wang", "link")):
        home = tmp_path / "home" / name
        home.mkdir(parents=True)
        lines.append(f"u{number}:x:{1000 + number}:1000::{home}:/bin/sh")
        if name != "wang":
            records = home / ".local/share/Doorstep"
            records.parent.mkdir(parents=True)
            if name == "link":
                (tmp_path / "elsewhere").mkdir()
                records.symlink_to(tmp_path / "elsewhere")
            else:
                records.mkdir()
                (records / "record.db").write_text("records")
    service = tmp_path / "home/service"
    (service / ".local/share/Doorstep").mkdir(parents=True)
    lines.append(f"service:x:110:110::{service}:/bin/sh")
    tools = tmp_path / "tools"
    tools.mkdir()
    (tmp_path / "passwd").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for name, words in {
        "getent": f"cat {tmp_path}/passwd",
        "runuser": f'echo "$2" >>{tmp_path}/as; shift 3; exec "$@"',
        "rmdir": "exit 1",
    }.items():
        (tools / name).write_text(f"#!/bin/sh\n{words}\n", encoding="utf-8")
        (tools / name).chmod(0o755)
    return tmp_path


def records(homes: Path) -> list[str]:
    return sorted(place.parts[-5] for place in homes.glob("home/*/.local/share/Doorstep/record.db"))


@pytest.mark.parametrize("step", ["remove", "upgrade", "failed-upgrade", "abort-install", "disappear"])
def test_no_step_but_purging_looks_at_records(homes: Path, step: str) -> None:
    done = script("postrm", step, tools=homes / "tools", DOORSTEP_DELETE_RECORDS="yes")
    assert (done.returncode, done.stdout) == (0, "")
    assert records(homes) == ["zhang", "李 四"]


def test_purging_keeps_records_and_says_where_they_are_and_how_to_delete_them(homes: Path) -> None:
    done = script("postrm", "purge", tools=homes / "tools")
    assert done.returncode == 0
    assert records(homes) == ["zhang", "李 四"]
    for name in ("zhang", "李 四"):
        assert f"sudo rm -r -- '{homes}/home/{name}/.local/share/Doorstep'" in done.stdout
    assert "service" not in done.stdout
    assert "link" not in done.stdout


def test_purging_when_asked_deletes_them_as_the_account_itself(homes: Path) -> None:
    done = script("postrm", "purge", tools=homes / "tools", DOORSTEP_DELETE_RECORDS="yes")
    assert done.returncode == 0
    assert records(homes) == []
    assert (homes / "as").read_text().split() == ["u0", "u1"]
    assert (homes / "elsewhere").is_dir()
    assert (homes / "home/service/.local/share/Doorstep").is_dir()


def test_purging_where_nobody_has_records_says_nothing(homes: Path) -> None:
    (homes / "passwd").write_text("")
    done = script("postrm", "purge", tools=homes / "tools")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("name", "step"), [("preinst", "install"), ("preinst", "upgrade"), ("prerm", "remove")]
)
def test_where_it_does_not_run_nothing_is_refused(tmp_path: Path, name: str, step: str) -> None:
    done = script(name, step, tools=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


# ---------------------------------------------------------------- the folder for a stick


@pytest.mark.skipif(shutil.which("xz") is None, reason="xz is not installed")
def test_the_archive_for_a_stick_is_the_same_twice(tree: Path, tmp_path: Path) -> None:
    archives = [tmp_path / name / "Doorstep.tar.xz" for name in ("a", "b/c")]
    for archive in archives:
        assert portable.main([str(tree), str(archive)]) == 0
        (tree / "doorstep").touch()
    assert digest(archives[0]) == digest(archives[1])
    with tarfile.open(archives[0]) as opened:
        members = {member.name: member for member in opened}
    assert {name.split("/")[0] for name in members} == {"Doorstep"}
    assert {
        "Doorstep/portable.flag",
        "Doorstep/start.sh",
        "Doorstep/_internal/release.json",
    } <= members.keys()
    assert {(member.uid, member.gid, member.uname, member.mtime) for member in members.values()} == {
        (0, 0, "", 1700000000)
    }
    assert members["Doorstep/doorstep"].mode == members["Doorstep/start.sh"].mode == 0o755
    assert members["Doorstep/_internal/assets/字体.txt"].mode == 0o644


@pytest.mark.skipif(shutil.which("xz") is None, reason="xz is not installed")
def test_an_archive_that_cannot_be_packed_leaves_none(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portable, "XZ", ["sh", "-c", "cat >/dev/null; exit 3"])
    with pytest.raises(SystemExit):
        portable.main([str(tree), str(tmp_path / "out/Doorstep.tar.xz")])
    assert list((tmp_path / "out").iterdir()) == []


def test_the_script_starts_what_lies_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "我的 优盘"
    folder.mkdir()
    shutil.copyfile(portable.PARTS / "start.sh", folder / "start.sh")
    (folder / "doorstep").write_text('#!/bin/sh\necho "$PWD" "$@"\n')
    (folder / "doorstep").chmod(0o755)
    done = subprocess.run(
        ["sh", folder / "start.sh", "--self-test", "a b"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"{folder} --self-test a b\n"


def test_the_script_starts_a_program_that_is_marked_as_none(tmp_path: Path) -> None:
    shutil.copyfile(portable.PARTS / "start.sh", tmp_path / "start.sh")
    shutil.copyfile("/bin/echo", tmp_path / "doorstep")
    done = subprocess.run(
        ["sh", tmp_path / "start.sh", "--self-test"], capture_output=True, text=True, check=True
    )
    assert done.stdout == "--self-test\n"


# ---------------------------------------------------------------- version, moment, key


def test_the_note_names_the_key_that_signs_releases(tree: Path) -> None:
    place = release_file.write(tree, "linux-portable")
    assert json.loads(place.read_text())["public_key"] == release.public_key().hex()
    stamped = tree / "stamped.json"
    release.stamp(stamped, "linux-portable")
    assert place.read_bytes() == stamped.read_bytes()


def test_a_kind_that_no_update_knows_is_refused(tree: Path) -> None:
    with pytest.raises(ValueError, match="snap"):
        release_file.write(tree, "snap")
    assert set(release_file.KINDS) == set(release_list.PROGRAM_KINDS)


def test_the_moment_is_the_commit_s_or_the_one_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert release_file.epoch() == 1_700_000_000
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    monkeypatch.delenv("DOORSTEP_COMMIT", raising=False)
    assert release_file.epoch() == release.moment()
    monkeypatch.setattr(release_file, "ROOT", tmp_path)
    assert release_file.epoch() == release_file.FALLBACK_EPOCH


def test_the_version_is_the_program_s(monkeypatch: pytest.MonkeyPatch) -> None:
    import desktop

    assert release_file.version() == desktop.__version__
    monkeypatch.setenv("DOORSTEP_VERSION", "9.8.7")
    assert release_file.version() == "9.8.7"


def test_a_key_that_is_named_and_not_there_is_not_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DOORSTEP_RELEASE_KEY", str(tmp_path / "none"))
    with pytest.raises(FileNotFoundError):
        release_file.public_key()


def test_a_first_key_is_readable_by_its_owner_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DOORSTEP_RELEASE_KEY")
    monkeypatch.setattr(release_file, "ROOT", tmp_path)
    assert release_file.public_key() == release_file.public_key()
    assert (tmp_path / "build/_work/release.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("./opt/doorstep/_internal/PySide6/Qt/lib/libQt6Core.so.6", "Qt"),
        ("./opt/doorstep/_internal/PySide6/Qt/lib/libicudata.so.73", "ICU"),
        ("./opt/doorstep/_internal/typst/_typst.abi3.so", "Typst"),
        ("./opt/doorstep/_internal/numpy.libs/libscipy_openblas64_-99b71e71.so", "OpenBLAS"),
        ("./opt/doorstep/_internal/assets/fonts/NotoSansSC-Bold.ttf", "fonts"),
        ("./opt/doorstep/_internal/courses/ord-cv-01.dspack", "courses"),
        ("./opt/doorstep/doorstep", "Python"),
        ("./opt/doorstep/licences/numpy/LICENSE.txt", "licences"),
        ("./usr/share/doc/doorstep/copyright", "the rest"),
    ],
)
def test_every_file_counts_to_one_part(name: str, part: str) -> None:
    assert sizes.part_of(name) == part
