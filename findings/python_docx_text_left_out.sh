#!/usr/bin/env bash
# Guess: paragraph.text is what the paragraph shows in Word, and a row's cells stand in the columns in which Word shows them.
# Seen (python-docx 1.2.0): what a tracked insertion or a content control holds is not in paragraph.text; in a row that begins one column
# later (gridBefore) row.cells are one short, column.cells give the row's cells one column too early, and table.cell raises IndexError.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet python-docx==1.2.0
"$folder/venv/bin/python" - <<'PYTHON'
import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

names = nsdecls("w")
inserted = "<w:ins><w:r><w:t>470</w:t></w:r></w:ins>"
control = "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>120</w:t></w:r></w:sdtContent></w:sdt>"
document = docx.Document()
for part in (inserted, control):
    document.element.body.insert(0, parse_xml(f"<w:p {names}><w:r><w:t>Larm: </w:t></w:r>{part}</w:p>"))
texts = [paragraph.text for paragraph in document.paragraphs[:2]]
print("paragraphs:", texts)
assert texts == ["Larm: ", "Larm: "]

table = document.add_table(2, 3)
for row in table.rows:
    for cell, text in zip(row.cells, ("Kommun", "2023", "2024"), strict=True):
        cell.text = text
second = table.rows[1]._tr
second.remove(second.tc_lst[0])
second.insert(0, parse_xml(f'<w:trPr {names}><w:gridBefore w:val="1"/></w:trPr>'))
columns = [[cell.text for cell in column.cells] for column in table.columns]
print("columns:", columns)
assert [cell.text for cell in table.rows[1].cells] == ["2023", "2024"]
assert columns == [["Kommun", "2023"], ["2023", "2024"], ["2024"]]
try:
    table.cell(1, 2)
except IndexError as error:
    print("table.cell(1, 2):", error)
else:
    raise AssertionError("table.cell(1, 2) was read")
PYTHON
