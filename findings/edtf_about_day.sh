#!/usr/bin/env bash
# Guess: the bounds that the EDTF library gives to "about 2 April 2013" (2013-04-02~) are some days apart, and those of a winter are its three months.
# Seen (edtf 5.0.2): 2012-03-01 to 2014-05-03, for the paddings of year, month and day are added up; winter 2013 (2013-24) is December alone.
#   text_to_edtf turns "2013 or 2014" into 2013, and "before 2013" into an interval with an end, but "2012/2013" into one of the two years.
# So: bounds of approximate periods are set by a rule of one's own; EDTF is taken as a notation.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet edtf==5.0.2
"$folder/venv/bin/python" - <<'PYTHON'
from edtf import parse_edtf, text_to_edtf


def bounds(text: str) -> tuple[str, str]:
    period = parse_edtf(text)
    first, last = (f"{day.tm_year}-{day.tm_mon:02}-{day.tm_mday:02}" for day in (period.lower_fuzzy(), period.upper_fuzzy()))
    return first, last


for text, expected in (
    ("2013~", ("2012-01-01", "2014-12-31")),
    ("2013-04-02~", ("2012-03-01", "2014-05-03")),
    ("2013-23", ("2013-09-01", "2013-11-30")),
    ("2013-24", ("2013-12-01", "2013-12-31")),
):
    print(f"{text}: {' to '.join(bounds(text))}")
    assert bounds(text) == expected
words = {text: text_to_edtf(text) for text in ("2013 or 2014", "before 2013", "2012/2013")}
print(words)
assert words == {"2013 or 2014": "2013", "before 2013": "/2013", "2012/2013": "[2012, 2013]"}
PYTHON
