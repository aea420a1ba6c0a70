"""The printed page: one page, everything on it can be read back, nothing is cut, nothing becomes an empty box."""

from __future__ import annotations

import base64
import gettext
import io
import shutil
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop.base import wording
from desktop.base.errors import DamagedFileError, KnownError
from desktop.certification.credential import load_credential
from desktop.certification.font import Coverage
from desktop.certification.keys import fingerprint
from desktop.certification.page import FONT, GETA, page_facts
from desktop.certification.pdf import carried, print_certificate, qr_svg
from desktop.certification.source import Section, Source
from tests.unit.certification.conftest import Issued, issue_all, make_source, proof

LONG = {
    "name": "乌兰图雅·巴特尔·额尔德尼·苏赫巴托尔",
    "site": "大同市云冈区口泉街道新旺社区家门口数据标注实训点（第三分站）",
    "order_name": "停车场航拍图像旋转框与车头朝向标注（含遮挡、截断、影子判定）第二批次",
    "employer": "桑干遥感大数据科技发展有限公司大同分公司（虚构）",
    "post": "高级数据标注员兼质检员",
    "outcome": "distinction",
}
ENGLISH = {
    "岗位能力证明": "Certificate of Job Competence",
    "岗位能力考核合格，能够承担{post}工作。": "has passed the assessment and is able to work as {post}.",
    "在{site}完成“{order}”订单的岗位培训，": "has been trained for the order “{order}” at {site},",
    "在{site}": "has completed, at {site},",
    "完成“{order}”订单的岗位培训，": "the training for the order “{order}”,",
    "证书编号": "Certificate no.",
}


class English(gettext.NullTranslations):
    """A few words of the catalogue."""

    def gettext(self, message: str) -> str:
        return ENGLISH.get(message, message)


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording._Speaker, "catalogue", English())
    monkeypatch.setattr(wording._Speaker, "language", "en")


@pytest.fixture
def words(tmp_path: Path, assets: Path) -> Callable[..., str]:
    """Print a certificate and return its text without line breaks."""

    def printed(**changes: object) -> str:
        files = issue_all(make_source(**changes), tmp_path / "keys", assets).files
        return text_of(files[".pdf"])

    return printed


def text_of(pdf: bytes) -> str:
    reader = PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == 1
    return " ".join(reader.pages[0].extract_text().split())


def test_every_fact_can_be_copied_out_of_the_page(issued: Issued) -> None:
    text = text_of(issued.files[".pdf"])
    source = issued.source
    for fact in (
        source.name,
        source.number,
        source.site,
        source.order_name,
        source.employer,
        source.order_id,
        "031X",
        "2026-11-23",
        "2028-11-22",
        "300 / 302",
        "99.33%",
        "97.60%",
        "97.62%–99.92%",
        fingerprint(issued.key.public),
        "非国家职业技能等级证书",
        "岗位能力证明",
    ):
        assert fact in text, fact


@pytest.mark.parametrize("n", [1, 4, 8])
def test_every_section_has_its_row_and_the_page_stays_one(words: Callable[..., str], n: int) -> None:
    names = ["实体", "关系", "找错", "返修", "仲裁", "多边形", "点、椭圆、图像标签", "改写与提示词"][:n]
    sections = tuple(
        Section(title=name, cut=0.85, proof=proof(57 + place % 2, 60), by_picture=make_source().by_picture)
        for place, name in enumerate(names)
    )
    tolerances = "；".join(
        f"{name}：边界偏差 ≤ 2 个字，类别全对，关系的类型、方向、两端全对" for name in names
    )
    text = words(**LONG, sections=sections, tolerance=tolerances)
    for place, name in enumerate(names):
        assert f"{name}（≥ 85%） {57 + place % 2} / 60" in text
    assert "97.00%–99.90%" in text
    assert names[-1] + "：边界偏差" in text


def test_a_certificate_without_sections_keeps_its_bytes() -> None:
    assert "sections" not in make_source().model_dump(mode="json")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_another_reader_copies_name_and_number_too(issued: Issued, tmp_path: Path) -> None:
    path = tmp_path / "证书.pdf"
    path.write_bytes(issued.files[".pdf"])
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    text = done.stdout.decode()
    assert issued.source.name in text
    assert issued.source.number in text


@pytest.mark.parametrize("name", ["犇翀玥", "昇喆堃", "𫖯仁", "Ana María Ñúñez", "乌兰图雅·巴特尔", "㛃媛"])
def test_rare_names_come_out_whole(words: Callable[..., str], name: str) -> None:
    assert name in words(name=name)


def test_the_longest_names_stay_on_one_page_and_whole(words: Callable[..., str]) -> None:
    text = words(**LONG).replace(" ", "")
    for name, value in LONG.items():
        if name != "outcome":
            assert value in text, name
    assert "考核优秀" in text


@pytest.mark.parametrize("field", ["name", "site", "order_name", "employer", "post"])
def test_forty_wide_characters_anywhere_stay_on_the_page(words: Callable[..., str], field: str) -> None:
    assert "龘" * 8 in words(**{field: "龘" * 40})


def test_a_character_that_no_font_has_is_marked_and_explained(words: Callable[..., str]) -> None:
    text = words(name="𠮶野家")
    assert f"{GETA}野家" in text
    assert "U+20BB6" in text
    assert "以所附 JSON 凭证为准" in text


