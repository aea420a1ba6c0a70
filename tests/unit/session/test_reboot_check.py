"""The reboot check as a person and an installer use it: where it writes, what it says, what the self-test shows."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.base.errors import KnownError
from desktop.base.places import Places
from desktop.base.restore_cards import WINDOWS, Signs
from desktop.base.volume import Volume
from desktop.session.health.row import Row
from desktop.session.operations import health, reboot_check
from tests import scenes
from tests.pc import have_drives, is_started, volume


class Pc:
    """A PC with a second disk and a stick, all of them folders."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder, self._monkeypatch = folder, monkeypatch
        self.places = scenes.places_in(folder / "disk" / "数据")
        self.places.data.mkdir(parents=True)
        self.second, self.stick = folder / "second", folder / "stick"
        self.drives = [volume(folder / "disk")]
        self.plug(volume(self.second))
        self.plug(volume(self.stick, "removable", "exfat"))
        self.start("boot-1")

    def plug(self, drive: Volume) -> None:
        """Put a drive in."""
        drive.root.mkdir()
        self.drives.append(drive)
        have_drives(self._monkeypatch, self.drives)

    def pull(self, root: Path) -> None:
        """Take a drive out."""
        self.drives = [each for each in self.drives if each.root != root]
        have_drives(self._monkeypatch, self.drives)

    def start(self, boot: str) -> None:
        """Start the PC."""
        is_started(self._monkeypatch, boot)

    def restore(self) -> None:
        """What a restore card does with a restart."""
        shutil.rmtree(self.places.data)
        self.places.data.mkdir()

    def row(self) -> Row:
        """What the self-test says of it."""
        (found,) = health.self_test(self.places, {"restore"})
        return found


@pytest.fixture
def pc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pc:
    monkeypatch.setattr(health.restore_signs, "signs", Signs)
    return Pc(tmp_path, monkeypatch)


def folders(begun: reboot_check.Begun) -> list[Path]:
    return [path.parent for path in begun.written]


def test_at_the_window_every_drive_is_written_and_named(pc: Pc) -> None:
    begun = reboot_check.begin(pc.places)
    assert folders(begun) == [pc.places.data, pc.second, pc.stick]
    assert begun.remembered


def test_in_silence_only_fixed_drives_are_written(pc: Pc) -> None:
    begun = reboot_check.begin(pc.places, reboot_check.IN_SILENCE)
    assert folders(begun) == [pc.places.data, pc.second]
    assert list(pc.stick.iterdir()) == []


def test_an_installer_names_its_stick_by_any_folder_on_it(pc: Pc) -> None:
    (pc.stick / "setup" / "windows").mkdir(parents=True)
    begun = reboot_check.begin(pc.places, reboot_check.IN_SILENCE, [pc.stick / "setup" / "windows"])
    assert folders(begun) == [pc.places.data, pc.second, pc.stick]


def test_a_folder_on_the_data_folders_own_drive_is_no_other_place(pc: Pc) -> None:
    begun = reboot_check.begin(pc.places, (), [pc.places.data.parent])
    assert folders(begun) == [pc.places.data]
    assert not begun.remembered


@pytest.mark.parametrize(
    ("kind", "read_only"), [("network", False), ("optical", False), ("memory", False), ("fixed", True)]
)
def test_drives_that_keep_nothing_of_ours_are_left_alone(
    pc: Pc, tmp_path: Path, kind: str, read_only: bool
) -> None:
    pc.plug(volume(tmp_path / "other", kind, read_only=read_only))  # type: ignore[arg-type]
    assert tmp_path / "other" not in {each.root for each in reboot_check.drives(pc.places)}
    reboot_check.begin(pc.places)
    assert list((tmp_path / "other").iterdir()) == []


def test_a_drive_without_the_right_to_write_is_left_alone(pc: Pc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda path, _mode: Path(path) != pc.second)
    assert [each.root for each in reboot_check.drives(pc.places)] == [pc.stick]


def test_the_root_of_linux_is_no_drive_for_this(pc: Pc) -> None:
    pc.drives.append(volume(Path("/")))
    pc.pull(pc.stick)
    assert [each.root for each in reboot_check.drives(pc.places)] == [pc.second]


def test_a_data_folder_that_takes_nothing_is_told_calmly(pc: Pc) -> None:
    (pc.places.data / "file").write_bytes(b"")
    blocked = Places(pc.places.assets, pc.places.courses, pc.places.data / "file" / "x", pc.places.logs)
    with pytest.raises(KnownError, match="数据文件夹不能写") as refusal:
        reboot_check.begin(blocked)
    assert refusal.value.remedy
    assert list(pc.stick.iterdir()) == []


