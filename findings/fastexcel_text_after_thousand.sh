#!/usr/bin/env bash
# Guess: a column of a sheet that holds numbers and, far down, "n/a" and "c:a 450" comes as text, or the reader says that it met texts among the numbers.
# Seen (fastexcel 0.21.0, also as polars 2.1.0 reads): the kind of a column is guessed from its first 1 000 rows; below them every text is null, without a word.
# So: "nobody knows", "about 450" and an empty cell are one; whoever counts what is missing asks for dtypes="string", or for all rows to be looked at.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet fastexcel==0.21.0 polars==2.1.0 pyarrow==24.0.0 XlsxWriter==3.3.1
cd "$folder" && venv/bin/python - <<'PYTHON'
import fastexcel
import polars
import xlsxwriter

ROWS = 1200
with xlsxwriter.Workbook("larm.xlsx") as book:
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Kommun", "Larm"])
    for row in range(1, ROWS + 1):
        sheet.write_row(row, 0, [f"K{row}", row])
    sheet.write_row(ROWS + 1, 0, ["Ånge", "n/a"])
    sheet.write_row(ROWS + 2, 0, ["Timrå", "c:a 450"])
    sheet.write_row(ROWS + 3, 0, ["Krokom", 30])

guessed = fastexcel.read_excel("larm.xlsx").load_sheet(0).to_polars()["Larm"].to_list()[-3:]
of_polars = polars.read_excel("larm.xlsx")["Larm"].to_list()[-3:]
looked_at = fastexcel.read_excel("larm.xlsx").load_sheet(0, schema_sample_rows=None).to_polars()["Larm"].to_list()[-3:]
print("guessed:", guessed, "polars:", of_polars, "all rows looked at:", looked_at)
assert guessed == of_polars == [None, None, 30.0]
assert looked_at == ["n/a", "c:a 450", "30"]
PYTHON
