"""Classes and their trainees."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

from desktop.base.errors import KnownError
from desktop.base.plain_text import whole
from desktop.base.progress import Progress, unheard
from desktop.base.wording import _
from desktop.records.queries.classes import Cohort, cohort, cohorts, enrolments
from desktop.records.queries.people import Account, accounts
from desktop.records.record import Entry
from desktop.session import roster_file
from desktop.session.changes import changed
from desktop.session.operations.site import account_entry, checked_name
from desktop.session.pins import hash_pin, hash_pins
from desktop.session.roster_file import RosterPlan
from desktop.session.session import Session

ID_BYTES = 8
MOST_CLASS_NUMBER = 9_999


@dataclass(frozen=True)
class Enrolled:
    """A trainee just created; ``pin`` is shown once, to be handed out, and is stored only as a hash."""

    account_id: str
    name: str
    number: str
    pin: str


def classes(session: Session) -> tuple[Cohort, ...]:
    """Return the classes of this site, the newest first."""
    return tuple(cohorts(session.record))


def create_class(session: Session, *, number: int, name: str, pack_id: str) -> str:
    """Create class 第 N 期 bound to the order of a pack and return its id. Raises KnownError."""
    actor = session.instructor().account_id
    if not 1 <= number <= MOST_CLASS_NUMBER:
        raise KnownError(
            _("期数要在 1 到 {most} 之间，这里是 {number}。", most=MOST_CLASS_NUMBER, number=number)
        )
    if any(known.number == number and known.pack_id == pack_id for known in classes(session)):
        raise KnownError(_("这个订单已有第 {number} 期。", number=number), remedy=_("请换一个期数。"))
    pack = session.shelf.pack(pack_id)
    class_id = secrets.token_hex(ID_BYTES)
    body = {
        "class_id": class_id,
        "number": number,
        "name": checked_name(name or _("第 {number} 期", number=number), _("班级名称")),
        "pack_id": pack_id,
        "pack_digest": pack.digest,
        "order_id": pack.order.id,
    }
    session.record.append("class.created", class_id, body, actor=actor)
    session.publish(changed("class", subjects=(class_id,)))
    return class_id


def read_roster(path: Path) -> RosterPlan:
    """Return the dry run of a roster file. Raises KnownError."""
    return roster_file.read_roster(path)


def import_roster(
    session: Session, plan: RosterPlan, class_id: str, progress: Progress = unheard
) -> tuple[Enrolled, ...]:
    """Create and enrol everybody of a dry run without faults, in one transaction. Raises KnownError.

    A trainee already in the class under the same number is left as they are. Almost all the time goes into the
    hashes of the PINs, of which ``progress`` hears; broken off there, nobody was imported.
    """
    actor = session.instructor().account_id
    _class(session, class_id)
    if plan.faults:
        raise KnownError(
            _("名册里还有 {n} 处错误，没有导入任何人。", n=len(plan.faults)),
            remedy=_("请改好后重新选择文件。"),
        )
    present = {person.number for person in accounts(session.record, class_id=class_id) if person.number}
    new = [row for row in plan.rows if not (row.number and row.number in present)]
    pins = [row.pin or f"{secrets.randbelow(10_000):04d}" for row in new]
    created: list[Enrolled] = []
    entries: list[Entry] = []
    for row, pin, pin_hash in zip(new, pins, hash_pins(pins, progress), strict=True):
        entry = account_entry(
            row.name, "trainee", pin_hash, actor=actor, number=row.number, id_tail=row.id_tail
        )
        entries += [entry, _enrolment(class_id, entry.subject, actor)]
        created.append(Enrolled(entry.subject, row.name, row.number, pin))
    if entries:
        session.record.append_all(entries)
        session.publish(changed("roster", "class", subjects=(class_id,)))
    return tuple(created)


def add_trainee(session: Session, class_id: str, *, name: str, number: str = "", pin: str = "") -> Enrolled:
    """Create and enrol one trainee. Raises KnownError."""
    actor = session.instructor().account_id
    _class(session, class_id)
    pin = pin or f"{secrets.randbelow(10_000):04d}"
    name = checked_name(name, _("姓名"))
    entry = account_entry(name, "trainee", hash_pin(pin), actor=actor, number=number.strip())
    session.record.append_all([entry, _enrolment(class_id, entry.subject, actor)])
    session.publish(changed("roster", "class", subjects=(class_id, entry.subject)))
    return Enrolled(entry.subject, name, number.strip(), pin)


def withdraw(session: Session, class_id: str, account_id: str, reason: str) -> None:
    """Note that a trainee left the class; their record stays. Raises KnownError without a reason."""
    actor = session.instructor().account_id
    if not reason.strip():
        raise KnownError(_("请写明退班原因。"))
    if account_id not in {enrolment.account_id for enrolment in enrolments(session.record, class_id)}:
        raise KnownError(_("这个班里没有这名学员。"))
    body = {"class_id": class_id, "account_id": account_id, "reason": whole(reason.strip())}
    session.record.append("class.withdrawn", class_id, body, actor=actor)
    session.publish(changed("roster", "class", subjects=(class_id, account_id)))


def people(session: Session, class_id: str) -> tuple[Account, ...]:
    """Return the trainees of a class."""
    return tuple(accounts(session.record, class_id=class_id))


def _class(session: Session, class_id: str) -> Cohort:
    found = cohort(session.record, class_id)
    if found is None:
        raise KnownError(_("没有这个班级。"), remedy=_("请先建班。"))
    return found


def _enrolment(class_id: str, account_id: str, actor: str) -> Entry:
    return Entry("class.enrolled", class_id, {"class_id": class_id, "account_id": account_id}, actor)
