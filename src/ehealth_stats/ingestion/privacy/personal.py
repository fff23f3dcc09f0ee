"""Personal data in a text: text -> the stretches that must never reach an output, and the text without them."""

import re
from collections.abc import Iterable, Iterator

from ehealth_stats.ingestion.privacy.names import LABEL_DISTANCE, find_names, find_persons
from ehealth_stats.ingestion.privacy.numbers import find_identity_numbers, find_phones, phones_after
from ehealth_stats.ingestion.text.exclusion import Exclusion

MASK = "[masked]"
QUOTE_LENGTH = 80
_BLACK = "\ufdd0"  # neither letter, digit, blank nor mark, and in no text
_HIDDEN = re.compile(f"{_BLACK}+")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}(?:@|\s?[(\[](?:at|a|snabel-a)[)\]]\s?)[\w-]{1,63}(?:\.[\w-]{2,63})+")
_AT_IN_BRACKETS = re.compile(r"[(\[](?:at|a|snabel-a)[)\]]")
_TWO_DIGITS = re.compile(r"\d\d")


def find_personal(text: str) -> list[Exclusion]:
    """Find e-mail addresses, phone and personal identity numbers, and names beside contact labels.

    Examples
    --------
    >>> [(text.reason, text.start, text.end) for text in find_personal("E-post: nn@example.org, mobilnr 070-123 45 67")]
    [('e-mail address', 8, 22), ('phone number', 32, 45)]
    """
    matches = list(_matches(text))
    found = sorted([*matches, *phones_after(text, matches)], key=lambda item: (item.start, -item.end))
    kept: list[Exclusion] = []
    for item in found:
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept


def _matches(text: str) -> Iterator[Exclusion]:
    for match in _HIDDEN.finditer(text):
        yield Exclusion(*match.span(), "name of a person", secret=True)
    if "@" in text or _AT_IN_BRACKETS.search(text):
        for match in _EMAIL.finditer(text):
            yield Exclusion(*match.span(), "e-mail address", secret=True)
    if _TWO_DIGITS.search(text):
        yield from find_identity_numbers(text)
        yield from find_phones(text)
    yield from find_names(text)


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


def mask_stretch(text: str, start: int, end: int) -> str:
    """Return a stretch of a text with all personal data replaced; a label may stand in the words around it.

    Examples
    --------
    >>> mask_stretch("Kontaktperson i Timrå: Nomen Nescio 45", 16, 38)
    'Timrå: [masked] 45'
    """
    low = max(text.rfind("\n", max(start - LABEL_DISTANCE, 0), start) + 1, start - LABEL_DISTANCE)
    around = text[low : end + LABEL_DISTANCE]
    printed = text[start:end]
    for item in reversed(find_personal(around)):
        first, last = max(item.start + low - start, 0), item.end + low - start
        if last > 0 and first < len(printed):
            printed = f"{printed[:first]}{MASK}{printed[last:]}"
    return printed


def quote(text: str, start: int, end: int) -> str:
    r"""Return a stretch of a text as it may be printed: personal data replaced, on one line, 80 characters at most.

    Examples
    --------
    >>> quote("Larm:  45\nKontakt: Nomen Nescio", 0, 31)
    'Larm: 45 Kontakt: [masked]'
    """
    return " ".join(mask_stretch(text, start, end).split())[:QUOTE_LENGTH]


def hide(text: str, secrets: Iterable[Exclusion]) -> str:
    """Return a text in which black letters stand where its secrets are, so that nothing reads them; its length stays.

    Examples
    --------
    >>> text = "Kontakt: Nomen Sundsvall, 45 larm"
    >>> "Sundsvall" in hide(text, find_personal(text)), len(hide(text, find_personal(text))) == len(text)
    (False, True)
    """
    for item in secrets:
        if item.secret:
            text = f"{text[: item.start]}{_BLACK * (item.end - item.start)}{text[item.end :]}"
    return text


def hide_names(text: str) -> str:
    """Return a text of the same length, every name in it blacked out, for a text that a label says holds names.

    Examples
    --------
    >>> hidden = hide_names("Nomen Nescio, Ånge kommun")
    >>> "Nomen" in hidden, hidden.endswith(", Ånge kommun"), mask(hidden)
    (False, True, '[masked], Ånge kommun')
    """
    return hide(text, find_persons(text, 0, len(text)))
