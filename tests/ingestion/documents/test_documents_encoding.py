"""Short Nordic texts in what offices have saved them in: the same text comes out, and what was guessed is noted."""

import pytest
from document_files import written

from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents import read_document

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
