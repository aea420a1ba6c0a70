"""setup.exe on a played PC: by hand and silent, over an older version, while running, failing half way, and removed.

Needs root and `make windows`. Logs go to dist/logs/windows-*.log, pictures of the pages to dist/pictures.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.packages.conftest import DIST, ROOT, may_chroot, version
from tests.packages.windows_pc import CHINESE, ENGLISH, LINK, SHARED, USER, WORK, WindowsPc, until

INSTALLERS = ROOT / "build/installers"
OLD = "0.0.9"
UNINSTALL_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Doorstep"
RUNNING, UNSUPPORTED, UNDONE, NO_SPACE = 2, 3, 4, 5
TITLE = "家门口标注实训工作站"
NewPc = Callable[..., WindowsPc]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Wine in a chroot"),
    pytest.mark.skipif(not may_chroot(), reason="needs root for a chroot"),
]


# ---------------------------------------------------------------- what is installed


def tree(number: str = "") -> Path:
    """The frozen folder of this version or of an older one, made when it is not there."""
    folder = WORK / (f"doorstep-{number}" if number else "doorstep")
    if not (folder / "doorstep.exe").exists():
        _build(["folder"], DOORSTEP_VERSION=number)
    if not (folder / "_internal/release.json").exists():
        _script("release_file.py", str(folder), "windows-setup", DOORSTEP_VERSION=number)
    return folder


def setup_of(folder: Path, number: str, name: str) -> Path:
    """Pack a folder quickly, where the chroot can see it."""
    target = SHARED / "test" / name / f"Doorstep-{number}-windows-x64-setup.exe"
    newest = max(path.stat().st_mtime for path in (*folder.rglob("*"), *INSTALLERS.glob("windows/*")))
    if not target.exists() or target.stat().st_mtime < newest:
        target.parent.mkdir(parents=True, exist_ok=True)
        _run([INSTALLERS / "windows/setup.sh", folder, number, target], DOORSTEP_FAST="1")
    return target


@pytest.fixture(scope="session")
def new_setup() -> Path:
    return setup_of(tree(), version(), "new")


@pytest.fixture(scope="session")
def old_setup() -> Path:
    """The same program as an older version, with a file that the new one no longer has."""
    folder = tree(OLD)
    (folder / "_internal/left-over.txt").write_text("only in the old version", encoding="utf-8")
    return setup_of(folder, OLD, "old")


@pytest.fixture(scope="session")
def broken_setup() -> Path:
    """A new version whose program cannot start."""
    folder = SHARED / "test/broken-tree"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(tree(), folder, symlinks=True)
    (folder / "doorstep.exe").write_bytes(b"MZ" + bytes(4000))
    return setup_of(folder, version(), "broken")


def tiny_setup(number: str, **variables: str) -> Path:
    """A setup of a program that does nothing: for what concerns the installer alone."""
    folder = SHARED / "test" / f"tiny-{number}-tree"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "_internal").mkdir(parents=True)
    (folder / "licences").mkdir()
    (folder / "licences/LICENSE").write_text("Apache-2.0", encoding="utf-8")
    (folder / "_internal/版本.txt").write_text(number, encoding="utf-8")
    (folder / "nothing.c").write_text("int main(void) { return 0; }", encoding="utf-8")
    _run(["x86_64-w64-mingw32-gcc", "-mwindows", "-s", "-o", folder / "doorstep.exe", folder / "nothing.c"])
    (folder / "nothing.c").unlink()
    target = SHARED / "test/tiny" / f"Doorstep-{number}-windows-x64-setup.exe"
    target.parent.mkdir(parents=True, exist_ok=True)
    _run([INSTALLERS / "windows/setup.sh", folder, number, target], DOORSTEP_FAST="1", **variables)
    return target


@pytest.fixture(scope="session", autouse=True)
def _left_clean() -> Iterator[None]:
    """Without the screen's server and the chroot's mounts: whoever deletes build/_work must not reach /dev."""
    server = SHARED / "screen.pid"
    before = server.read_text("ascii") if server.exists() else ""
    yield
    if SHARED.is_dir() and (not before or server.read_text("ascii") != before):  # else a build is using them
        _run([INSTALLERS / "windows/wine.sh", SHARED.parent, "screen", "stop"])
        _run([INSTALLERS / "chroot.sh", "leave", SHARED.parent])


@pytest.fixture
def pc() -> Iterator[NewPc]:
    made: list[WindowsPc] = []

    def new(name: str, language: str = CHINESE) -> WindowsPc:
        made.append(WindowsPc(name, language=language))
        return made[-1]

    yield new
    for each in made:
        each.remove()


@pytest.fixture(scope="session")
def demo(new_setup: Path) -> Iterator[Path]:
    """The folder in which the installed program has played a whole training day; its record is used again."""
    made = WindowsPc("demo")
    install(made, new_setup)
    shown = made.drive / "演示"
    playing = made.start(made.program / "doorstep.exe", "demo", "--to", r"C:\演示", "--pace", "0")
    for name, count in (("演示-1-课堂", 16), ("演示-2-标注", 26), ("演示-3-考核", 48)):
        until(lambda least=count: len(list(shown.glob("*.png"))) >= least or playing.poll() is not None, name)
        made.glance(name)
    assert playing.wait() == 0
    yield shown
    made.remove()


def install(made: WindowsPc, setup: Path, *arguments: str) -> None:
    done = made.run(setup, "/S", *arguments)
    assert done.code == 0
    made.rest()


def digests(folder: Path) -> dict[str, str]:
    """What lies in a folder, byte for byte."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def moved_aside(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.suffix in {".old", ".gone"}]


