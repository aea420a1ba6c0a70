"""``verify`` and ``export``: what an employer and an office type."""

from __future__ import annotations

import json
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from desktop.base.places import Places, find_places
from tests.unit.certification.conftest import issue_all, make_source
from tests.unit.cli.conftest import Run, Said

KEYS = {"genuine", "intact", "issuer_known", "kind", "sentence", "details", "facts"}


@pytest.fixture
def files(data: Path, places: Places) -> dict[str, Path]:
    """The files of a certificate by suffix."""
    return {path.suffix: path for path in (places.exports / "certificates").iterdir()}


@pytest.fixture
def files_elsewhere(files: dict[str, Path], tmp_path: Path, places: Places) -> list[Path]:
    """The same files on a PC that never saw the site."""
    copies = [Path(shutil.copy2(path, tmp_path / path.name)) for path in files.values()]
    shutil.rmtree(places.data)
    return copies


def test_genuine_files_of_this_site_are_a_yes(run: Run, files: dict[str, Path]) -> None:
    said = run("verify", *files.values())
    assert said.code == 0
    assert said.out.count("真实：由“御河街道家门口实训点”签发") == 3


def test_a_verdict_for_a_machine(run: Run, files: dict[str, Path]) -> None:
    said = run("verify", *files.values(), "--json")
    assert said.code == 0
    assert [verdict["genuine"] for verdict in said.json] == [True] * 3
    assert all(set(verdict) == KEYS for verdict in said.json)
    assert all(verdict["facts"]["issuer_known"] for verdict in said.json)
    assert {verdict["facts"]["name"] for verdict in said.json} == {"犇翀玥"}


def test_another_pc_says_that_it_does_not_know_the_key(run: Run, files_elsewhere: list[Path]) -> None:
    said = run("verify", *files_elsewhere, "--json")
    assert said.code == 3
    for verdict in said.json:
        assert (verdict["genuine"], verdict["intact"], verdict["issuer_known"]) == (None, True, False)
    assert all("不认识签名的公钥" in verdict["sentence"] for verdict in said.json)


@pytest.mark.parametrize("suffix", [".dscred", ".txt", ".pdf"])
def test_a_name_changed_in_any_form_is_a_no(run: Run, files: dict[str, Path], suffix: str) -> None:
    path = files[suffix]
    content = path.read_bytes()
    if suffix == ".dscred":
        value = json.loads(content)
        text = json.dumps(value, ensure_ascii=False)
        assert "犇翀玥" in text
        content = text.replace("犇翀玥", "李某某").encode()
    else:
        middle = len(content) // 2
        content = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
    path.write_bytes(content)
    said = run("verify", path)
    assert said.code == 1
    assert "不能认定为真" in said.out


