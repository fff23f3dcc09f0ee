"""Raised letters that a font holds as such: the outlines of an embedded font -> which of its glyphs are raised.

A "1" for notes may stand on the line at full size, as a glyph of its own that is drawn small and high: only its outline
tells.
"""

import io
from collections.abc import Callable, Iterable
from typing import Any

from fontTools.cffLib import CFFFontSet
from fontTools.misc.psCharStrings import T2OutlineExtractor
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont
from pdfminer.pdffont import PDFCIDFont, PDFFont
from pdfminer.pdfinterp import PDFResourceManager

from ehealth_stats.codelists.note_marks import raise_mark
from ehealth_stats.ingestion.documents.formats.pdf.room import Room

_RAISED = 0.15  # of the letters' height: no digit or letter on the line starts so far above it
_MOST_CALLS = 1000
_Draw = Callable[[int, BoundsPen], None]


class _Extractor(T2OutlineExtractor):  # type: ignore[misc]
    """Draws an outline, unless its subroutines call each other without end."""

    calls = 0

    def execute(self, charString: Any) -> None:  # noqa: ANN401, N803 (fontTools' own)
        """Run a part of an outline."""
        self.calls += 1
        if self.calls > _MOST_CALLS:
            raise ValueError("an outline of too many parts")
        super().execute(charString)


class Fonts(PDFResourceManager):
    """The fonts of a PDF; text in glyphs that are raised is read as raised."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room

    def get_font(self, objid: object, spec: Any) -> PDFFont:  # noqa: ANN401 (pdfminer's own)
        """Return a font by its object; each letter in it pays for its room on the page."""
        font = super().get_font(objid, spec)
        if "decode" not in vars(font):
            font.decode = _counted(font.decode, self.room)  # type: ignore[method-assign, assignment]
        if isinstance(font, PDFCIDFont) and "to_unichr" not in vars(font):
            font.to_unichr = _reader(font, spec)  # type: ignore[method-assign, assignment]
        return font


def _counted(decode: Callable[[bytes], Iterable[int]], room: Room) -> Callable[[bytes], Iterable[int]]:
    def counted(data: bytes) -> Iterable[int]:
        letters = decode(data)
        room.draw(len(data))
        return letters

    return counted


def _reader(font: PDFCIDFont, spec: Any) -> Callable[[int], str]:  # noqa: ANN401
    """Return a function: glyph -> its text, raised where the outline is."""
    known: dict[int, str] = {}
    plain = font.to_unichr
    outlines: list[tuple[_Draw, float]] | None = None

    def read(glyph: int) -> str:
        nonlocal outlines
        if glyph not in known:
            text = plain(glyph)
            if text.isalnum() or text in "()[]":
                outlines = _outlines(font, spec) if outlines is None else outlines
                text = raise_mark(text) if any(_is_raised(glyph, *one) for one in outlines) else text
            known[glyph] = text
        return known[glyph]

    return read


def _is_raised(glyph: int, draw: _Draw, size: float) -> bool:
    pen = BoundsPen(None)
    try:
        draw(glyph, pen)
    except Exception:
        return False
    return bool(pen.bounds) and float(pen.bounds[1]) > _RAISED * size


def _outlines(font: PDFCIDFont, spec: Any) -> list[tuple[_Draw, float]]:  # noqa: ANN401
    """Return how the glyphs of an embedded font are drawn, and in which size; nothing where that can't be told."""
    try:
        if "FontFile3" in font.descriptor:
            return [_compact(font.descriptor["FontFile3"].resolve().get_data())]
        mapped = spec.get("CIDToGIDMap")
        if "FontFile2" in font.descriptor and (mapped is None or getattr(mapped, "name", "") == "Identity"):
            return [_truetype(font.descriptor["FontFile2"].resolve().get_data())]
    except Exception:
        return []
    return []


def _compact(data: bytes) -> tuple[_Draw, float]:
    if data[:4] == b"OTTO":
        return _truetype(data)
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(data), None)
    top = fonts[0]
    names = {int(name[3:]) if hasattr(top, "ROS") and at else at: name for at, name in enumerate(top.charset)}
    matrix = getattr(top, "FontMatrix", None) or [0.001]

    def draw(glyph: int, pen: BoundsPen) -> None:
        outline = top.CharStrings[names[glyph]]
        outline.outlineExtractor = _Extractor
        outline.draw(pen)

    return draw, 1 / matrix[0] if matrix[0] else 1000.0


def _truetype(data: bytes) -> tuple[_Draw, float]:
    font = TTFont(io.BytesIO(data), lazy=True)
    font.setGlyphOrder([str(number) for number in range(font["maxp"].numGlyphs)])
    glyphs = font.getGlyphSet()
    return lambda glyph, pen: glyphs[str(glyph)].draw(pen), float(font["head"].unitsPerEm)
