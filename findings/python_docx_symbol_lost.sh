#!/usr/bin/env bash
# Guess: a sign that Word's "Insert symbol" puts before a number ("≥ 100", "≈ 60", "−5") is a letter of paragraph.text, or leaves some mark.
# Seen (python-docx 1.2.0): it stands in an element of its own (w:sym) and is gone without a trace: " 100", "60", "5". mammoth 1.13.0 keeps all three.
# So: with python-docx a floor reads as a count and a loss as a gain; the symbols are read from the XML, by font and code.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet python-docx==1.2.0 mammoth==1.13.0
"$folder/venv/bin/python" - <<'PYTHON'
from io import BytesIO

import docx
import mammoth
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

# what Word writes for a symbol of the font Symbol: at least, about, minus
SIGNS = {"F0B3": " 100", "F0BB": "60", "F02D": "5"}
document = docx.Document()
for code, number in SIGNS.items():
    symbol = f'<w:sym w:font="Symbol" w:char="{code}"/>'
    document.add_paragraph()._p.append(
        parse_xml(f'<w:r {nsdecls("w")}>{symbol}<w:t xml:space="preserve">{number}</w:t></w:r>')
    )
file = BytesIO()
document.save(file)
texts = [paragraph.text for paragraph in docx.Document(BytesIO(file.getvalue())).paragraphs]
kept = mammoth.extract_raw_text(BytesIO(file.getvalue())).value.split("\n\n")[:3]
print("python-docx:", texts)
print("mammoth:", kept)
assert texts == [" 100", "60", "5"]
assert kept == ["\u2265 100", "\u224860", "\u22125"]
PYTHON
