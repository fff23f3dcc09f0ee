#!/usr/bin/env bash
# Guess: PhoneNumberMatcher, which is made to find phone numbers in running text, leaves an amount of money in thousands alone.
# Seen (phonenumbers 9.0.43): with Norway as the region "22 345 678 kroner" and "45678901 meldinger" are phone numbers; eight digits make a number there.
#   STRICT_GROUPING passes the first by, for its groups are those of an amount, and still takes the second. Swedish "2 481 183 kr" is none.
# So: contact details can't be masked by it alone without masking budgets; the words beside a number decide.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet phonenumbers==9.0.43
"$folder/venv/bin/python" - <<'PYTHON'
from phonenumbers import Leniency, PhoneNumberMatcher


def found(text: str, region: str, leniency: int = Leniency.VALID) -> list[str]:
    return [match.raw_string for match in PhoneNumberMatcher(text, region, leniency)]


money, messages = "Budsjettet er 22 345 678 kroner", "I alt 45678901 meldinger"
for text, region in ((money, "NO"), (messages, "NO"), ("Beviljat 2 481 183 kr", "SE")):
    strict = found(text, region, Leniency.STRICT_GROUPING)
    print(f"{region} {text!r}: {found(text, region)}, strict grouping {strict}")
assert found(money, "NO") == ["22 345 678"]
assert found(messages, "NO") == found(messages, "NO", Leniency.STRICT_GROUPING) == ["45678901"]
assert found(money, "NO", Leniency.STRICT_GROUPING) == []
assert found("Beviljat 2 481 183 kr", "SE") == []
PYTHON
