"""Short Nordic texts in what offices have saved them in: the same text comes out, and what was guessed is noted."""

import codecs
from pathlib import Path

import pytest
from document_files import written

from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents import read_document
from ehealth_stats.ingestion.documents.intake.encoding import check_count, decode, decode_lines
from ehealth_stats.ingestion.documents.intake.received import Received
from ehealth_stats.ingestion.documents.limits import Limits

TEXTS = [
    "Ånge: 450 larm",
    "Härnösand",
    "Örnsköldsvik och Sollefteå",
    "ÄLVSBYN ÖVERTORNEÅ",
    "Kommunerna i länet är sju",
    "Bærum kommune",
    "Tromsø, Bodø og Vadsø",
    "Nøtterøy: 12 år",
    "Ål",
    "Våler og Færder",
    "Antall kommuner på Østlandet: 80",
    "ØVRE EIKER",
]
PUNCTUATED = ["Målsättning – ökning", "Region Jämtland – ”trygghetslarm”", "c:a 60 § 4, år 2013"]
SINGLE_BYTE = ["windows-1252", "iso-8859-1", "cp850", "mac-roman"]


def of(data: bytes, **limits: int) -> Received:
    """Return a text as it is received."""
    return Received(Path("plan.txt"), data, Limits(**limits))


@pytest.mark.parametrize("encoding", [*SINGLE_BYTE, "utf-16", "utf-16-le", "utf-16-be", "utf-8"])
@pytest.mark.parametrize("text", TEXTS)
def test_a_short_text_is_read_in_its_encoding(tmp_path, text, encoding):
    """The letters of the region tell the encoding, also where there is only one of them."""
    document = read_document(written(tmp_path / "plan.txt", text.encode(encoding)))
    assert document.text == text
    guessed = encoding not in ("utf-8", "utf-16")
    assert [note for note in document.notes if "guessed" in note] == (
        [f"encoding guessed: {document.encoding}"] if guessed else []
    )


@pytest.mark.parametrize("encoding", ["windows-1252", "mac-roman"])
@pytest.mark.parametrize("text", PUNCTUATED)
def test_dashes_and_quotes_are_signs_of_an_encoding_too(tmp_path, text, encoding):
    """What a word processor writes for - and "."""
    assert read_document(written(tmp_path / "plan.txt", text.encode(encoding))).text == text


@pytest.mark.parametrize("text", TEXTS)
def test_text_that_was_decoded_wrongly_is_mended(tmp_path, text):
    """UTF-8 that was read as Windows-1252 and saved again, noted."""
    mangled = text.encode().decode("windows-1252", errors="ignore")
    if mangled.encode("windows-1252", errors="ignore") != text.encode():
        pytest.skip("Windows-1252 has no letter for one of the bytes")
    document = read_document(written(tmp_path / "plan.txt", mangled))
    assert document.text == text
    assert document.notes == ("wrongly decoded characters repaired (ftfy.fix_encoding)",)


def test_right_text_is_not_mended(tmp_path):
    """Letters of other languages, quotes and ligatures stay as they are."""
    text = "São Paulo, Łódź, “citat”, ﬁn, Ãland, 1 000, ²"
    document = read_document(written(tmp_path / "plan.txt", text))
    assert (document.text, document.notes) == (text, ())


def test_a_text_cut_within_a_letter_is_read_and_noted(tmp_path):
    """All but half a letter is UTF-8."""
    document = read_document(written(tmp_path / "plan.txt", "Ånge och Timrå".encode()[:-1]))
    assert (document.text, document.encoding) == ("Ånge och Timr", "utf-8")
    assert document.notes == ("the file ends within a character: it was cut off",)


def test_bytes_are_no_text(tmp_path):
    """What no encoding of the region makes sense of."""
    with pytest.raises(DocumentError, match="no text"):
        read_document(written(tmp_path / "plan.txt", bytes(range(1, 32)) * 9 + b"\0\xff\0"))


