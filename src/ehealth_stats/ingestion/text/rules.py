"""A stretch of text that knows its language, and the rules over words that it is read by: rules/*.toml -> matches.

A rule is a short pattern in which `<part>` is any word that the language lists under the role `part`; it is looked for
in the coded text, in which a sign stands for every word of a list.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, NamedTuple, Self

from ehealth_stats.codelists import qualifiers
from ehealth_stats.codelists.lists import cache_by_lists, categories
from ehealth_stats.ingestion.text.units import unit_words, words_of_kind
from ehealth_stats.languages.coded import CAPITAL, SMALL, STOPS, Coding, PhraseCoding, last_step
from ehealth_stats.languages.lexicon import fold, known_languages, letters_of, number_words, roles_in, words

LINES, PERSONS, RECIPES = "lines", "persons", "recipes"
"""The books of rules for lines of which no language is known, for persons, and for recipes and drafts."""
_BOOKS = {
    "figures": (
        "amounts",
        "changes",
        "enumerations",
        "numbers",
        "parts",
        "periods",
        "places",
        "ranges",
        "signs",
        "times",
    ),
    LINES: ("lines",),
    PERSONS: ("persons",),
    RECIPES: ("recipes", "drafts"),
}
"""Rules that are looked for in the same signs: those of a book need none for the words of the other."""
_FAMILIES = tuple(family for book in _BOOKS.values() for family in book)
_GLUED = (
    "number",
    "tens",
    "ten",
    "hundred",
    "thousand",
    "one_thousand",
    "one",
    "number_link",
    "multiple_prefix",
    "multiple_ending",
)
_PERSONS_END = {"title": ("ending",), "group": ("ending", "people")}
ROLE = re.compile(
    r"(?<!\?P)<(?P<roles>[a-z_|]+)(?::(?P<codes>[\w,]+))?(?P<only>[!~^]?)>|(?<!\?)<(?P<side>[=!])(?P<before>[a-z_]+)>"
)
"""A role in the pattern of a rule, with its codes and what it is asked for."""
_FORM = re.compile(r"\{(?P<form>[A-Za-z][a-z_\d]*)\}")
_END = 1 << 62


class WordRule(NamedTuple):
    """A pattern over the words of one language, and the roles without each, or some, of which it is not looked for.

    The roles are bits, those of the coding. Where a rule has an anchor, a stretch without one has no match; where it
    has openings, each match begins with one.
    """

    pattern: re.Pattern[str]
    needs: int
    some: int
    anchor: re.Pattern[str] | None
    opening: re.Pattern[str] | None


class Periods(NamedTuple):
    """Where a period may begin, and what begins there with four digits or more, with fewer, with a word."""

    starts: re.Pattern[str]
    at_year: re.Pattern[str]
    at_number: re.Pattern[str]
    at_word: re.Pattern[str]

    def matches(self, coded: str) -> Iterator[re.Match[str]]:
        """Yield each date or period in a coded text."""
        end = 0
        for start in self.starts.finditer(coded):
            at = start.start()
            if at >= end:
                digits = start.end() - at if coded[at].isdecimal() else 0
                rule = self.at_year if digits > 3 else self.at_number if digits else self.at_word
                if match := rule.match(coded, at):
                    yield match
                    end = match.end()


class _Rules(dict[str, WordRule]):
    """The rules of a book, each made when it is first looked for."""

    def __init__(self, make: Callable[[str], WordRule]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, name: str) -> WordRule:
        rule = self[name] = self._make(name)
        return rule


class Grammar:
    """The signs of the words of a language, and a book of rules, each compiled when it is first looked for."""

    def __init__(self, language: str, book: str) -> None:
        used = _roles_used(book)
        listed = {role: _coded_as(words(role, language), used[role]) for role in roles_in(language) & used.keys()}
        if book != "figures":
            self.coding: Coding = PhraseCoding(listed, _PERSONS_END if book == PERSONS else {})
        else:
            genitive = {word: "" for each in listed.values() for word in each if word[-1] == "s" and word.isalpha()}
            first = {**_derived(language), "qualifier": listed["qualifier"]}
            self.coding = Coding({**first, **listed, "genitive": genitive}, _GLUED, ["unit"])
        self.rules = _Rules(self._rule)
        self._closings: dict[frozenset[str], frozenset[str]] = {}
        self._periods: Periods | None = None
        self._openings: dict[str, tuple[re.Pattern[str], Mapping[str, tuple[str, ...]]]] = {}
        self._masks: dict[tuple[str, ...] | frozenset[str], int] = {}

    def openings(self, family: str) -> tuple[re.Pattern[str], Mapping[str, tuple[str, ...]]]:
        """Return a pattern of the signs that rules of a family open with, and the rules of each, in order."""
        if family not in self._openings:
            rules: dict[str, list[str]] = {}
            for name, row in word_rules().items():
                if row["family"] == family and "opens" in row:
                    for sign in self.coding.openings(row["opens"].split()):
                        rules.setdefault(sign, []).append(name)
            listed = {sign: tuple(names) for sign, names in rules.items()}
            self._openings[family] = _any_of(rules, r"(?<!\w)"), listed
        return self._openings[family]

    def mask_of(self, roles: tuple[str, ...] | frozenset[str]) -> int:
        """Return some roles as bits."""
        if (mask := self._masks.get(roles)) is None:
            mask = self._masks[roles] = self.coding.mask_of(roles)
        return mask

    def closings(self, roles: frozenset[str]) -> frozenset[str]:
        """Return the signs and marks that a word of some roles ends with."""
        if roles not in self._closings:
            self._closings[roles] = self.coding.closings(roles)
        return self._closings[roles]

    def periods(self) -> "Periods":
        """Return patterns of where a date or period may begin, and of what may begin there."""
        if self._periods is None:
            rules = [(name, row) for name, row in word_rules().items() if row["family"] == "periods"]
            signs = self.coding.openings({role for _, row in rules for role in row["opens"].split()})
            joined = {
                kind: "|".join(
                    f"(?P<{name.removeprefix('period_')}>{row['pattern']})"
                    for name, row in rules
                    if _opens(row) == kind
                )
                for kind in ("0000", "0", "word")
            }
            bare = {kind: rf"(?<![\w@])(?<!\d[.,:/-])(?:{pattern})" for kind, pattern in joined.items()}
            bare["0000"] += "|(?<=[^\\W\\d_])(?P<glued>{year}-{two_digit_month}-{two_digit_day})"
            made = (self._compiled(rf"(?:{bare[kind]})(?![\w]|[.,:/]\d)") for kind in joined)
            self._periods = Periods(_any_of(signs, r"\d+|"), *made)
        return self._periods

    def rule(self, name: str) -> WordRule:
        """Return a rule by its name."""
        return self.rules[name]

    def _rule(self, name: str) -> WordRule:
        row = word_rules()[name]
        pattern, *anchor = (self._compiled(row[key]) for key in ("pattern", "anchor") if key in row)
        needs, some = (self.coding.mask_of(row.get(key, "").split()) for key in ("words", "some"))
        signs = self.coding.openings(row["opens"].split()) if "opens" in row else ()
        return WordRule(pattern, needs, some, next(iter(anchor), None), _any_of(signs) if signs else None)

    def _compiled(self, pattern: str) -> re.Pattern[str]:
        """Write the forms and roles of a pattern out, and compile it."""
        return re.compile(ROLE.sub(self._role, with_forms(pattern, _forms())))

    def _role(self, match: re.Match[str]) -> str:
        if match["before"]:
            sides = [f"(?<{match['side']}{form} )" for form in self.coding.standing(match["before"])]
            return f"(?:{'|'.join(sides) or '(?!)'})" if match["side"] == "=" else "".join(sides)
        codes = match["codes"].split(",") if match["codes"] else []
        return self.coding.pattern(
            match["roles"].split("|"), codes, small=match["only"] == "!", single=match["only"] == "~"
        )


def _any_of(signs: Iterable[str], before: str = "") -> re.Pattern[str]:
    return re.compile(f"{before}[{''.join(map(re.escape, signs))}]")


def with_forms(pattern: str, forms: Mapping[str, str]) -> str:
    """Return a pattern with the forms that it names, and those that these name, written out.

    Examples
    --------
    >>> with_forms("{pair}!", {"pair": "{one}{one}", "one": "a"})
    'aa!'
    """
    while _FORM.search(pattern):
        pattern = _FORM.sub(lambda match: forms[match["form"]], pattern)
    return pattern


@cache
def _roles_used(book: str) -> Mapping[str, frozenset[str]]:
    """Return the roles that some rule names, each with the codes that it asks for: the others need no sign."""
    rules = [row for row in word_rules().values() if row["family"] in _BOOKS[book]]
    patterns = [row["pattern"] for row in rules]
    patterns += [form for family in _BOOKS[book] for form in _file(family).get("forms", {}).values()]
    opening = {role for row in rules for role in row.get("opens", "").split()}
    looked_for = {row["words"] for row in _file("exclusions")["rule"] if "words" in row}
    beside = (*opening, *looked_for, *_GLUED) if book == "figures" else ()
    used: dict[str, set[str]] = {role: set() for role in beside}
    for match in (match for pattern in patterns for match in ROLE.finditer(pattern)):
        for role in (match["roles"] or match["before"]).split("|"):
            used.setdefault(role, set()).update((match["codes"] or "").split(","))
    return {role: frozenset(codes) for role, codes in used.items()}


def _coded_as(listed: Mapping[str, str], codes: frozenset[str]) -> Mapping[str, str]:
    """Return the words of a role with those of their codes that a rule asks for: the others are all alike."""
    return {word: code if code in codes else "" for word, code in listed.items()}


def _derived(language: str) -> Mapping[str, Mapping[str, str]]:
    """Return roles that are made of others: units by their kind, number words by their value, words left out."""
    values = number_words(language)
    scales = [word for role in ("hundred", "thousand", "one_thousand", "ten") for word in words(role, language)]
    tens = dict.fromkeys([*(word for word, value in values.items() if value > 9), *scales], "")
    large = [word for role in ("hundred", "thousand", "one_thousand") for word in words(role, language)]
    return {
        "below_ten": {word: "" for word, value in values.items() if 0 < value < 10 and word.isalpha()},
        "teens": {word: "" for word, value in values.items() if 10 <= value < 20},
        "below_twenty": {word: "" for word, value in values.items() if 0 < value < 20 and word.isalpha()},
        "to_nineteen": {word: "" for word, value in values.items() if value < 20},
        "above_nine": tens,
        "above_one": {word: "" for word, value in values.items() if value > 1},
        "number_part": dict.fromkeys([*values, *large], ""),
        "unit": dict.fromkeys(unit_words(), ""),
        "thing": dict.fromkeys(words_of_kind("count"), ""),
        "time": dict.fromkeys(words_of_kind("time"), ""),
        "kind": dict.fromkeys(_words_of_categories(), ""),
        "in_round_tens": {ten + end: "" for ten in tens for end in words("round_tens", language)},
        "in_about_tens": {ten + end: "" for ten in tens for end in words("about_tens", language)},
        **_left_out(language),
    }


def _words_of_categories() -> Iterator[str]:
    """Yield the single words of the code list of categories that count nothing: "digitala", no "läkare"."""
    for category in categories().values():
        named = (name.casefold() for name in (*category.labels.values(), *category.synonyms) if category.parent)
        yield from (word for word in named if word.isalpha() and word not in unit_words())


def _left_out(language: str) -> Mapping[str, Mapping[str, str]]:
    """Return roles without some of their words, and of several roles the first words."""
    qualifier, multiplier = words("qualifier", language), words("multiplier", language)
    return {
        # "fler än" (more than)
        "qualifier_than": {word: "" for word in qualifier if word.split()[-1] in words("than", language)},
        "older": {word: "" for word, code in words("age_after", language).items() if code == "older"},
        "strict": {word: "" for word, code in qualifier.items() if qualifiers()[code].is_strict},
        "millions": {w: "" for w, code in multiplier.items() if float(code) >= 1e6 and w[:6].isalpha() and len(w) > 6},
        "the_not_these": {w: "" for w in words("the", language) if w not in words("these", language)},
    }


def _opens(row: Mapping[str, Any]) -> str:
    """Return what a rule for periods opens with: a number of four digits or more, another, a word."""
    return str(row["opens"]) if row["opens"] in ("0000", "0") else "word"


@cache_by_lists
def grammar_of(language: str, book: str = "figures") -> Grammar:
    """Return the rules of a book in a language, with the units of the lists in use."""
    return Grammar(language, book)


def book_of(name: str) -> str:
    """Return the book that a rule stands in, by its name.

    Examples
    --------
    >>> book_of("of_these"), book_of("person_title")
    ('figures', 'persons')
    """
    return next(book for book, families in _BOOKS.items() if word_rules()[name]["family"] in families)


@cache
def word_rules() -> Mapping[str, Mapping[str, Any]]:
    """Return every rule over words by its name, and the family whose file it stands in.

    Examples
    --------
    >>> word_rules()["of_these"]["family"]
    'parts'
    """
    return {row["name"]: {"family": family, **row} for family in _FAMILIES for row in _file(family)["rule"]}


@cache
def _file(family: str) -> Mapping[str, Any]:
    return tomllib.loads((files("ehealth_stats.ingestion.figures.rules") / f"{family}.toml").read_text("utf-8"))


@cache
def _forms() -> Mapping[str, str]:
    """Return the named forms of all files, and what a letter is: a capital, a small one, in a coded text too."""
    beside = "".join(sorted(frozenset[str]().union(*map(letters_of, known_languages()))))
    named = {name: form for family in _FAMILIES for name, form in _file(family).get("forms", {}).items()}
    small, capital = f"a-z{beside}{SMALL}", f"A-Z{beside.upper()}{CAPITAL}"
    return {**named, "small": small, "capital": capital, "a": f"[{small}]", "A": f"[{capital}]"}


class Text(str):
    """A text, the code of its language, what it looks like in signs, and the roles that its words have.

    What is cut out of it is a plain string.
    """

    __slots__ = ("_grammar", "_mask", "_rules", "_some", "book", "coded", "language")
    language: str
    book: str
    coded: str
    _grammar: Grammar
    _mask: int
    _rules: Mapping[str, WordRule]
    _some: dict[tuple[str, ...], Sequence[re.Pattern[str]]]

    def __new__(cls, text: str, language: str, book: str = "figures") -> Self:
        """Make a text of a string, to be read by the rules of a book.

        Examples
        --------
        >>> text = Text("45 kort, varav 12 nya", "sv")
        >>> text.language, text[3:7], len(text.coded), "part" in text.roles, "negation" in text.roles
        ('sv', 'kort', 21, True, False)
        """
        made = super().__new__(cls, text)
        made.language, made.book = language, book
        made._grammar = grammar_of(language, book)
        made.coded, mask = made._grammar.coding.coded_and_mask(text)
        made._rules = made._grammar.rules
        made._mask = mask
        made._some = {}
        return made

    @property
    def roles(self) -> frozenset[str]:
        """The roles that its words have, those of parts of phrases too."""
        return self._grammar.coding.roles_of(self._mask)

    def roles_among(self, roles: frozenset[str]) -> frozenset[str]:
        """Return those of some roles that its words have."""
        return self._grammar.coding.roles_of(self._mask & self._grammar.mask_of(roles))

    @classmethod
    def by(cls, text: str, language: str, book: str) -> "Text":
        """Return a text as it is where it is to be read by this book already, else make one of it."""
        is_made = isinstance(text, Text) and (text.language, text.book) == (language, book)
        return text if is_made else cls(text, language, book)  # type: ignore[return-value]

    def has(self, *roles: str) -> bool:
        """Tell whether it may have a word of one of some roles; where it does, the answer is never no."""
        return bool(self._mask & self._grammar.mask_of(roles))

    def rule(self, name: str) -> re.Pattern[str] | None:
        """Return the pattern of a rule, None where the words that it needs are not in the text."""
        pattern, needs, some, _, _ = self._rules[name]
        may_be = needs & self._mask == needs and (not some or some & self._mask)
        return pattern if may_be else None

    def some_rules(self, names: tuple[str, ...]) -> Sequence[re.Pattern[str]]:
        """Return the patterns of those of some rules whose words are in the text."""
        if (some := self._some.get(names)) is None:
            some = self._some[names] = [pattern for name in names if (pattern := self.rule(name))]
        return some

    def ends_with(self, start: int, end: int, roles: frozenset[str]) -> bool:
        """Tell whether a stretch may end with a word of one of some roles, and points, colons, blanks behind it.

        Where it does, the answer is never no.
        """
        return last_step(self.coded[start:end].rstrip(STOPS)) in self._grammar.closings(roles)

    def match(self, name: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """Match a rule at a place."""
        pattern, needs, some, _, _ = self._rules[name]
        may_be = needs & self._mask == needs and (not some or some & self._mask)
        return pattern.match(self.coded, start, end) if may_be else None

    def search(self, name: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """Find the first match of a rule."""
        pattern, needs, some, anchor, _ = self._rules[name]
        may_be = needs & self._mask == needs and (not some or some & self._mask)
        found = may_be and (not anchor or anchor.search(self.coded, start, end))
        return pattern.search(self.coded, start, end) if found else None

    def fullmatch(self, name: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """Match a rule from a place to another."""
        pattern = self.rule(name)
        return pattern.fullmatch(self.coded, start, end) if pattern else None

    def finditer(self, name: str) -> Iterator[re.Match[str]]:
        """Find every match of a rule."""
        pattern, opening = self.rule(name), self._rules[name].opening
        if pattern and opening:
            return self._from_openings(pattern, opening)
        return pattern.finditer(self.coded) if pattern else iter(())

    def _from_openings(self, pattern: re.Pattern[str], opening: re.Pattern[str]) -> Iterator[re.Match[str]]:
        end = 0
        for sign in opening.finditer(self.coded):
            if sign.start() >= end and (match := pattern.match(self.coded, sign.start())):
                yield match
                end = match.end()

    def at_openings(self, family: str) -> Iterator[tuple[str, re.Match[str]]]:
        """Yield the matches of the rules of a family, none over another, each with the name of its rule.

        A rule is tried where a word stands that it may open with; where several hold, the first of their file.
        """
        signs, names = self._grammar.openings(family)
        end = 0
        for sign in signs.finditer(self.coded):
            start = sign.start()
            if start >= end:
                for name in names[sign[0]]:
                    if match := self.match(name, start):
                        yield name, match
                        end = match.end()
                        break

    def parted(self, name: str) -> Iterator[str]:
        """Yield what stands behind each match of a rule, up to the next."""
        spans = [match.span() for match in self.finditer(name)]
        for (_, start), (end, _) in pairwise([*spans, (len(self), len(self))]):
            yield self[start:end]

    def said(self, match: re.Match[str], group: str | int = 0) -> str:
        """Return what is printed in a group of a match, as the lists of words have it."""
        return _folded(self[match.start(group) : match.end(group)])


def find_said(name: str, text: str, language: str) -> re.Match[str] | None:
    """Find a rule in a text, where it is to be looked for: at its start, as the whole of it, or anywhere.

    Examples
    --------
    >>> bool(find_said("opens_a_part", "varav till samordnare", "sv")), find_said("opens_a_part", "Bidrag, varav", "sv")
    (True, None)
    """
    read = Text.by(text, language, book_of(name))
    look = {"start": read.match, "whole": read.fullmatch}.get(word_rules()[name].get("at", ""), read.search)
    return look(name)


_folded = lru_cache(maxsize=10_000)(fold)  # what is said in groups is said again and again
