"""Files made by hand for the tests of reading: archives, compound files, old and binary workbooks, PDFs."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import openpyxl
import typst

SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_DATA_STYLES = "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def written(path: Path, content: str | bytes) -> Path:
    """Write a file and return its path."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """Return a zip archive of members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else None)
    return file.getvalue()


def workbook_bytes(workbook: openpyxl.Workbook) -> bytes:
    """Return a workbook as a file's bytes."""
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def sheet_of(*rows: list[object], name: str = "Larm") -> bytes:
    """Return a workbook of one sheet."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = name
    for row in rows:
        sheet.append(row)
    return workbook_bytes(workbook)


def xlsx_of(sheet: str, **members: str | bytes) -> bytes:
    """Return a workbook whose only sheet is this XML (ECMA-376)."""
    return zipped(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="Larm" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" '
            f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": sheet,
            **members,
        }
    )


def sheet_xml(rows: str) -> str:
    """Return the XML of a sheet around its rows."""
    return f'<worksheet xmlns="{SPREADSHEET}"><sheetData>{rows}</sheetData></worksheet>'


def ods_of(rows: str, styles: str = "") -> bytes:
    """Return an OpenDocument spreadsheet with a table of these rows (OpenDocument 1.2)."""
    names = "xmlns:{0}='urn:oasis:names:tc:opendocument:xmlns:{0}:1.0'"
    spaces = " ".join(names.format(prefix) for prefix in ("office", "table", "text", "style"))
    spaces += f" xmlns:number='{_DATA_STYLES}'"
    body = f"<office:spreadsheet><table:table table:name='Larm'>{rows}</table:table></office:spreadsheet>"
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body>{body}</office:body></office:document-content>"
    )
    manifest = "<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'/>"
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": mimetype, "META-INF/manifest.xml": manifest, "content.xml": content})


def xlsb_of(cells: list[tuple[int, int, float]]) -> bytes:
    """Return a binary workbook with numbers in one sheet, by row ([MS-XLSB])."""

    def record(kind: int, data: bytes = b"") -> bytes:
        number = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
        size = len(data)
        return number + (bytes([size]) if size < 128 else bytes([size & 127 | 128, size >> 7])) + data

    def wide(text: str) -> bytes:
        return struct.pack("<I", len(text)) + text.encode("utf-16-le")

    bundle = record(143) + record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("Larm")) + record(144)
    workbook = record(131) + bundle + record(132)
    last = max(row for row, _, _ in cells), max(column for _, column, _ in cells)
    sheet = record(129) + record(148, struct.pack("<IIII", 0, last[0], 0, last[1])) + record(145)
    for row, column, value in cells:
        sheet += record(0, struct.pack("<IIHBBBI", row, 0, 300, 0, 0, 0, 0))
        sheet += record(5, struct.pack("<IId", column, 0, value))
    sheet += record(146) + record(130)
    relation = f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.bin"/>'
    return zipped(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "xl/workbook.bin": workbook,
            "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{RELATIONS}">{relation}</Relationships>',
            "xl/worksheets/sheet1.bin": sheet,
        }
    )


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file with streams in its root ([MS-CFB] version 3), each padded to 4096 bytes or more."""
    free, end, fat_mark = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    padded = {name: data.ljust(-(-max(len(data), 4096) // 512) * 512, b"\0") for name, data in streams.items()}
    directories = -(-(len(streams) + 1) // 4)
    fat = [fat_mark, *range(2, directories + 1), end]
    entries = [_entry("Root Entry", 5, child=1, start=end, size=0)]
    for index, (name, data) in enumerate(padded.items(), start=1):
        count, start = len(data) // 512, len(fat)
        fat += [*range(start + 1, start + count), end]
        right = index + 1 if index < len(padded) else free
        entries.append(_entry(name, 2, start=start, size=len(data), right=right))
    entries += [b"\0" * 68 + struct.pack("<III", free, free, free) + b"\0" * 48] * (directories * 4 - len(entries))
    header = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 16
    header += struct.pack("<HHHHHHII", 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0)
    header += struct.pack("<IIIIIIIII", 1, 1, 0, 4096, end, 0, end, 0, 0) + struct.pack("<I", free) * 108
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff")
    return header + table + b"".join(entries) + b"".join(padded.values())


def _entry(name: str, kind: int, *, start: int, size: int, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<HBBIII", len(text), kind, 1, 0xFFFFFFFF, right, child)
    return text.ljust(64, b"\0") + links + b"\0" * 36 + struct.pack("<IQ", start, size)


XlsCell = str | float | bytes | list[tuple[str, int]]


def xls_of(  # noqa: PLR0912 (a record for each kind of cell)
    rows: list[list[XlsCell]],
    *,
    password: bool = False,
    fonts: Sequence[int] = (),
    styles: Sequence[tuple[int, str]] = (),
    styled: Mapping[tuple[int, int], int] = MappingProxyType({}),
    hidden: Sequence[int] = (),
    boxes: Sequence[str] = (),
    charts: int = 0,
) -> bytes:
    """Return an Excel 97 workbook of one sheet ([MS-XLS]); with a password it only says that it is encrypted.

    A cell of bytes is the code of an error, a list the parts of a text with the numbers of their fonts. `fonts` are
    their flags (8 for struck) and 65536 for raised, `styles` the font and number format of each, `styled` those of
    cells, `hidden` rows, `boxes` the words of text boxes.
    """

    def record(kind: int, data: bytes = b"") -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    def wide(text: str, size: str = "<HB") -> bytes:
        return struct.pack(size, len(text), 1) + text.encode("utf-16-le")

    head = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 6))
    if password:
        head += record(0x2F, struct.pack("<HHH", 0, 1, 2))
    for look in fonts:
        font = struct.pack("<HHHHHBBBB", 200, look & 0xFFFF, 0, 400, look >> 16, 0, 0, 0, 0)
        head += record(0x31, font + wide("Arial", "<BB"))
    for number, (_, code) in enumerate(styles):
        head += record(0x41E, struct.pack("<H", 170 + number) + wide(code))
    for number, (font, _) in enumerate(styles):
        head += record(0xE0, struct.pack("<HHH", font, 170 + number, 0) + bytes(14))
    name = b"Larm"
    start = len(head) + 4 + 8 + len(name) + 4
    head += record(0x85, struct.pack("<IBBBB", start, 0, 0, len(name), 0) + name) + record(0x0A)
    sheet = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6))
    for row in hidden:
        sheet += record(0x208, struct.pack("<HHHHHHI", row, 0, 9, 0, 0, 0, 0x20))
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            at = struct.pack("<HHH", row, column, styled.get((row, column), 0))
            if isinstance(value, str):
                sheet += record(0x204, at + wide(value))
            elif isinstance(value, bytes):
                sheet += record(0x205, at + value + b"\1")
            elif isinstance(value, list):
                runs, text = b"", ""
                for part, font in value:
                    runs, text = runs + struct.pack("<HH", len(text), font), text + part
                sheet += record(0xD6, at + wide(text) + struct.pack("<H", len(value)) + runs)
            else:
                sheet += record(0x203, at + struct.pack("<d", value))
    for text in boxes:
        sheet += record(0x5D, struct.pack("<HHHHH", 0x15, 18, 6, 1, 0) + bytes(12) + bytes(4))
        sheet += record(0x1B6, struct.pack("<HHIHHHHH", 0x212, 0, 0, 0, len(text), 16, 0, 0))
        sheet += record(0x3C, b"\1" + text.encode("utf-16-le")) + record(0x3C, bytes(16))
    sheet += charts * (record(0x809, struct.pack("<HHHHII", 0x600, 0x20, 0, 0, 0, 6)) + record(0x0A))
    return compound({"Workbook": head + sheet + record(0x0A)})


def pdf_of(source: str) -> bytes:
    """Return a PDF that typst sets from a small page, so that tables go over its end."""
    page = '#set page(height: 9cm, width: 15cm, margin: 1cm)\n#set text(lang: "sv", size: 11pt)\n'
    return bytes(typst.compile((page + source).encode("utf-8")))


_ODF = {
    **{
        name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
        for name in ("office", "table", "text", "style", "presentation", "chart", "form")
    },
    "number": _DATA_STYLES,
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "field": "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0",
}


def odf_part(root: str, inside: str) -> str:
    """Return a part of an OpenDocument: its root with the names of OpenDocument 1.2 around what is inside."""
    names = " ".join(f"xmlns:{prefix}='{name}'" for prefix, name in _ODF.items())
    return f"<office:{root} {names}>{inside}</office:{root}>"


def odf_of(kind: str, body: str, styles: str = "", master: str = "", **members: str | bytes) -> bytes:
    """Return an OpenDocument text or presentation with this body, automatic styles and master pages."""
    automatic = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    content = f"{automatic}<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    manifest = "<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'/>"
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "META-INF/manifest.xml": manifest,
            "content.xml": odf_part("document-content", content),
            "styles.xml": odf_part(
                "document-styles", f"{automatic}<office:master-styles>{master}</office:master-styles>"
            ),
            **members,
        }
    )
