"""Contact details in a text: text -> the stretches that must never reach an output, and the text without them."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from ehealth_stats.codelists.areas import find_areas
from ehealth_stats.codelists.words import alternatives, printed_words, words
from ehealth_stats.ingestion.figures.model import Exclusion
from ehealth_stats.ingestion.privacy.identity import is_birth_number, is_personal_number
from ehealth_stats.ingestion.text.nouns import find_noun

MASK = "[masked]"
_BLACK = "\ufdd0"  # neither letter, digit, blank nor mark, and in no text
_AROUND = 80  # letters before and after a stretch in which the label of a name may stand
# A registry of labels decides where names are looked for: a name alone can't be told from a place or a product.
_WORD = r"(?:[A-Z]['’])?[A-ZÅÄÖÆØÉÁ][a-zåäöæøéèáüïóš]+(?:['’-]?[A-ZÅÄÖÆØ][a-zåäöæøéèáüïóš]+)*"
_INITIAL = r"[A-ZÅÄÖÆØ]\."
_NORDIC_CODES = {"45": (8, 8), "46": (7, 10), "47": (8, 8), "354": (7, 9), "358": (5, 12)}


def find_personal(text: str) -> list[Exclusion]:
    """Find e-mail addresses, phone and personal identity numbers, and names beside contact labels.

    Examples
    --------
    >>> [(text.reason, text.start, text.end) for text in find_personal("E-post: nn@example.org, mobilnr 070-123 45 67")]
    [('e-mail address', 8, 22), ('phone number', 32, 45)]
    """
    matches = list(_matches(text))
    found = sorted([*matches, *_following(text, matches)], key=lambda item: (item.start, -item.end))
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


def mask_stretch(text: str, start: int, end: int) -> str:
    """Return a stretch of a text with all personal data replaced; the words around it may tell that it is.

    Examples
    --------
    >>> mask_stretch("Kontaktperson i Timrå: Nomen Nescio 45", 16, 38)
    'Timrå: [masked] 45'
    """
    low = max(text.rfind("\n", max(start - _AROUND, 0), start) + 1, start - _AROUND)
    around = text[low : end + _AROUND]
    printed = text[start:end]
    for item in reversed(find_personal(around)):
        first, last = max(item.start + low - start, 0), item.end + low - start
        if last > 0 and first < len(printed):
            printed = f"{printed[:first]}{MASK}{printed[last:]}"
    return printed


def hide(text: str, secrets: Iterable[Exclusion]) -> str:
    """Return a text of the same length in which nothing can be read where its secrets are.

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
    """Return a text of the same length without the names of persons in it; other people's words say that it has some.

    Examples
    --------
    >>> hidden = hide_names("Nomen Nescio, Ånge kommun")
    >>> "Nomen" in hidden, hidden.endswith(", Ånge kommun"), mask(hidden)
    (False, True, '[masked], Ånge kommun')
    """
    return hide(text, _persons(text, 0, len(text)))


def _matches(text: str) -> Iterator[Exclusion]:
    for match in _HIDDEN.finditer(text):
        yield Exclusion(*match.span(), "name of a person", secret=True)
    if "@" in text or _AT_IN_BRACKETS.search(text):
        for match in _EMAIL.finditer(text):
            yield Exclusion(*match.span(), "e-mail address", secret=True)
    if _TWO_DIGITS.search(text):
        yield from _identity_numbers(text)
        yield from _phones(text)
    yield from _names(text)


def _names(text: str) -> Iterator[Exclusion]:
    """Find names behind a label or title, those that go on without one, and names before a title."""
    end = 0
    for match in _contact_name_pattern().finditer(text):
        if match.end("names") <= end:
            continue  # found behind the label before
        yield from _persons(text, *match.span("names"))
        end = match.end("names")
        while following := _next_name_pattern().match(text, end):
            yield from _persons(text, *following.span("name"))
            end = following.end()
    for match in _after_name_pattern().finditer(text):
        low = max(match.start() - _AROUND, 0)
        before = [name for name in _name_pattern().finditer(text, low, match.start()) if name.end() == match.start()]
        for name in before:
            yield from _persons(text, *name.span())


