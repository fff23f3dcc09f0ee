"""Zipped documents before anyone unpacks them, and files as they are received: at their limits and one byte beyond."""

import io
import zipfile
from pathlib import Path

import pytest
from document_files import written

from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents.intake.package import check_package
from ehealth_stats.ingestion.documents.intake.received import Received, receive
from ehealth_stats.ingestion.documents.limits import Limits

MEGABYTE = 1024**2
WAYS = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]


def packed(way: int, **members: bytes) -> bytes:
    """Return an archive whose members are packed in a way."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", way) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def checked(data: bytes, **limits: int) -> Received:
    """Return an archive unless it is refused."""
    return check_package(Received(Path("larm.docx"), data, Limits(**limits)))


@pytest.mark.parametrize("way", WAYS)
def test_an_archive_that_unpacks_to_the_limit_is_read(way):
    """Two members of 700 and 300 bytes are 1 000; one byte less is too little."""
    data = packed(way, one=b"a" * 700, two=b"b" * 300)
    assert checked(data, unpacked_bytes=1000).data == data
    with pytest.raises(DocumentError, match="unpacks to far more"):
        checked(data, unpacked_bytes=999)


def test_the_limit_is_told_in_megabytes():
    """3 * 1024 * 1024 bytes are 3 MB."""
    with pytest.raises(DocumentError, match=r"at most 3 MB unpacked \(unpacked_bytes\)"):
        checked(packed(zipfile.ZIP_DEFLATED, one=bytes(3 * MEGABYTE + 1)), unpacked_bytes=3 * MEGABYTE)


DOCTYPE = b'<!DOCTYPE x [<!ENTITY y "z">]>'


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("before", [0, 1, 5, 9, 20])
@pytest.mark.parametrize("start", [b"<a>", b"\xef\xbb\xbf\n <a>"])
def test_a_document_type_is_found_where_two_pieces_meet(way, before, start):
    """An archive is looked through a megabyte at a time: it may begin so many bytes before the end of one."""
    xml = start.ljust(MEGABYTE - before, b" ") + DOCTYPE
    with pytest.raises(DocumentError, match=r"part\.xml holds a document type definition"):
        checked(packed(way, **{"word/part.xml": xml}))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_document_type_in_two_bytes_a_letter_is_found(encoding):
    """With its mark and without."""
    with pytest.raises(DocumentError, match="holds a document type definition"):
        checked(packed(zipfile.ZIP_DEFLATED, **{"part.xml": ("<a/>" + DOCTYPE.decode()).encode(encoding)}))


@pytest.mark.parametrize(
    "name", ["word/media/a.xml", "docProps/app.xml", "customXml/a.xml", "xl/embeddings/a.xml", "a.svg", "word/a.HTM"]
)
def test_what_is_not_read_may_hold_a_document_type(name):
    """Pages, pictures and properties that lie in a document are left alone; a part of such a name is not."""
    assert checked(packed(zipfile.ZIP_DEFLATED, **{name: DOCTYPE}))
    with pytest.raises(DocumentError, match="holds a document type definition"):
        checked(packed(zipfile.ZIP_DEFLATED, media=DOCTYPE))


@pytest.mark.parametrize("start", [b"PNG", b"\x00\x01"])
def test_what_is_no_markup_may_hold_the_words(start):
    """It is told by what it begins with."""
    assert checked(packed(zipfile.ZIP_DEFLATED, **{"word/fonts/a.bin": start + DOCTYPE}))
    assert checked(packed(zipfile.ZIP_DEFLATED, **{"a.bin": start.ljust(MEGABYTE, b"x") + DOCTYPE}))


@pytest.mark.parametrize(("size", "limit", "is_read"), [(5, 5, True), (5, 6, True), (6, 5, False)])
def test_a_file_as_large_as_the_limit_is_received(tmp_path, size, limit, is_read):
    """One byte more is refused."""
    path = written(tmp_path / "larm.txt", b"a" * size)
    if is_read:
        assert receive(path, Limits(file_bytes=limit)).data == b"a" * size
    else:
        with pytest.raises(DocumentError, match="the file is too large"):
            receive(path, Limits(file_bytes=limit))


def test_the_limit_of_a_file_is_told_in_megabytes(tmp_path):
    """2 * 1024 * 1024 bytes are 2 MB."""
    path = written(tmp_path / "larm.txt", bytes(2 * MEGABYTE + 1))
    with pytest.raises(DocumentError, match=r"at most 2 MB \(file_bytes\)"):
        receive(path, Limits(file_bytes=2 * MEGABYTE))


def test_an_empty_file_is_told(tmp_path):
    """It is no document, and not too large."""
    with pytest.raises(DocumentError, match="the file is empty"):
        receive(written(tmp_path / "larm.txt", b""), Limits(file_bytes=5))
