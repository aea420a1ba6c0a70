"""Certificates: issuing them, checking any of their forms, and the workbook of a class."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.base.clock import SystemClock
from desktop.base.errors import KnownError
from desktop.base.files import write_whole
from desktop.base.places import Places
from desktop.base.refusals import reason
from desktop.base.wording import _
from desktop.records.queries.classes import cohort
from desktop.records.queries.credentials import Credential, credential, credentials
from desktop.records.queries.sittings import Sitting, sitting
from desktop.session.certificate_files import certificate_file, shown_files
from desktop.session.certificate_source import source_of
from desktop.session.changes import changed
from desktop.session.operations.site import site_name
from desktop.session.progress import done_by_module
from desktop.session.session import Session
from desktop.session.shown import CertificateShown

if TYPE_CHECKING:
    from desktop.certification.keys import SiteKey
    from desktop.certification.seal_key import SealKey
    from desktop.certification.verdict import Verdict

#: Crockford's alphabet: nothing that is misread on paper.
NUMBER_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
NUMBER_LENGTH = 6
#: Characters that Windows or the shell refuse in file names.
FORBIDDEN = frozenset('<>:"/\\|?*')
MOST_NAME = 80


def ensure_site_key(session: Session) -> str:
    """Make the site's signing keys if there are none and return the key's fingerprint. Raises KnownError."""
    from desktop.certification.keys import fingerprint

    key, _seal = _keys(session)
    return fingerprint(key.public)


def issue(session: Session, sitting_id: str) -> CertificateShown:
    """Issue the certificate of a passed and released sitting and write its files. Raises KnownError.

    A second call prints the same credential again from the record.
    """
    actor = session.instructor().account_id
    found = _releasable(session, sitting_id)
    issued = credentials(session.record, sitting_id=sitting_id)
    if not issued:
        _issue(session, found, actor)
        issued = credentials(session.record, sitting_id=sitting_id)
    _print(session, issued[0])
    session.publish(changed("certificate", "sitting", subjects=(sitting_id, found.account_id)))
    return shown_files(session.places, issued[0])


def certificate_files(session: Session, sitting_id: str) -> CertificateShown | None:
    """Return the files of a sitting's certificate, or None while none is issued; trainees see their own."""
    person = session.person()
    issued = credentials(session.record, sitting_id=sitting_id)
    if not issued or (person.role != "instructor" and issued[0].account_id != person.account_id):
        return None
    return shown_files(session.places, issued[0])


def verify_file(places: Places, path: Path, issuers: Sequence[str] = ()) -> Verdict:
    """Return the verdict on a certificate file of any form. Raises KnownError when it cannot be read at all.

    This PC knows its own site. ``issuers`` (keys, fingerprints, files) are known instead: who asks for certain ones
    must not be told yes for another.
    """
    from desktop.certification.issuers import Issuers, read_issuers
    from desktop.certification.keys import known_key
    from desktop.certification.verdict import Context
    from desktop.certification.verify import verify_path

    own = known_key(places.keys)
    known = read_issuers(issuers) if issuers else Issuers({own: ""} if own else {})
    return verify_path(path, Context(known, SystemClock().now()))


def export_cohort(session: Session, class_id: str, folder: Path) -> tuple[Path, ...]:
    """Write the workbook and the CSV of a class into a folder and return their paths. Raises KnownError.

    Each file was read back and compared before its path is returned; nothing that is there is written over.
    """
    from desktop.certification.cohort_book import cohort_book
    from desktop.certification.sheets import local, sheets, trainees
    from desktop.certification.workbook import write_csv, write_workbook

    at = cohort(session.record, class_id)
    if at is None:
        raise KnownError(_("没有这个班级。"), remedy=_("请先建班。"))
    now = session.clock.now()
    pack = session.shelf.pack(at.pack_id)
    done = done_by_module(session, class_id, pack)
    book = cohort_book(session.record, at, pack, site=site_name(session), now=now, done=done)
    day = f"{local(now):%Y-%m-%d}"
    workbook = free_path(folder, _("成绩册_{name}_{day}", name=at.name, day=day), ".xlsx")
    table = free_path(folder, _("学员_{name}_{day}", name=at.name, day=day), ".csv")
    write_workbook(workbook, sheets(book), title=workbook.stem, author=book.site, made_at=now)
    write_csv(table, trainees(book))
    return workbook, table


def _releasable(session: Session, sitting_id: str) -> Sitting:
    found = sitting(session.record, sitting_id)
    if found is None or found.decision is None:
        raise KnownError(_("这场考核还没有结果。"))
    if found.decision.outcome not in ("pass", "distinction"):
        raise KnownError(_("这场考核没有合格，不能发证。"), remedy=_("请学员补练后重考没过的部分。"))
    if found.released_at is None:
        raise KnownError(_("这场考核的成绩还没有发布。"), remedy=_("请复核并发布后再发证。"))
    return found


def _issue(session: Session, found: Sitting, actor: str) -> None:
    from desktop.certification.certificate import make_document

    source = source_of(session, found, number=_number(session), site=site_name(session))
    document = make_document(source, *_keys(session))
    body = {
        "credential_id": source.credential_id,
        "number": source.number,
        "sitting_id": found.sitting_id,
        "account_id": found.account_id,
        "document": document,
    }
    session.record.append("credential.issued", source.credential_id, body, actor=actor)


def _keys(session: Session) -> tuple[SiteKey, SealKey]:
    # The X.509 half of cryptography takes 90 ms to load: only where something is signed or checked.
    from desktop.certification.keys import site_key
    from desktop.certification.seal_key import seal_key

    key = site_key(session.places.keys)
    return key, seal_key(session.places.keys, site=site_name(session), key=key, now=session.clock.now())


def _number(session: Session) -> str:
    while True:
        letters = "".join(secrets.choice(NUMBER_LETTERS) for _place in range(NUMBER_LENGTH))
        number = f"DS-{session.clock.now().astimezone().year}-{letters}"
        if credential(session.record, number) is None:
            return number


def _print(session: Session, issued: Credential) -> None:
    from desktop.certification.certificate import print_files

    places = session.places
    files = print_files(issued.document, *_keys(session), assets=places.assets)
    for suffix, content in files.items():
        path = certificate_file(places, issued.number, suffix)
        try:
            write_whole(path, content)
        except OSError as fault:
            raise KnownError(
                _("证书文件写不下来：{reason}", reason=reason(fault)),
                where=str(path),
                remedy=_("证书已经登记，磁盘可写后再点一次即可。"),
            ) from fault


def free_path(folder: Path, name: str, suffix: str) -> Path:
    """Return a path that is still free, named so that every system takes it: "name (2).xlsx" should "name" be there."""
    plain = "".join("_" if char in FORBIDDEN or not char.isprintable() else char for char in name)
    plain = plain.strip(". ")[:MOST_NAME] or "_"
    path, again = folder / f"{plain}{suffix}", 2
    # os.path.lexists: a folder whose name the system refuses is told by whoever writes there.
    while os.path.lexists(path):
        path, again = folder / f"{plain} ({again}){suffix}", again + 1
    return path
