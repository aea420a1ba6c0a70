"""Looking a record over: what the file says about itself, the chain, and the tables against the journal."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import zip_longest

from desktop.base.progress import Progress
from desktop.base.wording import _
from desktop.records import journal
from desktop.records.rebuilding import replay
from desktop.records.schema.versions import STATE_TABLES, TRUTHS, create

#: More sentences than this help nobody.
MOST = 20


def file_faults(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield what SQLite finds wrong with pages, types and constraints."""
    for (detail,) in connection.execute(f"PRAGMA quick_check({MOST})"):
        if detail != "ok":
            yield _("文件结构损坏：{detail}。", detail=detail)


def reference_faults(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield rows that point to nothing."""
    for table, row, parent, _key in connection.execute("PRAGMA foreign_key_check").fetchmany(MOST):
        which = _("的第 {row} 行", row=row) if row is not None else _("有一行")
        yield _("表 {table} {which}指向 {parent} 中不存在的内容。", table=table, which=which, parent=parent)


def schema_faults(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield tables, indices and triggers that are missing or not as this program made them."""
    scratch = _scratch()
    try:
        wanted, found = _schema(scratch), _schema(connection)
    finally:
        scratch.close()
    for name, statement in wanted.items():
        if name not in found:
            yield _("缺少 {name}：保护或索引被删除。", name=name)
        elif found[name] != statement:
            yield _("{name} 被改动过。", name=name)
    for name in found.keys() - wanted.keys():
        yield _("多出了不属于本程序的 {name}。", name=name)


def lacks_tables(connection: sqlite3.Connection) -> bool:
    """Tell whether a table is missing altogether, so that it cannot be asked."""
    found = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return not found.issuperset((*STATE_TABLES, *TRUTHS))


def chain_faults(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield broken links, gaps and cut tails, station by station."""
    heads = dict(connection.execute("SELECT station, seq || ' ' || hash FROM head"))
    stations = [station for (station,) in connection.execute("SELECT DISTINCT station FROM event")]
    for station in stations:
        broken = journal.broken_link(connection, station)
        if broken is not None:
            yield _(
                "工作站 {station} 的事件链在第 {seq} 条断开：之后的内容可能被改动过。",
                station=station,
                seq=broken,
            )
        head = journal.head_of(connection, station)
        if heads.pop(station, "") != f"{head.seq} {head.hash}":
            yield _("工作站 {station} 的事件链末尾与记下的不符：最后的事件可能被删除。", station=station)
    for station in heads:
        yield _("工作站 {station} 的事件全部不见了。", station=station)


def draft_faults(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield drafts that belong to nothing open or have holes, and heartbeats of closed sittings."""
    orphans = """SELECT DISTINCT s.attempt_id FROM step s LEFT JOIN attempt a ON a.id = s.attempt_id
        WHERE a.state IS NOT 'open' ORDER BY 1"""
    for (attempt_id,) in connection.execute(orphans).fetchmany(MOST):
        yield _("草稿 {attempt} 不属于任何进行中的练习。", attempt=attempt_id)
    holes = "SELECT attempt_id FROM step GROUP BY attempt_id HAVING min(seq) <> 1 OR max(seq) <> count(*) ORDER BY 1"
    for (attempt_id,) in connection.execute(holes).fetchmany(MOST):
        yield _("草稿 {attempt} 缺少步骤。", attempt=attempt_id)
    beats = """SELECT h.sitting_id FROM heartbeat h LEFT JOIN sitting s ON s.id = h.sitting_id
        WHERE s.id IS NULL OR s.closed_at IS NOT NULL ORDER BY 1"""
    for (sitting_id,) in connection.execute(beats).fetchmany(MOST):
        yield _("场次 {sitting} 已结束，却还有心跳记录。", sitting=sitting_id)


def table_faults(connection: sqlite3.Connection, progress: Progress | None = None) -> Iterator[str]:
    """Yield tables that differ from what the journal gives in a scratch copy."""
    scratch = _scratch()
    try:
        # Not for speed: a table of the journal holds what it says even where a foreign key is broken.
        scratch.execute("PRAGMA foreign_keys = OFF")
        try:
            replay(connection, scratch, progress)
        except (ValueError, sqlite3.IntegrityError) as fault:
            yield _("事件无法重放：{detail}。", detail=str(fault).splitlines()[0])
            return
        for table in STATE_TABLES:
            differing = _differing(connection, scratch, table)
            if differing is not None:
                yield _("表 {table} 与事件不符，从 {row} 起；可以用“重建”恢复。", table=table, row=differing)
    finally:
        scratch.close()


def _scratch() -> sqlite3.Connection:
    scratch = sqlite3.connect(":memory:", isolation_level=None)
    create(scratch)
    return scratch


def _schema(connection: sqlite3.Connection) -> dict[str, str]:
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name NOT LIKE '%sqlite!_%' ESCAPE '!'"
    )
    return dict(rows.fetchall())


def _differing(live: sqlite3.Connection, scratch: sqlite3.Connection, table: str) -> str | None:
    columns = live.execute(f"PRAGMA table_info({table})").fetchall()
    key = ", ".join(
        name for _place, name, *_rest, place in sorted(columns, key=lambda column: column[5]) if place
    )
    statement = f"SELECT {key}, * FROM {table} ORDER BY {key}"  # noqa: S608  names of our own schema
    width = sum(bool(column[5]) for column in columns)
    for left, right in zip_longest(live.execute(statement), scratch.execute(statement)):
        if left != right:
            return " ".join(str(value) for value in (left or right)[:width])
    return None
