#!/usr/bin/env bash
# Guess: Babel writes a negative number in Swedish or Norwegian with the minus sign of the locale's own data, and reads that sign.
# Seen (Babel 2.18.0): sv, nb and nn data name U+2212, format_decimal writes a hyphen, parse_decimal refuses U+2212; NOK is "Nkr" in sv.
# So: whoever prints with Babel and reads it back, or reads a table of a statistics office, needs a step of their own for the sign.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet Babel==2.18.0
"$folder/venv/bin/python" - <<'PYTHON'
from babel import Locale
from babel.numbers import NumberFormatError, format_currency, format_decimal, parse_decimal

for language in ("sv", "nb", "nn"):
    sign = Locale.parse(language).number_symbols["latn"]["minusSign"]
    written = format_decimal(-3, locale=language)
    try:
        read = parse_decimal("\u22123", locale=language)
    except NumberFormatError as error:
        read = type(error).__name__
    print(f"{language}: data {ascii(sign)}, written {ascii(written)}, U+2212 3 read as {read}")
    assert (sign, written, read) == ("\u2212", "-3", "NumberFormatError")
krone = format_currency(5, "NOK", locale="sv")
print(f"sv: 5 NOK is {krone!r}")
assert krone == "5,00\u00a0Nkr"
PYTHON
