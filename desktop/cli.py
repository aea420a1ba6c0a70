"""Verbs without a window, fit for scripts: the same operations that the window uses."""

from __future__ import annotations

import argparse
import json
import stat
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias

from desktop.annotation.codec import FORMAT, decode_marks
from desktop.base.errors import DamagedFileError, KnownError
from desktop.base.figures import percent
from desktop.base.machine import computer_name
from desktop.base.places import Places
from desktop.base.refusals import unreadable
from desktop.base.witness import State
from desktop.base.wording import _
from desktop.certification.verdict import overall
from desktop.curriculum.archive import build_archive
from desktop.curriculum.check import Report, check_pack
from desktop.curriculum.files import parse_json
from desktop.curriculum.packs import PackError, open_pack
from desktop.records.maintenance import backup, check, rebuild, restore
from desktop.records.record import Record
from desktop.scoring.codec import score_to_json
from desktop.scoring.grading import grade_exercise
from desktop.session.explain import explain
from desktop.session.health.report import Report as SelfTest
from desktop.session.health.report import as_json, as_text, save
from desktop.session.health.row import Row
from desktop.session.operations import certificates, health, reboot_check, roster
from desktop.session.reuse_told import reuse_json, reuse_lines
from desktop.session.session import open_session

YES, NO, FAILED, NOT_YET = 0, 1, 2, 3
#: A certificate is intact, but nobody here knows who signed it.
NOT_KNOWN = 3
VERDICT_CODES: dict[bool | None, int] = {True: YES, False: NO, None: NOT_KNOWN}
RESTART_CODES: dict[State, int] = {"passed": YES, "restored": NO, "pending": NOT_YET, "never": NOT_YET}
Verb: TypeAlias = Callable[[argparse.Namespace, Places], int]
MAX_DOCUMENT_BYTES = 64 * 2**20


def add_verbs(verbs: Any) -> None:
    """Add every headless verb to the parser's sub-commands."""
    pack = _group(verbs, "pack", _("课程包"))
    packs: tuple[tuple[str, Verb, str], ...] = (
        ("check", pack_check, _("检查课程包，列出全部错误和覆盖矩阵")),
        ("info", pack_info, _("课程包的内容")),
        ("build", pack_build, _("把文件夹做成交付用的课程包")),
    )
    for name, verb, words in packs:
        parser = _verb(pack, name, verb, words)
        parser.add_argument("path", type=Path, nargs="+" if name == "check" else None, metavar=_("课程包"))
        if name == "build":
            parser.add_argument("--to", type=Path, required=True, metavar=_("文件"), help=_("写到哪个文件"))
    grade = _verb(verbs, "grade", grade_file, _("给一份标注结果评分"))
    grade.add_argument("document", type=Path, metavar=_("文件"))
    grade.add_argument("--pack", type=Path, required=True, metavar=_("课程包"), help=_("练习所在的课程包"))
    grade.add_argument("--exercise", required=True, metavar="ID", help=_("练习的编号"))
    agree = _verb(verbs, "agreement", agreement_of, _("两个人的标注有多一致：两份文件，或者本机的两个人"))
    agree.add_argument("document", type=Path, nargs="*", metavar=_("文件"), help=_("同一道练习的两份标注"))
    agree.add_argument("--pack", type=Path, metavar=_("课程包"), help=_("练习所在的课程包"))
    agree.add_argument("--exercise", default="", metavar="ID", help=_("练习的编号"))
    agree.add_argument("--people", nargs=2, metavar=_("姓名"), help=_("本机的两个人"))
    agree.add_argument("--class-id", default="", metavar="ID", help=_("哪个班"))
    agree.add_argument(
        "--draft", type=Path, metavar=_("文件"), help=_("金标草稿写到哪里；比两个人时是文件夹")
    )
    verify = _verb(verbs, "verify", verify_files, _("核验证书、凭证、二维码文本"))
    verify.add_argument("path", type=Path, nargs="+", metavar=_("文件"))
    verify.add_argument(
        "--issuer",
        action="append",
        default=[],
        metavar=_("公钥"),
        help=_("只认这个签发单位：公钥、指纹或存有它们的文件；可以给几个"),
    )
    export = _verb(verbs, "export", export_class, _("导出一个班的成绩册"))
    export.add_argument("--class-id", default="", metavar="ID", help=_("只导出这个班"))
    export.add_argument("--to", type=Path, required=True, metavar=_("文件夹"), help=_("写到哪个文件夹"))
    record = _group(verbs, "record", _("本机记录"))
    records: tuple[tuple[str, Verb, str], ...] = (
        ("check", record_check, _("检查记录是否完整")),
        ("rebuild", record_rebuild, _("由事件重建全部表")),
        ("backup", record_backup, _("备份记录")),
        ("restore", record_restore, _("用一份备份换下本机的记录，原来的留在旁边")),
    )
    for name, verb, words in records:
        parser = _verb(record, name, verb, words)
        parser.add_argument("path", type=Path, nargs=None if name == "restore" else "?", metavar=_("文件"))
        if name == "backup":
            parser.add_argument("--to", type=Path, metavar=_("文件夹"), help=_("写到哪个文件夹"))


