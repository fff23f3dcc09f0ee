#!/usr/bin/env bash
# Guess: the spaces that tie a number in print (no-break, narrow no-break, thin) stay in its word: "1 800" is one word, "1 800 300" two numbers told apart.
# Seen (pdfplumber 0.11.10, typst 0.15.2): each of them parts words as a plain space does, and extract_text prints a plain one. The characters keep them,
#   and so does pypdfium2 5.15.2: what ties "1 800" and parts it from "300" is in the file, and lost with the words.
# So: numbers are put together from the characters, by what stands between them, before they are cut into words.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pdfplumber==0.11.10 typst==0.15.2 pypdfium2==5.15.2
"$folder/venv/bin/python" - <<'PYTHON'
from io import BytesIO

import pdfplumber
import pypdfium2
import typst

NARROW, THIN, TIED = "\u202f", "\u2009", "\u00a0"
page = typst.compile(f"1{TIED}800 300 2{NARROW}450 60 1{THIN}120 45".encode(), format="pdf")
with pdfplumber.open(BytesIO(page)) as file:
    words = [word["text"] for word in file.pages[0].extract_words()]
    letters = "".join(character["text"] for character in file.pages[0].chars)
text = pypdfium2.PdfDocument(page)[0].get_textpage().get_text_range()
print("words:", words)
print("characters:", ascii(letters))
print("pypdfium2:", ascii(text))
assert words == ["1", "800", "300", "2", "450", "60", "1", "120", "45"]
assert f"1{TIED}800 300 2{NARROW}450 60 1{THIN}120 45" in letters
assert f"1{TIED}800 300 2{NARROW}450 60 1{THIN}120 45" in text
PYTHON
