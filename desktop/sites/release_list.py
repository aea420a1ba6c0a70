"""The release list (``*.dsrelease``): a signed list of the files of one version, beside which it lies on a stick.

Everything in it is hostile until its signature holds; only then is it looked at further (docs/adr/0060).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, field_validator, model_validator

from desktop.base.digest import canonical
from desktop.base.errors import DamagedFileError, KnownError
from desktop.base.wording import _
from desktop.curriculum.frozen import Frozen, Id

SUFFIX = ".dsrelease"
FORMAT = 1
PRODUCT = "doorstep"
#: Put before what is signed, so that a signature for this purpose fits no other.
PURPOSE = b"doorstep release list 1\n"
MAX_BYTES = 256 * 2**10
MAX_FILES = 100
MAX_FILE_BYTES = 4 * 2**30
MAX_NOTES = 8_000
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,119}")
#: Names that Windows keeps for devices, whatever follows the dot.
DEVICES = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}
)
#: What a file of a release is for. A program skips kinds that it does not know: they are for later ones.
PROGRAM_KINDS = ("windows-setup", "windows-portable", "linux-portable", "deb", "deb-glibc2.31")
PACK_KIND = "pack"

Version = Annotated[str, Field(pattern=r"^[0-9]{1,6}\.[0-9]{1,6}\.[0-9]{1,6}$")]
Hex32 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Hex64 = Annotated[str, Field(pattern=r"^[0-9a-f]{128}$")]


class PackNamed(Frozen):
    """Which pack a file of the kind ``pack`` holds."""

    id: Id
    version: Version
    digest: str = Field(pattern=r"^sha256:[0-9a-f]{64}$")
    title: str = Field(default="", max_length=200)


class ReleaseFile(Frozen):
    """One file of a release. ``name`` is a plain file name: the file lies beside the list."""

    name: str
    size: int = Field(ge=1, le=MAX_FILE_BYTES, strict=True)
    sha256: Hex32
    kind: str = Field(pattern=r"^[a-z][a-z0-9.-]{0,39}$")
    pack: PackNamed | None = None

    @field_validator("name")
    @classmethod
    def _plain(cls, name: str) -> str:
        if not plain_name(name):
            raise ValueError(f"not a plain file name: {name!r:.80}")
        return name


class Notes(Frozen):
    """What is new, in the two languages of the screen."""

    zh: str = Field(default="", max_length=MAX_NOTES)
    en: str = Field(default="", max_length=MAX_NOTES)


class ReleaseList(Frozen):
    """What is signed: one version, what it can be installed over, and its files."""

    product: Literal["doorstep"]
    version: Version
    built_at: str = Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
    #: The oldest version that can be updated to this one in one step.
    updates_from: Version
    files: tuple[ReleaseFile, ...] = Field(min_length=1, max_length=MAX_FILES)
    notes: Notes = Notes()

    @model_validator(mode="after")
    def _told_apart(self) -> ReleaseList:
        # Drives of Windows see no difference between small and capital letters.
        names = [each.name.casefold() for each in self.files]
        if len(set(names)) != len(names):
            raise ValueError("a file is named twice")
        kinds = [each.kind for each in self.files if each.kind in PROGRAM_KINDS]
        if len(set(kinds)) != len(kinds):
            raise ValueError("two programs of one kind")
        if any((each.kind == PACK_KIND) != (each.pack is not None) for each in self.files):
            raise ValueError("a pack without its name, or a name without its pack")
        return self

    def of_kind(self, kind: str) -> ReleaseFile | None:
        """Return the program of a kind, or None."""
        return next((each for each in self.files if each.kind == kind), None)

    def packs(self) -> tuple[ReleaseFile, ...]:
        """Return the packs of the release."""
        return tuple(each for each in self.files if each.kind == PACK_KIND)


class ForeignKeyError(KnownError):
    """A release list that another key signed than the one this program carries."""


def numbers(version: str) -> tuple[int, ...]:
    """Return a version as numbers to compare by. Raises ValueError for what is no version."""
    return tuple(int(part) for part in version.split("."))


def plain_name(name: str) -> bool:
    """Tell whether a name is safe beside any list on any system: no path, no device, no dot at its end."""
    return (
        _NAME.fullmatch(name) is not None
        and not name.endswith(".")
        and name.split(".", maxsplit=1)[0].casefold() not in DEVICES
    )


def encode(listed: ReleaseList, public: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    """Return the bytes of a signed list: canonical, so that the same release is the same file."""
    payload = listed.model_dump(mode="json")
    signature = {"key": public.hex(), "value": sign(PURPOSE + canonical(payload)).hex()}
    return canonical({"format": FORMAT, "release": payload, "signature": signature}) + b"\n"


def read_release_list(path: Path, public: bytes) -> ReleaseList:
    """Return the list in a file, its signature checked. Raises DamagedFileError, ForeignKeyError or KnownError."""
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as fault:
        raise KnownError(
            _("发行清单读不出来：{reason}", reason=fault.strerror or fault),
            where=str(path),
            remedy=_("优盘可能被拔掉了，请插好再试。"),
        ) from fault
    return decode(content, public, where=str(path))


def decode(content: bytes, public: bytes, *, where: str = "") -> ReleaseList:
    """Return the list in ``content`` when the owner of ``public`` signed it. Raises as :func:`read_release_list`."""
    if len(content) > MAX_BYTES:
        raise _damaged(where, _("文件过大。"))
    value = _json(content, where)
    if not isinstance(value, dict) or type(value.get("format")) is not int:
        raise _damaged(where)
    if value["format"] > FORMAT:
        raise DamagedFileError(
            _("发行清单的格式 {found} 比本程序认识的 {ours} 新。", found=value["format"], ours=FORMAT),
            where=where,
            remedy=_("请直接运行优盘上的安装程序来升级。"),
        )
    if set(value) != {"format", "release", "signature"} or value["format"] != FORMAT:
        raise _damaged(where)
    _check_signature(value["release"], value["signature"], public, where)
    try:
        return ReleaseList.model_validate(value["release"])
    except ValidationError as fault:
        first = fault.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise _damaged(where, f"{place}: {first['msg']}") from fault


def _check_signature(release: Any, signature: Any, public: bytes, where: str) -> None:
    # cryptography takes 50 ms to load: only where a list is read.
    from desktop.certification.keys import signature_fits

    try:
        key = bytes.fromhex(signature["key"])
        signed = bytes.fromhex(signature["value"])
        message = PURPOSE + canonical(release)
    except (KeyError, TypeError, ValueError, RecursionError, AttributeError) as fault:
        raise _damaged(where) from fault
    if signature_fits(public, signed, message):
        return
    if key != public and signature_fits(key, signed, message):
        raise ForeignKeyError(
            _("这份发行清单不是本程序的发布者签的，没有采用。"),
            where=where,
            remedy=_("请向发放优盘的单位要正确的升级文件。"),
        )
    raise DamagedFileError(
        _("发行清单的签名不对：内容被改过，或者拷贝时出了错。"),
        where=where,
        remedy=_("请重新拷贝优盘上的文件；再不行就向发放优盘的单位要。"),
    )


def _json(content: bytes, where: str) -> Any:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) != len(pairs):
            raise ValueError("a name given twice")
        return made

    def refuse(constant: str) -> float:
        raise ValueError(constant)

    try:
        return json.loads(content.decode("utf-8"), object_pairs_hook=once, parse_constant=refuse)
    except (ValueError, RecursionError) as fault:
        raise _damaged(where) from fault


def _damaged(where: str, why: str = "") -> DamagedFileError:
    what = _("不是发行清单，或者文件不完整。")
    return DamagedFileError(f"{what}{why}", where=where, remedy=_("请重新拷贝优盘上的文件。"))
