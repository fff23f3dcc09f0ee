#!/usr/bin/env bash
# Guess: pycountry, whose versions are named by their date, knows the counties (fylker) of Norway as they are: fifteen, since 1 January 2024.
# Seen (pycountry 26.2.16, of February 2026): it lists the eleven of 2020, with Viken, Vestfold og Telemark, and Troms og Finnmark, which are dissolved; Akershus,
#   Buskerud, Østfold, Vestfold, Telemark, Troms and Finnmark are missing. Jan Mayen and Svalbard stand in the same list, so that it has 13 names.
# So: figures by county of 2024 and later find no place in it, and a table of all counties has others than the country; take codes valid by date from the statistical office.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pycountry==26.2.16
"$folder/venv/bin/python" - <<'PYTHON'
import pycountry

names = {county.name for county in pycountry.subdivisions.get(country_code="NO")}
print(sorted(names))
dissolved = {"Viken", "Vestfold og Telemark", "Troms og Finnmark"}
restored = {"Akershus", "Buskerud", "Østfold", "Vestfold", "Telemark", "Troms", "Finnmark"}
assert dissolved <= names and not restored & names and len(names) == 13
PYTHON
