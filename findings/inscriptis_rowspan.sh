#!/usr/bin/env bash
# Guess: inscriptis, which lays tables of web pages out as text as a browser shows them, leaves the place of a cell that reaches down from the row above.
# Seen (inscriptis 2.7.6): rowspan is not looked at; the second row of "Ånge" begins in the column of the names, so that 12 of 2012 stands there and 13 below 2012.
# So: figures of pages with merged labels go to the wrong year, one column to the left; colspan is looked over in the same way.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet inscriptis==2.7.6
"$folder/venv/bin/python" - <<'PYTHON'
from inscriptis import get_text

HEAD = "<tr><th>Kommun</th><th>2012</th><th>2013</th></tr>"
down = f"<table>{HEAD}<tr><td rowspan=2>Ånge</td><td>450</td><td>460</td></tr><tr><td>12</td><td>13</td></tr></table>"
across = "<table><tr><th>Kommun</th><th colspan=2>Larm</th><th>Kort</th></tr><tr><td>Ånge</td><td>450</td><td>460</td><td>30</td></tr></table>"
lines = [line for line in get_text(down).splitlines() if line.strip()]
print("\n".join(lines))
column = lines[0].index("2012")
assert lines[2].startswith("12") and lines[2][column:].startswith("13"), lines
heads, row = [line for line in get_text(across).splitlines() if line.strip()]
print(heads, row, sep="\n")
assert heads.split() == ["Kommun", "Larm", "Kort"] and heads.index("Kort") == row.index("460"), (heads, row)
PYTHON