def refuse(fault: KnownError, *, as_json: bool) -> None:
    """Say on the error stream why a verb could not be done."""
    if as_json:
        value: dict[str, Any] = {"error": fault.what, "where": fault.where, "remedy": fault.remedy}
        if isinstance(fault, PackError):
            value["faults"] = [_fault_json(each) for each in fault.faults]
        sys.stderr.write(json.dumps(value, ensure_ascii=False) + "\n")
    else:
        sys.stderr.write(f"{fault}\n")


def pack_check(options: argparse.Namespace, _places: Places) -> int:
    """``pack check PATH...``: every fault, then the matrix."""
    for path in options.path:
        if not _readable(path).exists():
            raise KnownError(_("找不到课程包。"), where=str(path), remedy=_("请检查路径。"))
    reports = {str(path): _checked(path) for path in options.path}
    if options.json:
        _say_json(
            {
                path: _report_json(report) | (reuse_json(Path(path)) if report.clean else {"reuse": []})
                for path, report in reports.items()
            }
        )
    else:
        for path, report in reports.items():
            _say_report(path, report)
            for line in reuse_lines(Path(path)) if report.clean else ():
                _say(line)
    return YES if all(report.clean for report in reports.values()) else NO


def pack_info(options: argparse.Namespace, _places: Places) -> int:
    """``pack info PATH``: what is in a pack."""
    pack = open_pack(_readable(options.path))
    pools = {
        pool: {
            "exercises": sum(entry.pool == pool for entry in pack.exercises.values()),
            "units": sum(entry.units for entry in pack.exercises.values() if entry.pool == pool),
            "items": sum(entry.pool == pool for entry in pack.items.values()),
        }
        for pool in ("practice", "exam")
    }
    value = {
        "id": pack.head.id,
        "version": pack.head.version,
        "title": pack.head.title,
        "order": pack.order.id,
        "digest": pack.digest,
        "modules": len(pack.modules),
        "lessons": len(pack.lessons),
        **pools,
    }
    if options.json:
        _say_json(value)
        return YES
    said = {_("练习"): pools["practice"], _("考试"): pools["exam"]}
    _say_lines(
        {
            _("编号"): pack.head.id,
            _("版本"): pack.head.version,
            _("名称"): pack.head.title,
            _("订单"): pack.order.id,
            _("摘要"): pack.digest,
            _("模块"): len(pack.modules),
            _("课文"): len(pack.lessons),
            **{
                name: _("{exercises} 道实操题（{units} 个判定单位），{items} 道理论题", **pool)
                for name, pool in said.items()
            },
        }
    )
    return YES


def pack_build(options: argparse.Namespace, _places: Places) -> int:
    """``pack build FOLDER --to FILE.dspack``."""
    digest = build_archive(_readable(options.path), options.to)
    value = {"file": str(options.to), "bytes": options.to.stat().st_size, "digest": digest}
    if options.json:
        _say_json(value)
    else:
        _say_lines({_("文件"): options.to, _("字节数"): value["bytes"], _("摘要"): digest})
    return YES


def grade_file(options: argparse.Namespace, _places: Places) -> int:
    """``grade DOCUMENT --pack PACK --exercise ID``: grade a native document."""
    exercise, schema, pack = _exercise(options)
    score = grade_exercise(_marks(options.document), exercise, schema)
    if options.json:
        _say_json(score_to_json(score))
        return YES
    counts = score.counts
    _say(_("准确率 {share}（{k}/{n}）", share=percent(score.figure), k=counts.qualified, n=counts.judged))
    for shown in explain(score, schema, pack, exercise):
        clause = _("规则 {number}", number=shown.clause.number) if shown.clause else ""
        said = (shown.where, shown.sentence, clause)
        _say(f"  {shown.finding.code:5} {' '.join(words for words in said if words)}")
    return YES


def agreement_of(options: argparse.Namespace, places: Places) -> int:
    """``agreement A B --pack PACK --exercise ID`` or ``agreement --people A B``: how far two people agree."""
    # Comparing shapes loads numpy and GEOS (0.15 s): only here.
    from desktop.session import agreement_told as agreement

    if options.people:
        # A session would make the record that is not there.
        _existing(places.record)
        with closing(open_session(places)) as session:
            told = agreement.of_people(session, *options.people, class_id=options.class_id, to=options.draft)
    elif len(options.document) == 2 and options.pack is not None:
        exercise, schema, _pack = _exercise(options)
        told = agreement.of_documents(
            [(path.stem, _marks(path)) for path in options.document], exercise, schema, options.draft
        )
    else:
        raise KnownError(_("要给两份标注文件、--pack 和 --exercise，或者 --people 和两个姓名。"))
    _say_json(told.value) if options.json else _say("\n".join(told.lines))
    return YES


