"""What files say of themselves: read whole, cut anywhere, forged and random, always a sentence and never a pixel."""

from __future__ import annotations

import io
import struct

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from desktop.base.errors import DamagedFileError, KnownError
from desktop.views.widgets.canvas import picture as pictures
from desktop.views.widgets.canvas.formats import read_facts
from desktop.views.widgets.canvas.picture import MOST_BYTES, MOST_PIXELS, Header, decode, read_header
from tests.gui.canvas.test_pictures import png_of, turned

FORMS = ("JPEG", "PNG", "WEBP", "BMP", "TIFF")


def packed(mode: str = "RGB", form: str = "PNG", size: tuple[int, int] = (61, 43), **how: object) -> bytes:
    """Return a small picture as a file."""
    noise = np.random.default_rng(3).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
    image = Image.fromarray(noise).convert("L" if mode == "I;16" else mode)
    out = io.BytesIO()
    (image.convert("I;16") if mode == "I;16" else image).save(out, form, **how)
    return out.getvalue()


SAMPLES = {form: packed(form=form) for form in FORMS}


def segment(mark: int, body: bytes) -> bytes:
    """Return one segment of a JPEG."""
    return struct.pack(">BBH", 0xFF, mark, len(body) + 2) + body


def jpeg_of(width: int, height: int, *, frame: int = 0xC0, samples: int = 3, sampling: int = 0x11) -> bytes:
    """Return a JPEG whose header says what it likes and whose pixels are missing."""
    parts = b"".join(bytes([n + 1, sampling if n == 0 else 0x11, 0]) for n in range(samples))
    head = segment(frame, struct.pack(">BHHB", 8, height, width, samples) + parts)
    return b"\xff\xd8" + head + segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x00" * 20 + b"\xff\xd9"


def webp_of(width: int, height: int) -> bytes:
    """Return a WebP whose header says what it likes."""
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\x00" * 4
    body += (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF" + struct.pack("<I", len(body)) + body


def bmp_of(width: int, height: int) -> bytes:
    """Return a BMP whose header says what it likes."""
    return b"BM" + struct.pack("<IIIIiiHH", 54, 0, 54, 40, width, height, 1, 24) + bytes(24)


def tiff_of(width: int, height: int, **tags: int) -> bytes:
    """Return a TIFF whose header says what it likes: tag numbers as ``t259=5``."""
    found = {256: width, 257: height, 258: 8, 259: 1, 262: 1, 273: 8, 277: 1, 278: height, 279: 1}
    found |= {int(name[1:]): value for name, value in tags.items()}
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, found[tag]) for tag in sorted(found))
    return b"II*\x00" + struct.pack("<IH", 8, len(found)) + entries + bytes(4)


def judged(data: bytes) -> Header | None:
    """Return a header, or None for a file that was refused with a sentence."""
    try:
        return read_header(data)
    except KnownError as fault:
        if not fault.what.endswith("。"):
            pytest.fail(f"no sentence: {fault.what}")
        return None


# -- what honest files say


@pytest.mark.parametrize("form", FORMS)
def test_kind_size_and_wholeness_are_read(form: str) -> None:
    facts = read_facts(SAMPLES[form])
    assert (facts.form, facts.size, facts.is_whole, facts.bits) == (form.lower(), (61, 43), True, 8)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("tag", range(1, 9))
def test_the_turn_is_read_in_every_kind_that_has_one(form: str, tag: int) -> None:
    data = turned(tag, form=form)
    assert read_facts(data).turn == tag
    assert read_facts(data).size == (60, 40)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("tag", range(1, 9))
def test_every_kind_stands_upright(form: str, tag: int) -> None:
    data = turned(tag, form=form)
    header = read_header(data)
    image = decode(data, header).levels[0][1]
    assert image.size().toTuple() == header.orientation.upright_size((60, 40))
    u, v = header.orientation.upright(5, 20, (60, 40))
    assert image.pixelColor(int(u), int(v)).red() > 200
    u, v = header.orientation.upright(55, 20, (60, 40))
    assert image.pixelColor(int(u), int(v)).blue() > 200


@pytest.mark.parametrize(
    ("mode", "form", "samples", "bits"),
    [
        ("L", "PNG", 1, 8),
        ("RGBA", "PNG", 4, 8),
        ("P", "PNG", 1, 8),
        ("1", "PNG", 1, 1),
        ("I;16", "PNG", 1, 16),
        ("L", "JPEG", 1, 8),
        ("CMYK", "JPEG", 4, 8),
        ("I;16", "TIFF", 1, 16),
    ],
)
def test_depth_and_samples_are_read(mode: str, form: str, samples: int, bits: int) -> None:
    facts = read_facts(packed(mode, form))
    assert (facts.samples, facts.bits) == (samples, bits)


def test_what_can_be_read_in_rows_is_known() -> None:
    assert read_facts(packed(form="JPEG")).in_rows
    assert not read_facts(packed(form="JPEG", progressive=True)).in_rows
    assert read_facts(packed(form="PNG")).in_rows
    assert not read_facts(packed("P")).in_rows
    assert not read_facts(packed("RGBA")).in_rows
    assert not read_facts(png_of(10, 10, bits=16, kind=2)).in_rows
    assert not read_facts(packed(form="WEBP")).in_rows


def test_how_a_jpeg_holds_its_colours_is_read() -> None:
    assert read_facts(packed(form="JPEG", subsampling=2)).subsampled
    assert not read_facts(packed(form="JPEG", subsampling=0)).subsampled


