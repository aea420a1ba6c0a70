"""``--self-test`` and ``--reboot-check`` as scripts and installers call them: codes, reports, no screen, no console."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.base.places import Places
from desktop.launch import launch
from tests.pc import have_drives, is_started, volume
from tests.unit.cli.conftest import Run

KEYS = (
    "data space durable record keys restore window screen fonts languages input packs shapes job pdf printers "
    "clock zone memory"
).split()


@pytest.fixture(autouse=True)
def _own_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever the tests run: the data folder lies on the PC's own disk."""
    have_drives(monkeypatch, [])


def test_a_pc_that_can_run_the_program_is_a_yes(run: Run, places: Places) -> None:
    said = run("--self-test", "--json")
    assert said.code == 0, said.out
    assert [row["key"] for row in said.json] == KEYS
    fields = {"key", "name", "ok", "verdict", "detail", "found", "remedy"}
    assert all(set(row) == fields and row["ok"] for row in said.json)
    assert not places.record.exists()


def test_the_rows_are_told_with_the_verdict_and_the_pc(run: Run) -> None:
    said = run("--self-test")
    assert said.code == 0
    assert said.out.count("\n✓ ") + said.out.startswith("✓") >= 10
    assert "✗" not in said.out
    assert "本机可以使用，有" in said.out
    assert "程序版本: " in said.out


