#!/usr/bin/env bash
# Guess: tomlkit, which keeps comments, removes with one table of an array the comment that stands above that table.
# Seen (tomlkit 0.15.2): the comment above belongs to the table before; it stays and now stands above the next one, whose own comment goes.
# So: whoever deletes an entry from a file of people's notes must move the trailing comments of the tables before and after by hand.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet tomlkit==0.15.2
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import tomlkit

document = tomlkit.parse(
    '[[entries]]\nindicator = "alarms"\n\n'
    '# The cards were counted by hand.\n[[entries]]\nindicator = "cards"\n\n'
    '# The users are estimated.\n[[entries]]\nindicator = "users"\n'
)
del document["entries"][1]
left = tomlkit.dumps(document)
print(left)
assert left == (
    '[[entries]]\nindicator = "alarms"\n\n# The cards were counted by hand.\n[[entries]]\nindicator = "users"\n'
)
PYTHON
