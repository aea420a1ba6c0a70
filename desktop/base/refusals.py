"""What the operating system said no to, in words: Python knows them only in English and without a remedy."""

from __future__ import annotations

import errno
from collections.abc import Mapping

from desktop.base.errors import KnownError
from desktop.base.wording import N_, _

#: Windows: another program has the file open, or a part of it.
SHARING_VIOLATIONS = frozenset({32, 33})
_ELSEWHERE = N_("请换一个位置再试。")
_PATH = N_("请检查路径和文件名。")
_RIGHTS = N_("请换一个有权限的位置，或请管理员开放权限。")
_ROOM = N_("请腾出空间，或换一个磁盘。")
#: Name of the errno -> what it is, what can be done.
_WORDS: Mapping[str, tuple[str, str]] = {
    "ENOENT": (N_("没有这个文件或文件夹"), _PATH),
    "ENOTDIR": (N_("路径里有一段不是文件夹"), _PATH),
    "EISDIR": (N_("这是文件夹，不是文件"), N_("请给出文件。")),
    "ENAMETOOLONG": (N_("名字太长"), N_("请换一个短些的名字。")),
    "EINVAL": (N_("系统不接受这个名字或操作"), _PATH),
    "EEXIST": (N_("已经有同名的文件"), N_("请换一个名字。")),
    "EACCES": (N_("没有权限"), _RIGHTS),
    "EPERM": (N_("没有权限"), _RIGHTS),
    "EROFS": (N_("磁盘是只读的"), N_("请打开写保护开关，或换一个能写的位置。")),
    "ENOSPC": (N_("磁盘已满"), _ROOM),
    "EDQUOT": (N_("分给这个用户的空间已用完"), _ROOM),
    "EFBIG": (N_("文件超过这个磁盘允许的大小"), _ELSEWHERE),
    "EBUSY": (N_("正被别的程序使用"), N_("请关掉正在用它的程序再试。")),
    "ETXTBSY": (N_("正被别的程序使用"), N_("请关掉正在用它的程序再试。")),
    "EIO": (N_("磁盘读写出错"), N_("请换一个磁盘或优盘，并把重要的文件先复制出来。")),
    "ENODEV": (N_("设备不在了"), N_("请重新插好优盘或磁盘。")),
    "ELOOP": (N_("链接绕成了圈"), _PATH),
    "EPIPE": (N_("接收输出的程序已经关闭"), ""),
    "EMFILE": (N_("打开的文件太多"), N_("请关掉一些程序再试。")),
    "ENOMEM": (N_("内存不够"), N_("请关掉一些程序再试。")),
}


def reason(fault: OSError) -> str:
    """Return what happened, without a full stop; a fault that is not in the table in the system's own words."""
    if in_use(fault):
        return _("正被别的程序打开")
    return _(_told(fault)[0]) or fault.strerror or str(fault)


def remedy(fault: OSError) -> str:
    """Return what can be done about it; empty where nothing general is known."""
    if in_use(fault):
        return _("请关掉正打开它的程序再试。")
    return _(_told(fault)[1])


def sentence(fault: OSError) -> str:
    """Return what happened as a sentence; the system's own words stay as they are."""
    known = in_use(fault) or any(_told(fault))
    return _("{reason}。", reason=reason(fault)) if known else reason(fault)


def in_use(fault: OSError) -> bool:
    """Tell whether the file is open in another program (Windows says so)."""
    return getattr(fault, "winerror", None) in SHARING_VIOLATIONS


def unreadable(fault: OSError, where: object) -> KnownError:
    """Return the refusal of a file that cannot be read."""
    return KnownError(_("读不出来：{reason}。", reason=reason(fault)), where=str(where), remedy=remedy(fault))


def _told(fault: OSError) -> tuple[str, str]:
    return _WORDS.get(errno.errorcode.get(fault.errno or 0, ""), ("", ""))
