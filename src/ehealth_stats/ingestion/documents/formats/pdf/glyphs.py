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
from pdfminer.pdftypes import PDFStream, resolve1

from ehealth_stats.codelists.note_marks import raise_mark
from ehealth_stats.ingestion.documents.formats.pdf.room import Room

_RAISED = 0.15  # of the letters' height: no digit or letter on the line starts so far above it
_MOST_CALLS = 1000
_Foot = Callable[[int], float]  # glyph -> its lowest point, as a part of the letters' height


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
    """The fonts of a PDF; text in glyphs that are raised is read as raised.

    `unread` names the embedded fonts that letters or digits are printed in whose outlines can't be read.
    """

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room
        self.unread: set[str] = set()

    def get_font(self, objid: object, spec: Any) -> PDFFont:  # noqa: ANN401 (pdfminer's own)
        """Return a font by its object; each letter in it pays for its room on the page."""
        font = super().get_font(objid, spec)
        if "decode" not in vars(font):
            font.decode = _counted(font.decode, self.room)  # type: ignore[method-assign, assignment]
        if isinstance(font, PDFCIDFont) and "to_unichr" not in vars(font):
            font.to_unichr = self._reader(font, spec)  # type: ignore[method-assign, assignment]
        return font

    def _reader(self, font: PDFCIDFont, spec: Any) -> Callable[[int], str]:  # noqa: ANN401
        """Return a function: glyph -> its text, raised where the outline is."""
        known: dict[int, str] = {}
        plain = font.to_unichr
        foot: _Foot | None = None

        def read(glyph: int) -> str:
            nonlocal foot
            if glyph not in known:
                text = plain(glyph)
                if text.isalnum() or text in "()[]":
                    try:
                        foot = foot or _feet(font, spec)
                        text = raise_mark(text) if foot(glyph) > _RAISED else text
                    except Exception:  # on damaged fonts fontTools raises whatever its own code comes upon
                        self.unread.add(str(font.basefont))
                        foot = foot or _on_the_line
                known[glyph] = text
            return known[glyph]

        return read


def _counted(decode: Callable[[bytes], Iterable[int]], room: Room) -> Callable[[bytes], Iterable[int]]:
    def counted(data: bytes) -> Iterable[int]:
        letters = decode(data)
        room.draw(len(data))
        return letters

    return counted


def _on_the_line(_glyph: int) -> float:
    return 0.0


def _feet(font: PDFCIDFont, spec: Any) -> _Foot:  # noqa: ANN401
    """Return how far above the line each glyph of an embedded font starts; one that is not embedded raises none."""
    if "FontFile3" in font.descriptor:
        return _compact(font.descriptor["FontFile3"].resolve().get_data())
    if "FontFile2" not in font.descriptor:
        return _on_the_line
    foot = _truetype(font.descriptor["FontFile2"].resolve().get_data())
    mapped = resolve1(spec.get("CIDToGIDMap"))
    if not isinstance(mapped, PDFStream):
        return foot
    glyphs = mapped.get_data()  # two bytes a letter
    return lambda letter: foot(int.from_bytes(glyphs[2 * letter : 2 * letter + 2]))


def _compact(data: bytes) -> _Foot:
    fonts = CFFFontSet()
    if data[:4] == b"OTTO":
        fonts = TTFont(io.BytesIO(data), lazy=True)["CFF "].cff
    else:
        fonts.decompile(io.BytesIO(data), None)
    top = fonts[0]
    names = {int(name[3:]) if hasattr(top, "ROS") and at else at: name for at, name in enumerate(top.charset)}
    matrix = getattr(top, "FontMatrix", None) or [0.001]

    def foot(glyph: int) -> float:
        pen, outline = BoundsPen(top.CharStrings), top.CharStrings[names[glyph]]
        outline.outlineExtractor = _Extractor
        outline.draw(pen)
        return float(pen.bounds[1] * (matrix[0] or 0.001)) if pen.bounds else 0.0

    return foot


def _truetype(data: bytes) -> _Foot:
    font = TTFont(io.BytesIO(data), lazy=True)
    font.setGlyphOrder([str(number) for number in range(font["maxp"].numGlyphs)])
    glyphs, height = font["glyf"], float(font["head"].unitsPerEm)
    # The font keeps the edges of each glyph: nothing is drawn of parts that may name each other without end.
    return lambda glyph: getattr(glyphs[str(glyph)], "yMin", 0) / height
