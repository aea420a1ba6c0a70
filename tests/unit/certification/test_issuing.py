"""Issuing a certificate from the record, and printing it again."""

from __future__ import annotations

from pathlib import Path

from desktop.base.places import Places
from desktop.session.operations import certificates
from tests.unit.certification.conftest import Classroom


def test_a_released_pass_becomes_three_files_that_all_hold(classroom: Classroom, places: Places) -> None:
    sitting_id = classroom.sit(classroom.enrol("犇翀玥"))
    shown = certificates.issue(classroom.session, sitting_id)
    folder = places.exports / "certificates"
    assert {path.suffix for path in folder.iterdir()} == {".pdf", ".json", ".txt"}
    for path in folder.iterdir():
        verdict = certificates.verify_file(places, path)
        assert verdict.genuine, verdict
        assert verdict.facts["number"] == shown.number
        assert verdict.facts["issuer_known"]
    assert Path(shown.pdf).is_file()
    assert Path(shown.credential).is_file()
    assert Path(shown.qr_file).is_file()
