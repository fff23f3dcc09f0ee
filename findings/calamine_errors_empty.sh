#!/usr/bin/env bash
# Guess: a cell that holds an error (#N/A, #DIV/0!) is told apart from a cell that nobody filled in.
# Seen (python-calamine 0.9.1): both are "", the empty text; openpyxl 3.1.5 keeps the error as its text.
# So: with calamine alone "the formula failed" and "nobody reported" are one; the errors must be looked for in the XML.
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

book = xlsxwriter.Workbook("errors.xlsx")
sheet = book.add_worksheet()
sheet.write_formula("A1", "=NA()", None, "#N/A")
sheet.write_formula("B1", "=1/0", None, "#DIV/0!")
sheet.write("D1", 310)
book.close()
fast = python_calamine.load_workbook("errors.xlsx").get_sheet_by_index(0).to_python()[0]
slow = [cell.value for cell in openpyxl.load_workbook("errors.xlsx", data_only=True).active[1]]
print("calamine:", fast, "openpyxl:", slow)
assert fast == ["", "", "", 310.0]
assert slow == ["#N/A", "#DIV/0!", None, 310]
PYTHON