def test_each_thing_that_is_missing_is_a_no_with_its_name(
    run: Run, places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = Places(tmp_path / "none", tmp_path / "none", tmp_path / "data", tmp_path / "logs")
    monkeypatch.setattr("desktop.launch.find_places", lambda: empty)
    said = run("--self-test", "--json")
    assert said.code == 1
    failed = {row["key"] for row in said.json if not row["ok"]}
    assert failed == {"window", "fonts", "languages", "packs", "job"}


def test_a_damaged_record_is_found_by_the_self_test(run: Run, places: Places) -> None:
    places.data.mkdir(parents=True)
    places.record.write_bytes(b"damaged" * 1000)
    said = run("--self-test", "--json")
    assert said.code == 1
    assert [row["name"] for row in said.json if not row["ok"]] == ["记录"]


def test_a_data_folder_that_cannot_be_made_is_a_no_and_no_crash(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, places: Places
) -> None:
    (tmp_path / "file").write_bytes(b"")
    blocked = Places(places.assets, places.courses, tmp_path / "file" / "data", tmp_path / "file" / "logs")
    monkeypatch.setattr("desktop.launch.find_places", lambda: blocked)
    said = run("--self-test", "--json")
    assert said.code == 1
    assert {row["key"] for row in said.json if not row["ok"]} == {"data", "durable", "record"}


@pytest.mark.parametrize("name", ["报告.pdf", "报告.html", "报告.txt"])
def test_a_report_is_written_beside_what_is_said(run: Run, tmp_path: Path, name: str) -> None:
    path = tmp_path / "给 管理员" / name
    assert run("--self-test", "--report", path).code == 0
    content = path.read_bytes()
    assert content.startswith(
        {".pdf": b"%PDF-", ".html": b"<!doctype", ".txt": "\ufeff".encode()}[path.suffix]
    )


def test_a_report_that_cannot_be_written_is_no_verdict(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for path in (tmp_path / "file" / "r.txt", tmp_path / "file" / "r.pdf", tmp_path / "r.docx"):
        said = run("--self-test", "--report", path)
        assert said.code == 2
        assert "✓" in said.out  # what was found is told all the same
        assert "报告" in said.err


def in_a_process(
    root: Path, data: Path, *arguments: str, closed: bool = False, **environ: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the program without a screen, and without any stream when ``closed``."""
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    }

    def close() -> None:
        for number in (0, 1, 2):
            os.close(number)

    return subprocess.run(
        [sys.executable, "-m", "desktop", *arguments],
        cwd=root,
        env={**environment, "DOORSTEP_DATA": str(data), **environ},
        capture_output=not closed,
        preexec_fn=close if closed else None,
        timeout=300,
        check=False,
    )


def verdicts(said: bytes) -> dict[str, str]:
    return {row["key"]: row["verdict"] for row in json.loads(said)}


def test_without_any_screen_it_goes_on_and_says_so(root: Path, tmp_path: Path) -> None:
    said = in_a_process(root, tmp_path / "数据", "--self-test", "--json")
    rows = {row["key"]: row for row in json.loads(said.stdout)}
    assert list(rows) == KEYS
    assert "没有显示器" in rows["window"]["found"]
    assert [rows[key]["verdict"] for key in ("window", "screen")] == ["warning", "warning"]
    assert rows["pdf"]["verdict"] == rows["fonts"]["verdict"] == "ok"
    assert b"Traceback" not in said.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no X there")
@pytest.mark.parametrize("environ", [{"DISPLAY": ":973"}, {"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":973"}])
def test_a_screen_that_does_not_answer_is_a_no_and_no_abort(
    root: Path, tmp_path: Path, environ: dict[str, str]
) -> None:
    said = in_a_process(root, tmp_path / "数据", "--self-test", "--json", **environ)
    assert said.returncode == 1
    assert verdicts(said.stdout)["window"] == "failed"


@pytest.mark.skipif(sys.platform == "win32", reason="closes descriptors as Linux has them")
def test_without_any_stream_the_report_is_written_all_the_same(root: Path, tmp_path: Path) -> None:
    report = tmp_path / "r.html"
    done = in_a_process(root, tmp_path / "数据", "--self-test", "--report", str(report), closed=True)
    assert done.returncode in (0, 1)
    assert "本机检查报告" in report.read_text("utf-8")


def test_where_the_toolkit_does_not_load_the_rest_is_looked_at(root: Path, tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['PySide6.QtGui'] = None;"
        "from desktop.launch import launch; sys.exit(launch(sys.argv[1:]))"
    )
    report = tmp_path / "r.txt"
    for arguments in (["--json"], ["--report", str(report)], ["--window"]):
        said = subprocess.run(
            [sys.executable, "-c", code, "--self-test", *arguments],
            cwd=root,
            env={**os.environ, "DOORSTEP_DATA": str(tmp_path / "数据")},
            capture_output=True,
            timeout=300,
            check=False,
        )
        assert said.returncode == 1
        assert "窗口组件" in said.stdout.decode()
        assert "小样任务" in said.stdout.decode()
        assert b"Traceback" not in said.stderr
    assert "装不进来" in report.read_text("utf-8-sig")


# -- the reboot check


def test_a_check_is_begun_and_compared_after_a_restart(
    run: Run, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_started(monkeypatch, "boot-1")
    assert run("--reboot-check", "status").code == 3
    begun = run("--reboot-check", "begin", "--json")
    assert begun.code == 0
    assert [Path(path).parent for path in begun.json["written"]] == [places.data]
    said = run("--reboot-check", "status")
    assert (said.code, "还没有重启" in said.out) == (3, True)
    is_started(monkeypatch, "boot-2")
    said = run("--reboot-check", "status", "--json")
    assert (said.code, said.json) == (0, {"state": "passed", "kept_at": ""})


def test_a_pc_that_forgets_is_a_clear_no(
    run: Run, places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    (stick / "setup").mkdir(parents=True)
    have_drives(monkeypatch, [volume(stick, "removable", "exfat")])
    is_started(monkeypatch, "boot-1")
    begun = run("--reboot-check", "begin", "--also", stick / "setup")
    assert begun.code == 0
    assert str(stick) in begun.out
    (witness,) = places.data.glob("doorstep-witness-*.json")
    witness.unlink()
    is_started(monkeypatch, "boot-2")
    said = run("--reboot-check", "status", "--json")
    assert said.code == 1
    assert said.json == {"state": "restored", "kept_at": str(stick / witness.name)}
    plain = run("--reboot-check", "status")
    assert "这台电脑会自己还原" in plain.out
    assert "解冻" in plain.out


def test_a_stick_that_is_not_there_is_refused(run: Run, tmp_path: Path) -> None:
    said = run("--reboot-check", "begin", "--also", tmp_path / "none")
    assert said.code == 2
    assert "没有这个文件夹" in said.err


def test_a_data_folder_that_takes_nothing_is_refused(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, places: Places
) -> None:
    (tmp_path / "file").write_bytes(b"")
    blocked = Places(places.assets, places.courses, tmp_path / "file" / "data", tmp_path / "file" / "logs")
    monkeypatch.setattr("desktop.launch.find_places", lambda: blocked)
    assert run("--reboot-check", "begin").code == 2
    assert run("--reboot-check", "status").code == 3


def test_another_word_is_told_with_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        launch(["--reboot-check", "perhaps"])
    assert left.value.code == 2
    assert "begin" in capsys.readouterr().err
