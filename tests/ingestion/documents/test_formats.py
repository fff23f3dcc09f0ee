"""The formats that are read: each ending belongs to one, and one line adds another."""

import io
import zipfile

import pytest

from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents import read_document
from ehealth_stats.ingestion.documents.blocks import Content, Paragraph
from ehealth_stats.ingestion.documents.formats import FORMATS
from ehealth_stats.ingestion.documents.intake.kind import Format, Kind, has_member
from ehealth_stats.ingestion.documents.intake.received import Received

BOOK = Kind("a book", (".epub",), has_member("META-INF/container.xml"))


def zipped(member: str) -> bytes:
    """Return a zip archive with one empty member."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(member, "")
    return file.getvalue()


def read_book(received: Received) -> Content:
    """Read nothing but the name of the file."""
    return Content((Paragraph(received.path.stem),))


def test_an_ending_belongs_to_one_format():
    """Otherwise the order of the list would decide who reads a file."""
    suffixes = [suffix for form in FORMATS for suffix in form.suffixes]
    assert len(suffixes) == len(set(suffixes))


def test_what_bytes_show_is_read_under_the_names_of_its_kind():
    """The kinds of a format are called as its files are."""
    for form in FORMATS:
        assert {suffix for kind in form.kinds for suffix in kind.suffixes} <= set(form.suffixes)


def test_one_line_adds_a_format(tmp_path, monkeypatch):
    """It is read, told from others by its bytes, and named among what can be read."""
    monkeypatch.setattr(
        "ehealth_stats.ingestion.documents.read.FORMATS", (*FORMATS, Format((".epub",), read_book, (BOOK,)))
    )
    (tmp_path / "larm.epub").write_bytes(zipped("META-INF/container.xml"))
    (tmp_path / "larm.docx").write_bytes(zipped("META-INF/container.xml"))
    (tmp_path / "larm.msg").write_bytes(b"x")
    assert read_document(tmp_path / "larm.epub").text == "larm"
    with pytest.raises(DocumentError, match=r"named .docx but is a book \(.epub\)(.|\n)*rename it to larm.epub"):
        read_document(tmp_path / "larm.docx")
    with pytest.raises(DocumentError, match=r"no reader for .msg(.|\n)*\.epub"):
        read_document(tmp_path / "larm.msg")


def test_a_workbook_with_macros_is_told_by_its_own_ending(tmp_path):
    """A .xlsm holds what a .xlsx does; what is wrong with one is said of the name that it has."""
    (tmp_path / "larm.xlsm").write_bytes(zipped("word/document.xml"))
    with pytest.raises(DocumentError, match=r"named .xlsm but is a Word document"):
        read_document(tmp_path / "larm.xlsm")
