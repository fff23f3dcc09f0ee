"""The formats of a drawn picture: an SVG and its texts -> PNG, PDF.

A picture is drawn by matplotlib once, as SVG; Typst, which sets the reports too, makes the other formats of it.
"""

import re
import struct
import zlib
from functools import cache

import typst
from matplotlib.textpath import text_to_path

from ehealth_stats.charts.draw.style import FONT, FONT_FOLDER

_PAGE = f"""#set document(title: sys.inputs.title, description: sys.inputs.alt, date: none)
#set page(width: auto, height: auto, margin: 0pt)
#set text(lang: sys.inputs.lang, font: "{FONT}")
#image(bytes(sys.inputs.svg), format: "svg", alt: sys.inputs.alt)
""".encode()
# What stands in a PNG before its first chunk, and how long that chunk, the header, is with its length, name and sum.
_SIGNATURE, _HEADER = b"\x89PNG\r\n\x1a\n", 25
_INCHES_A_METRE = 1 / 0.0254


# A text as matplotlib writes it in outlines: what it says, how it looks, its place, angle and size, and its letters.
_OUTLINES = re.compile(
    r'<!-- (?P<text>[^\n]*) -->\n *<g(?: style="(?P<style>[^"]*)")?'
    r' transform="(?P<place>translate\([^)]*\)(?: rotate\([^)]*\))?) scale\((?P<size>[\d.]+) [^)]*\)">\n'
    r"(?P<letters>.*?)</g>",
    re.DOTALL,
)
_LETTER = re.compile(r' *<use xlink:href="#(?P<font>[^"]*)-[^"-]*"[^>]*/>\n')
_WEIGHTS = {"DejaVuSans": "normal", "DejaVuSans-Bold": "bold"}


def to_pdf(svg: bytes, title: str, alt: str, language: str) -> bytes:
    """Return a picture as a tagged PDF of its size, whose texts can be searched and copied.

    A text in another font than that of the charts keeps its look as outlines.
    """
    texts = _OUTLINES.sub(_as_text, svg.decode("utf-8"))
    inputs = {"svg": texts, "title": title, "alt": alt, "lang": language}
    return typst.compile(_PAGE, sys_inputs=inputs, font_paths=_fonts(), ignore_system_fonts=True, format="pdf")


def to_png(svg: bytes, title: str, alt: str, dpi: int) -> bytes:
    """Return a picture as PNG that says how many dots an inch it has, what it is called and what it shows."""
    inputs = {"svg": svg.decode("utf-8"), "title": "", "alt": "", "lang": "en"}
    png = typst.compile(_PAGE, sys_inputs=inputs, font_paths=_fonts(), ignore_system_fonts=True, format="png", ppi=dpi)
    start = len(_SIGNATURE) + _HEADER
    dots = round(dpi * _INCHES_A_METRE)
    about = _chunk(b"pHYs", struct.pack(">IIB", dots, dots, 1)), _text("Title", title), _text("Description", alt)
    return png[:start] + b"".join(about) + png[start:]


def _as_text(outlines: re.Match[str]) -> str:
    """Return a text in outlines as a text, with the letters that are kept for later ones."""
    fonts = set(_LETTER.findall(outlines["letters"]))
    if len(fonts) != 1 or not fonts <= _WEIGHTS.keys():
        return outlines[0]
    size = float(outlines["size"]) * text_to_path.FONT_SCALE
    look = f"font: {_WEIGHTS[fonts.pop()]} {size:g}px '{FONT}'; {outlines['style'] or ''}"
    # A comment has a space behind a hyphen that another one follows, or the end.
    text = re.sub("- (?=-|$)", "-", outlines["text"])
    kept = _LETTER.sub("", outlines["letters"])
    return f'{kept}<text style="{look}" transform="{outlines["place"]}">{text}</text>'


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
