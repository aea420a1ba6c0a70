"""The self-test: whether this PC can run the program and keep what people do. Here is all that needs no window."""

from __future__ import annotations

from collections.abc import Collection

from desktop.base import restore_signs
from desktop.base.clock import SystemClock, moment
from desktop.base.errors import KnownError
from desktop.base.places import Places
from desktop.base.restore_cards import Sighting, sightings
from desktop.base.volumes import volume_of
from desktop.base.witness import Standing
from desktop.base.wording import _
from desktop.records.queries.site import site
from desktop.records.record import Record
from desktop.session.health import contents, keeping, system
from desktop.session.health.row import Check, Found, Row, bad, doubtful, good
from desktop.session.health.shapes import shapes
from desktop.session.operations import reboot_check
from desktop.session.operations.mini_job import mini_job

#: Reading every byte of a gigabyte of pictures from a slow disk, or a record of years, takes its time.
LONG = 900.0
PRINT_SERVER = 15.0


def checks() -> tuple[Check, ...]:
    """Return what is looked at, in the order in which it is shown."""
    return (
        Check("data", _("数据文件夹"), "keeping", keeping.data_folder),
        Check("space", _("磁盘空间"), "keeping", keeping.free_space),
        Check("durable", _("断电保护"), "keeping", keeping.durable),
        Check("record", _("记录"), "keeping", keeping.record, LONG),
        Check("keys", _("签名密钥"), "keeping", keeping.keys),
        Check("restore", _("还原保护"), "keeping", restore),
        Check("fonts", _("字体"), "screen", contents.fonts),
        Check("languages", _("语言文件"), "screen", contents.languages),
        Check("packs", _("课程包"), "training", contents.packs, LONG),
        Check("shapes", _("几何计算"), "training", shapes),
        Check("job", _("小样任务"), "training", mini_job),
        Check("printers", _("打印机"), "training", system.printing, PRINT_SERVER, "warning"),
        Check("clock", _("系统时间"), "system", system.clock),
        Check("zone", _("时区"), "system", system.zone),
        Check("memory", _("内存"), "system", system.memory),
    )


def self_test(places: Places, only: Collection[str] = ()) -> tuple[Row, ...]:
    """Look at everything, or at the keys in ``only``, and return a row each; none of them raises."""
    return tuple(check.carry_out(places) for check in checks() if not only or check.key in only)


def restore(places: Places) -> Found:
    """Look for what sets a PC back at every start, and how the reboot check stands."""
    standing = reboot_check.standing(places)
    if standing.state == "restored":
        return bad(*reboot_check.alarm(standing))
    found = sightings(restore_signs.products(), restore_signs.signs())
    home = volume_of(places.data)
    if home.kind == "removable":
        return good(_("数据在可移动盘上，电脑还原与它无关"))
    threats = [each for each in found if each.product.sure != "manual"]
    check = _standing_words(standing)
    if standing.state != "passed":
        if restore_signs.lies_on_a_layer(home):
            seen = _("数据文件夹在临时系统里，重启多半就没有了。重启检查：{check}", check=check)
            return doubtful(seen, reboot_check.advice())
        if threats:
            return doubtful(
                _("发现 {names}。重启检查：{check}", names=_names(threats), check=check),
                _("请问管理员哪个盘不还原，把数据文件夹放在那里，然后做一次重启检查。"),
            )
    if standing.state == "passed":
        more = _("；本机有 {names}，但数据文件夹没有被还原", names=_names(found)) if found else ""
        return good(check + more)
    seen = _("没有发现已知的还原软件。重启检查：{check}", check=check)
    if standing.state == "pending":
        return doubtful(seen, _("请点“重新启动”重启电脑，再打开本程序。"))
    return doubtful(
        seen, _("还原卡不一定看得出来。请做一次重启检查；如果重启后这里又是“未做”，说明这台电脑会还原。")
    )


def site_of(places: Places) -> str:
    """Return the name of the site that this PC belongs to; empty before the set-up and when it cannot be read."""
    if not places.record.is_file():
        return ""
    try:
        with Record.open_readonly(places.record, SystemClock()) as record:
            found = site(record)
    except (KnownError, ValueError):
        return ""
    return found.name if found else ""


def _standing_words(standing: Standing) -> str:
    own = standing.own
    if own is None:
        return _("未做")
    if standing.state == "pending":
        return _("已开始，还没有重启")
    passed = own.passed_at or own.at
    return _("{day} 通过", day=f"{moment(passed).astimezone():%Y-%m-%d}")


def _names(found: Collection[Sighting]) -> str:
    return "、".join(f"{_(each.product.name)}（{each.sign}）" for each in found)
