"""The name of a PC: the same after a restore, another on a PC made from the same image."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from desktop.base import machine
from desktop.base.machine import computer_name, machine_tag
from desktop.base.smbios import board_id


class Linux:
    """A made-up Linux: its name, its id, its network cards."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        (folder / "net").mkdir()
        monkeypatch.setattr(machine, "MACHINE_ID", folder / "machine-id")
        monkeypatch.setattr(machine, "NETWORK_CARDS", folder / "net")
        self.call("PC-01", monkeypatch)
        self.write_id("0123")

    def call(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """Give the PC a name in its network."""
        monkeypatch.setattr("platform.node", lambda: name)

    def write_id(self, text: str) -> None:
        """Give the system an id."""
        (self.folder / "machine-id").write_text(text)

    def card(self, name: str, address: str, *, bus: str = "pci0") -> None:
        """Plug a network card in."""
        device = self.folder / "devices" / bus / name
        device.mkdir(parents=True)
        place = self.folder / "net" / name
        place.mkdir()
        (place / "address").write_text(f"{address}\n")
        (place / "device").symlink_to(device)


@pytest.fixture
def linux(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Linux:
    return Linux(tmp_path, monkeypatch)


DATA = Path("/home/teacher/data")


def test_a_tag_is_twelve_hex_digits_and_stays(linux: Linux) -> None:
    linux.card("eth0", "aa:00")
    first = machine_tag(DATA)
    assert len(first) == 12
    assert int(first, 16) >= 0
    assert machine_tag(DATA) == first


def test_two_users_of_one_pc_have_two(linux: Linux) -> None:
    assert machine_tag(DATA) != machine_tag(Path("/home/other/data"))


def test_pcs_of_one_image_differ_by_their_network_card(linux: Linux) -> None:
    without = machine_tag(DATA)
    linux.card("eth0", "aa:00")
    assert machine_tag(DATA) != without


def test_pcs_of_one_image_differ_by_their_name(linux: Linux, monkeypatch: pytest.MonkeyPatch) -> None:
    first = machine_tag(DATA)
    linux.call("PC-02", monkeypatch)
    assert machine_tag(DATA) != first


def test_a_card_in_a_usb_socket_changes_nothing(linux: Linux) -> None:
    linux.card("eth0", "bb:00")
    first = machine_tag(DATA)
    linux.card("wlan1", "aa:00", bus="usb1")
    assert machine_tag(DATA) == first


def test_cards_without_a_device_do_not_count(linux: Linux) -> None:
    first = machine_tag(DATA)
    (linux.folder / "net" / "lo").mkdir()
    (linux.folder / "net" / "lo" / "address").write_text("00:00")
    assert machine_tag(DATA) == first


def test_a_system_that_tells_nothing_has_a_tag_all_the_same(linux: Linux) -> None:
    (linux.folder / "machine-id").unlink()
    (linux.folder / "net").rmdir()
    assert len(machine_tag(DATA)) == 12


def test_a_pc_without_a_name_is_a_question_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.node", lambda: "")
    assert computer_name() == "?"


UUID = bytes(range(16))


def structure(kind: int, body: bytes, strings: bytes = b"") -> bytes:
    return struct.pack("<BBH", kind, len(body) + 4, kind) + body + (strings or b"\0") + b"\0"


def table(*structures: bytes) -> bytes:
    return bytes(8) + b"".join(structures) + structure(127, b"")


def test_the_uuid_of_the_board_is_read() -> None:
    bios = structure(0, bytes(14), b"Maker\0Version\0")
    system = structure(1, bytes(4) + UUID + bytes(3), b"Maker\0Product\0Serial\0")
    assert board_id(table(bios, system)) == UUID.hex()
    assert board_id(table(system, bios)) == UUID.hex()


@pytest.mark.parametrize("filling", [b"\0" * 16, b"\xff" * 16], ids=["zeros", "ones"])
def test_a_uuid_that_nobody_filled_in_is_none(filling: bytes) -> None:
    assert board_id(table(structure(1, bytes(4) + filling + bytes(3)))) == ""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        bytes(7),
        bytes(8),
        bytes(400),
        table(),
        table(structure(0, bytes(14))),
        bytes(8) + struct.pack("<BBH", 1, 2, 1),
        bytes(8) + struct.pack("<BBH", 1, 200, 1),
        bytes(8) + struct.pack("<BBH", 0, 24, 1) + b"x" * 50,
        table(structure(1, bytes(6))),
        table(structure(127, b""), structure(1, bytes(4) + UUID)),
    ],
)
def test_a_table_that_is_cut_or_strange_gives_nothing(content: bytes) -> None:
    assert board_id(content) == ""
