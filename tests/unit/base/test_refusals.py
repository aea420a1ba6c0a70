"""What the system refuses is told in words, with what can be done."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from desktop.base.refusals import in_use, reason, remedy, sentence, unreadable

COMMON = (
    errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC,
    errno.EIO, errno.ENAMETOOLONG, errno.EBUSY, errno.EEXIST,
)  # fmt: skip


def refusal(number: int) -> OSError:
    return OSError(number, os.strerror(number))


@pytest.mark.parametrize("number", COMMON, ids=[errno.errorcode[number] for number in COMMON])
def test_the_common_refusals_are_told_in_chinese_with_a_remedy(number: int) -> None:
    fault = refusal(number)
    assert not any(char.isascii() and char.isalpha() for char in reason(fault))
    assert not reason(fault).endswith("。")
    assert remedy(fault).startswith("请")
    assert remedy(fault).endswith("。")


def test_each_common_refusal_says_which_it_is() -> None:
    alike = {errno.EPERM}
    said = [reason(refusal(number)) for number in COMMON if number not in alike]
    assert len(set(said)) == len(said)


def test_a_refusal_that_nobody_foresaw_keeps_the_systems_words() -> None:
    fault = refusal(errno.EXDEV)
    assert reason(fault) == os.strerror(errno.EXDEV)
    assert remedy(fault) == ""
    assert reason(OSError("a library's own words")) == "a library's own words"
    assert sentence(OSError("a library's own words")) == "a library's own words"
    assert sentence(refusal(errno.ENOSPC)) == "磁盘已满。"


@pytest.mark.parametrize(("number", "held"), [(32, True), (33, True), (5, False), (None, False)])
def test_windows_says_when_another_program_has_the_file_open(number: int | None, held: bool) -> None:
    fault = PermissionError(errno.EACCES, "x")
    fault.winerror = number  # type: ignore[attr-defined, unused-ignore]
    assert in_use(fault) == held
    assert ("打开" in reason(fault)) == held
    assert ("关掉" in remedy(fault)) == held


def test_a_file_that_cannot_be_read_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "没有"
    with pytest.raises(FileNotFoundError) as caught:
        path.read_bytes()
    assert str(unreadable(caught.value, path)) == (
        f"{path}: 读不出来：没有这个文件或文件夹。 请检查路径和文件名。"
    )
