"""Contact details in a text: text -> the stretches that must never reach an output, and the text without them."""

import re
from collections.abc import Iterator
from functools import cache

from ehealth_stats.codelists.words import alternatives, words
from ehealth_stats.ingestion.quantities.model import Exclusion

MASK = "[masked]"
# A registry of labels decides where names are looked for: a name alone can't be told from a place or a product.
_NAME = r"[A-ZÅÄÖÆØ][\w'-]+(?:\s+(?:von|af|av|de|van)\s+|\s+)[A-ZÅÄÖÆØ][\w'-]+(?:\s+[A-ZÅÄÖÆØ][\w'-]+)?"


def find_personal(text: str) -> list[Exclusion]:
    """Find e-mail addresses, phone and personal identity numbers, and names beside contact labels.

    Examples
    --------
    >>> [(text.reason, text.start, text.end) for text in find_personal("E-post: nn@example.org, mobilnr 070-123 45 67")]
    [('e-mail address', 8, 22), ('phone number', 32, 45)]
    """
    found = sorted(_matches(text), key=lambda item: (item.start, -item.end))
    kept: list[Exclusion] = []
    for item in found:
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept


def mask(text: str) -> str:
    """Return the text with all personal data replaced.

    Examples
    --------
    >>> mask("Namn: Nomen Nescio")
    'Namn: [masked]'
    """
    for item in reversed(find_personal(text)):
        text = f"{text[: item.start]}{MASK}{text[item.end :]}"
    return text


def _matches(text: str) -> Iterator[Exclusion]:
    for reason, pattern in _patterns():
        for match in pattern.finditer(text):
            start, end = match.span("it")
            yield Exclusion(start, end, reason, secret=True)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    contact = words("contact")
    names = alternatives(word for word, code in contact.items() if code == "name")
    phones = alternatives(word for word, code in contact.items() if code == "phone")
    digits = r"\+?\d[\d \u00a0()/.-]{5,17}\d"
    return (
        ("e-mail address", re.compile(r"(?P<it>[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63})+)")),
        (
            "personal identity number",
            re.compile(r"(?<![\d-])(?P<it>(?:19|20)?\d{6}[-+]\d{4}|[0-7]\d{5} \d{5})(?![\d-])"),
        ),
        ("phone number", re.compile(rf"(?<!\w)(?i:{phones})\s*[:.]?\s*(?P<it>{digits})")),
        (
            "phone number",
            re.compile(r"(?<![\w-])(?P<it>(?:\+|00)4[67][ \d()-]{7,16}\d|0\d{1,3}[-/ ]\d[\d ]{4,10}\d)(?![\w-])"),
        ),
        ("name of a person", re.compile(rf"(?<!\w)(?i:{names})(?:\s+(?:ved|av|med))?[\s:.…]*(?P<it>{_NAME})")),
        ("name of a person", re.compile(rf"(?<!\w)ved\s+(?P<it>{_NAME})")),
    )
