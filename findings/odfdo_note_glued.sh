#!/usr/bin/env bash
# Guess: the text of an OpenDocument paragraph is what stands on the line; its footnote and a reviewer's comment stand apart, or not at all.
# Seen (odfdo 3.27.3): str(paragraph) puts both in place: "300" with note 1 is "3001. ...", and "12" with the comment "or 15?" is "12or 15?".
# So: get_formatted_text, which writes [1] and [*], or the XML without notes and annotations; str() makes numbers nobody wrote.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet odfdo==3.27.3
"$folder/venv/bin/python" - <<'PYTHON'
from odfdo import Paragraph

noted = Paragraph("300 alarms")
noted.insert_note(after="300", note_id="n1", citation="1", body="Five of them digital.")
print("str:", repr(str(noted)))
print("get_formatted_text:", repr(noted.get_formatted_text()))
assert "3001" in str(noted)
assert noted.get_formatted_text().startswith("300[1] alarms")

asked = Paragraph("12 meetings")
asked.insert_annotation(after="12", body="or 15?", creator="Reviewer")
print("str:", repr(str(asked)))
assert str(asked).startswith("12or 15?")
assert asked.get_formatted_text().startswith("12[*] meetings")
PYTHON
