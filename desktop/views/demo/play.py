"""``doorstep demo``: the whole job through the real window, with its pictures and files left behind."""

from __future__ import annotations

import csv
import os
import shutil
import sys
import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.base.errors import KnownError
from desktop.base.places import Places
from desktop.base.refusals import reason
from desktop.base.wording import _
from desktop.records.maintenance import check
from desktop.session.operations import certificates, exam, learning, preferences, roster
from desktop.session.session import Session
from desktop.session.shown import CertificateShown, ResultShown
from desktop.views.application import start, stop
from desktop.views.demo.actor import Actor
from desktop.views.demo.clock import HastenedClock
from desktop.views.demo.instructor import Instructor
from desktop.views.demo.trainee import Trainee
from desktop.views.toolkit import make_application

PACE_VARIABLE = "DOORSTEP_PACE"
VISIBLE_PACE = 0.25
MARKER = ".doorstep-demo"
IMAGE_ORDER, TEXT_ORDER = "ord-cv-01", "ord-tx-02"
IMAGE_CLASS, TEXT_CLASS = 24, 25
#: Name, number, identity number (invented), PIN. 单 is a surname read shàn, 犇翀玥 are rare characters.
IMAGE_ROSTER = (
    ("犇翀玥", "20260001", "140299199003070317", "2222"),
    ("单雄梅", "20260002", "140299199105120426", "3333"),
    ("曾小花", "20260003", "140299198811230521", "4444"),
    ("李秀兰", "20260004", "140299197904020625", "5555"),
)
TEXT_ROSTER = (("解玉珍", "20260101", "140299199209150726", "6666"), ("王建国", "20260102", "", "7777"))
WRONG_ROSTER = (
    ("犇翀玥", "20260001", "1.40299E+17", "2222"),
    ("", "20260002", "", "3333"),
    ("曾小花", "20260001", "12345", "44"),
)
REMARK = _("整体很稳。这个框的右边再贴一点，提交前放大检查一遍。")


def play_demo(places: Places, to: str, pace: float | None) -> int:
    """Play the demonstration into folder ``to`` and return the exit code: 0 when the certificate verifies.

    Raises KnownError when the folder holds anything that is not an earlier demonstration.
    """
    folder = Path(to).absolute()
    _clear(folder)
    own = replace(places, data=folder / "data", logs=folder / "data" / "logs", portable=False)
    begun = time.monotonic()
    clock = HastenedClock()
    application = make_application(["doorstep"])
    running = start(application, own, clock)
    running.session.settings.put("backup_on_close", value=False)
    running.window.resize(1366, 768)
    running.window.show()
    actor = Actor(application, running.window, _pace(pace), folder)
    try:
        certificate, result = _play(actor, running.session, clock, folder)
    finally:
        stop(running)
        QApplication.processEvents()
    return _account(own, folder, actor, certificate, result, time.monotonic() - begun, clock)


def _play(
    actor: Actor, session: Session, clock: HastenedClock, folder: Path
) -> tuple[CertificateShown, ResultShown]:
    instructor = Instructor(actor, session)
    instructor.set_up()
    for pack_id, number, people in (
        (TEXT_ORDER, TEXT_CLASS, TEXT_ROSTER),
        (IMAGE_ORDER, IMAGE_CLASS, IMAGE_ROSTER),
    ):
        instructor.create_class(pack_id, number)
        wrong = _roster(folder / _("名册-有错.csv"), WRONG_ROSTER, "gb18030")
        right = _roster(folder / _("名册-第{number}期.csv", number=number), people, "utf-8-sig")
        instructor.bring_roster(wrong, right, len(people))
    instructor.look_around()
    instructor.sign_out()
    _text_trainee(actor, session, clock)
    sitting_id = _image_trainee(actor, session, clock)
    instructor.sign_in()
    instructor.review(roster.classes(session)[0].class_id, REMARK)
    certificate = instructor.release_and_certify()
    instructor.export(folder)
    result = exam.result(session, sitting_id)
    _other_looks(actor, session, instructor)
    instructor.sign_out()
    return certificate, result


