#!/usr/bin/env bash
# Guess: read_csv with decimal="," and thousands="." takes a point for one between thousands only where three digits follow: "1.5" is no number then.
# Seen (pandas 3.1.1): a point anywhere is taken out, by the engines c and python: "1.5" is 15 and "12.34.5" is 12345, beside "1.250,5" that is 1250.5. No warning.
# So: the places of the signs are looked at before the column is read as numbers; a table of mixed hands gives tenfold shares else.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pandas==3.1.1
"$folder/venv/bin/python" -W error - <<'PYTHON'
from io import StringIO

import pandas as pd

TABLE = "area;share\na;1.5\nb;12.34.5\nc;1.250,5\n"
for engine in ("c", "python"):
    shares = pd.read_csv(StringIO(TABLE), sep=";", decimal=",", thousands=".", engine=engine)["share"].tolist()
    print(f"{engine}: {shares}")
    assert shares == [15.0, 12345.0, 1250.5]
PYTHON