def carry_record(demo: Path, made: WindowsPc) -> dict[str, str]:
    """Put the record of the demonstration where this account's record lies."""
    shutil.copytree(demo / "data", made.data, ignore=shutil.ignore_patterns("logs", "*.lock"))
    own(made.data)
    return digests(made.data)


def own(folder: Path) -> None:
    """Give a folder to the account that Wine runs as."""
    _run(["chown", "-R", "1000:1000", folder])


def _script(name: str, *arguments: str, **variables: str) -> None:
    _run([sys.executable, INSTALLERS / name, *arguments], **variables)


def _build(arguments: list[str], **variables: str) -> None:
    _run([INSTALLERS / "windows.sh", *arguments], **variables)


def _run(command: list[str | Path], **variables: str) -> str:
    import os

    done = subprocess.run(
        [str(word) for word in command], env={**os.environ, **variables}, cwd=ROOT, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]
    return done.stdout


# ---------------------------------------------------------------- installing


def test_the_released_setup_installs_silently_and_the_program_proves_itself(pc: NewPc) -> None:
    made = pc("silent")
    released = DIST / f"Doorstep-{version()}-windows-x64-setup.exe"
    seen = SHARED / "test" / released.name
    shutil.copyfile(released, seen)
    install(made, seen)
    assert sorted(path.name for path in made.program.iterdir()) == [
        "_internal",
        "doorstep.exe",
        "licences",
        "uninstall.exe",
    ]
    assert (made.menu / LINK).is_file()
    key = made.registry(UNINSTALL_KEY)
    assert f'"DisplayVersion"="{version()}"' in key
    assert f'"DisplayName"="{TITLE}"' in key
    assert made.run(made.program / "doorstep.exe", "--version").said.split() == ["doorstep", version()]
    tested = made.run(made.program / "doorstep.exe", "--self-test")
    assert tested.code == 0, tested.said
    assert made.data.is_dir()
    assert not (made.program / "data").exists()


@pytest.mark.parametrize(
    ("ending", "kind"),
    [("dspack", "Doorstep.Pack"), ("dsrelease", "Doorstep.Release"), ("dscred", "Doorstep.Credential")],
)
def test_files_of_the_program_open_with_it(pc: NewPc, ending: str, kind: str) -> None:
    made = pc("kinds")
    install(made, tiny_setup(version()))
    assert f'@="{kind}"' in made.registry(rf"HKCU\Software\Classes\.{ending}")
    opens = made.registry(rf"HKCU\Software\Classes\{kind}")
    assert r"Programs\\Doorstep\\doorstep.exe\" \"%1\"" in opens
    icon = made.program / "_internal/icons" / f"{kind.split('.')[1].lower()}.ico"
    assert icon.is_file()


