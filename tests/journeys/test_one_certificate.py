"""One sitting in all its forms: QR text, PDF, JSON, result page, sheet on the screen, workbook, CSV say one figure each."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.assessment.claims import accuracy_claim
from desktop.base.clock import ManualClock
from desktop.certification.compact import read_compact
from desktop.certification.credential import load_credential
from desktop.certification.evidence import SEED_DIGITS
from desktop.launch import launch
from desktop.scoring.intervals import clopper_pearson
from desktop.session.operations import certificates, exam
from desktop.session.session import Session
from desktop.session.shown import ResultShown
from desktop.views.widgets.charts import IntervalBar
from desktop.views.widgets.claims import claim_card
from desktop.views.widgets.paper import Paper, _proof
from tests import scenes

#: Practical counts whose bounds, rounded to the nearest, claim what was not shown; and others.
COUNTS = [(366, 366), (299, 300), (300, 302), (396, 398), (598, 604), (1999, 2000), (50, 50)]
THEORY = (38, 40)


@dataclass(frozen=True)
class One:
    """A sitting decided with given counts, its certificate and the workbook of its class."""

    session: Session
    result: ResultShown
    pdf: bytes
    credential: bytes
    code: str
    workbook: Path
    table: Path


def part(k: int, n: int) -> dict[str, Any]:
    """What the record keeps of a part: bounds to their last bit, as the decision computes them."""
    lower, upper = clopper_pearson(k, n)
    return {"k": k, "n": n, "lower": lower, "upper": upper}


def decided(session: Session, cast: scenes.Cast, k: int, n: int) -> str:
    """Write down a released sitting with 25 pictures, their errors in the first, and return its id."""
    record, pack, sitting_id = session.record, session.shelf.pack(scenes.PACK_ID), f"{k + n:016x}"
    share, rest = divmod(n, 25)
    sizes = [share + (place < rest) for place in range(25)]
    pictures = [(sizes[0] - (n - k), sizes[0]), *((size, size) for size in sizes[1:])]
    claim = accuracy_claim(pictures, seed=int(sitting_id[:SEED_DIGITS], 16))
    head = {"sitting_id": sitting_id}
    pace = {"units_per_hour": 95.96, "per_exercise": [list(pair) for pair in pictures]}
    reasons = [
        {"code": "accuracy", "met": True, "value": k / n, "limit": 0.98, "k": k, "n": n, "subjects": []}
    ]
    events: tuple[tuple[str, dict[str, Any]], ...] = (
        (
            "sitting.created",
            {
                "class_id": cast.class_id, "account_id": cast.trainee, "form": {}, "seed": "seed",
                "blueprint_digest": "sha256:b", "pack_digest": pack.digest,
            },
        ),
        ("sitting.closed", {"answers_digest": "sha256:a", "head": "e" * 64}),
        (
            "sitting.decided",
            {
                "outcome": "pass", "reasons": [json.dumps(each) for each in reasons], "theory": part(*THEORY),
                "practical": part(k, n) | pace, "claims": [asdict(claim)], "provisional": True,
            },
        ),
        ("sitting.released", {}),
    )  # fmt: skip
    for kind, body in events:
        record.append(kind, sitting_id, head | body, actor=cast.teacher)
    return sitting_id


@pytest.fixture(params=COUNTS, ids=lambda counts: f"{counts[0]} of {counts[1]}")
def one(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[One]:
    session = scenes.opened(tmp_path / "数据", ManualClock(scenes.MORNING))
    cast = scenes.settle(session)
    scenes.instruct(session, cast)
    sitting_id = decided(session, cast, *request.param)
    issued = certificates.issue(session, sitting_id)
    workbook, table = certificates.export_cohort(session, cast.class_id, tmp_path / "U 盘")
    yield One(
        session=session,
        result=exam.result(session, sitting_id),
        pdf=Path(issued.pdf).read_bytes(),
        credential=Path(issued.credential).read_bytes(),
        code=Path(issued.qr_file).read_text("ascii"),
        workbook=workbook,
        table=table,
    )
    session.close()


def words(qtbot: QtBot, one: One) -> list[str]:
    """Everything the card of the practical part shows and says aloud."""
    card = claim_card(one.result.practical)
    qtbot.addWidget(card)
    (bar,) = card.findChildren(IntervalBar)
    return [label.text() for label in card.findChildren(QLabel)] + [bar.accessibleName()]


def student(one: One) -> dict[str, Any]:
    book = openpyxl.load_workbook(one.workbook)
    rows = list(book["学员"].iter_rows(values_only=True))
    book.close()
    head = next(place for place, row in enumerate(rows) if row[0] == "学号")
    return dict(zip(map(str, rows[head]), rows[head + 1], strict=True))


def test_every_form_says_the_same_figures_and_none_more_than_was_shown(one: One, qtbot: QtBot) -> None:
    practical = one.result.practical
    k, n = practical.k, practical.n
    exact_lower, exact_upper = clopper_pearson(k, n)

    # What the record of the certificate holds is what all print.
    source = load_credential(one.credential).source
    lower, upper = source.practical.lower, source.practical.upper
    assert lower <= exact_lower < lower + 0.0001
    assert upper - 0.0001 < exact_upper <= upper
    low, high = f"{lower * 100:.2f}%", f"{upper * 100:.2f}%"
    share = f"{10_000 * k // n / 100:.2f}%"

    # JSON credential and QR record.
    measured = json.loads(one.credential)["credentialSubject"]["result"]
    assert measured[1]["value"] == share
    assert measured[2]["value"] == "95"
    assert read_compact(one.code).lower == lower

    # The page of the PDF.
    text = " ".join(PdfReader(io.BytesIO(one.pdf)).pages[0].extract_text().split())
    for figure in (f"{k} / {n}", share, f"{low}–{high}", "操作速度 95 个/小时"):
        assert figure in text, figure

    # The result page: number, sentence, interval, the bar as a screen reader has it; the sheet at its right.
    shown = words(qtbot, one)
    assert share in shown
    assert f"95% 区间 {low}–{high}" in shown
    assert f"{k}/{n} 正确，95% 置信区间 {low}–{high}。" in shown
    assert f"{share}，95% 区间 {low} 到 {high}" in shown
    assert one.result.reasons == (f"✓ 实操准确率 {k}/{n}（{share}），要求 ≥ 98%",)
    assert _proof("实操", k, n, practical.lower) == f"实操 {k} / {n} 合格（95% 置信下限 {low}）"
    qtbot.addWidget(Paper(one.result, one.code))

    # Workbook and CSV: what a spreadsheet shows with two decimals is what the cell holds.
    row = student(one)
    for title, figure in (("实操比例", share), ("实操下限", low), ("实操上限", high)):
        assert f"{row[title] * 100:.2f}%" == figure
        assert row[title] == round(row[title], 4)
    (line,) = csv.DictReader(io.StringIO(one.table.read_bytes().decode("utf-8-sig"), newline=""))
    assert [f"{float(line[title]) * 100:.2f}%" for title in ("实操比例", "实操下限", "实操上限")] == [
        share, low, high,
    ]  # fmt: skip


def test_the_bound_by_picture_and_the_one_sided_one_are_the_same_everywhere(one: One) -> None:
    source = load_credential(one.credential).source
    assert source.by_picture is not None
    text = " ".join(PdfReader(io.BytesIO(one.pdf)).pages[0].extract_text().split())
    by_picture = f"{source.by_picture.lower * 100:.2f}%–{source.by_picture.upper * 100:.2f}%"
    assert by_picture in text
    assert by_picture in one.result.claims[0].proved
    assert f"不低于 {source.by_picture.at_least * 100:.2f}%" in text


def test_verifying_each_form_tells_the_same_bounds(
    one: One, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("desktop.launch.find_places", lambda: one.session.places)
    files = []
    for suffix, content in ((".pdf", one.pdf), (".dscred", one.credential), (".txt", one.code.encode())):
        files.append(tmp_path / f"x{suffix}")
        files[-1].write_bytes(content)
    capsys.readouterr()
    assert launch(["verify", "--json", *map(str, files)]) == 0
    pdf, credential, code = json.loads(capsys.readouterr().out)
    assert pdf["facts"]["practical"] == credential["facts"]["practical"]
    assert code["facts"]["practical"]["lower"] == pdf["facts"]["practical"]["lower"]
    assert [each["genuine"] for each in (pdf, credential, code)] == [True] * 3
    bound = f"{pdf['facts']['practical']['lower'] * 100:.2f}%"
    assert f"95% 置信区间 {bound}–" in "".join(pdf["details"])
    assert f"95% 置信区间下限 {bound}" in "".join(code["details"])
