"""E-mails, web archives and saved pages: what a person sees of them, and nothing that lies beside it."""

from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from document_files import written

from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents import Document, read_document
from ehealth_stats.ingestion.inspect import outline_document

TABLE = "<table><tr><th>Kommun</th><th>Larm</th></tr><tr><td>Ånge</td><td>450</td></tr></table>"


def mail_of(text: str = "", page: str = "") -> EmailMessage:
    """Return an e-mail with a text, a page, or both."""
    mail = EmailMessage()
    mail["From"] = "Nomen Nescio <nomen@example.org>"
    mail["To"] = "Kari Nordmann <kari@example.org>"
    mail["Subject"] = "Larm i länet – utfall"
    mail["Date"] = "Tue, 14 Jan 2014 23:30:00 +0100"
    if text:
        mail.set_content(text)
    if text and page:
        mail.add_alternative(page, subtype="html")
    elif page:
        mail.set_content(page, subtype="html")
    return mail


def read(tmp_path, mail, name: str = "larm.eml") -> Document:
    """Save a message and read it."""
    return read_document(written(tmp_path / name, mail.as_bytes()))


def test_an_email_is_read_with_its_subject_and_day(tmp_path):
    """Who sent it to whom is left out; an address in its text is masked."""
    document = read(tmp_path, mail_of("Ånge: 450 larm\nFråga kari.nordmann@example.org\n"))
    assert [(one.place, one.text) for one in document.segments[:3]] == [
        ("e-mail subject", "Larm i länet – utfall"),
        ("e-mail date", "2014-01-14"),
        ("paragraph 3", "Ånge: 450 larm"),
    ]
    assert "Nescio" not in document.text
    assert outline_document(document)["text"][3].startswith("Fråga ")
    assert "nordmann" not in outline_document(document)["text"][3]


def test_the_page_is_read_where_there_is_no_text_or_it_holds_tables(tmp_path):
    """A mail program flattens tables in the text that it sends beside the page."""
    struck = "<p>Timrå: <del>400</del> 300<sup>1</sup><br>i drift</p>"
    page = read(tmp_path, mail_of(page=struck))
    assert [one.text for one in page.segments[2:]] == ["Timrå: 300¹", "i drift"]
    assert page.notes == ("struck-through text is left out: 1",)
    assert [one.text for one in read(tmp_path, mail_of("Timrå: 300", struck)).segments[2:]] == ["Timrå: 300"]
    both = read(tmp_path, mail_of("Kommun\nLarm\nÅnge\n450", TABLE))
    assert (both.tables[0].header, both.tables[0].rows) == (("Kommun", "Larm"), (("Ånge", "450"),))


def test_attachments_are_named(tmp_path):
    """Not opened; an e-mail within an e-mail by its subject."""
    mail = mail_of("Ånge: 450")
    mail.add_attachment(b"99", maintype="application", subtype="pdf", filename="larm i länet.pdf")
    mail.add_attachment(mail_of("Timrå: 98"))
    mail.add_attachment("Kramfors: 97", filename="bilaga.txt")
    document = read(tmp_path, mail)
    assert [one.text for one in document.segments[2:]] == ["Ånge: 450"]
    assert document.notes == ("attachments are not read: larm i länet.pdf, Larm i länet – utfall, bilaga.txt",)


def test_parts_of_a_text_are_read_one_after_the_other(tmp_path):
    """Some programs cut a text around its attachments, each part in an encoding of its own."""
    mail = MIMEMultipart()
    mail["Subject"], mail["X"] = "Larm", "y"
    mail.attach(MIMEText("Ånge: 450", "plain", "iso-8859-1"))
    mail.attach(MIMEText("Timrå: 300", "plain", "utf-16"))
    assert read(tmp_path, mail).text == "Larm\nÅnge: 450\nTimrå: 300"