def test_the_pages_lead_through_in_chinese(pc: NewPc, new_setup: Path) -> None:
    made = pc("pages")
    running = made.start(new_setup)
    until(lambda: made.shows(TITLE), "the first page")
    for number, name in enumerate(("欢迎", "许可证", "文件夹"), start=1):
        made.picture(f"安装-{number}-{name}")
        made.press(TITLE, "Return")
    until(lambda: (made.program / "_internal").exists(), "files being unpacked")
    made.picture("安装-4-正在安装")
    until(lambda: (made.menu / LINK).exists(), "the Start menu")
    made.picture("安装-5-完成")
    # The boxes of the last page: start now (ticked), a shortcut on the desktop (not ticked).
    made.press(TITLE, "Tab", "space")
    made.picture("安装-5-完成-勾选桌面")
    made.press(TITLE, "Return")
    until(
        lambda: (made.drive / "users" / USER / "Desktop" / LINK).exists() or desktop(made).exists(),
        "the desktop's shortcut",
    )
    until(lambda: (made.data / "record.db").exists(), "the program that was started")
    made.picture("已安装-首次启动")
    made.stop()
    running.wait()


def desktop(made: WindowsPc) -> Path:
    return made.drive / "users" / USER / "桌面" / LINK


def test_another_system_is_spoken_to_in_english(pc: NewPc) -> None:
    made = pc("english", ENGLISH)
    running = made.start(tiny_setup(version()))
    until(lambda: made.shows("Doorstep Setup"), "the first page in English")
    made.picture("setup-1-welcome-english")
    made.stop()
    running.wait()


@pytest.mark.parametrize(
    "place", [r"C:\培训中心\教学软件", r"C:\Training Centre\Doorstep 2", r"C:\培训 中心\软件 (新)"]
)
def test_it_goes_where_it_is_told_to(pc: NewPc, new_setup: Path, place: str) -> None:
    made = pc("places")
    # A batch file, as an IT helper would write it: /D comes last and takes no quotes.
    script = made.drive / "install.bat"
    script.write_bytes(f"@{made.windows(new_setup)} /S /D={place}\r\n@exit /b %errorlevel%\r\n".encode("gbk"))
    assert made.run("cmd", "/c", r"C:\install.bat").code == 0
    made.rest()
    program = made.path(place) / "doorstep.exe"
    assert program.is_file()
    assert not made.program.exists()
    tested = made.run(program, "--self-test", "--json", DOORSTEP_DATA=r"C:\学员\数据")
    assert tested.code == 0, tested.said
    assert (made.drive / "学员/数据").is_dir()


def test_for_everybody_on_the_pc(pc: NewPc) -> None:
    made = pc("all-users")
    install(made, tiny_setup(version()), "/AllUsers")
    program = made.drive / "Program Files/Doorstep"
    assert (program / "doorstep.exe").is_file()
    assert version() in made.registry(UNINSTALL_KEY.replace("HKCU", "HKLM"))
    assert "Doorstep.Pack" in made.registry(r"HKLM\Software\Classes\.dspack")
    assert made.registry(UNINSTALL_KEY) == ""
    assert made.run(program / "uninstall.exe", "/S").code == 0
    made.rest()
    assert not program.exists()
    assert made.registry(UNINSTALL_KEY.replace("HKCU", "HKLM")) == ""


def test_the_programs_own_update_stays_where_the_program_is(pc: NewPc) -> None:
    made = pc("update")
    install(made, tiny_setup(OLD), "/AllUsers", r"/D=C:\实训\Doorstep")
    install(made, tiny_setup(version()), "/UPDATE")
    assert (made.path(r"C:\实训\Doorstep") / "_internal/版本.txt").read_text("utf-8") == version()
    assert version() in made.registry(UNINSTALL_KEY.replace("HKCU", "HKLM"))
    assert made.registry(UNINSTALL_KEY) == ""
    assert not made.program.exists()


# ---------------------------------------------------------------- refused, with nothing changed


