#!/usr/bin/env bash
# Guess: Table Schema's `bareNumber: false` strips words around a number ("45 st", "kr 45") and leaves the number, its sign included.
# Seen (frictionless 5.21.0): it keeps the sign for the hyphen, and loses it for the minus sign U+2212 that statistical offices print: -45 becomes 45.
# So: minus signs are made hyphens before a column is declared `bareNumber: false`; without bareNumber the cell is at least an error.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet frictionless==5.21.0
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
from frictionless import fields

around = fields.IntegerField(name="change", bare_number=False)
strict = fields.IntegerField(name="change")
seen = {text: around.read_cell(text)[0] for text in ("-45 st", "\N{MINUS SIGN}45 st", "\N{MINUS SIGN}45", "(45)")}
print(seen, strict.read_cell("\N{MINUS SIGN}45"))
assert seen == {"-45 st": -45, "\N{MINUS SIGN}45 st": 45, "\N{MINUS SIGN}45": 45, "(45)": 45}
assert strict.read_cell("\N{MINUS SIGN}45")[0] is None
PYTHON
