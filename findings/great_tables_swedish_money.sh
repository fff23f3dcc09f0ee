#!/usr/bin/env bash
# Guess: great_tables with locale="sv" prints a number as Swedish does: 1 234,50 kr, 45,50 %, and 4 500 shortened (compact) as 4,5 tn.
# Seen (great_tables 1.1.0): the locale gives only the separators of numbers and the names of months. Money is kr1 234,50, a share 45,50%, both as in English;
#   4 500 shortened is 4K and 4 501 is 5K; nb, nn and da are the same. Digits are grouped by a plain space, where a line may break.
# So: a table for Swedish or Norwegian readers takes the unit in its head and plain fmt_number; what a compact integer was cannot be told from what is printed.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet great_tables==1.1.0 polars==2.1.0
"$folder/venv/bin/python" - <<'PYTHON'
from great_tables import vals

for locale, group in {"sv": " ", "nb": " ", "nn": " ", "da": "."}.items():
    money = vals.fmt_currency([1234.5], currency="SEK", locale=locale)[0]
    share = vals.fmt_percent([0.455], locale=locale)[0]
    short = vals.fmt_integer([4500, 4501], compact=True, locale=locale)
    print(locale, ascii(money), share, short)
    assert money == f"kr1{group}234,50" and share == "45,50%" and short == ["4K", "5K"]
PYTHON
