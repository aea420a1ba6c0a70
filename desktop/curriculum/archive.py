"""Building the delivered form of a pack: the same folder gives the same bytes on every PC."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from desktop.base.digest import canonical
from desktop.base.errors import KnownError
from desktop.base.files import write_whole
from desktop.base.refusals import reason
from desktop.base.wording import _
from desktop.curriculum.check import check_pack
from desktop.curriculum.files import MANIFEST, SUFFIX, FolderFiles
from desktop.curriculum.pack import FORMAT
from desktop.curriculum.packs import PackError, read_head

#: The earliest date that the ZIP format can hold: a build carries no time of its own.
_EPOCH = (1980, 1, 1, 0, 0, 0)
#: Already compressed; deflating them again costs time and saves nothing.
_STORED = (".webp", ".jpg", ".jpeg", ".png")
_FILE_MODE = 0o100644 << 16


def build_archive(folder: Path, target: Path) -> str:
    """Check the pack in ``folder``, write it to ``target`` (``*.dspack``) and return the pack's digest.

    Raises PackError with every fault, or KnownError when the target cannot be written; nothing is written then.
    """
    if target.suffix != SUFFIX:
        raise KnownError(_("课程包文件名要以 {suffix} 结尾。", suffix=SUFFIX), where=str(target))
    report = check_pack(folder)
    if report.faults:
        raise PackError(str(folder), report.faults)
    content = archive_bytes(folder)
    try:
        write_whole(target, content)
    except OSError as fault:
        raise KnownError(_("写不进去：{reason}", reason=reason(fault)), where=str(target)) from fault
    return report.digest


def archive_bytes(folder: Path) -> bytes:
    """Return the delivered form of the pack in ``folder``. Raises DamagedFileError or PackError."""
    files = FolderFiles(folder)
    head = read_head(folder)
    contents = {path: files.read(path) for path in files.paths()}
    manifest = {
        "format": FORMAT,
        "id": head.id,
        "version": head.version,
        "files": [
            {"path": path, "size": len(content), "digest": files.digest(path)}
            for path, content in contents.items()
        ],
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        _put(archive, MANIFEST, canonical(manifest))
        for path, content in contents.items():
            _put(archive, path, content)
    return target.getvalue()


def _put(archive: zipfile.ZipFile, path: str, content: bytes) -> None:
    member = zipfile.ZipInfo(path, _EPOCH)
    member.external_attr = _FILE_MODE
    member.create_system = 3
    member.compress_type = zipfile.ZIP_STORED if path.endswith(_STORED) else zipfile.ZIP_DEFLATED
    archive.writestr(member, content, compresslevel=9)
