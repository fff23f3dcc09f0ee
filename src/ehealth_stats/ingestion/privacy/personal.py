"""Personal data in a text: text -> the stretches that must never reach an output, and the text without them.

What is hidden is replaced by as many letters that nobody can read: places in the text stay what they are, and whatever
is made of it later can't print it. `as_masked` says to a reader that something was there.
"""

import re
from collections.abc import Iterable, Iterator

from ehealth_stats.ingestion.privacy.names import Ruled, find_names
from ehealth_stats.ingestion.privacy.numbers import find_identity_numbers, find_phones, has_many_digits, phones_after
from ehealth_stats.ingestion.text.exclusion import Exclusion
from ehealth_stats.ingestion.text.rules import PERSONS, Text
from ehealth_stats.languages.lexicon import EVERY

MASK = "[masked]"
QUOTE_LENGTH = 80
_LONGEST_NAME = 100  # letters of an e-mail address before its "@"
# What stands for each letter hidden, by what it was of: neither letter, digit, blank nor mark, and in no text.
_BLACK = {
    "name of a person": "\ufdd0",
    "e-mail address": "\ufdd1",
    "phone number": "\ufdd2",
    "personal identity number": "\ufdd3",
}
_REASONS = {black: reason for reason, black in _BLACK.items()}
_HIDDEN = re.compile(rf"([{''.join(_REASONS)}])\1*")
_ALIKE = str.maketrans(
    {**dict.fromkeys("\u00a0\u2009\u202f", " "), **dict.fromkeys("\u2010\u2011", "-"), "\uff20": "@"}
)
_PRINTED = tuple(map(chr, _ALIKE))
# "@" and "." as they are printed, spaced out or in words; a word alone is one only with the other.
_AT = re.compile(
    r"[ \u00a0]?@[ \u00a0]?|\s?[(\[{<]\s?(?:at|a|snabel-?a|alfakrøll|krøllalfa|@)\s?[)\]}>]\s?"
    r"|\s(?P<word>at|snabel-?a|alfakrøll|krøllalfa)\s",
    re.IGNORECASE,
)
_AT_MARKS = frozenset("@([{<")
_AT_WORD = re.compile(r"\s(?P<word>at|snabel-?a|alfakrøll|krøllalfa)\s", re.IGNORECASE)  # where no such mark is
_LOCAL = re.compile(r"(?<![\w.+-])[\w+-]{1,64}(?:(?:\.| \. )[\w+-]{1,64}){0,5}$")
_DOT = r"\.|\s\.\s?|\s?[(\[{]\s?(?:dot|punkt|punktum|prikk|\.)\s?[)\]}]\s?"
_DOT_WORD = r"\s(?:dot|punkt|punktum|prikk)\s"
_DOMAIN = re.compile(rf"[\w-]{{1,63}}(?:(?:{_DOT}|{_DOT_WORD})[\w-]{{2,63}}){{1,5}}", re.IGNORECASE)
_DOMAIN_IN_WORDS = re.compile(rf"[\w-]{{1,63}}(?:{_DOT_WORD}[\w-]{{2,63}}){{1,5}}", re.IGNORECASE)
_DIALLED, _SHORTEST = " +()/–-0123456789\n", 7
_CONTACTS = ("e-mail address", "phone number")


def find_personal(text: str, *, ruled: Ruled = "") -> list[Exclusion]:
    """Find e-mail addresses, phone and personal identity numbers, and names of persons; and what is hidden already.

    Parameters
    ----------
    ruled
        What a label above the text says of it.

    Examples
    --------
    >>> [(text.reason, text.start, text.end) for text in find_personal("E-post: nn@example.org, mobilnr 070-123 45 67")]
    [('e-mail address', 8, 22), ('phone number', 32, 45)]
    """
    text = text.translate(_ALIKE) if any(map(text.__contains__, _PRINTED)) else text
    text = Text.by(text, EVERY, PERSONS) if any(map(str.isalpha, text)) else text
    found = list(_find_reach(text))
    label = text.search("ends_in_phone", max(len(text) - _LONGEST_NAME, 0)) if isinstance(text, Text) else None
    labels = [label.start("label")] if label else []
    found += find_names(text, ruled=ruled, contacts=frozenset([*(item.start for item in found), *labels]))
    found += phones_after(text, found)
    kept: list[Exclusion] = []
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept


