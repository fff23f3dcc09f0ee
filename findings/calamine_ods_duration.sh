#!/usr/bin/env bash
# Guess: a length of time (100 hours 30 minutes) is the same kind of value whether the workbook is .xlsx or .ods.
# Seen (python-calamine 0.9.1): .xlsx gives a timedelta, .ods the ISO text "PT100H30M00S", which no number reader takes for a number (or for 100, 30 and 0).
# So: the durations of OpenDocument are turned by hand; what the cell shows stands in its paragraph.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet odfdo==3.27.3 python-calamine==0.9.1 XlsxWriter==3.3.1
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import datetime

import python_calamine
import xlsxwriter
from odfdo import Cell, Document, Paragraph, Row, Table

book = xlsxwriter.Workbook("hours.xlsx")
book.add_worksheet().write_number(0, 0, 100.5 / 24, book.add_format({"num_format": "[h]:mm"}))
book.close()
document, cell, table, row = Document("spreadsheet"), Cell(), Table("Timmar"), Row()
document.body.clear()
cell.set_attribute("office:value-type", "time")
cell.set_attribute("office:time-value", "PT100H30M00S")
cell.append(Paragraph("100:30"))
row.append(cell)
table.append(row)
document.body.append(table)
document.save("hours.ods")
seen = [python_calamine.load_workbook(name).get_sheet_by_index(0).to_python()[0][0] for name in ("hours.xlsx", "hours.ods")]
print(seen)
assert seen == [datetime.timedelta(hours=100, minutes=30), "PT100H30M00S"]
PYTHON
