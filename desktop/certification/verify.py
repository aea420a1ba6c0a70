"""Checking a certificate in any of its forms, fully offline: PDF, JSON credential, text of the QR code."""

from __future__ import annotations

from pathlib import Path

from desktop.base.errors import DamagedFileError, KnownError
from desktop.base.refusals import unreadable
from desktop.base.wording import _
from desktop.certification.compact import MAX_CHARS, PREFIX, Compact, read_compact
from desktop.certification.credential import Checked, credential_name, load_credential
from desktop.certification.pdf import carried
from desktop.certification.seal import read_seal
from desktop.certification.verdict import Context, Kind, Verdict, found_genuine, refused

MAX_BYTES = 20 * 2**20
HEAD = 1_024
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF", b"II*\0", b"MM\0*")


def verify_path(path: Path, context: Context) -> Verdict:
    """Return the verdict on a file. Raises KnownError only when the file cannot be read at all."""
    if path.exists() and not path.is_file():
        raise KnownError(_("不是文件。"), where=str(path))
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as fault:
        raise unreadable(fault, path) from fault
    if len(content) > MAX_BYTES:
        return refused("unknown", _("文件超过 {mb} MB，不会是证书。", mb=MAX_BYTES // 2**20))
    return verify(content, context)


def verify(content: bytes, context: Context) -> Verdict:
    """Return the verdict on the bytes of a file; whatever they are, it does not raise."""
    kind = _kind(content)
    if kind == "picture":
        return refused(
            kind,
            _("图片不能直接核验。"),
            _("请用手机扫图中的二维码，把得到的文字（以 {prefix} 开头）存成 txt 文件再核验。", prefix=PREFIX),
        )
    if kind == "unknown":
        return refused(kind, _("不是证书 PDF、JSON 凭证或二维码文本。"))
    try:
        if kind == "certificate":
            checked = _certificate(content)
            return found_genuine(kind, checked.source, checked.public, context)
        if kind == "credential":
            checked = load_credential(content.removeprefix(b"\xef\xbb\xbf"))
            return found_genuine(kind, checked.source, checked.public, context)
        compact = read_compact(_text(content).strip("\r\n\ufeff"))
        return found_genuine(kind, compact, compact.public, context)
    except DamagedFileError as fault:
        return refused(kind, fault.what)


def _kind(content: bytes) -> Kind:
    if b"%PDF-" in content[:HEAD]:
        return "certificate"
    if content.startswith(_PICTURES):
        return "picture"
    head = _text(content[:HEAD]).lstrip("\ufeff \t\r\n")
    if head.startswith("{"):
        return "credential"
    return "code" if head.startswith(PREFIX) and len(content) < 4 * MAX_CHARS else "unknown"


def _text(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):  # Notepad's "Unicode"
        return content.decode("utf-16", "replace")
    return content.decode("utf-8", "replace")


def _certificate(content: bytes) -> Checked:
    """Return what a sealed PDF says, all its parts checked: seal, QR record, carried credential, and that they agree."""
    seal = read_seal(content)
    code, document = carried(content)
    compact = read_compact(code)
    if compact.seal != seal.name:
        raise DamagedFileError(_("签章所用的证书不是签发单位的那一张。"))
    if compact.document != credential_name(document):
        raise DamagedFileError(_("PDF 里的凭证不是二维码所指的那一份。"))
    checked = load_credential(document)
    if checked.public != compact.public or not _agree(compact, checked):
        raise DamagedFileError(_("PDF 里的凭证与二维码不一致。"))
    return checked


def _agree(compact: Compact, checked: Checked) -> bool:
    source = checked.source
    return (compact.number, compact.name, compact.outcome) == (source.number, source.name, source.outcome)
