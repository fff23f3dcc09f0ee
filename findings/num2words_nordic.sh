#!/usr/bin/env bash
# Guess: num2words can serve as the oracle for number words in the Nordic languages: what it writes is what people write.
# Seen (num2words 0.5.14): Swedish 1 000 is "etttusen" (written ettusen), Danish 1 000 000 "en millioner" (en million), 100th "ethundredete" (hundrede).
# So: tests of number words need words typed by a reader of the language; a round trip through num2words would teach wrong ones.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet num2words==0.5.14
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
from num2words import num2words

swedish = num2words(1000, lang="sv")
danish = num2words(1_000_000, lang="da"), num2words(100, lang="da", to="ordinal")
print(swedish, danish)
assert swedish == "etttusen"
assert danish == ("en millioner", "ethundredete")
PYTHON
