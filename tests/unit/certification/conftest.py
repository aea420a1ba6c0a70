"""A site with its keys, a finished source record, and a class whose assessments are decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.base.clock import ManualClock
from desktop.base.places import Places, find_places
from desktop.certification.certificate import make_document, print_files
from desktop.certification.issuers import Issuers
from desktop.certification.keys import SiteKey, site_key
from desktop.certification.seal_key import SealKey, seal_key
from desktop.certification.source import ByPicture, Proof, Source
from desktop.certification.verdict import Context
from desktop.scoring.intervals import clopper_pearson
from desktop.session.operations.roster import add_trainee, create_class
from desktop.session.operations.signin import sign_in
from desktop.session.operations.site import create_site
from desktop.session.session import Session, open_session

PACKS = Path(__file__).parents[2] / "packs"
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Issued:
    """A certificate in all its forms, with the keys that made it."""

    source: Source
    key: SiteKey
    seal: SealKey
    document: dict[str, Any]
    files: dict[str, bytes]

    def known(self, *, now: datetime = NOW) -> Context:
        """The eyes of the site itself."""
        return Context(Issuers({self.key.public: ""}), now)


def proof(k: int, n: int) -> Proof:
    lower, upper = clopper_pearson(k, n)
    return Proof(k=k, n=n, lower=lower, upper=upper)


def make_source(**changes: Any) -> Source:
    facts: dict[str, Any] = {
        "number": "DS-2026-8K3M2P",
        "credential_id": "urn:uuid:6a0f9a5e-2c5e-4f07-8c1b-5f3c5f1a0001",
        "name": "犇翀玥",
        "id_tail": "031X",
        "site": "御河街道家门口实训点",
        "class_name": "第 24 期",
        "order_id": "ORD-CV-01",
        "order_name": "车辆行人 2D 框",
        "employer": "恒驰智行（虚构）",
        "post": "数据标注员",
        "level": "L1 初级",
        "rules_version": "1.0",
        "outcome": "pass",
        "theory": proof(38, 40),
        "practical": proof(300, 302),
        "by_picture": ByPicture(pictures=25, lower=0.97, upper=0.999, at_least=0.976, method="bootstrap"),
        "units_per_hour": 96.0,
        "tolerance": "每边偏差 ≤ max(3 px, 边长 1.5%)，类别、属性全对",
        "interruptions": 1,
        "attempt": 1,
        "pack_digest": "sha256:" + "ab" * 32,
        "form_seed": "seed-1",
        "record_head": "cd" * 32,
        "issued_at": NOW,
        "valid_until": NOW + timedelta(days=730),
        "provisional": True,
    }
    return Source(**(facts | changes))


def issue_all(source: Source, folder: Path, assets: Path) -> Issued:
    key = site_key(folder)
    seal = seal_key(folder, site=source.site, key=key, now=source.issued_at)
    document = make_document(source, key, seal)
    return Issued(source, key, seal, document, print_files(document, key, seal, assets=assets))


@pytest.fixture(scope="session")
def assets() -> Path:
    return find_places({}).assets


@pytest.fixture(scope="session")
def issued(tmp_path_factory: pytest.TempPathFactory, assets: Path) -> Issued:
    """One certificate for every test that only reads it."""
    return issue_all(make_source(), tmp_path_factory.mktemp("keys"), assets)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOW)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return replace(find_places({"DOORSTEP_DATA": str(tmp_path / "数据 夹")}), courses=PACKS)


@pytest.fixture
def session(places: Places, clock: ManualClock) -> Iterator[Session]:
    opened = open_session(places, clock)
    yield opened
    opened.close()


@dataclass(frozen=True)
class Classroom:
    """A class of the worked example with an instructor signed in."""

    session: Session
    class_id: str
    teacher: str

    def enrol(self, name: str, number: str = "") -> str:
        """Add a trainee and return the account's id."""
        return add_trainee(self.session, self.class_id, name=name, number=number).account_id

    def sit(self, account_id: str, outcome: str = "pass", *, released: bool = True, **changes: Any) -> str:
        """Write down a closed and decided sitting as the assessment does and return its id."""
        record, pack = self.session.record, self.session.shelf.pack("worked-example")
        sitting_id = f"{len(record.query(str, 'SELECT id FROM sitting')) + 1:016x}"
        theory, practical = changes.get("theory", (38, 40)), changes.get("practical", (300, 302))
        head = {"sitting_id": sitting_id}
        created = {
            "class_id": self.class_id,
            "account_id": account_id,
            "form": {},
            "seed": "seed",
            "blueprint_digest": "sha256:b",
            "pack_digest": changes.get("pack_digest", pack.digest),
        }
        decided = {
            "outcome": outcome,
            "reasons": [],
            "theory": proof(*theory).model_dump(),
            "practical": proof(*practical).model_dump()
            | {"units_per_hour": 96.0, "per_exercise": [[practical[0] // 2, practical[1] // 2]] * 2}
            | changes.get("more", {}),
            "provisional": True,
        }
        record.append("sitting.created", sitting_id, head | created, actor=account_id)
        closed = {"answers_digest": "sha256:a", "head": "e" * 64}
        record.append("sitting.closed", sitting_id, head | closed, actor=account_id)
        record.append("sitting.decided", sitting_id, head | decided, actor=account_id)
        if released:
            record.append("sitting.released", sitting_id, head, actor=self.teacher)
        return sitting_id


@pytest.fixture
def classroom(session: Session) -> Classroom:
    teacher = create_site(session, site_name="御河街道家门口实训点", instructor_name="马老师", pin="1357")
    sign_in(session, teacher, "1357")
    return Classroom(session, create_class(session, number=24, name="", pack_id="worked-example"), teacher)
