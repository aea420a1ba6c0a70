"""A known error is one line a person can read: where, what, and what to do."""

from __future__ import annotations

import pickle

import pytest

from desktop.base.errors import DamagedFileError, KnownError


@pytest.mark.parametrize(
    ("fault", "line"),
    [
        (KnownError("磁盘满了。"), "磁盘满了。"),
        (KnownError("磁盘满了。", remedy="请删些文件。"), "磁盘满了。 请删些文件。"),
        (KnownError("读不出来。", where="/数据 1/a.csv"), "/数据 1/a.csv: 读不出来。"),
        (KnownError("a", where="b", remedy="c"), "b: a c"),
    ],
)
def test_it_says_where_what_and_what_to_do(fault: KnownError, line: str) -> None:
    assert str(fault) == line


def test_a_damaged_file_is_a_fault_of_the_world() -> None:
    fault = DamagedFileError("不是课程包。", where="a.dspack")
    assert isinstance(fault, KnownError)
    assert (fault.what, fault.where, fault.remedy) == ("不是课程包。", "a.dspack", "")


def test_percent_signs_and_braces_are_plain_text() -> None:
    assert str(KnownError("100 % {x} %s")) == "100 % {x} %s"


def test_it_survives_a_trip_through_another_process() -> None:
    assert pickle.loads(pickle.dumps(KnownError("磁盘满了。"))).what == "磁盘满了。"
