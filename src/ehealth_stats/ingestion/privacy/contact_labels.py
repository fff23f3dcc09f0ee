"""Names on the lines below a contact label: lines in reading order -> the same lines, the names in them blacked out.

A name alone is not told from a product; a line that only says "Kontakt" or "Närvarande:" (present were) tells that the
lines below it are names.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ehealth_stats.codelists.words import alternatives, words
from ehealth_stats.ingestion.privacy.personal import find_personal, hide_names

_LONGEST_LABEL = 80
_WITHOUT = 2  # lines in a row without a name or contact detail: the post, the place


def black_out(lines: Sequence[str | None], labels: Sequence[str] = ()) -> Iterator[str | None]:
    """Black out the names on the lines after a line that is a contact label, until two lines in a row have none.

    Parameters
    ----------
    lines
        In reading order; None, a heading or a table, ends what a label began.
    labels
        Of each line the text that may be a label, where that is not the line itself: the words of a heading.

    Examples
    --------
    >>> kept = list(black_out(["Närvarande:", "", "Nomen Nescio, Ånge", "Larm: 45"]))
    >>> "Nomen" in kept[2], len(kept[2]), kept[3]
    (False, 18, 'Larm: 45')
    """
    left = 0
    for line, label in zip(lines, labels or lines, strict=True):
        if label and is_label(label):
            left = _WITHOUT
        elif line is None:
            left = 0
        elif left and line.strip():
            hidden = hide_names(line)
            left = _WITHOUT if hidden != line or find_personal(line) else left - 1
            yield hidden
            continue
        yield line


def is_label(text: str) -> bool:
    """Tell whether a line says only that names follow: "Kontaktpersoner", "För mer information, kontakta:".

    Examples
    --------
    >>> is_label("Kontaktpersoner"), is_label("För mer information, kontakta:"), is_label("Kontakt med kommunerna")
    (True, True, False)
    """
    return len(text) <= _LONGEST_LABEL and bool(_label_pattern().fullmatch(text))


@cache
def _label_pattern() -> re.Pattern[str]:
    labels = alternatives(word for word, code in words("contact").items() if code == "name")
    led = rf"(?:[^\d:]{{0,50}}\s)?(?:{labels})(?:\s[^\W\d]+){{0,3}}\s*:"
    return re.compile(rf"\W*(?:{led}|(?:{labels})\s*\.?)\s*", re.IGNORECASE)
