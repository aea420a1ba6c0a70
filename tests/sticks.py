"""Sticks for tests: folders that pass for drives, packs and releases that lie on them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.base import volumes
from desktop.base.volumes import Volume
from desktop.curriculum.archive import archive_bytes
from desktop.sites.carrying import fingerprint
from desktop.sites.pack_install import glance
from desktop.sites.release_list import Notes, PackNamed, ReleaseFile, ReleaseList, encode
from tests.scenes import PACK_ID, PACKS

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))


def plug_in(patch: pytest.MonkeyPatch, *folders: Path, kind: str = "removable") -> None:
    """Let folders be the drives of this PC."""
    found = tuple(Volume(folder, folder.name, kind, "exfat") for folder in folders)  # type: ignore[arg-type]
    patch.setattr(volumes, "volumes", lambda: found)


def pack(
    folder: Path,
    version: str = "1.1.0",
    *changes: tuple[str, str, str],
    name: str = "",
    pack_id: str = PACK_ID,
) -> Path:
    """Write the worked example as a delivered pack of a version; ``changes`` are (file, old, new)."""
    folder.mkdir(parents=True, exist_ok=True)
    work = folder / ".being-made"
    shutil.copytree(PACKS / PACK_ID, work)
    heads = (
        ("pack.toml", 'version = "1.0.0"', f'version = "{version}"'),
        ("pack.toml", f'id = "{PACK_ID}"', f'id = "{pack_id}"'),
    )
    for file, old, new in (*heads, *changes):
        text = (work / file).read_text("utf-8")
        assert old in text, (file, old)
        (work / file).write_text(text.replace(old, new), "utf-8")
    path = folder / (name or f"{pack_id}-{version}.dspack")
    path.write_bytes(archive_bytes(work))
    shutil.rmtree(work)
    return path


def listed(path: Path, kind: str) -> ReleaseFile:
    """A file as a release list names it."""
    named = None
    if kind == "pack":
        seen = glance(path)
        named = PackNamed(
            id=seen.head.id, version=seen.head.version, digest=seen.digest, title=seen.head.title
        )
    return ReleaseFile(
        name=path.name, size=path.stat().st_size, sha256=fingerprint(path), kind=kind, pack=named
    )


def release(
    folder: Path,
    files: Sequence[ReleaseFile],
    *,
    version: str = "0.2.0",
    updates_from: str = "0.0.1",
    key: Ed25519PrivateKey = KEY,
    **more: Any,
) -> Path:
    """Write a signed release list into a folder."""
    made = ReleaseList(
        product="doorstep",
        version=version,
        built_at="2026-11-23T05:00:00Z",
        updates_from=updates_from,
        files=tuple(files),
        notes=more.pop(
            "notes", Notes(zh="新增批量导出；修正了锁屏。", en="Batch export; the lock is mended.")
        ),
        **more,
    )
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"doorstep-{version}.dsrelease"
    path.write_bytes(encode(made, key.public_key().public_bytes_raw(), key.sign))
    return path
