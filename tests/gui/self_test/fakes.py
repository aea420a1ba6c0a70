"""A PC as the self-test would find it, told at once: rows with the verdicts that a test wants."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop.base.places import Places
from desktop.session.health.row import Check, Found, Group, Verdict

#: Key, name, group, what is seen, what to do should it not be in order.
ROWS: tuple[tuple[str, str, Group, str, str], ...] = (
    ("data", "数据文件夹", "keeping", "C:\\Users\\马秀英\\AppData\\Local\\Doorstep，能写；本机硬盘，ntfs", "请换到本机硬盘。"),
    ("space", "磁盘空间", "keeping", "剩余 58341 MB，共 258019 MB", "请清理磁盘。"),
    ("durable", "断电保护", "keeping", "日志 WAL，synchronous FULL，外键 开，SQLite 3.45.1；写一次 4.1 毫秒", "请换一块盘。"),
    ("record", "记录", "keeping", "完整，2.4 MB", "请从备份恢复。"),
    ("keys", "签名密钥", "keeping", "读得出来，指纹 3E1A 8812 5C90 77AF；签章也在", "请从备份恢复。"),
    ("restore", "还原保护", "keeping", "没有发现已知的还原软件。重启检查：未做", "还原卡不一定看得出来。请做一次重启检查。"),
    ("window", "窗口组件", "screen", "平台 windows，图片 jpeg·png·webp，图标能画，Qt 6.9.3", "请重新安装本程序。"),
    ("screen", "屏幕", "screen", "1366 × 768 像素，缩放 100%，界面可用 1366 × 768", "请调高分辨率。"),
    ("fonts", "字体", "screen", "3 个，都装得进来；有“犇”字", "请重新安装本程序。"),
    ("languages", "语言文件", "screen", "中文、English（1624 条）；Qt 的中文也在", "请重新安装本程序。"),
    ("input", "输入法", "screen", "系统的中文输入法（TSF/IMM）", "请添加中文输入法。"),
    ("packs", "课程包", "training", "ORD-CV-01 1.0.0、ORD-TX-02 1.0.0；451 个文件、9.7 MB 逐个核对无误", "请重新安装课程包。"),
    ("shapes", "几何计算", "training", "GEOS 3.14.1，两个方块合并 175、相减 75、重叠 25 平方像素，都对", "请重新安装本程序。"),
    ("job", "小样任务", "training", "标注 → 评分 → 记录 → 考核 100% → 证书 DS-2026-48XEN2 → 核验为真，1.1 秒", "请重新安装本程序。"),
    ("pdf", "生成 PDF", "training", "A4 一页，7 KB，带字体，读回无误", "请检查磁盘空间。"),
    ("printers", "打印机", "training", "HP LaserJet Pro M126、办公室", "请检查打印服务器。"),
    ("clock", "系统时间", "system", "2026-11-23 09:00 +0800", "请先校准时间；主板电池没电也会这样。"),
    ("zone", "时区", "system", "UTC+08:00，北京时间", "请改成北京时间。"),
    ("memory", "内存", "system", "共 8192 MB，可用 4096 MB", "请加内存。"),
)  # fmt: skip


def checks(seconds: float = 0, **verdicts: Verdict) -> tuple[Check, ...]:
    """Return every check, answering at once; a key with a verdict gets that, the others are in order."""

    def look(seen: str, remedy: str, verdict: Verdict) -> Callable[[Places], Found]:
        found = Found(verdict, seen, remedy if verdict != "ok" else "")
        return lambda _places: found

    return tuple(
        Check(key, name, group, look(seen, remedy, verdicts.get(key, "ok")), seconds)
        for key, name, group, seen, remedy in ROWS
    )


def install(put: Callable[[object, str, object], None], **verdicts: Verdict) -> None:
    """Let the self-test find this PC."""
    from desktop.views.self_test import looks

    def found(*_arguments: Any) -> tuple[Check, ...]:
        return checks(**verdicts)

    put(looks, "checks", found)