@pytest.mark.parametrize(
    ("mark", "encoding", "name"),
    [
        (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
    ],
)
def test_the_mark_at_the_start_tells_the_encoding(mark, encoding, name):
    """It is no part of the text."""
    decoded = decode(of(mark + "Ånge: 450".encode(encoding)))
    assert (decoded.text, decoded.encoding, decoded.notes) == ("Ånge: 450", name, ())


@pytest.mark.parametrize(
    ("head", "declared", "encoding", "notes"),
    [
        ('<?xml version="1.0" encoding="ISO-8859-15"?>', "", "iso-8859-15", ()),
        ("<meta charset=iso-8859-15>", "", "iso-8859-15", ()),
        ("<meta charset=iso-8859-15>", "cp850", "iso-8859-15", ()),
        ("", "iso-8859-15", "iso-8859-15", ()),
        (" " * 4076 + "<meta charset=cp1252>", "", "cp1252", ()),
        (" " * 4077 + "<meta charset=cp1252>", "", "windows-1252", ("encoding guessed: windows-1252",)),
        ("<meta charset=nonsense>", "", "windows-1252", ("encoding guessed: windows-1252",)),
        ("<meta charset=ascii>", "", "windows-1252", ("encoding guessed: windows-1252",)),
    ],
)
def test_an_encoding_may_be_declared(head, declared, encoding, notes):
    """In the first 4 096 bytes, or beside the file; it must be one, and fit."""
    decoded = decode(of(f"{head}Ånge: 450".encode("windows-1252")), declared=declared)
    assert (decoded.text.strip(), decoded.encoding, decoded.notes) == (f"{head}Ånge: 450".strip(), encoding, notes)


@pytest.mark.parametrize(
    ("data", "text", "notes"),
    [
        (b"\xc5", "Å", ()),  # nothing stands before the half letter
        (b"Larm \xc5", "Larm Å", ()),  # what stands before it is in any encoding
        ("Ånge Å".encode()[:-1], "Ånge ", ("the file ends within a character: it was cut off",)),
    ],
)
def test_a_text_is_cut_where_all_before_it_is_utf_8(data, text, notes):
    """And is not ASCII alone."""
    decoded = decode(of(data))
    assert decoded.text == text
    assert tuple(note for note in decoded.notes if "cut off" in note) == notes


@pytest.mark.parametrize("text", ["Larm", "Åre", "Larm 450\nÅnge", "Larm från – till", "aΩ"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_told_by_its_zeros(text, encoding):
    """A quarter of the bytes at least are the zeros of Western letters, all in one half of the pairs."""
    decoded = decode(of(text.encode(encoding)))
    assert (decoded.text, decoded.encoding, decoded.notes) == (text, encoding, (f"encoding guessed: {encoding}",))


def test_fewer_zeros_than_a_quarter_tell_no_order():
    """Two of ten bytes, where no letter tells more."""
    with pytest.raises(DocumentError, match="no text"):
        decode(of("12–––".encode("utf-16-le")))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        # Of 0x86 and 0xE9 Windows-1252 has a sign and é, MacRoman Ü and È, code page 850 å and Ú: the many decide.
        ("Båstad, Åmål, Må: Ú", "cp850"),
        ("Café", "windows-1252"),
        ("Система тревожной сигнализации в муниципалитетах", "koi8-r"),
        # A letter of the region is three of the others, and these and signs are alike: the first encoding has
        # € and „ twice (3), code page 850 Ç, ä and ä (-4, 3, 3); MacRoman Å and ° (4), code page 850 ü and í (2);
        # MacRoman Ä and ë (4), Windows-1252 € and ‘ (2).
        ("€ „ „", "windows-1252"),
        ("Å °", "mac-roman"),
        ("Ä ë", "mac-roman"),
        # What no text holds takes four: five é and Ô are one, four é and Ô nothing, and DEL is no letter.
        ("Café", "cp850"),
        ("Café\x7f", "cp850"),
        ("é é é é é Ô", "cp850"),
        ("é é é é Ô", "cp852"),
    ],
)
def test_letters_tell_an_encoding_by_how_many_they_are(text, encoding):
    """One letter that Nordic texts hold is enough; where none of the three encodings has any, it is another one."""
    decoded = decode(of(text.encode(encoding)))
    assert (decoded.text, decoded.encoding) == (text.rstrip("\x7f"), encoding)


def test_the_letters_of_the_first_megabyte_tell_the_encoding():
    """What stands behind it is read in the same, likely or not: 0xE5 is Õ in code page 850."""
    decoded = decode(of("Å".encode("cp850") + b" " * (1024**2 - 1) + b"\xe5" * 9))
    assert (decoded.encoding, decoded.text[-9:]) == ("cp850", "Õ" * 9)


@pytest.mark.parametrize(("data", "is_read"), [(b"12345678901234567890", True), (b"123456789012345678901", False)])
@pytest.mark.parametrize("around", [(b"", b""), (b"\n", b""), (b"1\n", b"\n"), (b"", b"\n1"), (b"1\n2\n", b"")])
def test_a_line_longer_than_any_paragraph_is_refused(data, around, is_read):
    """Four bytes may be one letter, so 20 bytes may be a paragraph of five; wherever the line stands."""
    received = of(data.join(around), paragraph_characters=5)
    if is_read:
        assert decode_lines(received).text.split("\n") == data.join(around).decode().splitlines()
    else:
        with pytest.raises(DocumentError, match=r"a line of 21 bytes(.|\n)*at most 5 characters"):
            decode_lines(received)


def test_as_many_lines_as_the_limit_are_read():
    """One more is refused, with how many there are."""
    check_count(of(b"", paragraphs=3), 3, "lines")
    with pytest.raises(DocumentError, match=r"holds 4 lines(.|\n)*at most 3 \(paragraphs\)"):
        check_count(of(b"", paragraphs=3), 4, "lines")