def test_a_pc_that_keeps_its_data_passes(pc: Pc) -> None:
    assert pc.row().verdict == "warning"
    reboot_check.begin(pc.places)
    row = pc.row()
    assert (row.verdict, row.found) == (
        "warning",
        "没有发现已知的还原软件。重启检查：已开始，还没有重启",
    )
    assert "重新启动" in row.remedy
    assert "还没有重启" in reboot_check.told(reboot_check.standing(pc.places))[0]
    pc.start("boot-2")
    found = reboot_check.at_start(pc.places)
    assert found.state == "passed"
    assert pc.row().verdict == "ok"
    assert pc.row().found.endswith(" 通过")
    assert "没有被还原" in reboot_check.told(found)[0]


def test_the_self_test_alone_tells_too_and_counts_nothing(pc: Pc) -> None:
    reboot_check.begin(pc.places)
    before = {path: path.read_bytes() for path in pc.places.data.iterdir()}
    pc.start("boot-2")
    assert pc.row().verdict == "ok"
    assert {path: path.read_bytes() for path in pc.places.data.iterdir()} == before


def test_a_pc_that_forgets_is_an_alarm_with_the_drive_that_remembers(
    pc: Pc, caplog: pytest.LogCaptureFixture
) -> None:
    reboot_check.begin(pc.places)
    pc.start("boot-2")
    pc.restore()
    found = reboot_check.at_start(pc.places)
    assert found.state == "restored"
    assert "this PC was set back" in caplog.text
    what, remedy = reboot_check.alarm(found)
    assert what.startswith("这台电脑会自己还原：")
    assert f"而 {pc.second} 里的还在" in what
    assert "解冻" in remedy
    row = pc.row()
    assert (row.verdict, row.found, row.remedy) == ("failed", what, remedy)
    assert reboot_check.told(found) == (what, remedy)


def test_a_pc_set_back_to_an_older_day_says_both_days(pc: Pc, caplog: pytest.LogCaptureFixture) -> None:
    reboot_check.begin(pc.places)
    pc.start("boot-2")
    reboot_check.at_start(pc.places)
    old = {path: path.read_bytes() for path in pc.places.data.iterdir()}
    pc.start("boot-3")
    reboot_check.at_start(pc.places)
    for path, content in old.items():
        path.write_bytes(content)
    pc.start("boot-4")
    what, _remedy = reboot_check.alarm(reboot_check.at_start(pc.places))
    assert "数据文件夹回到了" in what
    assert "set back" in caplog.text


def test_a_pc_that_forgets_everything_says_undone_again(pc: Pc) -> None:
    pc.pull(pc.second)
    pc.pull(pc.stick)
    begun = reboot_check.begin(pc.places)
    assert not begun.remembered
    pc.start("boot-2")
    pc.restore()
    found = reboot_check.at_start(pc.places)
    assert found.state == "never"
    assert "说明这台电脑会自己还原" in reboot_check.told(found)[0]
    assert "重启检查：未做" in pc.row().found


def test_a_product_that_leaves_the_data_folder_alone_is_no_alarm(
    pc: Pc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health.restore_signs, "products", lambda: WINDOWS)
    monkeypatch.setattr(health.restore_signs, "signs", lambda: Signs(frozenset({"dfserv"})))
    reboot_check.begin(pc.places)
    assert pc.row().verdict == "warning"
    pc.start("boot-2")
    row = pc.row()
    assert row.verdict == "ok"
    assert "但数据文件夹没有被还原" in row.found


def test_a_full_disk_at_a_start_stops_nobody(
    pc: Pc, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    reboot_check.begin(pc.places)
    pc.start("boot-2")

    def full(_path: Path, _content: bytes) -> None:
        raise OSError(28, "no space left on device")

    monkeypatch.setattr("desktop.base.witness.write_whole", full)
    assert reboot_check.at_start(pc.places).state == "passed"
    assert "was not counted" in caplog.text


@pytest.mark.parametrize("look", [reboot_check.standing, reboot_check.at_start])
def test_a_pc_without_a_check_is_only_looked_at(
    pc: Pc, look: Callable[[Places], reboot_check.Standing]
) -> None:
    assert look(pc.places).state == "never"
    assert list(pc.places.data.iterdir()) == list(pc.stick.iterdir()) == []
