#!/usr/bin/env bash
# Guess: an OpenDocument cell whose paragraph holds 310, a line break (or a tab), and 45 gives a text with white space between the two.
# Seen (python-calamine 0.9.1, also as pandas' engine): "31045", and pandas makes it the whole number 31045. Two paragraphs keep their line break.
# So: the elements text:line-break and text:tab of a cell must be read from the XML.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet odfdo==3.27.3 python-calamine==0.9.1 pandas==3.0.3
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import pandas as pd
import python_calamine
from odfdo import Cell, Document, Element, Paragraph, Row, Table


def cell(between):
    """A cell of text: 310, an element, 45."""
    paragraph, made = Paragraph("310"), Cell()
    paragraph.append(Element.from_tag(between))
    span = Element.from_tag("text:span")
    span.text = "45"
    paragraph.append(span)
    made.set_attribute("office:value-type", "string")
    made.append(paragraph)
    return made


document = Document("spreadsheet")
document.body.clear()
table, row = Table("Larm"), Row()
for between in ("text:line-break", "text:tab", "text:s"):
    row.append(cell(between))
table.append(row)
document.body.append(table)
document.save("larm.ods")
texts = python_calamine.load_workbook("larm.ods").get_sheet_by_index(0).to_python()[0]
frame = pd.read_excel("larm.ods", header=None, engine="calamine").iloc[0].tolist()
print("calamine:", texts, "pandas:", frame)
assert texts == ["31045", "31045", "310 45"]
assert frame[:2] == [31045, 31045]
PYTHON
