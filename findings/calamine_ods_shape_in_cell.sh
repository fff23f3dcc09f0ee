#!/usr/bin/env bash
# Guess: a text box that is anchored to an OpenDocument cell is no part of what the cell says: the cell of "Ånge" gives "Ånge".
# Seen (python-calamine 0.9.1, also as pandas' engine): the words of the box stand in the cell before its own, "4711 larm", a line end, "Ånge"; a cell
# with a number keeps the number, and the words of its box are nowhere. So: shapes in cells must be read from the XML, and taken out of texts.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet odfdo==3.27.3 python-calamine==0.9.1 pandas==3.0.3
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import pandas as pd
import python_calamine
from odfdo import Cell, Document, Element, Row, Table

SHAPE = "<draw:custom-shape><text:p>4711 larm</text:p></draw:custom-shape>"


def cell(kind, value, printed):
    """A cell with a shape anchored to it."""
    made = Cell()
    made.set_attribute("office:value-type", kind)
    if value is not None:
        made.set_attribute("office:value", str(value))
    made.append(Element.from_tag(SHAPE))
    made.append(Element.from_tag(f"<text:p>{printed}</text:p>"))
    return made


document = Document("spreadsheet")
document.body.clear()
table, row = Table("Larm"), Row()
row.append(cell("string", None, "Ånge"))
row.append(cell("float", 450, "450"))
table.append(row)
document.body.append(table)
document.save("larm.ods")
texts = python_calamine.load_workbook("larm.ods").get_sheet_by_index(0).to_python()[0]
frame = pd.read_excel("larm.ods", header=None, engine="calamine").iloc[0].tolist()
print("calamine:", texts, "pandas:", frame)
assert texts == ["4711 larm\nÅnge", 450.0]
assert frame == ["4711 larm\nÅnge", 450]
PYTHON