def verify_files(options: argparse.Namespace, places: Places) -> int:
    """``verify FILE...``: a plain verdict for each. 0 genuine, 1 not intact, 3 intact but of an issuer not known."""
    verdicts = [certificates.verify_file(places, _readable(path), options.issuer) for path in options.path]
    if options.json:
        _say_json([verdict.as_json() for verdict in verdicts])
    else:
        for path, verdict in zip(options.path, verdicts, strict=True):
            _say(f"{path}: {verdict.sentence}")
            for line in verdict.details:
                _say(f"  {line}")
            if verdict.genuine is None:
                name = verdict.facts["fingerprint"]
                _say(
                    _(
                        '  核对过指纹以后，可以这样核验：doorstep verify --issuer "{name}" {path}',
                        name=name,
                        path=f'"{path}"',
                    )
                )
    return VERDICT_CODES[overall(verdicts)]


def export_class(options: argparse.Namespace, places: Places) -> int:
    """``export --class-id ID --to FOLDER``: the cohort workbook; without an id, every class."""
    # A session would make the record that is not there.
    _existing(places.record)
    session = open_session(places)
    try:
        wanted = [known for known in roster.classes(session) if options.class_id in ("", known.class_id)]
        if not wanted:
            raise KnownError(_("没有可导出的班级。"), remedy=_("请检查 --class-id。"))
        written = [
            str(path)
            for known in wanted
            for path in certificates.export_cohort(session, known.class_id, options.to)
        ]
    finally:
        session.close()
    _say_json(written) if options.json else _say("\n".join(written))
    return YES


def record_check(options: argparse.Namespace, places: Places) -> int:
    """``record check``: whether the record is whole."""
    faults = check(_existing(options.path or places.record))
    if options.json:
        _say_json({"clean": not faults, "faults": faults})
    else:
        _say("\n".join(faults) if faults else _("记录完整。"))
    return NO if faults else YES


def record_rebuild(options: argparse.Namespace, places: Places) -> int:
    """``record rebuild``: make every table anew from the events."""
    session_path = options.path or places.record
    with Record.open(_existing(session_path), _clock()) as record:
        rebuild(record)
        head = record.head()
    _say_json({"events": head.seq}) if options.json else _say(_("已由 {n} 条事件重建。", n=head.seq))
    return YES


def record_backup(options: argparse.Namespace, places: Places) -> int:
    """``record backup``: a checked copy, beside a window that writes if need be."""
    with Record.open_readonly(_existing(options.path or places.record), _clock()) as record:
        path = backup(record, options.to or places.backups)
    _say_json({"file": str(path)}) if options.json else _say(str(path))
    return YES


def record_restore(options: argparse.Namespace, places: Places) -> int:
    """``record restore COPY``: a backup in place of this station's record; what was there is kept beside it."""
    aside = restore(_existing(options.path), places.record, _clock())
    if options.json:
        _say_json({"file": str(places.record), "kept": str(aside) if aside else ""})
        return YES
    _say(_("已换成这份备份：{path}", path=options.path))
    if aside is not None:
        _say(_("原来的记录留在：{path}", path=aside))
    return YES


def self_test(options: argparse.Namespace, places: Places, toolkit: ImportError) -> int:
    """``--self-test`` where not even the toolkit loads: that is a row of its own, the others are looked at."""
    broken = Row(
        "window",
        _("窗口组件"),
        "failed",
        _("装不进来：{reason}", reason=toolkit),
        _("多半缺少系统库（libEGL、libGL、libfontconfig 等）。请按部署说明装好再测。"),
    )
    made = SelfTest(
        (broken, *health.self_test(places)), health.site_of(places), computer_name(), datetime.now(UTC)
    )
    _say(as_json(made)) if options.json else _say(as_text(made).rstrip())
    if options.report is not None:
        save(made, options.report)
    return NO


