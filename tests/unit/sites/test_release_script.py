"""The build's own half: dist/ is listed, signed and summed, the same bytes every time."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from desktop.curriculum.packs import open_pack
from desktop.sites.identity import Stamped
from desktop.sites.release_list import read_release_list
from tests.conftest import ROOT
from tests.scenes import PACK_ID, PACKS

KINDS = {
    "doorstep_0.1.0_amd64.deb": "deb",
    "doorstep_0.1.0_amd64-glibc2.31.deb": "deb-glibc2.31",
    "Doorstep-0.1.0-linux-x86_64.tar.xz": "linux-portable",
    "Doorstep-0.1.0-windows-x64.zip": "windows-portable",
    "Doorstep-0.1.0-windows-x64-setup.exe": "windows-setup",
}


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, with a key of its own."""
    place = ROOT / "build" / "installers" / "release.py"
    spec = importlib.util.spec_from_file_location("release_script", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in ("DOORSTEP_RELEASE_KEY", "DOORSTEP_VERSION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764000000")
    monkeypatch.setattr(module, "KEY_FILE", tmp_path / "release.key")
    monkeypatch.setattr(module.desktop, "__version__", "0.1.0")
    return module


@pytest.fixture
def courses(tmp_path: Path) -> Path:
    shutil.copytree(PACKS / PACK_ID, tmp_path / "courses" / PACK_ID)
    (tmp_path / "courses" / "notes").mkdir()
    return tmp_path / "courses"


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    folder = tmp_path / "dist"
    folder.mkdir()
    for name in (*KINDS, "doorstep_0.0.9_amd64.deb", "doorstep-0.1.0.cdx.json"):
        (folder / name).write_bytes(name.encode())
    (folder / "logs").mkdir()
    return folder


def made(script: ModuleType, dist: Path, courses: Path) -> Path:
    assert script.main(["list", "--dist", str(dist), "--courses", str(courses)]) == 0
    return dist / "doorstep-0.1.0.dsrelease"


def test_everything_of_this_version_is_listed_and_signed(
    script: ModuleType, dist: Path, courses: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = made(script, dist, courses)
    listed = read_release_list(path, script.public_key())
    kinds = {each.name: each.kind for each in listed.files}
    assert kinds == {**KINDS, f"{PACK_ID}-1.0.0.dspack": "pack"}
    assert listed.built_at == "2025-11-24T16:00:00Z"
    (pack,) = listed.packs()
    assert pack.pack is not None
    assert pack.pack.digest == open_pack(PACKS / PACK_ID).digest
    assert "Doorstep-0.1.0-windows-x64.zip" in capsys.readouterr().out


def test_the_sums_are_what_sha256sum_reads(script: ModuleType, dist: Path, courses: Path) -> None:
    made(script, dist, courses)
    told = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"],
        cwd=dist,
        capture_output=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    lines = (dist / "SHA256SUMS").read_text().splitlines()
    assert len(lines) == len(KINDS) + 4


def test_twice_is_the_same(script: ModuleType, dist: Path, courses: Path) -> None:
    before = made(script, dist, courses).read_bytes()
    sums = (dist / "SHA256SUMS").read_bytes()
    assert made(script, dist, courses).read_bytes() == before
    assert (dist / "SHA256SUMS").read_bytes() == sums


def test_a_program_is_stamped_with_the_public_half(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DOORSTEP_VERSION", "0.0.9")
    assert script.main(["stamp", str(tmp_path / "_internal" / "release.json"), "deb"]) == 0
    note = Stamped.model_validate(json.loads((tmp_path / "_internal" / "release.json").read_text()))
    assert (note.version, note.built_for) == ("0.0.9", "deb")
    assert script.main(["key"]) == 0
    assert capsys.readouterr().out.strip() == note.public_key


def test_the_key_is_kept_for_its_owner_alone(script: ModuleType) -> None:
    first = script.public_key()
    assert script.public_key() == first
    if sys.platform != "win32":
        assert script.KEY_FILE.stat().st_mode & 0o077 == 0


def test_a_named_key_is_used_and_never_made(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = script.public_key()
    elsewhere = tmp_path / "vault" / "release.key"
    monkeypatch.setenv("DOORSTEP_RELEASE_KEY", str(elsewhere))
    with pytest.raises(FileNotFoundError):
        script.public_key()
    elsewhere.parent.mkdir()
    shutil.copy(script.KEY_FILE, elsewhere)
    assert script.public_key() == own


def test_an_empty_dist_is_told(script: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    with pytest.raises(SystemExit, match="nothing of version"):
        script.write_list(tmp_path / "dist")


def test_a_key_of_another_kind_is_refused(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

    from desktop.certification.keys import pem

    path = tmp_path / "ec.key"
    path.write_bytes(pem(generate_private_key(SECP256R1())))
    monkeypatch.setenv("DOORSTEP_RELEASE_KEY", str(path))
    with pytest.raises(SystemExit, match="no Ed25519 key"):
        script.public_key()