def test_folded_lines_are_joined(tmp_path):
    """A program that folds a paragraph says so (RFC 3676)."""
    data = (
        b"Subject: Larm\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8; format=flowed\r\n\r\n"
        b"Kommunen har f\xc3\xa4rre \r\n\xc3\xa4n 300 larm\r\nTimr\xc3\xa5: 200\r\n"
    )
    document = read_document(written(tmp_path / "larm.eml", data))
    assert document.text == "Larm\nKommunen har färre än 300 larm\nTimrå: 200"


def test_a_web_archive_is_read_as_its_page(tmp_path):
    """Its pictures, styles and frames are not; the day on which it was saved is no day of the document."""
    archive = MIMEMultipart("related", type="text/html")
    archive["From"], archive["Subject"] = "<Saved by Blink>", "Larm"
    archive["Date"] = "Tue, 14 Jan 2014 23:30:00 +0100"
    for page, where in [
        (f"<h1>Larm</h1><iframe src='cid:frame'></iframe>{TABLE}", "https://example.org/"),
        ("<p>Timrå: 99</p>", "cid:frame"),
        ("body {color: red}", "https://example.org/style.css"),
    ]:
        part = MIMEText(page, "css" if "css" in where else "html", "utf-8")
        part["Content-Location"] = where
        archive.attach(part)
    for name in ("larm.mht", "larm.mhtml"):
        document = read(tmp_path, archive, name)
        assert document.text == "Larm\nKommun\nLarm\nÅnge\n450"
        assert document.notes == ("frames that show other pages are not read: 1",)
    with pytest.raises(DocumentError, match=r"named .docx but is a web archive \(.mht\)"):
        read(tmp_path, archive, "larm.docx")


def test_a_saved_page_is_read_without_its_folder(tmp_path):
    """What a browser saves beside a page is not opened; the pages that frames show are named."""
    folder = tmp_path / "larm_files"
    folder.mkdir()
    written(folder / "frame.html", "<p>Timrå: 99</p>")
    written(folder / "larm.js", "document.write('98')")
    page = "<h1>Larm</h1><iframe src='larm_files/frame.html'></iframe><script src='larm_files/larm.js'></script>"
    document = read_document(written(tmp_path / "larm.html", f"{page}{TABLE}<img src='larm_files/a.png'>"))
    assert document.text == "Larm\nKommun\nLarm\nÅnge\n450"
    assert document.notes == (
        "pictures are not read: 1",
        "frames that show other pages are not read: 1",
        "read as documents of their own what stands in the frames: frame.html",
    )


def test_links_of_a_message_lead_nowhere(tmp_path):
    """A body that lies elsewhere is not fetched."""
    secret = written(tmp_path / "secret.txt", "hemligt 99")
    data = (
        "Subject: Larm\nMIME-Version: 1.0\nContent-Type: message/external-body; access-type=local-file;"
        f' name="{secret}"\n\nContent-Type: text/plain\n\n'
    )
    document = read_document(written(tmp_path / "larm.eml", data))
    assert document.text == "Larm"


def test_a_message_without_headers_is_refused(tmp_path):
    """It is something else."""
    with pytest.raises(DocumentError, match=r"no .eml message: its headers are missing"):
        read_document(written(tmp_path / "larm.eml", "Ånge har 450 larm"))


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252"])
def test_a_header_that_names_no_encoding_is_read(tmp_path, encoding):
    """Old programs wrote letters as they were."""
    data = "Subject: Larm i länet\nMIME-Version: 1.0\n\n450".encode(encoding)
    assert read_document(written(tmp_path / "larm.eml", data)).segments[0].text == "Larm i länet"


@pytest.mark.parametrize("subject", ["=?utf-16?b?AAA?=", "=?no-such?q?x=FF?= larm", "=?utf-8?b?====?="])
def test_a_header_that_can_not_be_decoded_stays(tmp_path, subject):
    """It is no reason to refuse the message."""
    data = f"Subject: {subject}\nDate: Tue, 99 Foo 2014\nMIME-Version: 1.0\n\nLarm: 450"
    assert read_document(written(tmp_path / "larm.eml", data)).segments[-1].text == "Larm: 450"


