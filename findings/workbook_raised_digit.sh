#!/usr/bin/env bash
# Guess: a reader of workbooks keeps a raised note mark apart from the number before it, or drops it; a struck figure is not read as valid.
# Seen (openpyxl 3.1.5, python-calamine 0.9.1): 300 with a raised 1 is the text "3001", "~~450~~ 470" is "450 470", in both.
# So: what is raised or struck is told only by the runs of the cell: openpyxl with rich_text=True, or the XML.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet XlsxWriter==3.3.1 openpyxl==3.1.5 python-calamine==0.9.1
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import openpyxl
import python_calamine
import xlsxwriter

book = xlsxwriter.Workbook("marks.xlsx")
sheet = book.add_worksheet("Larm")
raised, struck = book.add_format({"font_script": 1}), book.add_format({"font_strikeout": True})
sheet.write_rich_string("A1", "300", raised, "1")
sheet.write_rich_string("A2", struck, "450", " 470")
book.close()
plain = [cell.value for cell in openpyxl.load_workbook("marks.xlsx").active["A"]]
fast = [row[0] for row in python_calamine.load_workbook("marks.xlsx").get_sheet_by_name("Larm").to_python()]
rich = openpyxl.load_workbook("marks.xlsx", rich_text=True).active["A1"].value
print("openpyxl:", plain, "calamine:", fast, "openpyxl with runs:", [str(part) for part in rich])
assert plain == fast == ["3001", "450 470"]
assert [str(part) for part in rich] == ["300", "1"]
PYTHON