@pytest.mark.parametrize("build", ["16299", "7601"])
def test_an_old_windows_is_refused_with_a_sentence(pc: NewPc, build: str) -> None:
    made = pc("old-windows")
    setup = tiny_setup(version())
    if build == "7601":
        made.set_registry(r"HKCU\Software\Wine", "Version", "win7")
    else:
        for name in ("CurrentBuild", "CurrentBuildNumber"):
            made.set_registry(r"HKLM\Software\Microsoft\Windows NT\CurrentVersion", name, build)
    made.rest()
    assert made.run(setup, "/S").code == UNSUPPORTED
    assert not made.program.exists()
    shown = made.start(setup)
    until(lambda: made.shows(TITLE), "the sentence")
    made.picture(f"旧系统-{build}")
    made.press(TITLE, "Return")
    assert shown.wait() == UNSUPPORTED
    assert not made.program.exists()


def test_too_little_space_is_refused_beforehand(pc: NewPc, new_setup: Path) -> None:
    made = pc("no-space")
    with stick(made, megabytes=100) as place:
        assert made.run(new_setup, "/S", r"/D=S:\Doorstep").code == NO_SPACE
        assert list(place.iterdir()) == []


class stick:
    """A small drive S:."""

    def __init__(self, made: WindowsPc, megabytes: int) -> None:
        self._made, self._size = made, megabytes
        self._place = SHARED / "small"

    def __enter__(self) -> Path:
        self._place.mkdir(exist_ok=True)
        _run(["mount", "-t", "tmpfs", "-o", f"size={self._size}m,mode=777", "tmpfs", self._place])
        (self._made.folder / "dosdevices/s:").symlink_to("/doorstep/small")
        return self._place

    def __exit__(self, *_fault: object) -> None:
        self._made.stop()
        _run(["umount", "-l", self._place])


# ---------------------------------------------------------------- over a version that is there


def test_an_upgrade_keeps_every_record(pc: NewPc, old_setup: Path, new_setup: Path, demo: Path) -> None:
    made = pc("upgrade")
    install(made, old_setup)
    assert made.run(made.program / "doorstep.exe", "--version").said.split()[-1] == OLD
    before = carry_record(demo, made)
    (made.program / "自己的文件.txt").write_text("mine", encoding="utf-8")
    install(made, new_setup)
    assert digests(made.data) == before
    assert moved_aside(made.program) == []
    assert not (made.program / "_internal/left-over.txt").exists()
    assert (made.program / "自己的文件.txt").read_text("utf-8") == "mine"
    assert f'"DisplayVersion"="{version()}"' in made.registry(UNINSTALL_KEY)
    assert made.run(made.program / "doorstep.exe", "--version").said.split()[-1] == version()
    checked = made.run(made.program / "doorstep.exe", "record", "check", "--json")
    assert json.loads(checked.said) == {"clean": True, "faults": []}


def test_a_record_of_the_first_version_is_migrated_and_kept_beside(pc: NewPc, new_setup: Path) -> None:
    made = pc("migration")
    made.data.mkdir(parents=True)
    oldest = ROOT / "tests/unit/records/old/record-v1.db"
    shutil.copyfile(oldest, made.data / "record.db")
    own(made.data)
    install(made, new_setup)
    running = made.start(made.program / "doorstep.exe")
    until(lambda: made.shows(TITLE), "the window")
    made.picture("升级后-旧记录")
    assert made.run("taskkill", "/im", "doorstep.exe").code == 0
    running.wait()
    made.rest()
    assert user_version(made.data / "record.db") > user_version(oldest)
    kept = [path for path in made.data.rglob("*.db") if path.name != "record.db"]
    assert user_version(oldest) in {user_version(path) for path in kept}
    assert made.run(made.program / "doorstep.exe", "record", "check").code == 0


def user_version(path: Path) -> int:
    """Read from the file's head: opening it with SQLite would leave a log beside it."""
    return int.from_bytes(path.read_bytes()[60:64], "big")