def test_parts_nested_without_end_are_refused(tmp_path):
    """No mail program sends a thousand parts within each other."""
    lines = ["Subject: Larm", "MIME-Version: 1.0"]
    for at in range(5000):
        lines += [f"Content-Type: multipart/mixed; boundary=b{at}", "", f"--b{at}"]
    with pytest.raises(DocumentError, match=r"nested too deeply|holds no text"):
        read_document(written(tmp_path / "larm.eml", "\n".join([*lines, "Content-Type: text/plain", "", "450"])))


def part(text: str, kind: str = "plain", **headers: str) -> MIMEText:
    """Return a part of a message."""
    made = MIMEText(text, kind, "utf-8")
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    return made


def message(kind: str, *parts: MIMEText | MIMEMultipart, **parameters: str) -> MIMEMultipart:
    """Return a message of parts."""
    made = MIMEMultipart(kind, **parameters)
    made["Subject"], made["Date"] = "Larm", "Tue, 14 Jan 2014 23:30:00 +0100"
    for each in parts:
        made.attach(each)
    return made


def said(document: Document) -> list[str]:
    """What stands behind subject and day."""
    return [one.text for one in document.segments[2:]]


@pytest.mark.parametrize(("files", "more"), [(20, ""), (21, " and 1 more"), (23, " and 3 more")])
def test_twenty_attachments_are_named(tmp_path, files, more):
    """And how many there are beside them."""
    bound = [part("x", Content_Disposition=f'attachment; filename="{n}.txt"') for n in range(1, files + 1)]
    named = ", ".join(f"{n}.txt" for n in range(1, 21))
    document = read(tmp_path, message("mixed", part("Ånge: 450"), *bound))
    assert (said(document), document.notes) == (["Ånge: 450"], (f"attachments are not read: {named}{more}",))


@pytest.mark.parametrize(
    ("bound", "named"),
    [
        (part("Timrå: 99", Content_Disposition="attachment"), "text/plain"),
        (part("Timrå: 99", Content_Disposition='inline; filename="a.txt"'), "a.txt"),
        (part("Timrå: 99", "csv"), "text/csv"),
    ],
)
def test_what_is_no_part_of_the_text_is_an_attachment(tmp_path, bound, named):
    """By what is said of it, by its name, or by its kind."""
    document = read(tmp_path, message("mixed", part("Ånge: 450"), bound))
    assert (said(document), document.notes) == (["Ånge: 450"], (f"attachments are not read: {named}",))


@pytest.mark.parametrize(
    ("parts", "read_as"),
    [
        ([part("Ånge: 450"), part("<p>Ånge: 450 larm</p>", "html")], ["Ånge: 450"]),
        ([part("<p>Ånge: 450 larm</p>", "html"), part("Ånge: 450")], ["Ånge: 450"]),
        ([part("Ånge: 450"), part("Ånge: 4500")], ["Ånge: 450"]),
        ([part("Ånge: 450"), part("BEGIN:VCALENDAR", "calendar")], ["Ånge: 450"]),
        ([part("<p>Ånge: 450 larm</p>", "html"), part("BEGIN:VCALENDAR", "calendar")], ["Ånge: 450 larm"]),
        ([part("Ånge 450"), message("related", part(TABLE.upper(), "html"))], ["KOMMUN", "LARM", "ÅNGE", "450"]),
        ([part("Ånge 450"), message("related", part("<p>450</p>", "html"))], ["Ånge 450"]),
        (
            [part("Ånge 450"), message("related", part(TABLE, "html"), part("<p>Ram</p>", "html"))],
            ["Kommun", "Larm", "Ånge", "450"],
        ),
    ],
)
def test_of_several_ways_to_say_the_same_one_is_read(tmp_path, parts, read_as):
    """The first plain one, or the page if there is no plain one or the page holds a table."""
    document = read(tmp_path, message("alternative", *parts))
    assert (said(document), document.notes) == (read_as, ())