def _text_trainee(actor: Actor, session: Session, clock: HastenedClock) -> None:
    """A trainee of the text class learns until a first paragraph was labelled and explained."""
    trainee = Trainee(actor, session, clock)
    trainee.sign_in("xyz", "6666")
    trainee.walk(until=lambda step: trainee.corrected > 0 or step is None)
    trainee.sign_out()


def _image_trainee(actor: Actor, session: Session, clock: HastenedClock) -> str:
    """A trainee of the image class goes the whole way to the assessment and returns the sitting's id."""
    trainee = Trainee(actor, session, clock)
    trainee.sign_in("bcy", "2222")
    actor.picture("学习首页")
    trainee.walk(until=lambda _step: learning.home(session).exam.state == "open")
    sitting_id = trainee.sit()
    actor.press(_("返回"))
    trainee.sign_out()
    return sitting_id


def _other_looks(actor: Actor, session: Session, instructor: Instructor) -> None:
    """The same page in English, and in the dark."""
    instructor.look_at_board()
    preferences.set_setting(session, "language", "en")
    actor.rest()
    actor.picture("英文界面")
    preferences.set_setting(session, "language", "zh")
    preferences.set_setting(session, "appearance", "dark")
    actor.rest()
    actor.picture("深色外观")
    preferences.set_setting(session, "appearance", "light")
    actor.rest()


def _account(
    places: Places,
    folder: Path,
    actor: Actor,
    certificate: CertificateShown,
    result: ResultShown,
    seconds: float,
    clock: HastenedClock,
) -> int:
    """Copy the certificate's files beside the pictures, check everything, and say it shortly."""
    verdicts: list[bool | None] = []
    for path in map(Path, (certificate.pdf, certificate.credential, certificate.qr_file)):
        copy = folder / path.name
        shutil.copy2(path, copy)
        verdict = certificates.verify_file(places, copy)
        verdicts.append(verdict.genuine)
        _say(f"{copy.name}: {verdict.sentence}")
    faults = check(places.record)
    _say(_("学员 {name} · {order}", name=result.name, order=result.order_name))
    for claim in (result.theory, result.practical):
        _say(f"  {claim.title}: {claim.proved}")
    for said in result.reasons:
        _say(f"  {said}")
    for claim in result.claims:
        _say(f"  {claim.title}: {claim.proved}{claim.not_proved}")
    _say(_("记录：{said}", said="；".join(faults) if faults else _("完整")))
    _say(_("{n} 张截图和全部文件在 {folder}", n=len(actor.taken), folder=folder))
    skipped = clock.skipped / 3600
    _say(
        _(
            "用时 {seconds:.0f} 秒；演示时钟另外拨快了 {skipped:.1f} 小时（真人需要的时间）。",
            seconds=seconds,
            skipped=skipped,
        )
    )
    return 0 if all(verdicts) and not faults and result.outcome in {"pass", "distinction"} else 1


def _clear(folder: Path) -> None:
    try:
        strange = folder.exists() and any(folder.iterdir()) and not (folder / MARKER).exists()
        if not strange:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            (folder / MARKER).write_text("", "utf-8")
    except OSError as fault:
        raise KnownError(_("演示文件夹不能写：{reason}", reason=reason(fault)), where=str(folder)) from fault
    if strange:
        raise KnownError(
            _("文件夹不是空的，也不是以前的演示。"),
            where=str(folder),
            remedy=_("请换一个文件夹，或先清空它。"),
        )


def _pace(asked: float | None) -> float:
    if asked is not None:
        return max(0.0, asked)
    try:
        return max(0.0, float(os.environ.get(PACE_VARIABLE, VISIBLE_PACE)))
    except ValueError:
        return VISIBLE_PACE


def _roster(path: Path, rows: tuple[tuple[str, ...], ...], encoding: str) -> Path:
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["姓名", "学号", "身份证号", "PIN"])
        writer.writerows(rows)
    return path


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