def _persons(text: str, start: int, end: int) -> Iterator[Exclusion]:
    """Find the names of persons in a stretch; that of their organisation, behind their own, is none."""
    for match in _name_pattern().finditer(text, start, end):
        name = _without_organisation(match.group())
        follows = text[match.end() : match.end() + 24] if name == match.group() else ""
        if _is_person(name, follows):
            yield Exclusion(match.start(), match.start() + len(name), "name of a person", secret=True)


def _without_organisation(name: str) -> str:
    """Return the words before an organisation that goes on: "Nomen Nescio Region Jämtland"."""
    parts = name.split()
    listed = _organisations()
    cut = next((at for at in range(2, len(parts) - 1) if parts[at].casefold() in listed), len(parts))
    return name[: name.index(parts[cut])].rstrip() if cut < len(parts) else name


_HIDDEN = re.compile(f"{_BLACK}+")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}(?:@|\s?[(\[](?:at|a|snabel-a)[)\]]\s?)[\w-]{1,63}(?:\.[\w-]{2,63})+")
_AT_IN_BRACKETS = re.compile(r"[(\[](?:at|a|snabel-a)[)\]]")
_TWO_DIGITS = re.compile(r"\d\d")


def _identity_numbers(text: str) -> Iterator[Exclusion]:
    """Find identity numbers: by their label, or by a date and check digits that no count has by chance."""
    for match in _labelled_identity_pattern().finditer(text):
        yield Exclusion(*match.span("it"), "personal identity number", secret=True)
    for match in _IDENTITY.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        parted = bool(set(match.group()) & set("-+–"))
        if is_personal_number(digits, parted=parted) or is_birth_number(digits):
            yield Exclusion(*match.span(), "personal identity number", secret=True)


_IDENTITY = re.compile(
    r"(?<![\w+-])(?<!\d[ .,])(?:(?:(?:19|20) ?)?\d{6}(?: ?[-+–] ?| )?\d{4}|\d{6} ?\d{5})(?![\w-]|[.,]\d)"
)


@cache
def _labelled_identity_pattern() -> re.Pattern[str]:
    labels = alternatives(word for word, code in words("contact").items() if code == "identity")
    return re.compile(
        rf"(?<!\w)(?:{labels})[\s:.]{{0,4}}(?P<it>\d{{6}}(?:\d\d)?[ +–-]?\d{{4,5}}|\d{{5}})(?!\d)", re.IGNORECASE
    )


def _phones(text: str) -> Iterator[Exclusion]:
    for match in _labelled_phone_pattern().finditer(text):
        counts = _GROUPED.fullmatch(match["it"]) and find_noun(text, match.end())
        if 5 <= sum(map(str.isdecimal, match["it"])) <= 14 and not counts:
            yield Exclusion(*match.span("it"), "phone number", secret=True)
    for match in _ABROAD.finditer(text):
        least, most = _NORDIC_CODES[match["code"]]
        if least <= sum(map(str.isdecimal, match["rest"].replace("(0)", ""))) <= most:
            yield Exclusion(*match.span(), "phone number", secret=True)
    for match in _PAIRS.finditer(text):
        if sum(map(str.isdecimal, match.group())) == 8 and not find_noun(text, match.end()):
            yield Exclusion(*match.span(), "phone number", secret=True)
    for match in _AT_HOME.finditer(text):
        yield Exclusion(*match.span(), "phone number", secret=True)


def _following(text: str, matches: Iterable[Exclusion]) -> Iterator[Exclusion]:
    """Find phone numbers without a label after a name or another number: "Nomen Nescio, 22 33 44 55 / 911 22 333"."""
    for item in matches:
        at = item.end if item.reason in ("phone number", "name of a person") else len(text)
        while match := _NEXT_PHONE.match(text, at):
            yield Exclusion(*match.span("it"), "phone number", secret=True)
            at = match.end()


