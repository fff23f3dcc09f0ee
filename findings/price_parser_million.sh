#!/usr/bin/env bash
# Guess: an amount in millions as Nordic budgets print it ("12,5 mkr", "kr 0,4 mill.") is parsed as millions, or refused.
# Seen (price-parser 0.5.1): 12.5 kr and 0.4 kr, without a word; of a range the first end, and "60 st à 1 200 kr" costs 60 kr.
# So: it fits price tags in shops; money in running text needs a reader that knows the multipliers and what the number counts.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet price-parser==0.5.1
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
from price_parser import Price

texts = ("12,5 mkr", "kr 0,4 mill.", "100-200 kr", "60 st à 1 200 kr", "1 800 kr")
seen = {text: (str(price.amount), price.currency) for text in texts for price in [Price.fromstring(text)]}
print(seen)
assert list(seen.values()) == [("12.5", "kr"), ("0.4", "kr"), ("100", "kr"), ("60", "kr"), ("1800", "kr")]
PYTHON
