#!/usr/bin/env bash
# Guess: docx2python reads a tracked move as Word shows it, once and where it stands now, and a no-break hyphen as a hyphen: "10-12" stays a range.
# Seen (docx2python 3.7.1): moved text is there at both places, and the no-break hyphen is gone: "10-12 larm" is "1012 larm". docx2txt 0.9 does both as well;
#   mammoth 1.13.0 and python-docx 1.2.0 keep the hyphen, and pandoc (pypandoc_binary 1.17) does both right.
# So: an edited plan counts its moved figures twice, and a range becomes a number of four digits that nobody wrote.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet docx2python==3.7.1 docx2txt==0.9 python-docx==1.2.0 mammoth==1.13.0 pypandoc_binary==1.17
cd "$folder" && venv/bin/python - <<'PYTHON'
import docx
import docx2txt
import mammoth
import pypandoc
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx2python import docx2python

RUN = "<w:r><w:t>{}</w:t></w:r>"
BODY = (
    RUN.format("10") + "<w:r><w:noBreakHyphen/></w:r>" + RUN.format("12 larm"),
    f'<w:moveFrom w:id="1" w:author="x">{RUN.format("77 kort")}</w:moveFrom>',
    f'<w:moveTo w:id="2" w:author="x">{RUN.format("77 kort")}</w:moveTo>',
)
word = docx.Document()
for runs in BODY:
    paragraph = parse_xml(f"<w:p {nsdecls('w')}>{runs}</w:p>")
    word.element.body.insert_element_before(paragraph, "w:sectPr")
word.save("plan.docx")

of_docx2python = docx2python("plan.docx").text.split("\n\n")
of_docx2txt = docx2txt.process("plan.docx").split("\n\n")
print("docx2python:", of_docx2python, "docx2txt:", of_docx2txt)
assert of_docx2python == of_docx2txt == ["1012 larm", "77 kort", "77 kort"]
of_python_docx = docx.Document("plan.docx").paragraphs[0].text
with open("plan.docx", "rb") as file:
    of_mammoth = mammoth.extract_raw_text(file).value
of_pandoc = pypandoc.convert_file("plan.docx", "plain", extra_args=["--wrap=none"]).split()
print("python-docx:", of_python_docx, "mammoth:", ascii(of_mammoth), "pandoc:", ascii(of_pandoc))
assert of_python_docx == "10-12 larm" and of_mammoth.startswith("10\u201112 larm")
assert of_pandoc == ["10\u201112", "larm", "77", "kort"]
PYTHON