def restart_check(options: argparse.Namespace, places: Places) -> int:
    """``--reboot-check begin|status``: 0 passed (or begun), 1 this PC sets itself back, 3 not known yet."""
    also = [_folder(path) for path in options.also]
    if options.reboot_check == "begin":
        begun = reboot_check.begin(places, reboot_check.IN_SILENCE, also)
        value: dict[str, Any] = {"state": "pending", "written": [str(path) for path in begun.written]}
        words = [_("已写下见证：{path}", path=path) for path in begun.written]
        words.append(_("现在请重启电脑，再打开本程序。"))
        code = YES
    else:
        found = reboot_check.at_start(places, also)
        kept = "" if found.kept_at is None else str(found.kept_at)
        value = {"state": found.state, "kept_at": kept}
        words = list(reboot_check.told(found))
        code = RESTART_CODES[found.state]
    _say_json(value) if options.json else _say("\n".join(words))
    return code


def _group(verbs: Any, name: str, words: str) -> Any:
    group = verbs.add_parser(name, help=words, description=words)
    return group.add_subparsers(dest="part", required=True, metavar=_("动作"), title=_("动作"))


def _verb(verbs: Any, name: str, verb: Verb, words: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=words, description=words)
    parser.add_argument("--json", action="store_true", help=_("以 JSON 输出"), default=argparse.SUPPRESS)
    parser.set_defaults(run=verb)
    return parser


def _clock() -> Any:
    from desktop.base.clock import SystemClock

    return SystemClock()


def _folder(path: Path) -> Path:
    if not _readable(path).is_dir():
        raise KnownError(_("没有这个文件夹。"), where=str(path))
    return path


def _existing(path: Path) -> Path:
    if not _readable(path).is_file():
        raise KnownError(
            _("这里没有记录。"), where=str(path), remedy=_("请检查路径，或用 DOORSTEP_DATA 指到数据文件夹。")
        )
    return path


def _readable(path: Path) -> Path:
    """Return a path that is a file, a folder or nothing: a device or a pipe would be read for ever."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return path
    except OSError as fault:
        raise unreadable(fault, path) from fault
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise KnownError(_("不是文件。"), where=str(path))
    return path


def _exercise(options: argparse.Namespace) -> tuple[Any, Any, Any]:
    """Return the exercise that was named, its schema, and its pack."""
    pack = open_pack(_readable(options.pack))
    exercise = pack.exercises.get(options.exercise)
    if exercise is None:
        raise KnownError(_("课程包里没有练习 {id}。", id=options.exercise), where=str(options.pack))
    return exercise, pack.schema(exercise.schema_id), pack


def _marks(path: Path) -> Any:
    try:
        if _readable(path).stat().st_size > MAX_DOCUMENT_BYTES:
            raise DamagedFileError(_("文件过大。"), where=str(path))
        value = parse_json(path.read_bytes(), str(path))
    except OSError as fault:
        raise unreadable(fault, path) from fault
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise DamagedFileError(_("不是 {format} 格式的标注文件。", format=FORMAT), where=str(path))
    try:
        return decode_marks(value.get("marks"))
    except ValueError as fault:
        raise DamagedFileError(f"marks{fault}", where=str(path)) from fault


def _checked(path: Path) -> Report:
    try:
        return check_pack(_readable(path))
    except DamagedFileError as fault:
        from desktop.curriculum.packs import Fault

        return Report((Fault(fault.where or str(path), "", fault.what),))


def _report_json(report: Report) -> dict[str, Any]:
    return {
        "clean": report.clean,
        "title": report.title,
        "digest": report.digest,
        "faults": [_fault_json(fault) for fault in report.faults],
        "doubts": [_fault_json(doubt) for doubt in report.doubts],
        "matrix": [
            {
                "requirement": row.requirement,
                "text": row.text,
                "competencies": row.competencies,
                "lessons": row.lessons,
                "practice": len(row.practice),
                "exam": len(row.exam),
                "holes": row.holes(),
            }
            for row in report.matrix
        ],
    }


def _fault_json(fault: Any) -> dict[str, str]:
    return {"file": fault.file, "field": fault.field, "message": fault.message}


def _say_report(path: str, report: Report) -> None:
    _say(f"{path}  {report.title}  {report.digest}")
    for fault in report.faults:
        _say(f"  ✗ {fault}")
    for doubt in report.doubts:
        _say(_("  请看一看：{doubt}", doubt=doubt))
    if report.matrix:
        _say(_("  要求   能力  课程  练习  考题  内容"))
    for row in report.matrix:
        mark = "✗" if row.holes() else "✓"
        numbers = "".join(
            f"{len(found):6}" for found in (row.competencies, row.lessons, row.practice, row.exam)
        )
        _say(f"  {mark} {row.requirement:<4}{numbers}  {row.text}")
    _say(_("  没有错误。") if report.clean else _("  共 {n} 处错误。", n=len(report.faults)))


def _say_lines(value: dict[str, Any]) -> None:
    for name, entry in value.items():
        _say(_("{name}：{entry}", name=name, entry=entry))


def _say_json(value: Any) -> None:
    _say(json.dumps(value, ensure_ascii=False, indent=1))


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