def test_one_tampered_file_among_genuine_ones_makes_a_no(run: Run, files: dict[str, Path]) -> None:
    files[".txt"].write_text("DS1:forged", "utf-8")
    said = run("verify", *files.values(), "--json")
    assert said.code == 1
    assert sum(verdict["genuine"] for verdict in said.json) == 2


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7\n", b"{}", b"\x89PNG\r\n\x1a\n", b"\0" * 100])
def test_a_file_that_is_no_certificate_is_a_no(run: Run, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "文件.bin"
    path.write_bytes(content)
    said = run("verify", path)
    assert said.code == 1
    assert said.err == ""


def test_a_file_that_cannot_be_read_is_told(refused: Callable[..., Said], tmp_path: Path) -> None:
    told = refused("verify", tmp_path / "none.pdf").err
    assert "none.pdf: 读不出来：没有这个文件或文件夹。 请检查路径和文件名。" in told
    refused("verify", tmp_path)


def test_verifying_needs_no_record_and_makes_none(
    run: Run, files_elsewhere: list[Path], places: Places
) -> None:
    run("verify", files_elsewhere[0])
    assert not places.record.exists()
    assert not places.keys.exists()


def test_a_class_is_exported_as_workbook_and_csv(run: Run, data: Path, tmp_path: Path) -> None:
    said = run("export", "--to", tmp_path / "U 盘", "--json")
    assert said.code == 0
    workbook, table = map(Path, said.json)
    book = openpyxl.load_workbook(workbook)
    cells = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    book.close()
    assert {"犇翀玥", "单雄信"} <= cells
    text = table.read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    assert "犇翀玥" in text.decode("utf-8-sig")


def test_exporting_again_writes_nothing_over(run: Run, data: Path, tmp_path: Path) -> None:
    first = run("export", "--to", tmp_path, "--json").json
    second = run("export", "--to", tmp_path).out.split("\n")[:2]
    assert not set(first) & set(second)
    assert all(Path(path).is_file() for path in [*first, *second])


def test_exporting_changes_nothing_in_the_record(run: Run, data: Path, tmp_path: Path) -> None:
    before = run("record", "rebuild", "--json").json
    run("export", "--to", tmp_path)
    assert run("record", "rebuild", "--json").json == before


def test_what_cannot_be_exported_is_told(
    refused: Callable[..., Said], data: Path, tmp_path: Path, places: Places
) -> None:
    assert "--class-id" in refused("export", "--class-id", "none", "--to", tmp_path).err
    (tmp_path / "file").write_bytes(b"")
    told = refused("export", "--to", tmp_path / "file" / "x").err
    assert "路径里有一段不是文件夹" in told
    assert "Excel" not in told


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no folder that takes no files")
def test_where_no_file_can_be_made_excel_is_not_blamed(
    refused: Callable[..., Said], data: Path, places: Places
) -> None:
    told = refused("export", "--to", "/proc/x").err
    assert "没有这个文件或文件夹" in told
    assert "Excel" not in told


def test_a_pc_without_a_record_exports_nothing_and_makes_none(
    refused: Callable[..., Said], tmp_path: Path, places: Places
) -> None:
    assert "这里没有记录" in refused("export", "--to", tmp_path / "x").err
    assert not places.record.exists()
    assert not (tmp_path / "x").exists()


# ---------------------------------------------------------------- issuers


def public_key(said: Said) -> str:
    return str(said.json[0]["facts"]["public_key"])


def test_an_employer_names_the_issuer_and_gets_a_yes(
    run: Run, files_elsewhere: list[Path], tmp_path: Path
) -> None:
    facts = run("verify", files_elsewhere[0], "--json").json[0]["facts"]
    kept = tmp_path / "御河街道.txt"
    kept.write_text(facts["public_key"], "utf-8")
    for issuer in (facts["public_key"], facts["fingerprint"], kept):
        said = run("verify", "--issuer", issuer, *files_elsewhere, "--json")
        assert said.code == 0
        for verdict in said.json:
            assert (verdict["genuine"], verdict["intact"], verdict["issuer_known"]) == (True, True, True)
    assert "真实：由“御河街道家门口实训点”签发" in run("verify", files_elsewhere[0], "--issuer", kept).out


def test_the_command_that_an_unknown_issuer_suggests_works(
    run: Run, files_elsewhere: list[Path], tmp_path: Path
) -> None:
    path = tmp_path / "U 盘" / "x.txt"
    path.parent.mkdir()
    shutil.copy2(files_elsewhere[0], path)
    said = run("verify", path)
    assert said.code == 3
    command = shlex.split(said.out.splitlines()[-1].split("：", 1)[1])
    assert run(*command[1:]).code == 0


def test_who_asks_for_one_issuer_is_not_told_yes_for_another(run: Run, files: dict[str, Path]) -> None:
    # Not even for this PC's own site.
    assert run("verify", files[".pdf"]).code == 0
    assert run("verify", files[".pdf"], "--issuer", "ab" * 32).code == 3
    known = public_key(run("verify", files[".pdf"], "--json"))
    assert run("verify", files[".pdf"], "--issuer", "ab" * 32, "--issuer", known).code == 0


def test_anybodys_own_key_does_not_pass_a_script(run: Run, files: dict[str, Path], tmp_path: Path) -> None:
    own = issue_all(make_source(), tmp_path / "own", find_places({}).assets)
    for suffix, content in own.files.items():
        path = tmp_path / f"x{suffix}"
        path.write_bytes(content)
        assert run("verify", path).code == 3
        assert run("verify", path, files[".pdf"]).code == 3
        files[".txt"].write_text("DS1:forged", "utf-8")
        assert run("verify", path, files[".txt"]).code == 1


def test_what_names_no_issuer_is_told(refused: Callable[..., Said], files: dict[str, Path]) -> None:
    assert "这不是公钥" in refused("verify", files[".pdf"], "--issuer", "none.pem").err
    assert "没有公钥或指纹" in refused("verify", files[".pdf"], "--issuer", files[".pdf"]).err
