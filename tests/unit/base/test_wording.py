"""Words: Chinese in the source, any other language from its catalogue, switched while the program runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from desktop.base.errors import KnownError
from desktop.base.wording import LANGUAGES, N_, _, language, use_language


@pytest.fixture(autouse=True)
def _chinese_again() -> Iterator[None]:
    yield
    use_language("zh", Path("/nowhere"))


@pytest.fixture
def locale(tmp_path: Path) -> Path:
    catalogue = Catalog(locale="en", domain="doorstep")
    catalogue.add("学员", "Trainee")
    catalogue.add("右边框外扩 {px} px", "the right side is {px} px too far out")
    path = tmp_path / "语言 文件" / "en" / "LC_MESSAGES" / "doorstep.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as stream:
        write_mo(stream, catalogue)
    return tmp_path / "语言 文件"


def test_the_source_language_needs_no_catalogue() -> None:
    use_language("zh", Path("/nowhere"))
    assert language() == "zh"
    assert _("学员") == "学员"


def test_the_language_is_switched_while_the_program_runs(locale: Path) -> None:
    assert _("学员") == "学员"
    use_language("en", locale)
    assert (_("学员"), language()) == ("Trainee", "en")
    use_language("zh", locale)
    assert (_("学员"), language()) == ("学员", "zh")


def test_what_the_catalogue_lacks_is_said_in_chinese(locale: Path) -> None:
    use_language("en", locale)
    assert _("名册") == "名册"


def test_places_are_filled_in_every_language(locale: Path) -> None:
    assert _("右边框外扩 {px} px", px=7) == "右边框外扩 7 px"
    use_language("en", locale)
    assert _("右边框外扩 {px} px", px=7) == "the right side is 7 px too far out"


def test_braces_in_a_value_are_no_places() -> None:
    assert _("{name}·{n} 人", name="{n}{x}", n=2) == "{n}{x}·2 人"


def test_a_text_without_values_is_left_as_it_is() -> None:
    assert _("100 % {not a place}") == "100 % {not a place}"


def test_an_empty_text_is_not_the_head_of_the_catalogue(locale: Path) -> None:
    use_language("en", locale)
    assert _("") == ""


def test_a_marked_text_is_itself() -> None:
    assert N_("语言") == "语言"


def test_a_missing_catalogue_is_told_and_the_language_stays(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="缺少 en 语言文件") as told:
        use_language("en", tmp_path)
    assert told.value.where == str(tmp_path)
    assert language() == "zh"


def test_a_damaged_catalogue_is_told_and_the_language_stays(locale: Path) -> None:
    (locale / "en" / "LC_MESSAGES" / "doorstep.mo").write_bytes(b"not a catalogue at all" * 10)
    with pytest.raises(KnownError):
        use_language("en", locale)
    assert (language(), _("学员")) == ("zh", "学员")


def test_an_unknown_language_is_told_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="'tlh'") as told:
        use_language("tlh", tmp_path)
    assert all(known in told.value.remedy for known in LANGUAGES)
