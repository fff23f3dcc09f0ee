#!/usr/bin/env bash
# Guess: xlsx2csv writes a cell either as its number or as Excel shows it: 450 in the format 0" st" as 450, or as 450 st.
# Seen (xlsx2csv 0.8.6): where the format holds s, d, m, y or h between its quotes it is taken for a format of dates, and the format itself is written: 0" st".
#   The number is nowhere in the file; 1.8 in 0.0" mkr" is 0.0" 12kr", its m the month of a day 1.8. 60 in "ca "0 stays 60; a date in a format of a language ([$-41D]) becomes its serial number, 41820.
# So: in a sheet whose counts carry a unit in their format every count becomes a 0 with a unit, and every sum a 12 with none, which the next reader takes for figures.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet xlsx2csv==0.8.6 XlsxWriter==3.3.1
cd "$folder" && venv/bin/python - <<'PYTHON'
import xlsxwriter

with xlsxwriter.Workbook("larm.xlsx") as book:
    sheet = book.add_worksheet()
    cells = [('0" st"', 450), ('0.0" mkr"', 1.8), ('"ca "0', 60), ("[$-41D]d mmmm yyyy", 41820)]
    for row, (shown, number) in enumerate(cells):
        sheet.write_number(row, 0, number, book.add_format({"num_format": shown}))
PYTHON
venv/bin/xlsx2csv -d ';' larm.xlsx seen.csv
cat seen.csv
printf '%s\n' '"0"" st"""' '"0.0"" 12kr"""' '60' '41820' | diff - <(tr -d '\r' < seen.csv)
