#!/usr/bin/env bash
# Guess: a pen that only measures needs no set of glyphs, for a glyph of a font draws itself.
# Seen (fonttools 4.68.0): BoundsPen(None) measures "A" of a TrueType font, but "Aring", a glyph made of two parts, raises TypeError: the pen looks its parts up.
# So: the lowest point of a TrueType glyph is taken from the edges that the font keeps of it, without drawing.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet fonttools==4.68.0
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

names, drawn = [".notdef", "A", "ring", "Aring"], {}
for name, foot in ((".notdef", 0), ("A", 0), ("ring", 500)):
    pen = TTGlyphPen(None)
    pen.moveTo((0, foot)), pen.lineTo((400, foot)), pen.lineTo((200, foot + 100)), pen.closePath()
    drawn[name] = pen.glyph()
pen = TTGlyphPen(drawn)
pen.addComponent("A", (1, 0, 0, 1, 0, 0)), pen.addComponent("ring", (1, 0, 0, 1, 0, 200))
drawn["Aring"] = pen.glyph()
font = FontBuilder(1000, isTTF=True)
font.setupGlyphOrder(names)
font.setupCharacterMap({65: "A", 0x2DA: "ring", 0xC5: "Aring"})
font.setupGlyf(drawn)
font.setupHorizontalMetrics({name: (500, 0) for name in names})
font.setupHorizontalHeader(ascent=800, descent=-200)
glyphs = font.font.getGlyphSet()


def foot(name, owner):
    pen = BoundsPen(owner)
    try:
        glyphs[name].draw(pen)
    except TypeError as error:
        return f"TypeError: {error}"
    return pen.bounds[1]


print({name: foot(name, None) for name in ("A", "Aring")}, foot("Aring", glyphs), font.font["glyf"]["Aring"].yMin)
assert foot("A", None) == 0
assert str(foot("Aring", None)).startswith("TypeError")
assert foot("Aring", glyphs) == font.font["glyf"]["Aring"].yMin == 0
PYTHON
