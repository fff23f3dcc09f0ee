#!/usr/bin/env bash
# Guess: RTF to plain text gives what a reader of the page sees: hidden text left out, text deleted under tracked changes left out or set apart.
# Seen (striprtf 0.0.35): both are kept and glued to the number beside them: hidden 99 before 12 is "9912", deleted 450 before 470 is "450470"; a footnote's text is gone.
# So: figures are not read from striprtf's text; an RTF is converted by a word processor, which knows what is shown.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet striprtf==0.0.35
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
from striprtf.striprtf import rtf_to_text

hidden = rtf_to_text(r"{\rtf1\ansi {\v 99}12 larm}")
deleted = rtf_to_text(r"{\rtf1\ansi {\deleted 450}{\revised 470} larm}")
footnote = rtf_to_text(r"{\rtf1\ansi 60 larm{\footnote 14 of them digital}.}")
print(repr(hidden), repr(deleted), repr(footnote))
assert hidden == "9912 larm"
assert deleted == "450470 larm"
assert footnote == "60 larm."
PYTHON
