"""Names of persons in a text: found by the words around them, or by a first name that is nothing else.

| Styrgrupp: Nomen Nescio, Ånge kommun; Aliquis Nemo |  behind a label, as long as its list goes on
| Socialchefen Nomen Nescio                          |  behind a title
| Nomen Nescio (S); Aliquis Nemo är enhetschef       |  before a party, a title, a phone or e-mail
| Anna Nescio                                        |  by the first name

A name alone is not told from that of a body, a place or a product: those are known by their words (languages, areas).
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import takewhile
from typing import Literal, NamedTuple

from ehealth_stats.codelists.areas import find_areas
from ehealth_stats.codelists.areas.names import level_words
from ehealth_stats.ingestion.text.exclusion import Exclusion
from ehealth_stats.ingestion.text.nouns import unit_of_compound
from ehealth_stats.ingestion.text.numbers import has_digit
from ehealth_stats.ingestion.text.rules import PERSONS, Text
from ehealth_stats.languages.lexicon import EVERY, printed_words, words

Ruled = Literal["", "name", "person"]
"""What a label says of a text: nothing, that it names persons and bodies, that it names only persons."""


class Part(NamedTuple):
    """A word of what may be a name, and where it stands."""

    printed: str
    start: int
    end: int


Parts = Sequence[Part]
"""Words with capitals that stand together and may be a name."""

_BEYOND = [range(0xC0, 0x250), range(0x1E00, 0x1F00)]
_ACCENTS = range(0x300, 0x370)  # a PDF may print them as letters of their own
_SPELT = "[A-Z][a-z]+"
_WORD = rf"(?:Mc|Mac|Fitz|[DdLlO]['’])?{_SPELT}(?:[-\u2010\u2011'’]{_SPELT}|['’]s){{0,4}}(?!\w)"
_INITIAL = r"[A-Z]\.(?:[ -]?[A-Z]\.){0,2}"
_LOUD = r"[A-Z]{2,}(?:[-\u2010\u2011'’][A-Z]{2,}){0,4}(?!\w)"
_PART = rf"(?:{_WORD}|{_INITIAL}|{_LOUD}|(?<=[a-z] )[A-Z](?= [A-Z]))"
_BLANK = "[ \u00a0\u2009\u202f]{1,3}"
_PARTICLE = "(?:von|af|av|de|del|della|den|der|da|dos|du|van|ter|la|le|el|al|bin|zu)"
_RUN = re.compile(rf"(?<![\w@]){_PART}(?:{_BLANK}(?:{_PARTICLE}{_BLANK}){{0,2}}{_PART}){{0,7}}(?![\w-])")
_TURNED = re.compile(rf",{_BLANK}(?P<first>{_WORD}|{_LOUD})(?:{_BLANK}(?:{_WORD}|{_INITIAL}))?(?![\w-])")
_SPELT_WORD = re.compile(rf"(?<!\w){_WORD}")
_PARTS = re.compile(_PART)
_FURTHEST = 80  # letters between two names of a list, in which a body, a place or a title stands
_LONGEST_RUN = 200  # letters of a name that is a line
_BEFORE = 90  # letters before a name in which its title stands: "Enhetschefen för hemtjänsten, "
_REACH = 6  # letters between a name and a phone or an address: ", ", " på "
_STOPS = (".", "!", "?")


class _List(NamedTuple):
    """Where a list of names goes on; only one that a label opened has bodies and places between the persons."""

    at: int = -1
    ruled: Ruled = ""
    is_wide: bool = False

    def reaches(self, text: Text, start: int) -> bool:
        """Tell whether the list may go on so far on."""
        is_near = 0 <= self.at <= start <= self.at + _FURTHEST
        gap = text[self.at : start] if is_near else ""
        return is_near and "\n" not in gap.strip() and not _has_sentence_end(gap)

    def holds(self, text: Text, start: int) -> bool:
        """Tell whether the list goes on at a name."""
        if not self.reaches(text, start):
            return False
        if not text[self.at : start].strip() if self.is_wide else self.at == start:
            return True
        return bool(text.fullmatch("between_listed" if self.is_wide else "between_persons", self.at, start))


_NO_LIST = _List()


def find_names(text: str, *, ruled: Ruled = "", contacts: Collection[int] = ()) -> Iterator[Exclusion]:
    """Find the names of persons.

    Parameters
    ----------
    ruled
        What a label above the text says of it.
    contacts
        Where phone numbers and e-mail addresses begin: a name right before one is a person's.

    Examples
    --------
    >>> text = "Styrgrupp: Ånge kommun (Nomen Nescio), Mina Vårdkontakter; Nemo, Anna"
    >>> [text[name.start : name.end] for name in find_names(text)]
    ['Nomen Nescio', 'Nemo, Anna']
    """
    spelt = _plain(text)
    if not (runs := list(_RUN.finditer(spelt))):
        return
    text = Text.by(text, EVERY, PERSONS)
    labels = list(text.finditer("person_label"))
    wide, near = _List(0, ruled, is_wide=True) if ruled else _NO_LIST, _NO_LIST
    opened = end = 0
    for parts in _pieces(text, spelt, runs, labels):
        start = parts[0].start
        if start < end:
            continue  # the first name behind a surname
        while opened < len(labels) and labels[opened].end() <= start:
            near = _opened(text, labels[opened])
            wide = near if near.is_wide else wide
            opened += 1
        listed = near if near.holds(text, start) else wide if wide.holds(text, start) else _NO_LIST
        if found := _Around(text, spelt, contacts, listed).person(parts):
            yield Exclusion(*found, "name of a person", secret=True)
            near = _List(found[1], near.ruled)
        end = found[1] if found else parts[-1].end
        wide = wide._replace(at=end) if wide.reaches(text, start) else _NO_LIST


def goes_on(line: str, *, is_ruled: bool = False) -> bool:
    """Tell whether a list of names goes on behind the end of its line.

    Examples
    --------
    >>> goes_on("Nomen Nescio (S), Ånge; "), goes_on("Deltagare: Ånge och"), goes_on("I Ånge, Timrå och")
    (True, True, False)
    """
    if not line.rstrip().casefold().endswith(_list_ends()):
        return False
    return is_ruled or bool(Text(line, EVERY, PERSONS).search("person_label")) or any(find_names(line))


def name_across(line: str, following: str) -> list[Exclusion]:
    """Return both parts of a name that the end of its line cuts in two: the last word of one, the first of the other.

    Examples
    --------
    >>> [(part.start, part.end) for part in name_across("Kontakt: Nomen", "Nescio, Ånge")]
    [(9, 14), (0, 6)]
    """
    line = line.rstrip()
    ends = (word.end() for word in _SPELT_WORD.finditer(_plain(line[-_BEFORE:])))
    if min(len(line), _BEFORE) not in ends or not _SPELT_WORD.match(_plain(following[:_BEFORE])):
        return []
    cut = len(line) + 1
    for name in find_names(f"{line} {following[:_BEFORE]}"):
        if name.start < cut <= name.end and not any(map(str.isspace, line[name.start :])):
            return [name._replace(end=cut - 1), name._replace(start=0, end=name.end - cut)]
    return []


def is_title(text: str) -> bool:
    """Tell whether a text is only a title, or begins with one and goes on with where its bearer works.

    Examples
    --------
    >>> is_title("biträdande socialchef"), is_title("Strateg för e-hälsa"), is_title("Strateg Nomen Nescio")
    (True, True, False)
    """
    if len(text) > _FURTHEST or has_digit(text):
        return False
    return bool(Text(text.strip(), EVERY, PERSONS).fullmatch("title_and_place"))


def is_signed(line: str, following: str) -> bool:
    """Tell whether a line is a name because the line below it is a title or says how to reach someone.

    Examples
    --------
    >>> is_signed("Nomen Nescio", "Projektledare"), is_signed("Nomen Nescio", "Ånge kommun")
    (True, False)
    """
    if len(line) > _LONGEST_RUN or not _RUN.fullmatch(_plain(line.strip())):
        return False
    return is_title(following) or bool(Text(f", {following}", EVERY, PERSONS).match("behind_a_person"))


def _opened(text: Text, label: re.Match[str]) -> _List:
    """Return the list that a label opens: "Ansvarig Nomen Nescio" is one name, "Ansvarig: …" may be many."""
    printed = text.said(label, "label") if label["label"] else ""
    is_wide = not printed or ":" in label["sep"] or " " in printed
    return _List(label.end(), "person" if words("contact", EVERY).get(printed) == "person" else "name", is_wide)


def _pieces(text: Text, spelt: str, runs: Sequence[re.Match[str]], labels: Sequence[re.Match[str]]) -> Iterator[Parts]:
    """Cut words with capitals where a label, a title or an ordinary word stands among them."""
    labelled = {at for label in labels for at in range(label.start(), label.start("sep"))}
    for run in runs:
        parts: list[Part] = []
        found = [*_parts_of(text, spelt, *run.span()), None]
        for part, following in zip(found, [*found[1:], None], strict=True):
            ahead = following.printed if following else ""
            if part and part.start not in labelled and not _leads_to(part.printed, ahead):
                parts.append(part)
            elif parts:
                yield parts
                parts = []


class _Around(NamedTuple):
    """What stands around a piece: the list that holds it, and where phones and addresses begin."""

    text: Text
    spelt: str
    contacts: Collection[int]
    listed: _List

    def person(self, parts: Parts) -> tuple[int, int] | None:
        """Return where the name of a person stands, None where none is named."""
        if len(parts) == 1:
            end = self._end_of_turned(parts) or self._end_of_single(parts)
            return (parts[0].start, end) if end else None
        if self.text.match("behind_a_person", parts[-1].end):
            parts = _without_thing(parts)
        follows = self.text[parts[-1].end : parts[-1].end + _BEFORE]
        name = _without_organisation(parts, follows)
        start, end = name[0].start, name[-1].end
        told = self._is_told(start, end) or _has_first_name(name)
        return (start, end) if told and _is_person(name, follows if name == parts else "") else None

    def _is_told(self, start: int, end: int) -> bool:
        """Tell whether a label or title before, or a title, party or contact behind says that a person is named."""
        if self.listed.at >= 0 or _title_before(self.text, start):
            return True
        return bool(self.text.match("behind_a_person", end)) or any(
            at in self.contacts for at in range(end, end + _REACH)
        )

    def _end_of_turned(self, parts: Parts) -> int:
        """Return where "Nescio, Nomen" ends: with a first name, where only persons are named, or between semicolons."""
        turned = _TURNED.match(self.spelt, parts[-1].end)
        if not turned or not self._is_told(parts[0].start, turned.end()):
            return 0
        in_pairs = self.text.startswith("; ", turned.end()) or self.text.endswith("; ", 0, parts[0].start)
        sure = (
            in_pairs
            or self.text[slice(*turned.span("first"))].casefold() in _given_names()
            or self.listed.ruled == "person"
        )
        sure = sure or bool(self.text.match("behind_a_person", turned.end()))
        first = _parts_of(self.text, self.spelt, turned.start("first"), turned.end())
        return turned.end() if sure and _is_person(first) and _is_person([*parts, *first]) else 0

    def _end_of_single(self, parts: Parts) -> int:
        """Return where a name of one word ends: "Kontakta Anna", "Referent: Nescio", "Mr. Nescio"."""
        _, start, end = parts[0]
        is_first = self.listed.at >= 0 and not self.text[self.listed.at : start].strip()
        alone = is_first and self.listed.ruled == "person" and self.text.match("end_of_listed", end)
        given = parts[0].printed.casefold() in _given_names() and self._is_told(start, end)
        addressed = _title_before(self.text, start) == "honorific"
        return end if (addressed or alone or given) and _is_person(parts) else 0


def _title_before(text: Text, start: int) -> str:
    """Return what stands right before a name: a "title", an "honorific", or nothing."""
    match = text.search("title_before", max(start - _BEFORE, 0), start)
    return "" if not match else "honorific" if match["honorific"] else "title"


@lru_cache(maxsize=4096)  # words with a capital, which come again and again
def _is_title_word(word: str) -> bool:
    return bool(Text(word, EVERY, PERSONS).fullmatch("person_title"))


def _has_first_name(parts: Parts) -> bool:
    """Tell whether a name begins with a first name that is nothing else; any word may open the sentence before it."""
    is_second = len(parts) > 2 and not _is_given(parts[0].printed)
    return _is_given(parts[is_second].printed)


def _is_given(word: str) -> bool:
    """Tell a first name, or two that a hyphen joins."""
    folded = word.casefold()
    return folded in _given_names("name") or folded.partition("-")[0] in _given_names("name")


def _is_of_body(word: str) -> bool:
    """Tell a word of the names of bodies and things."""
    folded = word.casefold()
    return not _listed("organisation").isdisjoint(_forms(folded)) or any(
        form.endswith(_endings()) for form in _forms(folded)
    )


def _is_thing(word: str) -> bool:
    return (
        _is_of_body(word) or word.casefold() in _listed("organisation_opening") or bool(unit_of_compound(word, EVERY))
    )


def _forms(folded: str) -> tuple[str, str]:
    return folded, folded.removesuffix("s")


def _without_thing(parts: Parts) -> Parts:
    """Leave out the words of a body or thing before a name: "Projekt Nomen Nescio, projektledare"."""
    last = max((at for at, part in enumerate(parts[:-2]) if _is_thing(part.printed)), default=-1)
    return parts[last + 1 :]


def _without_organisation(parts: Parts, follows: str) -> Parts:
    """Leave out what follows a name: "Nomen Nescio Region Jämtland", "Nomen Nescio NST", "Nomen Nescio Ånge kommun"."""
    size = len(parts)
    cut = next((at for at in range(2, size) if _begins_a_body(parts, at)), size)
    is_municipality = _next_word(follows) in level_words()
    return parts[: cut - 1 if is_municipality and cut == size > 2 else cut]


def _begins_a_body(parts: Parts, at: int) -> bool:
    word = parts[at].printed
    is_acronym = word.isupper() and len(word) > 1 and not word.endswith(".") and not parts[0].printed.isupper()
    if word.casefold() in _listed("organisation"):
        return at < len(parts) - 1 or (is_acronym and _is_given(parts[0].printed))
    return is_acronym


def _has_sentence_end(gap: str) -> bool:
    stopped = (_last_letters(token[:-1]) for token in gap.split() if token.endswith(_STOPS))
    return any(len(word) > 1 and f"{word.casefold()}." not in _shortened() for word in stopped)


def _last_letters(token: str) -> str:
    return "".join(takewhile(_is_of_word, reversed(token)))[::-1]


def _is_of_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def _is_person(parts: Parts, follows: str = "") -> bool:
    """Tell a person from a body, a place or a thing, by the words of the name and the word after it.

    A surname may be a place's ("Nomen Nes"); a name that begins with a place is one.
    """
    folded = [part.printed.casefold() for part in parts]
    follower = _next_word(follows)
    if (
        folded[0] in _listed("organisation_opening")
        or follower in _listed("organisation")
        or follower in words("street", EVERY)
    ):
        return False
    if any(map(_is_of_body, folded)):
        return False
    if all(word in words("month", EVERY) for word in folded) or unit_of_compound(folded[-1], EVERY):
        return False
    mentions = find_areas(" ".join(part.printed for part in parts))
    is_place = bool(mentions) and mentions[0].start == 0 and (len(parts) == 1 or folded[0] not in _given_names())
    return not is_place and _is_spelt_as_name(parts)


def _is_spelt_as_name(parts: Parts) -> bool:
    """Tell names from acronyms: "ANNA NESCIO" is one, "KITH NST" none, "KITH Anna" only by the first name."""
    spelt = [part.printed for part in parts if not part.printed.endswith(".")]
    loud = [word for word in spelt if word.isupper()]
    if not loud or any(word.casefold() in _given_names() for word in spelt):
        return bool(spelt)
    return len(loud) == len(spelt) and all(len(word) >= _SPEAKABLE and not _VOWELS.isdisjoint(word) for word in loud)


_SPEAKABLE, _VOWELS = 4, frozenset("AEIOUYÅÄÖÆØ")


def _next_word(follows: str) -> str:
    """Return the word behind a blank that a text opens with."""
    letters = takewhile(_is_of_word, follows.lstrip())
    return "".join(letters).casefold() if follows[:1].isspace() else ""


def _leads_to(word: str, following: str) -> bool:
    """Tell a word with a capital that is no part of the name behind it: "Enligt Anna Nescio", "Larm Anna Nescio".

    Labels, titles and first words of a sentence never are; those of bodies and things are none before a first name.
    """
    folded = word.casefold()
    if len(word) > 1 and (folded in _ordinary() or _is_title_word(word)):
        return True
    return _is_given(following) and _is_thing(word)


@cache
def _ordinary() -> frozenset[str]:
    roles = ("contact", "function", "between_names", "preposition", "article", "copula", "sentence")
    return frozenset(word for role in roles for word in words(role, EVERY))


@cache
def _listed(role: str) -> frozenset[str]:
    return frozenset(words(role, EVERY))


@cache
def _endings() -> tuple[str, ...]:
    return (*printed_words("organisation_ending", EVERY), *words("street", EVERY))


@cache
def _given_names(code: str = "") -> frozenset[str]:
    return frozenset(name.casefold() for name in printed_words("given_name", EVERY, code))


@cache
def _shortened() -> frozenset[str]:
    return frozenset(word for role in ("contact", "title") for word in words(role, EVERY) if word.endswith("."))


@cache
def _list_ends() -> tuple[str, ...]:
    """Return what a line ends with where a list goes on behind it."""
    joiners = (*words("between_names", EVERY), *words("joiner", EVERY))
    return (",", ";", "&", *(f" {joiner}" for joiner in joiners))


def _plain(text: str) -> str:
    """Return a text in plain letters, each in its place, which short patterns of names find.

    Examples
    --------
    >>> _plain("Åsa, Ánge é"), _plain("45 larm")
    ('Xsa, Xnge x', '45 larm')
    """
    for letter in () if text.isascii() else _plain_letters().keys() & frozenset(text):
        text = text.replace(letter, _plain_letters()[letter])
    return text


@cache
def _plain_letters() -> Mapping[str, str]:
    """Return what stands for each letter beyond the plain ones."""
    letters = [letter for codes in _BEYOND for letter in map(chr, codes) if letter.isupper() or letter.islower()]
    plain = {letter: "X" if letter.isupper() else "x" for letter in letters}
    return plain | dict.fromkeys(map(chr, _ACCENTS), "x")


def _parts_of(text: str, spelt: str, start: int, end: int) -> Parts:
    """Return the words of a stretch that are spelt as a name, as they stand in the text.

    Examples
    --------
    >>> [part.printed for part in _parts_of("Åsa von Nemo", _plain("Åsa von Nemo"), 0, 12)]
    ['Åsa', 'Nemo']
    """
    spans = (part.span() for part in _PARTS.finditer(spelt, start, end))
    return [Part(text[first:last], first, last) for first, last in spans]
