"""A miniature of the whole job in a site that exists for two seconds: label, score, record, certificate, verify."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from desktop.annotation.document import adding
from desktop.annotation.marks import new_mark_id
from desktop.annotation.shapes.box import Box
from desktop.base.errors import KnownError
from desktop.base.figures import percent
from desktop.base.places import Places
from desktop.base.settings import Settings
from desktop.base.wording import _, language
from desktop.records.durability import hasten
from desktop.records.maintenance import check
from desktop.session.health.row import Found, good
from desktop.session.operations import certificates, exam, practice, review, roster, signin, site
from desktop.session.session import Session, open_session
from desktop.session.shown import OpenAttempt
from desktop.session.speaking import SETTINGS_FILE

#: Below the assets: the one pack that this job needs.
FOLDER = "selftest"
PACK_ID, ACTIVITY = "selftest", "boxes"
PIN = "0000"
#: Pixels that the first try is too wide on purpose; the tolerance is 3.
TOO_WIDE = 8.0


def mini_job(places: Places) -> Found:
    """Do the job with the program's own operations, far from the real record. Raises KnownError at the first that fails.

    The temporary folder is gone afterwards, whatever happened.
    """
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="doorstep-", ignore_cleanup_errors=True) as folder:
        data = Path(folder) / "data"
        data.mkdir()
        # A session speaks the language of its own settings; this one must not change that of the screen.
        Settings(data / SETTINGS_FILE).put("language", language())
        own = Places(places.assets, places.assets / FOLDER, data, data / "logs")
        session = open_session(own)
        hasten(session.record)
        try:
            accuracy, number = _carry_out(session)
        finally:
            session.close()
        if faults := check(own.record):
            raise KnownError("；".join(faults))
    return good(
        _(
            "标注 → 评分（多出 {px:g} 像素被查出）→ 记录 → 考核 {accuracy} → 证书 {number} → 核验为真，{seconds:.1f} 秒",
            px=TOO_WIDE,
            accuracy=percent(accuracy),
            number=number,
            seconds=time.perf_counter() - begun,
        )
    )


def _carry_out(session: Session) -> tuple[float, str]:
    """Return the accuracy of the assessment and the number of the certificate."""
    teacher, trainee = _people(session)
    signin.sign_in(session, trainee, PIN)
    _practise(session)
    sitting_id, accuracy = _sit(session)
    signin.sign_out(session)
    signin.sign_in(session, teacher, PIN)
    review.release(session, sitting_id)
    issued = certificates.issue(session, sitting_id)
    for path in (issued.pdf, issued.credential, issued.qr_file):
        verdict = certificates.verify_file(session.places, Path(path))
        _expect(_("核验"), holds=verdict.genuine is True, got=verdict.sentence)
    _expect(
        _("核验被改动的证书"), holds=not _altered(session, Path(issued.credential)), got=_("没有查出改动")
    )
    return accuracy, issued.number


def _people(session: Session) -> tuple[str, str]:
    teacher = site.create_site(session, site_name=_("自检"), instructor_name=_("自检"), pin=PIN)
    signin.sign_in(session, teacher, PIN)
    class_id = roster.create_class(session, number=1, name="", pack_id=PACK_ID)
    trainee = roster.add_trainee(session, class_id, name=_("自检"), pin=PIN)
    signin.sign_out(session)
    return teacher, trainee.account_id


def _practise(session: Session) -> None:
    attempt = practice.open_practice(session, ACTIVITY)
    _draw(attempt, outward=TOO_WIDE)
    feedback = practice.submit(session, attempt)
    codes = [shown.finding.code for shown in feedback.findings]
    _expect(_("评分"), holds=codes == ["LOOSE"] and feedback.score.accuracy < 1.0, got=" ".join(codes) or "—")


def _sit(session: Session) -> tuple[str, float]:
    exam.begin(session)
    for item in exam.start_part(session, "theory").items:
        exam.answer(session, item.id, item.answer)
    exam.close_part(session)
    for task in exam.start_part(session, "practical").tasks:
        attempt = exam.open_task(session, task.index)
        _draw(attempt)
        exam.hand_in(session, attempt)
    exam.close_part(session)
    result = exam.finish(session)
    _expect(_("考核"), holds=result.outcome in ("pass", "distinction"), got=result.outcome)
    return result.sitting_id, result.practical.share or 0.0


def _draw(attempt: OpenAttempt, *, outward: float = 0.0) -> None:
    for mark in attempt.exercise.golds[0].marks:
        if mark.box is None:
            continue
        x1, y1, x2, y2 = mark.box
        box = Box(new_mark_id(), mark.label, x1, y1, x2 + outward, y2, attributes=mark.attributes)
        attempt.history.do(adding(_("画框"), attempt.document, box))


def _altered(session: Session, credential: Path) -> bool:
    """Tell whether a credential with one changed letter still passes for genuine."""
    content = credential.read_bytes()
    place = content.index(b"DS-")
    credential.write_bytes(content[:place] + b"DT-" + content[place + 3 :])
    return certificates.verify_file(session.places, credential).intact


def _expect(step: str, *, holds: bool, got: str) -> None:
    if not holds:
        raise KnownError(
            _("小样任务在“{step}”这一步不对：{got}。", step=step, got=got), remedy=_("请重新安装本程序。")
        )
