"""Where a sentence may stand in a document: a sentence -> a file that has it in a list, a footnote, a box, a cell."""

import email.message
import html
import io
import json
import zipfile
from collections.abc import Callable

import docx
import openpyxl
import pptx
import xlsxwriter
from document_files import odf_of, ods_of, pdf_of, workbook_bytes, xls_of, zipped
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.comments import Comment
from pptx.util import Inches

Place = Callable[[str], tuple[str, str | bytes]]
WPS = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'


def _page(body: str) -> str:
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>T</title></head><body>{body}</body></html>'


def _html(form: str) -> Place:
    return lambda text: (".html", _page(form.format(html.escape(text), *map(html.escape, text.partition(" ")))))


def _text(form: str, suffix: str = ".md") -> Place:
    return lambda text: (suffix, form.format(text, *text.partition(" ")))


def _saved(made: object) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _word(*blocks: str, **parts: str) -> Place:
    def make(text: str) -> tuple[str, bytes]:
        word = docx.Document()
        for block in blocks:
            said = block.replace("TEXT", html.escape(text)).replace("FIRST", html.escape(text.partition(" ")[0]))
            said = said.replace("REST", html.escape(text.partition(" ")[2]))
            named = said.replace(">", f" {nsdecls('w', 'wp', 'a')} {WPS}>", 1)
            word.element.body.insert_element_before(parse_xml(named), "w:sectPr")
        return ".docx", _saved(word)

    return make


_RUN = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
_BOX = (
    "<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent><w:p>"
    f"{_RUN.format('TEXT')}</w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline>"
    "</w:drawing></w:r></w:p>"
)


def _word_table(text: str) -> tuple[str, bytes]:
    word = docx.Document()
    word.add_table(1, 2).rows[0].cells[1].text = text
    return ".docx", _saved(word)


def _word_list(text: str) -> tuple[str, bytes]:
    word = docx.Document()
    word.add_paragraph(text, style="List Bullet")
    return ".docx", _saved(word)


def _word_header(text: str) -> tuple[str, bytes]:
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = text
    word.add_paragraph("Larm")
    return ".docx", _saved(word)


