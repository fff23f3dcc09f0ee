#!/usr/bin/env bash
# Guess: MarkItDown turns a sheet into a Markdown table of what its cells say: an area code 0114 shown as such, "n/a" as text, an empty cell empty.
# Seen (markitdown 0.1.9): the text "n/a", the error #N/A and an empty cell are the same NaN; one of them makes counts of its column decimals (450.0),
#   and of the code 0114 (a number shown with a leading zero) 114.0.
# So: who gives such tables to a reader of any kind, a language model too, cannot know who answered "n/a", who did not answer, and what failed.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "markitdown[xlsx]==0.1.9" XlsxWriter==3.3.1
cd "$folder" && venv/bin/python - <<'PYTHON'
import xlsxwriter
from markitdown import MarkItDown

with xlsxwriter.Workbook("larm.xlsx") as book:
    sheet = book.add_worksheet()
    code = book.add_format({"num_format": "0000"})
    sheet.write_row(0, 0, ["Kod", "Kommun", "Larm"])
    sheet.write_number(1, 0, 114, code)
    sheet.write_row(1, 1, ["Ånge", 450])
    sheet.write_row(2, 1, ["Timrå", "n/a"])
    sheet.write_row(3, 1, ["Krokom"])
    sheet.write_formula(4, 2, "=NA()", value="#N/A")
    sheet.write(4, 1, "Bräcke")

lines = [[cell.strip() for cell in line.split("|")[1:-1]] for line in MarkItDown().convert("larm.xlsx").text_content.splitlines()]
rows = [line for line in lines if len(line) == 3][2:]
print(rows)
assert rows == [["114.0", "Ånge", "450.0"], ["NaN", "Timrå", "NaN"], ["NaN", "Krokom", "NaN"], ["NaN", "Bräcke", "NaN"]]
PYTHON
