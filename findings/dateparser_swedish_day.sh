#!/usr/bin/env bash
# Guess: "27 maj" and "27/5" without a year are 27 May in Swedish as in Norwegian and Danish: the year is taken from the day that one reads them on.
# Seen (dateparser 1.5.0): in Swedish 27 is the year: May 2027, with the day of the month that it is read on; "12/11" is November 2012. nb, da: 27 May.
# So: Swedish puts the year first only where it is written out; dates of minutes ("beslutades 27/5") are read with the day first, said in so many words.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet dateparser==1.5.0
"$folder/venv/bin/python" - <<'PYTHON'
from datetime import datetime

import dateparser

READ_ON = {"RELATIVE_BASE": datetime(2013, 1, 15)}


def read(text: str, language: str, **settings: str) -> str:
    return f"{dateparser.parse(text, languages=[language], settings={**READ_ON, **settings}):%Y-%m-%d}"


for text, language, expected in (
    ("27 maj", "sv", "2027-05-15"),
    ("27/5", "sv", "2027-05-15"),
    ("12/11", "sv", "2012-11-15"),
    ("27/5", "nb", "2013-05-27"),
    ("27/5", "da", "2013-05-27"),
):
    print(f"{language} {text!r}: {read(text, language)}")
    assert read(text, language) == expected
print("sv '27/5' with DATE_ORDER='DMY':", read("27/5", "sv", DATE_ORDER="DMY"))
assert read("27/5", "sv", DATE_ORDER="DMY") == read("27 maj", "sv", DATE_ORDER="DMY") == "2013-05-27"
PYTHON