_EIGHT = r"(?:\d\d(?:[ \u00a0]\d\d){3}|\d{3}[ \u00a0]\d\d[ \u00a0]\d{3}|\d{8})(?![\w%]|[ \u00a0]\d|[.,]\d)"
_NEXT_PHONE = re.compile(rf"(?:\s?[/,;:(–-]|\s(?:eller|og|och|or))?\s{{0,2}}(?P<it>{_EIGHT})")
# No count is printed as 00 or 05: four pairs with such a one are a phone number in Norway.
_PAIRS = re.compile(
    r"(?<![\w.,+-])(?<!\d[ \u00a0])(?=[2-9])(?:\d\d[ \u00a0]){1,3}0\d(?:[ \u00a0]\d\d){0,2}(?![\w%]|[ \u00a0]\d|[.,]\d)"
)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?: \d{3})+")
_ABROAD = re.compile(
    rf"(?<![\w+-])(?<!\d[.,])(?:\+|00)\s?(?P<code>{'|'.join(_NORDIC_CODES)})\)?"
    r"(?P<rest>(?:[ \u00a0./–-]?(?:\(0\)|\d)){5,14})(?!\d|[.,]\d)"
)
_AT_HOME = re.compile(
    r"(?<![\w.,+-])(?:(?<!\d[ \u00a0\u2009\u202f])|(?<=\d \d\d ))"  # no group of a number, but one phone after another
    r"(?:0\d{1,3}\s?[-–/]\s?(?!(?:19|20)\d\d(?!\d))\d(?:[ \u00a0]?\d){4,8}"
    r"|0\d{1,2} \d{2,3} \d{2,3} \d{2}(?! \d)|0\d{8,9})(?!\w|[.,-]?\d)"
)


@cache
def _labelled_phone_pattern() -> re.Pattern[str]:
    labels = alternatives(word for word, code in words("contact").items() if code == "phone")
    digits = r"\+?\(?\d(?:[ \u00a0()/.–-]{0,2}\d){4,13}"
    return re.compile(
        rf"(?<!\w)(?:{labels})(?:\s?nr\.?)?\s*[:.]?\s*(?P<it>{digits})(?!\d)(?!\s?(?:{_money()})(?!\w))", re.IGNORECASE
    )


def _money() -> str:
    return alternatives([*words("currency"), *words("multiplier"), "%", "procent", "prosent"])


@cache
def _contact_name_pattern() -> re.Pattern[str]:
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
    """Find the next of "Nomen Nescio, ordf. Aliquis Nemo" and "Nomen Nescio (S) Aliquis Nemo"."""
    aside = rf"(?:\s?\([A-ZÅÄÖ]{{1,3}}\))?(?:,?\s(?:{_title()}|ordf\.?|tjg\.?|ers\.?)(?!\w)){{0,3}}"
    return re.compile(rf"{aside},?\s+(?P<name>{_name_pattern().pattern})(?!\w)")


@cache
def _after_name_pattern() -> re.Pattern[str]:
    """Find the title behind a name: "Nomen Nescio, enhetschef"."""
    return re.compile(rf",\s(?:{_title()})(?!\w)")


@cache
def _organisations() -> frozenset[str]:
    return frozenset(word.casefold() for word in printed_words("organisation", "organisation"))


@cache
def _title() -> str:
    """Return a pattern of titles, by their last part: "seniorrådgiver", "kommuneoverlege"."""
    return rf"(?i:[^\W\d_-]{{0,20}}-?(?:{alternatives(words('title'))}))"


@cache
def _name_pattern() -> re.Pattern[str]:
    others = alternatives(words("contact"))
    particle = r"(?:von|af|av|de|van|der|la|le)"
    following = rf"(?:{particle}\s+)?(?!(?:(?i:{others})|{_title()})(?!\w))(?:{_WORD}|{_INITIAL})"
    return re.compile(rf"(?:{_WORD}|{_INITIAL})(?:\s+{following}){{1,3}}")


def _is_person(name: str, follows: str) -> bool:
    """Tell a person from an organisation or a place, by the words of the name and the word after it.

    A surname may be a place's ("Nomen Nes"); a name that begins with a place is one.
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
