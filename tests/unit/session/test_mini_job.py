"""The miniature job: the whole way in a site that is gone afterwards, and a plain no where a step does not hold."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.base.errors import KnownError
from desktop.base.places import Places
from desktop.base.wording import language, use_language
from desktop.curriculum.packs import open_pack
from desktop.session.operations import certificates, exam, mini_job, practice
from tests import scenes


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Places]:
    """The program's own places; what is temporary lies where it can be counted."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    found = scenes.places_in(tmp_path / "数据")
    yield found
    assert list(scratch.iterdir()) == []
    assert not found.data.exists()
    use_language("zh", found.assets / "locale")


def test_the_job_goes_all_the_way(places: Places) -> None:
    found = mini_job.mini_job(places)
    assert found.verdict == "ok"
    assert re.fullmatch(
        r"标注 → 评分（多出 8 像素被查出）→ 记录 → 考核 100\.00% → 证书 DS-\d{4}-[0-9A-Z]{6} → 核验为真，\d+\.\d 秒",
        found.seen,
    )


def test_the_language_of_the_screen_stays(places: Places) -> None:
    use_language("en", places.assets / "locale")
    found = mini_job.mini_job(places)
    assert language() == "en"
    assert "verified as genuine" in found.seen


def test_the_pack_of_the_job_is_small_and_sound(places: Places) -> None:
    folder = places.assets / "selftest" / "pack"
    pack = open_pack(folder)
    assert pack.head.id == mini_job.PACK_ID
    assert set(pack.exercises) == {"P1", "E1"}
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < 8_000


def test_the_pack_of_the_job_is_no_course(places: Places) -> None:
    from desktop.curriculum.shelf import Shelf

    shipped = Shelf(places.assets.parent / "courses").packs()
    assert mini_job.PACK_ID not in {each.head.id for each in shipped}


def test_without_its_pack_the_job_says_so(places: Places, tmp_path: Path) -> None:
    assets = tmp_path / "assets"
    assets.mkdir()
    with pytest.raises(KnownError, match="本机没有课程包 selftest"):
        mini_job.mini_job(replace(places, assets=assets))


def test_without_a_template_no_certificate_comes_out(places: Places, tmp_path: Path) -> None:
    assets = tmp_path / "assets"
    shutil.copytree(places.assets / "selftest", assets / "selftest")
    (assets / "fonts").symlink_to(places.assets / "fonts")
    with pytest.raises((KnownError, OSError)):
        mini_job.mini_job(replace(places, assets=assets))


def test_a_scorer_that_misses_an_error_is_found_out(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    real = practice.submit

    def blind(session: Any, attempt: Any) -> Any:
        return replace(real(session, attempt), findings=())

    monkeypatch.setattr(practice, "submit", blind)
    with pytest.raises(KnownError, match="小样任务在“评分”这一步不对：—。") as refusal:
        mini_job.mini_job(places)
    assert refusal.value.remedy


def test_an_assessment_that_fails_a_right_answer_is_found_out(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = exam.finish
    monkeypatch.setattr(exam, "finish", lambda session: replace(real(session), outcome="fail"))
    with pytest.raises(KnownError, match="“考核”这一步不对：fail"):
        mini_job.mini_job(places)


@pytest.mark.parametrize(("genuine", "step"), [(False, "核验"), (True, "核验被改动的证书")])
def test_a_check_that_says_the_same_of_everything_is_found_out(
    places: Places, monkeypatch: pytest.MonkeyPatch, genuine: bool, step: str
) -> None:
    real = certificates.verify_file

    def blind(own: Places, path: Path) -> Any:
        return replace(real(own, path), genuine=genuine, intact=genuine)

    monkeypatch.setattr(certificates, "verify_file", blind)
    with pytest.raises(KnownError, match=f"“{step}”这一步不对"):
        mini_job.mini_job(places)


def test_a_record_that_is_not_whole_is_found_out(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mini_job, "check", lambda _path: ["事件链断开。"])
    with pytest.raises(KnownError, match="事件链断开"):
        mini_job.mini_job(places)
