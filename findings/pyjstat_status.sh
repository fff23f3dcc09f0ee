#!/usr/bin/env bash
# Guess: the status of a JSON-stat value (confidential, not available, provisional) comes with the values, or its loss is told.
# Seen (pyjstat 2.4.0): the frame has only value; "confidential" and "not available" are the same NaN, a provisional 310 looks final.
# A dimension whose label names only some of its categories, as the format allows, raises a ValueError about axis lengths.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pyjstat==2.4.0 pandas==3.1.1
"$folder/venv/bin/python" - <<'PYTHON'
import json

from pyjstat import pyjstat

places = {"index": ["2260", "2281"], "label": {"2260": "Ange", "2281": "Sundsvall"}}
data = {
    "version": "2.0", "class": "dataset", "id": ["region", "year"], "size": [2, 2],
    "dimension": {
        "region": {"label": "region", "category": places},
        "year": {"label": "year", "category": {"index": ["2012", "2013"]}},
    },
    "value": [450, None, None, 310],
    "status": {"1": ":", "2": "..", "3": "p"},
}
frame = pyjstat.Dataset.read(json.dumps(data)).write("dataframe")
print(frame)
assert list(frame.columns) == ["region", "year", "value"]
assert frame["value"].isna().tolist() == [False, True, True, False]
del places["label"]["2281"]
try:
    pyjstat.Dataset.read(json.dumps(data)).write("dataframe")
except ValueError as error:
    print("one label less:", error)
else:
    raise AssertionError("a dimension with one label was read")
PYTHON
