"""The source record of a certificate, read from the record, the pack and the site."""

from __future__ import annotations

import calendar
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from desktop.base.errors import KnownError
from desktop.base.wording import _
from desktop.certification.evidence import accuracy_of, proof_of, red_lines_of
from desktop.certification.source import ByPicture, Proof, Section, Source
from desktop.curriculum.pack import Pack
from desktop.records.queries.classes import cohort
from desktop.records.queries.people import account
from desktop.records.queries.sittings import Decision, Sitting, sittings
from desktop.session.sections import section_tolerance
from desktop.session.session import Session
from desktop.session.tolerances import tolerance

MAIN = "main"


def source_of(session: Session, sitting: Sitting, *, number: str, site: str) -> Source:
    """Return the source record of a decided sitting. Raises KnownError when something it needs is missing."""
    person, at = account(session.record, sitting.account_id), cohort(session.record, sitting.class_id)
    if person is None or at is None or sitting.decision is None or not site:
        raise KnownError(_("记录不完整，不能发证。"), where=sitting.sitting_id)
    pack = session.shelf.exact(at.pack_id, sitting.pack_digest)
    now = session.clock.now()
    decision = sitting.decision
    same = pack.digest == sitting.pack_digest
    return Source(
        number=number,
        credential_id=f"urn:uuid:{uuid.uuid4()}",
        name=person.name,
        id_tail=person.id_tail[-4:],
        site=site,
        class_name=at.name,
        order_id=pack.order.id,
        order_name=one_line(pack.order.name),
        employer=one_line(pack.order.employer),
        post=one_line(pack.order.post),
        level=one_line(pack.order.level),
        rules_version=one_line(pack.order.rules_version) if same else _("考核时"),
        outcome="distinction" if decision.outcome == "distinction" else "pass",
        theory=_proof(decision.theory),
        practical=_proof(decision.practical),
        by_picture=_by_picture(decision.practical, sitting.sitting_id),
        sections=_sections(decision, sitting.sitting_id),
        red_lines=red_lines_of(decision.practical),
        units_per_hour=float(decision.practical.get("units_per_hour") or 0.0),
        # The rules shown must be those the exam was judged by; of another pack only the name is known.
        tolerance=_tolerance(pack) if same else _earlier(sitting),
        interruptions=sitting.interruptions,
        attempt=_attempt(session, sitting),
        pack_digest=sitting.pack_digest,
        form_seed=str(sitting.seed),
        record_head=sitting.head,
        issued_at=now,
        valid_until=months_later(now, pack.blueprint.valid_months),
        provisional=decision.provisional,
    )


def one_line(text: str) -> str:
    """Return a text of a pack as one printable line: line breaks and control characters have no place on a page."""
    return "".join(char for char in " ".join(text.split()) if char.isprintable())


def months_later(moment: datetime, months: int) -> datetime:
    """Return the same day and time ``months`` later, or the last day of a shorter month."""
    years, month = divmod(moment.month - 1 + months, 12)
    year, month = moment.year + years, month + 1
    return moment.replace(year=year, month=month, day=min(moment.day, calendar.monthrange(year, month)[1]))


def _earlier(sitting: Sitting) -> str:
    return _("以考核时的课程包为准（{digest}）", digest=sitting.pack_digest[:19])


def _proof(part: Mapping[str, Any]) -> Proof:
    return proof_of(part) or Proof(k=0, n=0, lower=0.0, upper=1.0)


def _tolerance(pack: Pack) -> str:
    """Return how exactly the work must be done: of each section by its name, where the part has sections."""
    sections = pack.blueprint.practical.sections
    if not sections:
        exam = [own for own in pack.exercises.values() if own.pool == "exam" and own.schema_id == MAIN]
        return tolerance(pack.schema(MAIN), exam)
    return _("；").join(f"{one_line(own.title)}：{section_tolerance(pack, own)}" for own in sections)


def _sections(decision: Decision, sitting_id: str) -> tuple[Section, ...]:
    return tuple(
        Section(
            title=one_line(str(found["title"])),
            cut=found["cut"],
            proof=_proof(found),
            by_picture=_by_picture(found, sitting_id),
        )
        for found in decision.practical.get("sections", ())
    )


def _by_picture(practical: Mapping[str, Any], sitting_id: str) -> ByPicture | None:
    claim = accuracy_of(practical, sitting_id)
    if claim is None or claim.clustered is None or claim.at_least is None:
        return None
    found = claim.clustered
    return ByPicture(
        pictures=found.clusters,
        lower=found.interval[0],
        upper=found.interval[1],
        at_least=min(found.at_least, claim.at_least),
        method=found.method,
    )


def _attempt(session: Session, sitting: Sitting) -> int:
    of_person = sittings(session.record, account_id=sitting.account_id, class_id=sitting.class_id)
    return sum(each.created_at <= sitting.created_at for each in of_person) or 1
