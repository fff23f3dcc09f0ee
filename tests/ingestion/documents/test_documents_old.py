"""Old documents (.doc, .rtf, .ppt): read by way of LibreOffice where it is, else a message that says what to do."""

import io
import os
import shutil
import stat
import time
from pathlib import Path

import docx
import pytest
from document_files import compound, written

from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents import Limits, read_document

WORD = compound({"WordDocument": b"x"})
RTF = rb"""{\rtf1\ansi\ansicpg1252
{\pard\'c5nge: 450{\super 1}\par}
{\pard Timr\'e5: {\strike 400 }300{\v  och 99}\par}
{\pard Larm\line i drift\par}
\trowd\cellx3000\cellx6000 Kommun\cell Larm\cell\row
\trowd\cellx3000\cellx6000 Kramfors\cell 200\cell\row
{\pard Slut\par}}"""
needs_libreoffice = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")


def docx_bytes(text: str) -> bytes:
    """Return a Word document of one paragraph."""
    word, file = docx.Document(), io.BytesIO()
    word.add_paragraph(text)
    word.save(file)
    return file.getvalue()


def program(folder, script: str) -> None:
    """Put a program in the place of LibreOffice."""
    path = written(folder / "soffice", f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def instead(tmp_path, monkeypatch):
    """A folder whose programs are found first."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin")
    return folder


@needs_libreoffice
def test_a_rich_text_document_is_read(tmp_path):
    """Raised marks, struck and hidden text, line breaks and tables are what they are in Word's own format."""
    document = read_document(written(tmp_path / "plan.rtf", RTF))
    texts = [segment.text for segment in document.segments]
    assert texts == ["Ånge: 450¹", "Timrå: 300", "Larm", "i drift", "Kommun", "Larm", "Kramfors", "200", "Slut"]
    assert document.tables[0].rows == (("Kramfors", "200"),)
    assert document.notes[0].startswith("converted to .docx by LibreOffice/")
    assert document.notes[1:] == ("struck-through text is left out: 1", "hidden text is left out: 1")


@needs_libreoffice
def test_links_of_an_old_document_are_not_followed(tmp_path):
    """A field shows what it held when it was saved, not what lies elsewhere now."""
    secret = written(tmp_path / "secret.txt", "hemligt 99")
    field = rb"{\field{\*\fldinst INCLUDETEXT " + f'"{secret}"'.encode() + rb"}{\fldrslt 450}}"
    document = read_document(written(tmp_path / "plan.rtf", rb"{\rtf1\ansi Larm: " + field + rb"\par}"))
    assert document.text == "Larm: 450"


@needs_libreoffice
def test_what_is_no_document_says_how_to_go_on(tmp_path):
    """Not even LibreOffice reads it, or it is not asked."""
    with pytest.raises(DocumentError, match=r"is no .ppt document(.|\n)*save it as .pptx"):
        read_document(written(tmp_path / "plan.ppt", "x"))
    with pytest.raises(DocumentError, match=r"can't read the .doc document(.|\n)*save it as .docx"):
        read_document(written(tmp_path / "plan.doc", WORD))


@pytest.mark.parametrize(("name", "way"), [("plan.doc", ".docx"), ("plan.rtf", ".docx"), ("plan.ppt", ".pptx")])
def test_without_libreoffice_the_message_says_what_to_do(tmp_path, monkeypatch, name, way):
    """To install it, or to save the document anew."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("ehealth_stats.ingestion.documents.formats.office.old_office._PLACES", ())
    data = {"plan.doc": WORD, "plan.rtf": RTF, "plan.ppt": compound({"PowerPoint Document": b"x"})}[name]
    with pytest.raises(DocumentError, match=rf"without LibreOffice(.|\n)*install it(.|\n)*save it as {way}"):
        read_document(written(tmp_path / name, data))


def test_a_conversion_that_does_not_end_is_ended(tmp_path, instead):
    """With all that it started, and its folder is gone."""
    program(instead, f'echo "$HOME" > {tmp_path}/home\nsleep 60 &\necho $! > {tmp_path}/child\nsleep 60')
    started = time.monotonic()
    with pytest.raises(DocumentError, match=r"took more than 1 s(.|\n)*conversion_seconds"):
        read_document(written(tmp_path / "plan.doc", WORD), limits=Limits(conversion_seconds=1))
    assert time.monotonic() - started < 20
    assert not Path((tmp_path / "home").read_text().strip()).exists()
    child = int((tmp_path / "child").read_text())
    state = Path(f"/proc/{child}/stat")
    assert not state.exists() or state.read_text().split()[2] == "Z"  # dead, and nobody has asked yet


def test_what_is_converted_is_read_as_its_new_format(tmp_path, instead):
    """Into a private folder, under a profile of its own in which macros are off; the original is left alone."""
    made = written(tmp_path / "made.docx", docx_bytes("Ånge: 450"))
    kept = f'echo "$@" > {tmp_path}/asked\ncp profile/user/registrymodifications.xcu {tmp_path}'
    program(instead, f"{kept}\ncp {made} document.docx")
    document = read_document(written(tmp_path / "plan.doc", WORD))
    assert document.text == "Ånge: 450"
    assert document.notes == ("converted to .docx by LibreOffice",)
    asked = (tmp_path / "asked").read_text()
    assert "-env:UserInstallation=file://" in asked
    assert str(tmp_path) not in asked
    assert '"DisableMacrosExecution" oor:op="fuse"><value>true<' in (tmp_path / "registrymodifications.xcu").read_text()
    assert (tmp_path / "plan.doc").read_bytes() == WORD


def test_what_is_converted_is_held_to_the_limits(tmp_path, instead):
    """As if it had come so."""
    made = written(tmp_path / "made.docx", docx_bytes("Ånge: 450 " * 1000))
    program(instead, f"cp {made} document.docx")
    path = written(tmp_path / "plan.doc", WORD)
    with pytest.raises(DocumentError, match="unpacks to far more"):
        read_document(path, limits=Limits(unpacked_bytes=5000))
