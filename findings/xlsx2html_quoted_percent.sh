#!/usr/bin/env bash
# Guess: xlsx2html shows a cell as Excel does: 45.5 in the format 0.0" %" (a number whose percent sign is only text) as 45.5 %.
# Seen (xlsx2html 0.6.4): a percent sign between quotes multiplies too: 4550.0" %", quotes and all. A space in # ##0, which groups digits in Swedish and Norwegian
#   books, is not understood: 12345 becomes 12345 ##0; and 2 500 000 shown in thousands (0,) is 2500000 with a comma before it.
# So: a page made from a workbook so holds shares above 100 % and digits that no cell had; read the workbook, not the page.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet xlsx2html==0.6.4 XlsxWriter==3.3.1
cd "$folder" && venv/bin/python - <<'PYTHON'
import html
import re

import xlsxwriter
from xlsx2html import xlsx2html

with xlsxwriter.Workbook("andel.xlsx") as book:
    sheet = book.add_worksheet()
    cells = [('0.0" %"', 45.5), ("0.0%", 0.455), ("# ##0", 12345), ("0,", 2500000)]
    for row, (shown, number) in enumerate(cells):
        sheet.write_number(row, 0, number, book.add_format({"num_format": shown}))

page = xlsx2html("andel.xlsx")
page.seek(0)
seen = [html.unescape(text).strip() for text in re.findall(r"<td[^>]*>([^<]*)</td>", page.read())]
print(seen)
assert seen == ['4550.0" %"', "45.5%", "12345 ##0", ",2500000"]
PYTHON
