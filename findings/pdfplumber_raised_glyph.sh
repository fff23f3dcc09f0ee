#!/usr/bin/env bash
# Guess: a raised note mark in a PDF is printed small or above the line, so its size or place tells it from the digits of the number.
# Seen (pdfplumber 0.11.10, typst 0.15.2): "300" with a raised 1 is the word "3001"; the 1 has the size and the foot of the other digits, for the font has a raised glyph of its own.
# So: only the outline of the glyph in the embedded font tells it; where that can't be read, the document is told to hide it.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pdfplumber==0.11.10 typst==0.15.2
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import pdfplumber
import typst

with open("larm.typ", "w", encoding="utf-8") as source:
    source.write("Timra 300#super[1] larm")
typst.compile("larm.typ", output="larm.pdf")
with pdfplumber.open("larm.pdf") as document:
    page = document.pages[0]
    words = [word["text"] for word in page.extract_words()]
    digits = [(char["text"], round(char["size"], 1), round(char["bottom"], 1)) for char in page.chars if char["text"].isdigit()]
print(words, digits)
assert words == ["Timra", "3001", "larm"]
assert len({(size, foot) for _, size, foot in digits}) == 1
PYTHON
