"""The catalogue check sees each way in which wording and translation can part."""

from __future__ import annotations

import gettext
import io
from pathlib import Path

import pytest

from tests.house import catalogue

SOURCE = 'a = _("题目")\nb = N_("完成")\nc = _("还剩 {n} 题", n=3)\nd = n_("{n} 题", "{n} 题们", 2)\n'


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "pack"
    folder.mkdir()
    (folder / "page.py").write_text(SOURCE, encoding="utf-8")
    return folder


@pytest.fixture
def po(package: Path, tmp_path: Path) -> Path:
    """A complete catalogue of ``package``."""
    path = tmp_path / "doorstep.po"
    catalogue.update(package, path)
    translate(path, "题目", "Question")
    translate(path, "完成", "Done")
    translate(path, "还剩 {n} 题", "{n} left")
    translate(path, "{n} 题", ("{n} question", "{n} questions"))
    return path


def translate(po: Path, wording: str, said: str | tuple[str, str]) -> None:
    known = catalogue.load(po)
    message = known.get(wording)
    assert message is not None
    message.string = said
    po.write_bytes(catalogue.printed(known))
    po.with_suffix(".mo").write_bytes(catalogue.compiled(known))


def test_a_complete_catalogue_has_no_fault(package: Path, po: Path) -> None:
    assert catalogue.check(package, po) == []


def test_gettext_reads_what_was_compiled(po: Path) -> None:
    speaker = gettext.GNUTranslations(io.BytesIO(po.with_suffix(".mo").read_bytes()))
    assert speaker.gettext("还剩 {n} 题") == "{n} left"
    assert speaker.ngettext("{n} 题", "{n} 题们", 1) == "{n} question"
    assert speaker.ngettext("{n} 题", "{n} 题们", 2) == "{n} questions"


def test_new_wording_is_missing_until_collected_and_then_empty(package: Path, po: Path) -> None:
    (package / "more.py").write_text('x = _("暂停")\n', encoding="utf-8")
    assert catalogue.check(package, po) == ["missing: '暂停' (pack/more.py)"]
    catalogue.update(package, po)
    assert catalogue.check(package, po) == ["empty: '暂停' (pack/more.py)"]


def test_an_update_keeps_what_was_translated_and_drops_what_is_no_longer_said(
    package: Path, po: Path
) -> None:
    (package / "page.py").write_text(SOURCE.replace("完成", "结束"), encoding="utf-8")
    assert catalogue.check(package, po) == [
        "missing: '结束' (pack/page.py)",
        "unused: '完成' (pack/page.py)",
    ]
    catalogue.update(package, po)
    kept = catalogue.load(po).get("题目")
    assert kept is not None
    assert kept.string == "Question"
    assert catalogue.load(po).get("完成") is None


def test_the_places_in_a_translation_are_those_of_the_wording(package: Path, po: Path) -> None:
    translate(po, "还剩 {n} 题", "{count} left")
    assert catalogue.check(package, po) == ["places ['count'] instead of ['n']: '还剩 {n} 题' (pack/page.py)"]


def test_every_plural_form_is_said(package: Path, po: Path) -> None:
    translate(po, "{n} 题", ("{n} question", ""))
    assert catalogue.check(package, po) == ["empty: '{n} 题' (pack/page.py)"]


def test_broken_braces_are_a_fault_not_a_crash(package: Path, po: Path) -> None:
    translate(po, "还剩 {n} 题", "{n left")
    assert "unreadable braces" in catalogue.check(package, po)[0]


def test_a_guess_and_a_copied_wording_are_faults(package: Path, po: Path) -> None:
    translate(po, "题目", "题目")
    assert catalogue.check(package, po) == ["still Chinese: '题目' (pack/page.py)"]
    translate(po, "题目", "Question")
    text = po.read_text(encoding="utf-8").replace('msgid "题目"', '#, fuzzy\nmsgid "题目"')
    po.write_text(text, encoding="utf-8")
    assert "fuzzy: '题目' (pack/page.py)" in catalogue.check(package, po)


def test_a_stale_or_absent_compiled_file_is_a_fault(package: Path, po: Path) -> None:
    po.write_text(po.read_text(encoding="utf-8").replace("Done", "Finished"), encoding="utf-8")
    assert catalogue.check(package, po) == ["doorstep.mo is not compiled from doorstep.po"]
    po.with_suffix(".mo").unlink()
    assert catalogue.check(package, po) == ["doorstep.mo is not compiled from doorstep.po"]


def test_the_same_wording_gives_the_same_bytes(package: Path, po: Path) -> None:
    before = po.read_bytes(), po.with_suffix(".mo").read_bytes()
    catalogue.update(package, po)
    assert (po.read_bytes(), po.with_suffix(".mo").read_bytes()) == before
    assert b"POT-Creation-Date" not in before[0]


def test_a_package_without_a_catalogue_is_all_missing(package: Path, tmp_path: Path) -> None:
    found = catalogue.check(package, tmp_path / "none.po")
    assert len(found) == 5
    assert found[-1] == "none.mo is not compiled from none.po"
