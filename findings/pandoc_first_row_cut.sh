#!/usr/bin/env bash
# Guess: pandoc keeps every cell of a table of Word, and a row that begins one column later (gridBefore, a cell left out at the left) below its own heads.
# Seen (pandoc 3.9 of pypandoc_binary 1.17): the rows below the first decide how wide the table is; where they hold two cells, the third cell of the first row is
#   dropped without a warning, figure and all. gridBefore is not looked at: the 7 below 450 stands below the name.
# So: what stands once in a first row that pandoc takes for heads can be lost in a conversion to Markdown or HTML; count the cells before and after.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pypandoc_binary==1.17 python-docx==1.2.0
cd "$folder" && venv/bin/python - <<'PYTHON'
import re

import docx
import pypandoc
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls


def row(texts, before=0):
    shift = f'<w:trPr><w:gridBefore w:val="{before}"/></w:trPr>' if before else ""
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in texts)
    return parse_xml(f"<w:tr {nsdecls('w')}>{shift}{cells}</w:tr>")


word = docx.Document()
table = word.add_table(rows=0, cols=3)
table._tbl.append(row(["Ånge", "450", "460"]))
table._tbl.append(row(["7", "8"], before=1))
word.save("table.docx")
assert pypandoc.get_pandoc_version() == "3.9"
cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", pypandoc.convert_file("table.docx", "html"))
print("cells of Word: Ånge 450 460, - 7 8; of pandoc:", cells)
assert cells == ["Ånge", "450", "7", "8"]
PYTHON
