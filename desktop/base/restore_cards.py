"""Products that set a PC back at every start, and the signs by which each is told.

Where the signs come from: nobody could install these products for this table. Service and driver names marked
``sure`` are from memory of the products' own documents and of support threads; the others are words that stand in
the list of installed programs, which hold whatever the drivers are called. A sign that is wrong costs a warning, or
its lack; the reboot check (desktop.base.witness) needs none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from desktop.base.wording import N_

#: certain: these names belong to this product; likely: the name says so, the product may be switched off or do more
#: than restoring; manual: it sets the PC back only when a person asks for it.
Sureness: TypeAlias = Literal["certain", "likely", "manual"]


@dataclass(frozen=True)
class Product:
    """A product: its name, how sure its signs are, and the signs in small letters.

    ``services`` are whole names of services or drivers; ``words`` are parts of names of installed programs or of
    services; ``kernel`` are whole words of Linux's command line, with ``=`` at the end for any value; ``files`` are
    paths.
    """

    name: str
    sure: Sureness
    services: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    kernel: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Signs:
    """What a system shows: its services and drivers, installed programs, kernel words, and whether a path exists."""

    services: frozenset[str] = frozenset()
    programs: tuple[str, ...] = ()
    kernel: tuple[str, ...] = ()
    exists: Callable[[str], bool] = lambda _path: False


@dataclass(frozen=True)
class Sighting:
    """A product that was found, and by which sign."""

    product: Product
    sign: str


WINDOWS = (
    # DFServ, DeepFrz.sys: in Faronics' own manuals and exclusion lists.
    Product(
        "冰点还原 Deep Freeze (Faronics)",
        "certain",
        ("dfserv", "deepfrz", "dfdisklo", "dfreg"),
        ("deep freeze", "faronics", "冰点"),
    ),
    # Microsoft's documents name the drivers of its three filters.
    Product(N_("Windows 统一写入筛选器 UWF"), "likely", ("uwfvol", "uwfs", "uwfreg", "uwfrtl")),
    Product(N_("Windows 增强写入筛选器 EWF"), "likely", ("ewf",)),
    Product(N_("Windows 文件写入筛选器 FBWF"), "likely", ("fbwf",)),
    Product("Shadow Defender", "certain", ("diskpt",), ("shadow defender", "shadowdefender")),
    Product("影子系统 PowerShadow", "certain", ("snpshot", "shdserv"), ("powershadow", "影子系统")),
    Product(
        "Reboot Restore Rx / Drive Vaccine / RollBack Rx (Horizon DataSys)",
        "certain",
        ("shieldf", "shieldm"),
        ("reboot restore rx", "drive vaccine", "rollback rx"),
    ),
    Product("Returnil", "certain", ("rvsystem",), ("returnil",)),
    Product("Toolwiz Time Freeze", "certain", (), ("time freeze", "timefreeze")),
    Product("Windows SteadyState", "certain", (), ("steadystate",)),
    Product("噢易 OSEasy", "likely", (), ("噢易", "oseasy", "os-easy")),
    Product("三茗", "likely", (), ("三茗",)),
    Product("小哨兵还原卡", "likely", (), ("小哨兵",)),
    Product("海光蓝卡", "likely", (), ("海光蓝卡", "蓝卡还原", "蓝卡保护")),
    Product("讯闪 / 迅闪", "likely", (), ("讯闪", "迅闪", "xunshan")),
    Product("增霸卡", "likely", (), ("增霸", "zengba")),
    Product("网维大师", "likely", (), ("网维大师", "icafe8")),
    Product("联想硬盘保护系统", "likely", (), ("联想硬盘保护", "lenovo edu", "慧盾")),
    Product(
        N_("还原卡或还原软件"), "likely", (), ("还原卡", "还原精灵", "硬盘保护卡", "硬盘还原", "保护卡驱动")
    ),
    # A program for leading a class; some versions bring a disk protection along.
    Product(N_("极域电子教室（有的版本带硬盘还原）"), "manual", (), ("极域", "mythware")),
)
LINUX = (
    # Words of the kernel's command line: the documents of live-boot, casper, dracut, overlayroot, systemd.
    Product(
        N_("光盘或优盘上的临时系统（Live）"),
        "certain",
        kernel=("boot=live", "boot=casper", "rd.live.image"),
        files=("/run/live/medium", "/run/initramfs/live"),
    ),
    Product("overlayroot", "certain", kernel=("overlayroot=", "boot=overlay")),
    Product("fsprotect", "certain", kernel=("fsprotect", "fsprotect=")),
    Product("systemd.volatile", "certain", kernel=("systemd.volatile=yes", "systemd.volatile=overlay")),
    # The systems' own backup tools; they wait until somebody chooses to restore.
    Product(N_("麒麟备份还原"), "manual", files=("/usr/bin/kybackup", "/usr/bin/backup-daemon")),
    Product(N_("统信备份还原"), "manual", files=("/usr/bin/uos-recovery", "/usr/bin/deepin-recovery")),
)
#: File systems that a root folder has when what is written to it stays in memory, or in a layer that is thrown away.
LAYERED = frozenset({"overlay", "overlayfs", "aufs", "unionfs", "tmpfs", "ramfs", "rootfs", "squashfs"})


def sightings(products: Iterable[Product], signs: Signs) -> tuple[Sighting, ...]:
    """Return the products that the signs speak for, each once."""
    found = []
    for product in products:
        sign = _sign(product, signs)
        if sign:
            found.append(Sighting(product, sign))
    return tuple(found)


def _sign(product: Product, signs: Signs) -> str:
    service = next((name for name in product.services if name in signs.services), "")
    if service:
        return service
    named = [*signs.programs, *signs.services]
    for word in product.words:
        if match := next((each for each in named if word in each.lower()), ""):
            return match
    if words := _kernel_word(product.kernel, signs.kernel):
        return words
    return next((path for path in product.files if signs.exists(path)), "")


def _kernel_word(wanted: Collection[str], said: Iterable[str]) -> str:
    for word in said:
        head = f"{word.partition('=')[0]}="
        switched_off = word.partition("=")[2] in {"disabled", "no", "0", "off"}
        if word in wanted or (head in wanted and "=" in word and not switched_off):
            return word
    return ""
