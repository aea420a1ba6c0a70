"""Whether what was installed is whole: font files, catalogues of words, course packs."""

from __future__ import annotations

import gettext
import struct
from pathlib import Path

from desktop.base.errors import KnownError
from desktop.base.places import Places
from desktop.base.wording import DOMAIN, LANGUAGES, SOURCE_LANGUAGE, _
from desktop.certification.font import Coverage
from desktop.curriculum.files import SUFFIX
from desktop.curriculum.packs import HEAD, open_pack
from desktop.session.health.row import Found, bad, good

FONTS = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "NotoEmoji-Regular.ttf")
#: A surname's character that small fonts lack.
RARE = "犇"


def fonts(places: Places) -> Found:
    """Look for the fonts and for the glyph of a rare character in those that print names."""
    missing = [name for name in FONTS if not (places.assets / "fonts" / name).is_file()]
    if missing:
        return bad(_("缺少字体 {names}。", names="、".join(missing)), _("请重新安装本程序。"))
    for name in FONTS[:2]:
        try:
            lacks = Coverage.of(places.assets / "fonts" / name).missing(RARE)
        except ValueError as fault:
            return bad(_("字体 {name} 已损坏：{reason}", name=name, reason=fault), _("请重新安装本程序。"))
        if lacks:
            return bad(_("字体 {name} 里没有“{rare}”字。", name=name, rare=RARE), _("请重新安装本程序。"))
    return good(_("{n} 个，都在；有“{rare}”字", n=len(FONTS), rare=RARE))


def languages(places: Places) -> Found:
    """Load every catalogue of words."""
    counts = []
    for language, name in LANGUAGES.items():
        if language == SOURCE_LANGUAGE:
            counts.append(name)
            continue
        folder = places.assets / "locale"
        path = folder / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
        if not path.is_file():
            return bad(_("缺少语言文件 {path}。", path=path), _("请重新安装本程序。"))
        try:
            catalogue = gettext.translation(DOMAIN, folder, [language])
        except (OSError, ValueError, LookupError, struct.error) as fault:
            return bad(
                _("语言文件 {path} 读不出来：{reason}", path=path, reason=fault), _("请重新安装本程序。")
            )
        counts.append(_("{name}（{n} 条）", name=name, n=len(vars(catalogue).get("_catalog", ()))))
    return good("、".join(counts))


def packs(places: Places) -> Found:
    """Open every pack on the shelf and read every file of it against its digest."""
    found, broken, files, read = [], [], 0, 0
    for path in _shelved(places):
        try:
            pack = open_pack(path)
            try:
                for name in pack.files.paths():
                    read += len(pack.files.read(name))
                    files += 1
            finally:
                pack.files.close()
            found.append(f"{pack.order.id} {pack.head.version}")
        except KnownError as fault:
            broken.append(f"{path.name}: {fault}")
    if broken:
        return bad("；".join(broken), _("请重新安装这个课程包。"))
    if not found:
        return bad(_("没有课程包。"), _("请在设置里从优盘安装课程包。"))
    return good(
        _(
            "{names}；{files} 个文件、{mb:.1f} MB 逐个核对无误",
            names="、".join(found),
            files=files,
            mb=read / 2**20,
        )
    )


def _shelved(places: Places) -> list[Path]:
    return [
        place
        for folder in (places.courses, places.packs)
        if folder.is_dir()
        for place in sorted(folder.iterdir())
        if not place.name.startswith(".")
        and (place.suffix == SUFFIX if place.is_file() else (place / HEAD).is_file())
    ]