@pytest.mark.parametrize("how", [{"lossless": True}, {"quality": 50}, {"exif": Image.Exif().tobytes()}])
def test_all_three_sorts_of_webp_say_their_size(how: dict[str, object]) -> None:
    assert read_facts(packed("RGBA", "WEBP", **how)).size == (61, 43)
    assert read_facts(packed("RGB", "WEBP", **how)).size == (61, 43)


def test_a_bmp_from_the_bottom_up_or_the_top_down_has_the_same_size() -> None:
    assert read_facts(bmp_of(50, 40)).size == read_facts(bmp_of(50, -40)).size == (50, 40)


def test_the_end_of_a_thumbnail_is_not_taken_for_the_end_of_the_picture() -> None:
    thumbnail = segment(0xE1, b"Exif\x00\x00" + packed(form="JPEG", size=(16, 16)))
    data = packed(form="JPEG")
    with_thumbnail = data[:2] + thumbnail + data[2:]
    assert read_facts(with_thumbnail).is_whole
    assert not read_facts(with_thumbnail[:-300]).is_whole


# -- what dishonest files say


@pytest.mark.parametrize(
    "data",
    [
        jpeg_of(65_000, 65_000),
        png_of(20_001, 20_000),
        webp_of(2**24, 2**24),
        bmp_of(2**31 - 1, 2**31 - 1),
        bmp_of(30_000, -30_000),
        tiff_of(2**32 - 1, 2**32 - 1, t278=2**32 - 1),
        tiff_of(65_535, 65_535),
    ],
)
def test_a_giant_is_refused_by_its_header_with_its_size(data: bytes) -> None:
    with pytest.raises(KnownError, match="太大") as refused:
        read_header(data)
    assert refused.value.what.endswith("。")
    assert refused.value.remedy.endswith("。")


@pytest.mark.parametrize(
    "data", [jpeg_of(20_000, 20_000), png_of(20_000, 20_000), png_of(20_000, 20_000, bits=16, kind=0)]
)
def test_the_largest_is_taken_by_its_header(data: bytes) -> None:
    header = read_header(data)
    assert header.pixels == MOST_PIXELS
    assert header.is_tiled


def test_colour_of_16_bits_may_take_as_many_bytes_and_no_more() -> None:
    assert read_header(png_of(14_142, 11_000, bits=16)).facts.pixel_bytes == 8
    with pytest.raises(KnownError, match="太大"):
        read_header(png_of(20_000, 10_001, bits=16))
    assert MOST_BYTES < 20_000 * 10_001 * 8


@pytest.mark.parametrize(
    "data",
    [
        jpeg_of(20_000, 20_000, frame=0xC2),
        jpeg_of(20_000, 20_000, frame=0xC2, sampling=0x22),
        png_of(20_000, 20_000, kind=6),
        png_of(20_000, 10_000, bits=16, kind=2),
    ],
)
def test_what_needs_too_much_memory_to_be_read_at_all_is_refused_with_a_way_out(data: bytes) -> None:
    with pytest.raises(KnownError, match="整张放进内存") as refused:
        read_header(data)
    assert "另存为" in refused.value.remedy


@pytest.mark.parametrize(
    "data",
    [
        jpeg_of(0, 10),
        jpeg_of(10, 0),
        png_of(0, 10),
        bmp_of(0, 10),
        bmp_of(-5, 10),
        tiff_of(0, 10),
        tiff_of(10, 0),
        b"\xff\xd8" + segment(0xDA, b"\x01") + b"\xff\xd9",
        b"RIFF" + struct.pack("<I", 4) + b"WEBP",
    ],
)
def test_a_header_without_a_size_is_refused(data: bytes) -> None:
    with pytest.raises(DamagedFileError, match=r"读不出宽和高|不完整"):
        read_header(data)


def test_a_million_segments_end_the_search() -> None:
    many = b"\xff\xd8" + segment(0xE0, b"") * 20_000 + jpeg_of(10, 10)[2:]
    with pytest.raises(DamagedFileError):
        read_header(many)


def test_a_million_chunks_end_the_search() -> None:
    data = png_of(10, 10)
    chunk = struct.pack(">I", 0) + b"teXt" + bytes(4)
    assert read_facts(data[:33] + chunk * 20_000 + data[33:]).size == (10, 10)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(share=st.floats(0, 1))
def test_a_file_cut_anywhere_is_refused_or_says_what_the_whole_one_says(form: str, share: float) -> None:
    whole = SAMPLES[form]
    header = judged(whole[: int(len(whole) * share)])
    assert header is None or header.size == (61, 43)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=150)
@given(places=st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_file_with_bytes_changed_is_refused_or_judged(form: str, places: list[tuple[int, int]]) -> None:
    forged = bytearray(SAMPLES[form])
    for place, value in places:
        forged[place % len(forged)] = value
    header = judged(bytes(forged))
    assert header is None or 0 < header.pixels <= MOST_PIXELS


@settings(max_examples=300)
@given(
    start=st.sampled_from([data[:12] for data in SAMPLES.values()]), rest=st.binary(min_size=0, max_size=300)
)
def test_what_begins_like_a_picture_and_goes_on_anyhow_is_refused_or_judged(
    start: bytes, rest: bytes
) -> None:
    header = judged(start + rest)
    assert header is None or 0 < header.pixels <= MOST_PIXELS


def test_no_pixel_is_made_before_the_header_is_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "open_reader", lambda *_all: pytest.fail("a decoder was asked"))
    for data in (jpeg_of(65_000, 65_000), png_of(70_000, 1), bmp_of(30_000, 30_000)):
        with pytest.raises(KnownError):
            read_header(data)