def test_a_running_program_is_never_replaced(pc: NewPc, old_setup: Path, new_setup: Path) -> None:
    made = pc("running")
    install(made, old_setup)
    running = made.start(made.program / "doorstep.exe")
    until(lambda: made.shows(TITLE), "the window")
    before = digests(made.program)
    assert made.run(new_setup, "/S").code == RUNNING
    assert digests(made.program) == before
    assert made.run(made.program / "uninstall.exe", "/S", rf"_?={made.windows(made.program)}").code == RUNNING
    assert digests(made.program) == before

    asking = made.start(new_setup)
    until(lambda: made.shows(f"{TITLE} 安装"), "the first page")
    made.press(f"{TITLE} 安装", "Return", "Return", "Return")
    until(lambda: made.shows("^家门口标注实训工作站 安装$"), "the question")
    made.picture("正在运行-询问")
    assert digests(made.program) == before
    assert made.run("taskkill", "/im", "doorstep.exe").code == 0
    running.wait()
    made.press("^家门口标注实训工作站 安装$", "Return")
    until(lambda: f'"{version()}"' in made.registry(UNINSTALL_KEY), "the upgrade after retrying")
    made.stop()
    asking.wait()
    assert made.run(made.program / "doorstep.exe", "--version").said.split()[-1] == version()


def test_a_new_version_that_does_not_start_is_undone(
    pc: NewPc, old_setup: Path, broken_setup: Path, demo: Path
) -> None:
    made = pc("undone")
    install(made, old_setup)
    records = carry_record(demo, made)
    before = digests(made.program)
    assert made.run(broken_setup, "/S").code == UNDONE
    made.rest()
    assert digests(made.program) == before
    assert digests(made.data) == records
    assert f'"DisplayVersion"="{OLD}"' in made.registry(UNINSTALL_KEY)
    assert made.run(made.program / "doorstep.exe", "--version").said.split()[-1] == OLD


def test_a_first_version_that_does_not_start_leaves_nothing(pc: NewPc, broken_setup: Path) -> None:
    made = pc("first-undone")
    assert made.run(broken_setup, "/S").code == UNDONE
    made.rest()
    assert not made.program.exists()
    assert made.registry(UNINSTALL_KEY) == ""
    assert not (made.menu / LINK).exists()


def test_a_disk_that_fills_up_half_way_is_undone(pc: NewPc, old_setup: Path, new_setup: Path) -> None:
    made = pc("disk-full")
    with stick(made, megabytes=700) as place:
        install(made, old_setup, r"/D=S:\Doorstep")
        program = place / "Doorstep"
        before = digests(program)
        upgrading = made.start(new_setup, "/S", r"/D=S:\Doorstep")
        until(lambda: (program / "_internal.old").exists() and (program / "_internal").exists(), "unpacking")
        subprocess.run(["fallocate", "-l", "1G", place / "full"], check=False, capture_output=True)
        with (place / "full").open("ab") as rest:
            fill(rest.fileno())
        assert upgrading.wait() == UNDONE
        (place / "full").unlink()
        assert digests(program) == before


def fill(handle: int) -> None:
    import os

    try:
        while True:
            os.write(handle, bytes(1 << 16))
    except OSError:
        return


def test_a_power_cut_half_way_is_mended_by_the_next_setup(
    pc: NewPc, old_setup: Path, new_setup: Path, demo: Path
) -> None:
    made = pc("power-cut")
    install(made, old_setup)
    records = carry_record(demo, made)
    cut_off = made.start(new_setup, "/S")
    until(
        lambda: (made.program / "_internal.old").exists() and (made.program / "_internal").exists(),
        "unpacking",
    )
    made.stop()
    cut_off.wait()
    assert (made.program / "doorstep.exe.old").exists()
    assert not (made.program / "doorstep.exe").exists()  # nobody can start half a program
    install(made, new_setup)
    assert moved_aside(made.program) == []
    assert made.run(made.program / "doorstep.exe", "--version").said.split()[-1] == version()
    assert digests(made.data) == records


# ---------------------------------------------------------------- removed


