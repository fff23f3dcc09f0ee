"""Names of persons in a text: beside a contact label ("Kontakt: Nomen Nescio") or a title ("Nomen Nescio, enhetschef").

A name alone is not told from that of a place or a product, so names are looked for only beside such words (words.csv).
"""

import re
from collections.abc import Iterator
from functools import cache

from ehealth_stats.codelists.areas import find_areas
from ehealth_stats.codelists.words import alternatives, printed_words, words
from ehealth_stats.ingestion.text.exclusion import Exclusion

LABEL_DISTANCE = 80
"""Letters before and after a name in which its label or title may stand."""

_WORD = r"(?:[A-Z]['’])?[A-ZÅÄÖÆØÉÁ][a-zåäöæøéèáüïóš]+(?:['’-]?[A-ZÅÄÖÆØ][a-zåäöæøéèáüïóš]+)*"
_INITIAL = r"[A-ZÅÄÖÆØ]\."


def find_names(text: str) -> Iterator[Exclusion]:
    """Find the names behind a label or a title, those that go on behind them, and those before a title."""
    end = 0
    for match in _contact_name_pattern().finditer(text):
        if match.end("names") <= end:
            continue  # found behind the label before
        yield from find_persons(text, *match.span("names"))
        end = match.end("names")
        while following := _next_name_pattern().match(text, end):
            yield from find_persons(text, *following.span("name"))
            end = following.end()
    for match in _after_name_pattern().finditer(text):
        low = max(match.start() - LABEL_DISTANCE, 0)
        before = [name for name in _name_pattern().finditer(text, low, match.start()) if name.end() == match.start()]
        for name in before:
            yield from find_persons(text, *name.span())


def find_persons(text: str, start: int, end: int) -> Iterator[Exclusion]:
    """Find the names of persons in a stretch; an organisation behind a name is left as it is."""
    for match in _name_pattern().finditer(text, start, end):
        name = _without_organisation(match.group())
        follows = text[match.end() : match.end() + 24] if name == match.group() else ""
        if _is_person(name, follows):
            yield Exclusion(match.start(), match.start() + len(name), "name of a person", secret=True)


def _without_organisation(name: str) -> str:
    """Return a name up to the organisation behind it: "Nomen Nescio" of "Nomen Nescio Region Jämtland"."""
    parts = name.split()
    listed = _organisations()
    cut = next((at for at in range(2, len(parts) - 1) if parts[at].casefold() in listed), len(parts))
    return name[: name.index(parts[cut])].rstrip() if cut < len(parts) else name


@cache
def _contact_name_pattern() -> re.Pattern[str]:
    """Find a label or title with the names behind it.

    "Kontakt: Nomen Nescio, Aliquis Nemo", "ved Nomen Nescio" (represented by), "enhetschef Nomen Nescio" (head of
    unit).
    """
    labels, title = alternatives(word for word, code in words("contact").items() if code == "name"), _title()
    party = r"(?:\s?\([A-ZÅÄÖ]{1,3}\))?"
    present = r"(?:,\s\d{1,3}(?:\s?[–-]\s?\d{1,3})?){0,4}"  # for which paragraphs of the minutes
    joiner = rf"{party}{present}(?:\s*[,/&]\s*|\s+(?:{alternatives(words('between_names'))})\s+)"
    name = _name_pattern().pattern
    return re.compile(
        rf"(?<!\w)(?:(?:(?i:{labels})|{title})(?:\s+(?:ved|av|med|är|er|is)|\s+(?:i|för|for|vid|hos|på|av|til)\s[^:\n\d]{{1,40}}(?=:))?"
        rf"[\s:.,…–-]{{0,40}}(?:{title}\s+)?|ved\s+|v/\s?)(?P<names>{name}(?:{joiner}{name}){{0,30}})(?!\w)"
    )


@cache
def _next_name_pattern() -> re.Pattern[str]:
    """Find the name that goes on behind another.

    The second of "Nomen Nescio, ordf. Aliquis Nemo" (chair) and of "Nomen Nescio (S) Aliquis Nemo" (a party).
    """
    aside = rf"(?:\s?\([A-ZÅÄÖ]{{1,3}}\))?(?:,?\s(?:{_title()}|ordf\.?|tjg\.?|ers\.?)(?!\w)){{0,3}}"
    return re.compile(rf"{aside},?\s+(?P<name>{_name_pattern().pattern})(?!\w)")


@cache
def _after_name_pattern() -> re.Pattern[str]:
    """Find the title behind a name: "Nomen Nescio, enhetschef" (head of unit)."""
    return re.compile(rf",\s(?:{_title()})(?!\w)")


@cache
def _organisations() -> frozenset[str]:
    return frozenset(word.casefold() for word in printed_words("organisation", "organisation"))


@cache
def _title() -> str:
    """Return a pattern of titles by their last part: "rådgiver" (adviser) finds "seniorrådgiver" too."""
    return rf"(?i:[^\W\d_-]{{0,20}}-?(?:{alternatives(words('title'))}))"


@cache
def _name_pattern() -> re.Pattern[str]:
    others = alternatives(words("contact"))
    particle = r"(?:von|af|av|de|van|der|la|le)"
    following = rf"(?:{particle}\s+)?(?!(?:(?i:{others})|{_title()})(?!\w))(?:{_WORD}|{_INITIAL})"
    return re.compile(rf"(?:{_WORD}|{_INITIAL})(?:\s+{following}){{1,3}}")


def _is_person(name: str, follows: str) -> bool:
    """Tell a person from an organisation or a place, by the words of the name and the word behind it.

    A surname may be that of a place ("Nomen Nes"); a name that begins with a place is one.
    """
    parts = name.split()
    listed = _organisations()
    endings = printed_words("organisation", "ending")
    after = re.match(r"\s+(\w+)", follows)
    around = [*parts, after[1]] if after else parts
    if any(part.casefold() in listed for part in around) or any(part.casefold().endswith(endings) for part in parts):
        return False
    mentions = find_areas(name)
    return not (mentions and mentions[0].start == 0)
