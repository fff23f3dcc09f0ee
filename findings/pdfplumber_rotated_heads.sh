#!/usr/bin/env bash
# Guess: a table head that is turned by 90 degrees is read as its letters, or not at all.
# Seen (pdfplumber 0.11.10): "2023" and "2024", written upwards, are read as the words "3202" and "4202": numbers like any other.
# So: the characters' "upright" must be looked at before the words are taken for figures.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pdfplumber==0.11.10 reportlab==4.4.4
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import pdfplumber
from reportlab.pdfgen import canvas

page = canvas.Canvas("heads.pdf", pagesize=(400, 300))
page.drawString(50, 180, "Timra")
for x, year, count in ((165, "2023", "450"), (265, "2024", "470")):
    page.drawString(x, 180, count)
    page.saveState()
    page.translate(x + 10, 200)
    page.rotate(90)
    page.drawString(0, 0, year)
    page.restoreState()
page.save()
with pdfplumber.open("heads.pdf") as document:
    words = [word["text"] for word in document.pages[0].extract_words()]
    turned = {char["text"] for char in document.pages[0].chars if not char["upright"]}
print(words, "not upright:", sorted(turned))
assert {"3202", "4202"} <= set(words)
assert not {"2023", "2024"} & set(words)
assert turned == set("202324")
PYTHON
