#!/usr/bin/env bash
# Guess: add_table writes the texts that it is given; at most one that begins with "http://" becomes a link with the text kept.
# Seen (XlsxWriter 3.3.1): a text "internal: audit" becomes a link and is printed as " audit": a word of it is gone, without a warning.
# So: texts from documents go into the cells with write_string, and the table is laid over them without data.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet XlsxWriter==3.3.1 openpyxl==3.1.5
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import openpyxl
import xlsxwriter

kinds = ["internal: audit", "external: evaluation", "audit"]
book = xlsxwriter.Workbook("kinds.xlsx")
sheet = book.add_worksheet()
sheet.add_table(0, 0, 3, 0, {"data": [[kind] for kind in kinds], "columns": [{"header": "Kind"}]})
sheet.add_table(0, 2, 3, 2, {"columns": [{"header": "Written"}]})
for row, kind in enumerate(kinds, start=1):
    sheet.write_string(row, 2, kind)
book.close()
cells = openpyxl.load_workbook("kinds.xlsx").active
given, written = ([cells.cell(row, column).value for row in (2, 3, 4)] for column in (1, 3))
print("as data:", given, "; with write_string:", written)
assert given == [" audit", " evaluation", "audit"]
assert written == kinds
assert cells["A2"].hyperlink is not None
PYTHON