def _find_reach(text: str) -> Iterator[Exclusion]:
    for match in _HIDDEN.finditer(text):
        yield Exclusion(*match.span(), _REASONS[match[0][0]], secret=True)
    yield from _find_addresses(text)
    if has_many_digits(text):
        yield from find_identity_numbers(text)
        yield from find_phones(text)


def _find_addresses(text: str) -> Iterator[Exclusion]:
    signed = not _AT_MARKS.isdisjoint(text)
    for sign in (_AT if signed else _AT_WORD).finditer(text):
        name = _LOCAL.search(text, max(sign.start() - _LONGEST_NAME, 0), sign.start())
        domain = (_DOMAIN_IN_WORDS if sign["word"] else _DOMAIN).match(text, sign.end())
        if name and domain:
            yield Exclusion(name.start(), domain.end(), "e-mail address", secret=True)


def mask(text: str) -> str:
    """Return the text with all personal data replaced.

    Examples
    --------
    >>> mask("Namn: Nomen Nescio")
    'Namn: [masked]'
    """
    return as_masked(hide(text, find_personal(text)))


def as_masked(text: str) -> str:
    """Return a text in which something is hidden as it is printed.

    Examples
    --------
    >>> as_masked(hide("Nomen Nescio 45", [Exclusion(0, 12, "name of a person", secret=True)]))
    '[masked] 45'
    """
    return _HIDDEN.sub(MASK, text)


def count_hidden_names(text: str) -> int:
    """Return how many names of persons are hidden in a text.

    Examples
    --------
    >>> names = [Exclusion(0, 5, "name of a person", secret=True), Exclusion(7, 11, "name of a person", secret=True)]
    >>> count_hidden_names(hide("Nomen, Nemo och Ånge", names))
    2
    """
    return sum(_REASONS[match[0][0]] == "name of a person" for match in _HIDDEN.finditer(text))


def is_contact(text: str) -> bool:
    """Tell whether a short text is only a phone number or an e-mail address.

    Examples
    --------
    >>> is_contact("060-12 34 56"), is_contact("nn@example.org"), is_contact("45")
    (True, True, False)
    """
    may_be_dialled = len(text) >= _SHORTEST and not text.strip(_DIALLED)
    if len(text) > QUOTE_LENGTH or not (may_be_dialled or not _AT_MARKS.isdisjoint(text)):
        return False
    found = find_personal(text)
    return [item.end - item.start for item in found] == [len(text.strip())] and found[0].reason in _CONTACTS


def quote(text: str, start: int, end: int) -> str:
    r"""Return a stretch of a text as it may be printed, on one line, 80 characters at most; see `hide`.

    Examples
    --------
    >>> text = "Larm:  45\nKontakt: Nomen Nescio"
    >>> quote(hide(text, find_personal(text)), 0, 31)
    'Larm: 45 Kontakt: [masked]'
    """
    return " ".join(as_masked(text[start:end]).split())[:QUOTE_LENGTH]


def hide(text: str, secrets: Iterable[Exclusion]) -> str:
    """Return a text in which black letters stand where its secrets are, so that nothing reads them; its length stays.

    Examples
    --------
    >>> text = "Kontakt: Nomen Sundsvall, 45 larm"
    >>> "Sundsvall" in hide(text, find_personal(text)), len(hide(text, find_personal(text))) == len(text)
    (False, True)
    """
    parts, done = [], 0
    for item in sorted((item for item in secrets if item.secret), key=lambda item: item.start):
        start, end = max(item.start, done), max(item.end, done)
        parts += [text[done:start], _BLACK[item.reason] * (end - start)]
        done = end
    return "".join([*parts, text[done:]]) if parts else text
