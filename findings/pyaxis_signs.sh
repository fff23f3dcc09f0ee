#!/usr/bin/env bash
# Guess: a reader of .px gives nil as 0 and the dots of the format as missing, or all signs as they stand.
# Seen (pyaxis 0.4.3): of the cells 450, -, "..", "..." the frame holds the texts 450, - and "..." with its quotes, and NaN for ".." alone.
# So: nil is no number, two signs for "no figure" become two different things, and every value is a text.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pyaxis==0.4.3 setuptools==80.9.0 pandas==3.1.1
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import warnings
from pathlib import Path

warnings.simplefilter("ignore")
from pyaxis import pyaxis

LINES = [
    'CHARSET="ANSI";', 'CODEPAGE="utf-8";', 'MATRIX="T";', 'TITLE="Larm";', 'UNITS="antal";', 'STUB="region";',
    'HEADING="year";', 'VALUES("region")="Ange","Timra";', 'VALUES("year")="2012","2013";', "DATA=", "450 -", '".." "..." ;',
]
Path("signs.px").write_text("\n".join([*LINES, ""]), "utf-8")
values = pyaxis.parse("signs.px", encoding="utf-8")["DATA"]["DATA"].tolist()
print(values)
assert values[0].strip() == "450"
assert values[1].strip() == "-"
assert values[2] != values[2]
assert values[3].strip() == '"..."'
PYTHON