def test_the_credential_keeps_the_character_that_cannot_be_printed(tmp_path: Path, assets: Path) -> None:
    files = issue_all(make_source(name="𠮶野家"), tmp_path, assets).files
    assert load_credential(files[".dscred"]).source.name == "𠮶野家"


def test_a_rare_name_is_printed_as_it_is(words: Callable[..., str]) -> None:
    text = words(name="𠮷犇𫖯")
    assert "𠮷犇𫖯" in text
    assert GETA not in text


def test_the_font_knows_what_it_has(assets: Path) -> None:
    font = Coverage.of(assets / "fonts" / FONT)
    assert font.missing("犇翀玥𫖯㛃𠮷 ABC 98.5% – ≥①·✗" + GETA) == frozenset()
    assert font.missing("a𠮶😀\u200b") == {"𠮶", "😀"}


@pytest.mark.parametrize("content", [b"", b"\0\1\0\0", b"\0\1\0\0\0\1" + bytes(40)])
def test_a_font_that_is_none_is_our_mistake(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "font.ttf"
    path.write_bytes(content)
    with pytest.raises(ValueError, match="font"):
        Coverage.of(path)


def test_the_file_carries_the_credential_and_the_code(issued: Issued) -> None:
    reader = PdfReader(io.BytesIO(issued.files[".pdf"]))
    assert reader.metadata is not None
    assert issued.document["code"] in str(reader.metadata["/Keywords"])
    assert issued.source.name in str(reader.metadata.title)
    assert carried(issued.files[".pdf"]) == (issued.document["code"], issued.files[".dscred"])


def test_a_pdf_without_code_or_credential_is_not_ours(issued: Issued) -> None:
    pdf = issued.files[".pdf"]
    for changed in (pdf.replace(b"pdf:Keywords", b"pdf:Keywerds"), pdf.replace(b"VC1:", b"VC2:")):
        with pytest.raises(DamagedFileError, match="不是本程序签发"):
            carried(changed)


def test_a_carried_credential_that_is_damaged_or_swells_is_refused(issued: Issued) -> None:
    code = issued.document["code"].encode()
    swollen = base64.urlsafe_b64encode(zlib.compress(bytes(40_000_000), 9))
    for packed, said in ((b"AAAA", "已损坏"), (b"A", "已损坏"), (swollen, "过大")):
        hostile = b"%PDF-1.7\n<pdf:Keywords>x, " + code + b", VC1:" + packed + b"</pdf:Keywords>"
        with pytest.raises(DamagedFileError, match=said):
            carried(hostile)


def test_the_page_declares_pdf_a_2b(issued: Issued) -> None:
    pdf = issued.files[".pdf"]
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in pdf
    assert b"/EmbeddedFile" not in pdf


def test_the_seal_leaves_no_trace_on_the_page_and_the_numbers_stay_in_their_columns(
    words: Callable[..., str],
) -> None:
    text = words(theory=proof(60, 60), practical=proof(1204, 1210))
    assert "100.00%" in text
    assert "1204 / 1210" in text


def test_a_part_that_was_not_judged_shows_a_dash(words: Callable[..., str]) -> None:
    text = words(practical={"k": 0, "n": 0, "lower": 0.0, "upper": 1.0}, by_picture=None)
    assert "实际操作 — — —" in text
    assert "不予证明" in text


def test_the_page_speaks_english(english: None, words: Callable[..., str]) -> None:
    text = words(name="Li Xiaoming", post="data annotator")
    assert "Certificate of Job Competence" in text
    assert 'for the order "车辆行人 2D 框" at' in text
    assert "is able to work as data annotator." in text


def test_a_later_review_by_the_centre_is_said(assets: Path) -> None:
    def notes(source: Source) -> str:
        facts = page_facts(source, public=bytes(32), fonts=assets / "fonts")
        return "".join(facts["notes"])

    assert "中心复核后为最终结果" in notes(make_source())
    assert "已经中心复核" in notes(make_source(provisional=False))


def test_markup_in_a_name_stays_text(words: Callable[..., str]) -> None:
    assert "#panic() *a* <b> $x$" in words(name="#panic() *a* <b> $x$")


def test_a_template_that_typst_refuses_is_told(tmp_path: Path, issued: Issued, assets: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "certificate.typ").write_text("#panic()")
    (tmp_path / "fonts").symlink_to(assets / "fonts")
    with pytest.raises(KnownError, match="排版失败"):
        print_certificate(issued.source, public=bytes(32), qr_text="DS1:", credential=b"{}", assets=tmp_path)


def test_the_code_is_drawn_dark_on_white_with_a_quiet_zone() -> None:
    svg = qr_svg("DS1:ABC")
    assert svg.startswith("<svg")
    assert 'stroke="#1b2430"' in svg


def test_red_lines_are_on_the_page_with_how_many_were_judged(words: Callable[..., str]) -> None:
    assert "安全红线" not in words()
    assert "安全红线 40 处全部判对。" in words(red_lines={"crossed": 0, "n": 40})
    crossed = words(**LONG, red_lines={"crossed": 1, "n": 40, "allowed": 2})
    assert "安全红线 40 处判错 1 处（允许 2 处）。" in crossed
