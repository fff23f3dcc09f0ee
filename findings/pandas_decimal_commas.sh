#!/usr/bin/env bash
# Guess: pandas.read_html leaves "4,5" (four and a half in most of Europe) a text, or reads 4.5; read_csv with decimal="," and thousands="." takes a
# point for one between thousands only where three digits follow, so that "1.5" is no number.
# Seen (pandas 3.0.3): read_html gives the whole numbers 45 and 1225 for "4,5" and "12,25", since it takes every comma out; read_csv gives 15 for "1.5".
# No warning in either. So: a column of a Nordic page must be read with thousands=None, and signs of thousands checked for their places first.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pandas==3.0.3 lxml==6.0.2
"$folder/venv/bin/python" -W error - <<'PYTHON'
import io

import pandas as pd

PAGE = (
    "<table><tr><th>Kommun</th><th>Andel</th></tr>"
    "<tr><td>A</td><td>4,5</td></tr><tr><td>B</td><td>12,25</td></tr></table>"
)
shares = pd.read_html(io.StringIO(PAGE))[0]["Andel"].tolist()
kept = pd.read_html(io.StringIO(PAGE), thousands=None)[0]["Andel"].tolist()
sums = pd.read_csv(io.StringIO("a;b\nx;1.5\ny;1.250,5\n"), sep=";", decimal=",", thousands=".")["b"].tolist()
print("read_html:", shares, "without thousands:", kept, "read_csv:", sums)
assert shares == [45, 1225]
assert kept == ["4,5", "12,25"]
assert sums == [15.0, 1250.5]
PYTHON
