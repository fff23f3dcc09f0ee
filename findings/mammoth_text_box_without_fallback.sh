#!/usr/bin/env bash
# Guess: mammoth gives the words of a text box of Word, as it does for those of older drawings, or a message that it left them out.
# Seen (mammoth 1.13.0): of a box that only the newer drawing holds (wps:txbx, without the older one as mc:Fallback), which the schema allows, it gives
# nothing and says nothing; the same box with v:textbox is read. So: what boxes say must be looked for in the XML.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet mammoth==1.13.0 python-docx==1.2.0
"$folder/venv/bin/python" - <<'PYTHON'
import io

import docx
import mammoth
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

NAMES = (
    nsdecls("w", "wp", "a")
    + ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
)
WORDS = "<w:txbxContent><w:p><w:r><w:t>450 larm</w:t></w:r></w:p></w:txbxContent>"
BOXES = {
    "newer": "<w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx>{}</wps:txbx></wps:wsp></a:graphicData>"
    "</a:graphic></wp:inline></w:drawing>",
    "older": "<w:pict><v:shape><v:textbox>{}</v:textbox></v:shape></w:pict>",
}
found = {}
for name, box in BOXES.items():
    word, file = docx.Document(), io.BytesIO()
    word.add_paragraph("Larm")
    paragraph = parse_xml(f"<w:p {NAMES}><w:r>{box.format(WORDS)}</w:r></w:p>")
    word.element.body.insert_element_before(paragraph, "w:sectPr")
    word.save(file)
    file.seek(0)
    made = mammoth.convert_to_html(file)
    found[name] = made.value, [message.message for message in made.messages]
print(found)
assert found["newer"] == ("<p>Larm</p>", [])
assert "450 larm" in found["older"][0]
PYTHON
