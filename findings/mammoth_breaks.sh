#!/usr/bin/env bash
# Guess: a line break in a Word run keeps the words beside it apart, whichever of Word's elements made it.
# Seen (mammoth 1.13.0): w:br becomes <br />, but w:cr and w:ptab are left out: "c:a" and "450" become "c:a450". It is only a message.
# So: whoever reads figures with mammoth turns them into breaks and tabs first, or reads the messages.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet mammoth==1.13.0 python-docx==1.2.0
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import docx
import mammoth
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

document = docx.Document()
place = 'w:relativeTo="margin" w:alignment="right" w:leader="dot"'
for tag in ("w:br", "w:cr", f"w:ptab {place}"):
    xml = f"<w:p {nsdecls('w')}><w:r><w:t>c:a</w:t><{tag}/><w:t>450</w:t></w:r></w:p>"
    document.element.body.insert(-1, parse_xml(xml))
document.save("breaks.docx")
with open("breaks.docx", "rb") as file:
    result = mammoth.convert_to_html(file)
print(result.value, [message.message for message in result.messages])
assert result.value == "<p>c:a<br />450</p><p>c:a450</p><p>c:a450</p>"
assert [message.type for message in result.messages] == ["warning", "warning"]
PYTHON
