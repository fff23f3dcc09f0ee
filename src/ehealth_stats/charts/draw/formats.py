"""The formats of a drawn picture: an SVG and its texts -> PNG, PDF.

A picture is drawn by matplotlib once, as SVG; Typst, which sets the reports too, makes the other formats of it.
"""

import struct
import zlib
from functools import cache

import typst

from ehealth_stats.charts.draw.style import FONT, FONT_FOLDER

_PAGE = f"""#set document(title: sys.inputs.title, description: sys.inputs.alt, date: none)
#set page(width: auto, height: auto, margin: 0pt)
#set text(lang: sys.inputs.lang, font: "{FONT}")
#image(bytes(sys.inputs.svg), format: "svg", alt: sys.inputs.alt)
""".encode()
# What stands in a PNG before its first chunk, and how long that chunk, the header, is with its length, name and sum.
_SIGNATURE, _HEADER = b"\x89PNG\r\n\x1a\n", 25
_INCHES_A_METRE = 1 / 0.0254


def to_pdf(svg: bytes, title: str, alt: str, language: str) -> bytes:
    """Return a picture as a tagged PDF of its size: texts of the SVG that are texts can be searched and copied."""
    inputs = {"svg": svg.decode("utf-8"), "title": title, "alt": alt, "lang": language}
    return typst.compile(_PAGE, sys_inputs=inputs, font_paths=_fonts(), ignore_system_fonts=True, format="pdf")


def to_png(svg: bytes, title: str, alt: str, dpi: int) -> bytes:
    """Return a picture as PNG that says how many dots an inch it has, what it is called and what it shows."""
    inputs = {"svg": svg.decode("utf-8"), "title": "", "alt": "", "lang": "en"}
    png = typst.compile(_PAGE, sys_inputs=inputs, font_paths=_fonts(), ignore_system_fonts=True, format="png", ppi=dpi)
    start = len(_SIGNATURE) + _HEADER
    dots = round(dpi * _INCHES_A_METRE)
    about = _chunk(b"pHYs", struct.pack(">IIB", dots, dots, 1)), _text("Title", title), _text("Description", alt)
    return png[:start] + b"".join(about) + png[start:]


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)])


def _text(keyword: str, text: str) -> bytes:
    """Return a chunk with a text of the world's letters: not packed, in no language, by no other keyword."""
    return _chunk(b"iTXt", keyword.encode() + b"\0\0\0\0\0" + text.encode())


def _chunk(name: bytes, content: bytes) -> bytes:
    """Return a chunk as the PNG specification has it.

    Examples
    --------
    >>> _chunk(b"IEND", b"").hex()
    '0000000049454e44ae426082'
    """
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