def test_ways_to_say_the_same_that_nobody_can_read_are_named(tmp_path):
    """The last is the best, as programs order them."""
    parts = part("BEGIN:VCALENDAR", "calendar"), part("{}", "json"), part("Ånge;450", "csv")
    document = read(tmp_path, message("alternative", *parts))
    assert (said(document), document.notes) == ([], ("attachments are not read: text/csv",))


@pytest.mark.parametrize(("start", "read_as"), [("<b>", ["Timrå: 300"]), ("<x>", ["Ånge: 450"]), ("", ["Ånge: 450"])])
def test_a_web_archive_may_name_its_page(tmp_path, start, read_as):
    """Else it is the first of its parts."""
    parts = part("<p>Ånge: 450</p>", "html", Content_ID="<a>"), part("<p>Timrå: 300</p>", "html", Content_ID="<b>")
    archive = message("related", *parts, **({"start": start} if start else {}))
    assert said(read(tmp_path, archive)) == read_as


@pytest.mark.parametrize(
    ("kind", "text", "read_as"),
    [
        ("format=flowed", "Ånge har \n450 \nlarm\n300", ["Ånge har 450 larm", "300"]),
        ("format=Flowed; delsp=Yes", "Trygg \nhetslarm:  \n 450", ["Trygghetslarm: 450"]),
        ("format=flowed; delsp=no", "Larm: \n450", ["Larm: 450"]),
        ("format=fixed", "Larm: \n450", ["Larm:", "450"]),
        # A line of a signature is none that goes on, and a blank at the start of a line is no part of it.
        ("format=flowed", "Larm: 450\n-- \n300", ["Larm: 450", "300"]),
        ("format=flowed", "Ånge\n  450", ["Ånge", "450"]),
        ("format=flowed; delsp=yes", "Tim \n rå", ["Timrå"]),
    ],
)
def test_lines_are_joined_where_the_message_says_that_they_are_folded(tmp_path, kind, text, read_as):
    """A line that ends in a blank goes on in the next (RFC 3676)."""
    data = f"Subject: Larm\nDate: Tue, 14 Jan 2014\nContent-Type: text/plain; charset=utf-8; {kind}\n\n{text}\n"
    document = read_document(written(tmp_path / "larm.eml", data))
    assert [one.text for one in document.segments if one.text not in ("Larm", "2014-01-14")] == read_as


def test_a_text_is_read_in_the_encoding_that_its_part_names(tmp_path):
    """Nordic letters would tell another: Ł is £ in Windows-1252."""
    assert said(read(tmp_path, message("mixed", MIMEText("Łódź: 450", "plain", "iso-8859-2")))) == ["Łódź: 450"]


def test_the_notes_of_several_parts_are_told_once(tmp_path):
    """And a part that holds nothing tells nothing."""
    struck = part("<p>Ånge: <del>400</del> 450</p>", "html")
    document = read(tmp_path, message("mixed", part(" \n"), struck, struck))
    assert (said(document), document.notes) == (["Ånge: 450"] * 2, ("struck-through text is left out: 1",))


@pytest.mark.parametrize(("ends_at", "is_told"), [(8192, True), (8193, False)])
def test_a_web_archive_is_told_by_the_first_eight_kilobytes(tmp_path, ends_at, is_told):
    """By its headers, which are shorter in what a browser saves."""
    kind = b"Content-Type: multipart/related"
    start = b"From: <Saved by Blink>\nSubject: Larm\nX-Long: "
    path = written(tmp_path / "larm.docx", start + b"x" * (ends_at - len(start) - 1 - len(kind)) + b"\n" + kind)
    with pytest.raises(DocumentError) as refused:
        read_document(path)
    assert ("is a web archive" in str(refused.value)) == is_told
