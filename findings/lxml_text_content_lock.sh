#!/usr/bin/env bash
# Guess: a RecursionError within element.text_content() of lxml.html is an error like any other: the next call works again.
# Seen (lxml 6.1.3): text_content is one XPath expression for all elements, with a lock; where the stack ends within it the lock stays shut, and the next call, of any element, waits for ever.
# So: the text of an element is taken with etree.tostring(..., method="text"), which has no lock; a page nested just so deep stopped all pages after it.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet lxml==6.1.3
cat > "$folder/deep.py" <<'PYTHON'
from lxml.html import fragment_fromstring

element = fragment_fromstring("<b>450</b>")


def at_the_end_of_the_stack() -> None:
    try:
        at_the_end_of_the_stack()
    finally:
        element.text_content()


try:
    at_the_end_of_the_stack()
except RecursionError:
    pass
print("not reached", element.text_content())
PYTHON
status=0
timeout 10 "$folder/venv/bin/python" "$folder/deep.py" || status=$?
test "$status" -eq 124
echo "it still waits after ten seconds"
