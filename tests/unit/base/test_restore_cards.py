"""Products that set a PC back: told by their signs, and by nothing that merely looks like them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from desktop.base import restore_signs
from desktop.base.restore_cards import LINUX, WINDOWS, Product, Signs, sightings
from desktop.base.restore_signs import lies_on_a_layer
from desktop.base.volume import Volume

#: What a bare Windows 10 has among its services and programs (a part of it).
PLAIN_SERVICES = frozenset(
    "acpi disk ntfs volsnap fvevol rdyboost iorate ehstorclass partmgr volume volmgr wof fltmgr luafv bfe dnscache "
    "spooler themes wuauserv windefend wdfilter vss swprv fdc storahci stornvme usbstor uaspstor wcifs cldflt".split()
)
PLAIN_PROGRAMS = (
    "Microsoft Edge",
    "WPS Office",
    "海光芯片组驱动程序",
    "联想电脑管家",
    "搜狗输入法",
    "蓝牙驱动",
)


def names(signs: Signs, products: tuple[Product, ...] = WINDOWS) -> list[str]:
    return [each.product.name for each in sightings(products, signs)]


def test_a_plain_pc_has_none() -> None:
    assert names(Signs(PLAIN_SERVICES, PLAIN_PROGRAMS)) == []
    assert names(Signs(kernel=("BOOT_IMAGE=/vmlinuz", "root=UUID=1", "ro", "quiet", "splash")), LINUX) == []


@pytest.mark.parametrize(
    ("service", "word"),
    [
        ("dfserv", "Deep Freeze"),
        ("deepfrz", "Deep Freeze"),
        ("uwfvol", "UWF"),
        ("ewf", "EWF"),
        ("fbwf", "FBWF"),
        ("diskpt", "Shadow Defender"),
        ("snpshot", "影子系统"),
        ("shieldf", "RollBack"),
    ],
)
def test_a_driver_is_told_by_its_whole_name(service: str, word: str) -> None:
    (found,) = sightings(WINDOWS, Signs(PLAIN_SERVICES | {service}))
    assert word in found.product.name
    assert found.sign == service
    assert names(Signs(frozenset({f"{service}x", f"x{service}"}))) == []


@pytest.mark.parametrize(
    ("program", "word"),
    [
        ("Faronics Deep Freeze Enterprise", "Deep Freeze"),
        ("冰点还原精灵 8.38", "冰点"),
        ("Shadow Defender", "Shadow Defender"),
        ("PowerShadow 影子系统 8.5", "影子系统"),
        ("影子系统2018", "影子系统"),
        ("噢易机房管理系统", "噢易"),
        ("OSEasy Client", "噢易"),
        ("三茗一键恢复", "三茗"),
        ("小哨兵一键恢复 V7", "小哨兵"),
        ("海光蓝卡网络同传", "海光蓝卡"),
        ("讯闪还原系统", "讯闪"),
        ("迅闪2013", "讯闪"),
        ("增霸卡驱动", "增霸卡"),
        ("网维大师 9.0", "网维大师"),
        ("联想硬盘保护系统 EDU 8.0", "联想"),
        ("三茗硬盘还原卡", "三茗"),
        ("某某还原卡驱动程序", "还原卡"),
        ("Reboot Restore Rx Pro", "Reboot Restore Rx"),
        ("Toolwiz Time Freeze 2017", "Time Freeze"),
        ("极域电子教室 学生机", "极域"),
    ],
)
def test_a_program_is_told_by_a_word_of_its_name(program: str, word: str) -> None:
    assert any(word in name for name in names(Signs(PLAIN_SERVICES, (*PLAIN_PROGRAMS, program))))


def test_a_word_may_stand_in_the_name_of_a_service() -> None:
    (found,) = sightings(WINDOWS, Signs(frozenset({"oseasydrv"})))
    assert found.sign == "oseasydrv"


def test_each_product_is_named_once() -> None:
    signs = Signs(frozenset({"dfserv", "deepfrz"}), ("Deep Freeze", "Faronics Core"))
    assert len(names(signs)) == 1


def test_a_classroom_program_is_no_restore_product_by_itself() -> None:
    (found,) = sightings(WINDOWS, Signs(programs=("Mythware Classroom",)))
    assert found.product.sure == "manual"


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("boot=live", True),
        ("boot=casper", True),
        ("rd.live.image", True),
        ("overlayroot=tmpfs", True),
        ("overlayroot=tmpfs:recurse=0", True),
        ("overlayroot=disabled", False),
        ("overlayroot", False),
        ("boot=overlay", True),
        ("boot=local", False),
        ("fsprotect", True),
        ("fsprotect=1G", True),
        ("systemd.volatile=yes", True),
        ("systemd.volatile=overlay", True),
        ("systemd.volatile=no", False),
    ],
)
def test_linux_is_told_by_the_words_it_was_started_with(word: str, told: bool) -> None:
    assert bool(names(Signs(kernel=("quiet", word, "ro")), LINUX)) is told


def test_linux_is_told_by_what_a_live_system_mounts() -> None:
    found = sightings(LINUX, Signs(exists=lambda path: path == "/run/live/medium"))
    assert [each.sign for each in found] == ["/run/live/medium"]


@pytest.mark.parametrize("path", ["/usr/bin/kybackup", "/usr/bin/uos-recovery"])
def test_backup_tools_of_chinese_desktops_restore_only_when_asked(path: str) -> None:
    (found,) = sightings(LINUX, Signs(exists=lambda each: each == path))
    assert found.product.sure == "manual"


def test_every_product_has_a_sign_in_small_letters() -> None:
    for product in (*WINDOWS, *LINUX):
        assert product.services or product.words or product.kernel or product.files, product.name
        for sign in (*product.services, *product.words):
            assert sign == sign.lower()
            assert len(sign) > 1


linux = pytest.mark.skipif(sys.platform == "win32", reason="reads Linux's tables")


@linux
def test_the_command_line_of_this_linux_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restore_signs, "COMMAND_LINE", tmp_path / "cmdline")
    assert restore_signs.signs().kernel == ()
    (tmp_path / "cmdline").write_text("root=/dev/sda1 overlayroot=tmpfs quiet\n")
    assert restore_signs.signs().kernel == ("root=/dev/sda1", "overlayroot=tmpfs", "quiet")
    assert restore_signs.signs().exists(str(tmp_path))
    assert not restore_signs.signs().exists(str(tmp_path / "none"))
    assert not restore_signs.signs().exists("x" * 9000)
    assert restore_signs.products() == LINUX


@linux
@pytest.mark.parametrize(
    ("root", "file_system", "told"),
    [
        ("/", "overlay", True),
        ("/", "aufs", True),
        ("/", "tmpfs", True),
        ("/", "ext4", False),
        ("/", "", False),
        ("/home", "tmpfs", False),
        ("/home", "overlay", False),
    ],
)
def test_a_root_that_is_a_layer(
    root: str, file_system: str, told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restore_signs, "CONTAINERS", ())
    assert lies_on_a_layer(Volume(Path(root), "", "unknown", file_system)) is told


@linux
def test_the_layer_of_a_container_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restore_signs, "CONTAINERS", (str(tmp_path),))
    assert not lies_on_a_layer(Volume(Path("/"), "", "unknown", "overlay"))