def test_removing_keeps_the_records_and_the_files_of_others(pc: NewPc, new_setup: Path, demo: Path) -> None:
    made = pc("removed")
    install(made, new_setup)
    records = carry_record(demo, made)
    (made.program / "别人的文件.txt").write_text("theirs", encoding="utf-8")
    assert made.run(made.program / "uninstall.exe", "/S").code == 0
    made.rest()
    assert [path.name for path in made.program.iterdir()] == ["别人的文件.txt"]
    assert digests(made.data) == records
    assert made.registry(UNINSTALL_KEY) == ""
    assert made.registry(r"HKCU\Software\Classes\.dspack") == ""
    assert made.registry(r"HKCU\Software\Classes\Doorstep.Pack") == ""
    assert not (made.menu / LINK).exists()
    install(made, new_setup)  # and after installing again everything is there
    assert made.run(made.program / "doorstep.exe", "record", "check").code == 0


def test_removing_takes_the_records_along_when_told_to(pc: NewPc) -> None:
    made = pc("removed-all")
    install(made, tiny_setup(version()))
    (made.data / "backups").mkdir(parents=True)
    (made.data / "record.db").write_bytes(b"records")
    own(made.data)
    assert made.run(made.program / "uninstall.exe", "/S", "/REMOVEDATA").code == 0
    made.rest()
    assert not made.program.exists()
    assert not made.data.exists()


def test_removing_by_hand_asks_twice_before_the_records_go(pc: NewPc) -> None:
    made = pc("removing-pages")
    install(made, tiny_setup(version()))
    made.data.mkdir(parents=True)
    (made.data / "record.db").write_bytes(b"records")
    own(made.data)
    asking = made.start(made.program / "uninstall.exe")
    until(lambda: made.shows(f"{TITLE} 卸载"), "the page with the box")
    made.picture("卸载-1-询问")
    made.press(f"{TITLE} 卸载", "Tab", "Tab", "space", "Return")  # the box, then Remove
    made.picture("卸载-2-再问一次")
    made.press(f"{TITLE} 卸载", "Return")  # No is the default
    assert (made.data / "record.db").exists()
    made.stop()
    asking.wait()
    assert (made.program / "doorstep.exe").exists()


# ---------------------------------------------------------------- the program itself


def test_a_whole_training_day_is_played_and_its_certificate_holds(demo: Path) -> None:
    paper = next(demo.glob("*.pdf"))
    said = _run(
        [sys.executable, "-m", "desktop", "verify", str(paper), str(paper.with_suffix(".dscred"))],
        PYTHONPATH=str(ROOT),
        DOORSTEP_DATA=str(demo / "data"),  # elsewhere its issuer is not known (docs/adr/0033)
    )
    assert "内容没有改动" in said
    assert len(list(demo.glob("*.png"))) >= 50


def test_the_portable_folder_keeps_everything_beside_the_program(pc: NewPc) -> None:
    made = pc("portable")
    stick_folder = made.drive / "优盘 实训"
    with zipfile.ZipFile(DIST / f"Doorstep-{version()}-windows-x64.zip") as archive:
        archive.extractall(stick_folder)
    own(stick_folder)
    program = stick_folder / "Doorstep/doorstep.exe"
    running = made.start(program)
    until(lambda: made.shows(TITLE), "the window")
    made.picture("优盘-首次启动")
    assert made.run("taskkill", "/im", "doorstep.exe").code == 0
    running.wait()
    made.rest()
    assert (program.parent / "data/record.db").is_file()
    assert not (program.parent / "data/record.db-wal").exists()
    assert not made.data.exists()
    tested = made.run(program, "--self-test")
    assert tested.code == 0, tested.said


def test_setup_and_uninstaller_bear_the_signature_they_were_given(pc: NewPc, tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    _run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=Doorstep test",
          "-addext", "extendedKeyUsage=codeSigning", "-keyout", key, "-out", certificate])  # fmt: skip
    setup = tiny_setup(version(), DOORSTEP_SIGN_CERT=str(certificate), DOORSTEP_SIGN_KEY=str(key))
    made = pc("signed")
    install(made, setup)
    for signed in (setup, made.program / "uninstall.exe"):
        _run(["osslsigncode", "verify", "-CAfile", certificate, "-in", signed])
    assert made.run(made.program / "uninstall.exe", "/S").code == 0
