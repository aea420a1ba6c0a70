"""The drives of a PC, read from a system that tests make up."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from desktop.base import volumes
from desktop.base.volumes import Volume, volume_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="reads Linux's tables")


class Pc:
    """A made-up Linux: its mounts, its block devices, its labels."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lines: list[str] = []
        for name in ("dev", "sys", "labels"):
            (folder / name).mkdir()

    def mount(
        self, root: Path | str, source: str, file_system: str, device: str, options: str = "rw"
    ) -> None:
        """Add a line to the table of mounts."""
        place = str(root).replace(" ", "\\040")
        self.lines.append(f"36 35 {device} / {place} {options},noatime shared:1 - {file_system} {source} rw")
        (self.folder / "mountinfo").write_text("\n".join(self.lines), encoding="utf-8")

    def disk(self, device: str, *parts: str, removable: str = "0") -> None:
        """Add a block device at a place of the device tree, with its partition 1 on ``device``."""
        place = self.folder.joinpath("tree", *parts, "part1")
        place.mkdir(parents=True, exist_ok=True)
        (place.parent / "removable").write_text(removable, encoding="ascii")
        (self.folder / "sys" / device).symlink_to(place)

    def label(self, name: str, source: str) -> None:
        """Give a device a label, as udev writes it."""
        (self.folder / "labels" / name).symlink_to(source)


@pytest.fixture
def pc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pc:
    made = Pc(tmp_path)
    monkeypatch.setattr(volumes, "MOUNTS", tmp_path / "mountinfo")
    monkeypatch.setattr(volumes, "DEVICES", tmp_path / "sys")
    monkeypatch.setattr(volumes, "LABELS", tmp_path / "labels")
    made.disk("8:1", "pci0", "ata1")
    made.mount("/", "/dev/sda1", "ext4", "8:1")
    return made


def test_a_pc_with_one_disk(pc: Pc) -> None:
    pc.mount("/proc", "proc", "proc", "0:5")
    pc.mount("/run", "tmpfs", "tmpfs", "0:6")
    assert volumes.volumes() == (Volume(Path("/"), "", "fixed", "ext4"),)


@pytest.mark.parametrize(
    ("parts", "removable"), [(("pci0", "usb2", "2-1"), "0"), (("pci0", "mmc"), "1")], ids=["usb disk", "card"]
)
def test_what_can_be_taken_out(pc: Pc, tmp_path: Path, parts: tuple[str, ...], removable: str) -> None:
    stick = tmp_path / "media" / "我的 优盘"
    stick.mkdir(parents=True)
    pc.disk("8:17", *parts, removable=removable)
    pc.mount(stick, "/dev/sdb1", "exfat", "8:17")
    assert volume_of(stick / "a" / "not there yet") == Volume(stick, "我的 优盘", "removable", "exfat")
    assert len(volumes.volumes()) == 2


def test_a_label_is_read_as_udev_writes_it(pc: Pc, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    pc.disk("8:17", "usb1")
    pc.mount(stick, "/dev/sdb1", "vfat", "8:17", options="ro")
    pc.label("COURSE\\x20PACKS", "/dev/sdb1")
    found = volume_of(stick)
    assert (found.label, found.read_only) == ("COURSE PACKS", True)


@pytest.mark.parametrize(
    ("file_system", "source", "kind"),
    [
        ("cifs", "//server/share", "network"),
        ("nfs4", "server:/share", "network"),
        ("tmpfs", "tmpfs", "memory"),
        ("iso9660", "/dev/sr0", "optical"),
        ("overlay", "overlay", "unknown"),
        ("ext4", "/dev/sdc1", "fixed"),
    ],
)
def test_kinds(pc: Pc, tmp_path: Path, file_system: str, source: str, kind: str) -> None:
    pc.mount(tmp_path, source, file_system, "0:99")
    assert volume_of(tmp_path).kind == kind


def test_the_later_mount_covers_the_earlier(pc: Pc, tmp_path: Path) -> None:
    pc.mount(tmp_path, "/dev/sdc1", "ext4", "8:33")
    pc.mount(tmp_path, "tmpfs", "tmpfs", "0:44")
    assert volume_of(tmp_path / "x").kind == "memory"


def test_a_neighbour_with_a_longer_name_is_not_inside(pc: Pc, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    pc.disk("8:17", "usb1")
    pc.mount(tmp_path / "stick", "/dev/sdb1", "vfat", "8:17")
    assert volume_of(tmp_path / "sticky" / "file").root == Path("/")


def test_a_link_leads_to_the_drive_it_points_to(pc: Pc, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "stick")
    pc.disk("8:17", "usb1")
    pc.mount(tmp_path / "stick", "/dev/sdb1", "vfat", "8:17")
    assert volume_of(tmp_path / "link" / "data").kind == "removable"


def test_what_is_no_drive_to_a_person_is_left_out(pc: Pc, tmp_path: Path) -> None:
    (tmp_path / "bound").mkdir()
    (tmp_path / "file").touch()
    pc.mount("/boot", "/dev/sda2", "ext4", "8:2")
    pc.mount("/snap/core/1", "/dev/loop0", "squashfs", "7:0")
    pc.mount(tmp_path / "bound", "/dev/sda1", "ext4", "8:1")
    pc.mount(tmp_path / "file", "/dev/sdd1", "ext4", "8:49")
    pc.mount(tmp_path / "gone", "/dev/sde1", "ext4", "8:65")
    assert [volume.root for volume in volumes.volumes()] == [Path("/")]


def test_lines_that_make_no_sense_are_passed_over(pc: Pc, tmp_path: Path) -> None:
    pc.lines += ["", "1 2 3", "a b c d e f", "36 35 8:1 / /x rw - "]
    pc.mount("/proc", "proc", "proc", "0:5")
    assert [volume.root for volume in volumes.volumes()] == [Path("/")]


def test_a_system_that_tells_nothing(pc: Pc, tmp_path: Path) -> None:
    (tmp_path / "mountinfo").unlink()
    assert volumes.volumes() == ()
    assert volume_of(tmp_path) == Volume(Path("/"), "", "unknown", "")


@pytest.mark.parametrize(
    ("kind", "file_system", "keeps"),
    [
        ("fixed", "ext4", True),
        ("fixed", "ntfs", True),
        ("unknown", "overlay", True),
        ("fixed", "exfat", False),
        ("fixed", "fuseblk", False),
        ("removable", "ntfs", False),
        ("removable", "ext4", False),
        ("network", "cifs", False),
    ],
)
def test_where_a_log_may_be_kept(kind: volumes.Kind, file_system: str, keeps: bool) -> None:
    assert Volume(Path("/x"), "", kind, file_system).keeps_log is keeps


def test_this_pc_answers(tmp_path: Path) -> None:
    assert volume_of(tmp_path).root in [Path("/"), *tmp_path.parents, tmp_path]