def _word_footnote(text: str) -> tuple[str, bytes]:
    word = docx.Document()
    word.add_paragraph("Larm")
    with zipfile.ZipFile(io.BytesIO(_saved(word))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    note = f"<w:footnote w:id='2'><w:p>{_RUN.format(html.escape(text))}</w:p></w:footnote>"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    relations = members["word/_rels/document.xml.rels"].decode()
    body = members["word/document.xml"].decode()
    overrides = members["[Content_Types].xml"].decode()
    return ".docx", zipped(
        {
            **members,
            "word/footnotes.xml": f"<w:footnotes {nsdecls('w')}>{note}</w:footnotes>",
            "word/_rels/document.xml.rels": relations.replace(
                "</Relationships>", f"<Relationship Id='rId99' Type='{kind}' Target='footnotes.xml'/></Relationships>"
            ),
            "word/document.xml": body.replace(
                "</w:t></w:r>", "</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r>", 1
            ),
            "[Content_Types].xml": overrides.replace(
                "</Types>",
                "<Override PartName='/word/footnotes.xml' ContentType='application/vnd.openxmlformats-officedocument."
                "wordprocessingml.footnotes+xml'/></Types>",
            ),
        }
    )


def _word_comment(text: str) -> tuple[str, bytes]:
    word = docx.Document()
    word.add_comment(word.add_paragraph("Larm").runs, text=text, author="A", initials="A")
    return ".docx", _saved(word)


def _deck(fill: Callable[..., None]) -> Place:
    def make(text: str) -> tuple[str, bytes]:
        deck = pptx.Presentation()
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = "Larm"
        fill(slide, text)
        return ".pptx", _saved(deck)

    return make


def _group(slide: object, text: str) -> None:
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(0, 0, Inches(3), Inches(1)).text_frame.text = text


def _notes(slide: object, text: str) -> None:
    slide.notes_slide.notes_text_frame.text = text


def _runs(slide: object, text: str) -> None:
    paragraph = slide.shapes.add_textbox(0, 0, Inches(3), Inches(1)).text_frame.paragraphs[0]
    for part in text.partition(" "):
        paragraph.add_run().text = part


def _slide_table(slide: object, text: str) -> None:
    slide.shapes.add_table(1, 2, 0, 0, Inches(4), Inches(1)).table.cell(0, 1).text = text


def _odt(body: str, kind: str = "text") -> Place:
    suffix = {"text": ".odt", "presentation": ".odp"}[kind]
    return lambda text: (
        suffix,
        odf_of(kind, body.format(html.escape(text), *map(html.escape, text.partition(" ")))),
    )


def _book(text: str) -> tuple[str, bytes]:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = "Larm"
    sheet["B3"] = text
    sheet.merge_cells("B3:F3")
    return ".xlsx", workbook_bytes(book)


def _book_comment(text: str) -> tuple[str, bytes]:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "Larm"
    book.worksheets[0]["A1"].comment = Comment(text, "A")
    return ".xlsx", workbook_bytes(book)


def _book_box(text: str) -> tuple[str, bytes]:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet("Larm")
    sheet.write(0, 0, "Larm")
    sheet.insert_textbox("B2", text)
    book.close()
    return ".xlsx", file.getvalue()


def _book_rich(text: str) -> tuple[str, bytes]:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet("Larm")
    bold = book.add_format({"bold": True})
    first, blank, rest = text.partition(" ")
    sheet.write(0, 0, "Larm")
    sheet.write_rich_string(1, 0, bold, first, f"{blank}{rest}")
    book.close()
    return ".xlsx", file.getvalue()


def _ods(cell: str) -> Place:
    row = "<table:table-row><table:table-cell office:value-type='string'>{}</table:table-cell></table:table-row>"
    return lambda text: (
        ".ods",
        ods_of(row.format("<text:p>Larm</text:p>") + row.format(cell.format(html.escape(text), *text.partition(" ")))),
    )


def _mail(kind: str, charset: str, encoding: str) -> Place:
    def make(text: str) -> tuple[str, bytes]:
        mail = email.message.EmailMessage()
        mail["Subject"] = "Larm"
        said = _page(f"<p>{html.escape(text)}</p>") if kind == "html" else f"Hej!\n\n{text}\n"
        mail.set_content(said, subtype=kind, charset=charset, cte=encoding)
        return ".eml", bytes(mail)

    return make


def _mail_both(text: str) -> tuple[str, bytes]:
    mail = email.message.EmailMessage()
    mail["Subject"] = "Larm"
    mail.set_content(f"{text}\n")
    mail.add_alternative(_page(f"<p>{html.escape(text)}</p>"), subtype="html")
    return ".eml", bytes(mail)


def _mail_quoted(text: str) -> tuple[str, bytes]:
    mail = email.message.EmailMessage()
    mail["Subject"] = "SV: Larm"
    mail.set_content(f"Se nedan.\n\n> {text}\n")
    return ".eml", bytes(mail)


def _archive(text: str) -> tuple[str, bytes]:
    whole = email.message.EmailMessage()
    whole["From"], whole["Subject"] = "<Saved by a browser>", "Larm"
    whole.make_related()
    page = email.message.EmailMessage()
    page.set_content(_page(f"<main><article><p>{html.escape(text)}</p></article></main>"), subtype="html", cte="8bit")
    whole.attach(page)
    return ".mht", bytes(whole)


def _typst(form: str) -> Place:
    return lambda text: (".pdf", pdf_of(form.replace("TEXT", f"#{json.dumps(text, ensure_ascii=False)}")))


def _old_book(text: str) -> tuple[str, bytes]:
    return ".xls", xls_of([["Larm", ""], ["", text]])


PLACES: dict[str, Place] = {
    "md item": _text("# Larm\n\n- {0}\n"),
    "md numbered": _text("1. {0}\n2. Mer\n"),
    "md quote": _text("> {0}\n"),
    "md strong": _text("**{1}** {3}\n"),
    "md footnote": _text("Larm[^1]\n\n[^1]: {0}\n"),
    "md cell": _text("| Nr | Text |\n|---|---|\n| a | {0} |\n"),
    "txt indented": _text("Larm\n\n    {0}\n", ".txt"),
    "txt star": _text("Larm\n* {0}\n", ".txt"),
    "html item": _html("<ul><li>{0}</li></ul>"),
    "html definition": _html("<dl><dt>Läge</dt><dd>{0}</dd></dl>"),
    "html figcaption": _html("<figure><img alt=''><figcaption>{0}</figcaption></figure>"),
    "html details": _html("<details><summary>Larm</summary>{0}</details>"),
    "html parts": _html("<p><b>{1}</b>{2}<span>{3}</span></p>"),
    "html layout": _html("<table><tr><td><p>Larm</p><p>{0}</p></td></tr></table>"),
    "html aside": _html("<p>Larm</p><aside>{0}</aside>"),
    "html textarea": _html("<form><textarea>{0}</textarea></form>"),
    "eml plain cp1252": _mail("plain", "cp1252", "quoted-printable"),
    "eml plain base64": _mail("plain", "utf-8", "base64"),
    "eml page": _mail("html", "cp1252", "quoted-printable"),
    "eml both": _mail_both,
    "eml quoted": _mail_quoted,
    "mht": _archive,
    "docx runs": _word(f"<w:p>{_RUN.format('FIRST')}{_RUN.format(' ')}{_RUN.format('REST')}</w:p>"),
    "docx box": _word(_BOX),
    "docx control": _word(f"<w:sdt><w:sdtContent><w:p>{_RUN.format('TEXT')}</w:p></w:sdtContent></w:sdt>"),
    "docx inserted": _word(f"<w:p><w:ins w:id='1' w:author='A'>{_RUN.format('TEXT')}</w:ins></w:p>"),
    "docx smart tag": _word(f"<w:p><w:smartTag>{_RUN.format('FIRST')}</w:smartTag>{_RUN.format(' REST')}</w:p>"),
    "docx field": _word(
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> DOCPROPERTY x </w:instrText></w:r>"
        f"<w:r><w:fldChar w:fldCharType='separate'/></w:r>{_RUN.format('TEXT')}"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>"
    ),
    "docx cell": _word_table,
    "docx list": _word_list,
    "docx header": _word_header,
    "docx footnote": _word_footnote,
    "docx comment": _word_comment,
    "odt spans": _odt("<text:p><text:span>{1}</text:span><text:s/><text:span>{3}</text:span></text:p>"),
    "odt list": _odt("<text:list><text:list-item><text:p>{0}</text:p></text:list-item></text:list>"),
    "odt section": _odt("<text:section text:name='s'><text:p>{0}</text:p></text:section>"),
    "odt footnote": _odt(
        "<text:p>Larm<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>{0}</text:p></text:note-body></text:note></text:p>"
    ),
    "odt box": _odt(
        "<text:p>Larm<draw:frame><draw:text-box><text:p>{0}</text:p></draw:text-box></draw:frame></text:p>"
    ),
    "odt comment": _odt("<text:p>Larm<office:annotation><text:p>{0}</text:p></office:annotation></text:p>"),
    "odt index": _odt("<text:h text:outline-level='1'>{0}</text:h><text:p>Larm</text:p>"),
    "pptx group": _deck(_group),
    "pptx notes": _deck(_notes),
    "pptx runs": _deck(_runs),
    "pptx cell": _deck(_slide_table),
    "odp shape": _odt(
        "<draw:page><draw:custom-shape><text:p>{0}</text:p></draw:custom-shape></draw:page>", "presentation"
    ),
    "odp notes": _odt(
        "<draw:page><draw:frame><draw:text-box><text:p>Larm</text:p></draw:text-box></draw:frame><presentation:notes>"
        "<draw:frame presentation:class='notes'><draw:text-box><text:p>{0}</text:p></draw:text-box></draw:frame>"
        "</presentation:notes></draw:page>",
        "presentation",
    ),
    "odp list": _odt(
        "<draw:page><draw:frame><draw:text-box><text:list><text:list-item><text:p>{0}</text:p></text:list-item>"
        "</text:list></draw:text-box></draw:frame></draw:page>",
        "presentation",
    ),
    "xlsx merged": _book,
    "xlsx comment": _book_comment,
    "xlsx box": _book_box,
    "xlsx rich": _book_rich,
    "xls": _old_book,
    "ods cell": _ods("<text:p>{0}</text:p>"),
    "ods spans": _ods("<text:p><text:span>{1}</text:span> {3}</text:p>"),
    "ods comment": _ods("<office:annotation><text:p>{0}</text:p></office:annotation><text:p>Läge</text:p>"),
    "pdf wrapped": _typst("#set text(hyphenate: false)\nTEXT"),
    "pdf narrow": _typst("#set text(hyphenate: false)\n#block(width: 6cm)[TEXT]"),
    "pdf list": _typst("- Larm\n- TEXT"),
    "pdf columns": _typst(
        "#set page(columns: 2)\n#set text(hyphenate: false)\nHär står vad som har blivit av planen. TEXT\n\n"
        "#colbreak()\n"
        "Bredvid står det mer om hur planen blev till och vad som ska göras sedan, när den är klar."
    ),
    "pdf footnote": _typst("Larm#footnote[TEXT]"),
    "csv quoted": lambda text: (".csv", f'Nr;Text\na;"{text}"\n'),
    "tsv": lambda text: (".tsv", f"Nr\tText\na\t{text}\n"),
}

NOTES: dict[str, Place] = {
    "px note": lambda text: (
        ".px",
        'CHARSET="ANSI";\nCODEPAGE="utf-8";\nTITLE="Larm";\nUNITS="antal";\nSTUB="kommun";\nHEADING="typ";\n'
        f'VALUES("kommun")="Ånge";\nVALUES("typ")="T";\nNOTE="{text}";\nDATA=\n"..";\n',
    ),
    "json note": lambda text: (
        ".json",
        json.dumps(
            {
                "version": "2.0", "class": "dataset", "id": ["typ"], "size": [1], "value": [None], "note": [text],
                "dimension": {"typ": {"category": {"index": ["T"]}}},
            }
        ),
    ),
}  # fmt: skip
