"""What words may count: a text -> the indicators and categories of the code lists that it names, with their places."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ehealth_stats.codelists import categories, indicators, units
from ehealth_stats.ingestion.text.units import unit_words
from ehealth_stats.languages.lexicon import EVERY, fold, words

FAR = 10_000
"""The cost of a guess that no word supports."""
_LONGEST_ENDING = 5  # "larm|en", "alarm|ane": every language here inflects at the end
_SHORTEST_INFLECTED = 4
_OWN_UNIT = 2
_BETWEEN = 25  # letters that a comma, or another figure, between a figure and a label is worth
_WEAK = 200
_OTHER_UNIT = 100  # what a figure in another unit than the indicator's costs: "5 kurs" are no persons


@dataclass(frozen=True, slots=True)
class Label:
    """Words of a text that name codes of a list; `weak` ones only say who is counted ("deltagare", participants)."""

    codes: tuple[str, ...]
    start: int
    end: int
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A text near a figure, where the figure stands in it, and what it costs to look there; headings have no figure.

    It may open right behind another figure.
    """

    text: str
    start: int = -1
    end: int = -1
    cost: int = 0
    opens_behind: bool = False


@dataclass(frozen=True, slots=True)
class Guess:
    """A code, and how far the words that name it are from the figure; `FAR` where none does."""

    code: str = ""
    cost: int = FAR


@dataclass(frozen=True)
class Phrases:
    """The phrases of a code list, in all languages, each with the codes that it names."""

    codes: Mapping[str, tuple[str, ...]]
    weak: frozenset[str] = frozenset()
    _found: dict[str, tuple[Label, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, listed: Iterable[tuple[str, Iterable[str]]], weak: Iterable[str] = ()) -> "Phrases":
        """Gather phrases by code; `weak` are words that only say in what is counted."""
        codes: dict[str, list[str]] = defaultdict(list)
        for code, phrases in listed:
            for phrase in dict.fromkeys(map(fold, phrases)):
                if phrase:
                    codes[phrase].append(code)
        return cls({phrase: tuple(listed) for phrase, listed in codes.items()}, frozenset(weak))

    @cached_property
    def _by_opening(self) -> Mapping[str, Sequence[str]]:
        """Return the phrases by their first two letters, the longest first."""
        found: dict[str, list[str]] = defaultdict(list)
        for phrase in sorted(self.codes, key=len, reverse=True):
            found[phrase[:2]].append(phrase)
        return found

    def find(self, text: str) -> tuple[Label, ...]:
        """Return the labels in a text, none inside another."""
        if text not in self._found:
            self._found[text] = tuple(self._labels(text))
        return self._found[text]

    def _labels(self, text: str) -> Iterable[Label]:
        folded, done = text.lower().translate(_BLANKS), 0
        for match in _OPENING.finditer(folded if len(folded) == len(text) else text):
            start = match.start()
            listed = self._by_opening.get(match[0], ()) if start >= done else ()
            ends = ((phrase, _end_of(phrase, folded, start)) for phrase in listed)
            if found := next((each for each in ends if each[1]), None):
                phrase, done = found
                yield Label(self.codes[phrase], start, done, phrase in self.weak)


_OPENING = re.compile(r"(?<!\w)\w[\w-]")
_BLANKS = dict.fromkeys(map(ord, "\n\t\u00a0\u2009\u202f"), " ")


def _end_of(phrase: str, folded: str, start: int) -> int:
    """Return where a phrase that stands at a place ends, inflected where it is long enough; 0 where it does not."""
    if not folded.startswith(phrase, start):
        return 0
    end = start + len(phrase)
    longest = end + (_LONGEST_ENDING if len(phrase) >= _SHORTEST_INFLECTED else 0)
    while end < longest and folded[end : end + 1].isalpha():
        end += 1
    return 0 if folded[end : end + 1].isalnum() or folded[end : end + 1] == "_" else end


def indicator_phrases() -> Phrases:
    """Return the labels and synonyms of all indicators."""
    listed = ((code, [*item.labels.values(), *item.synonyms]) for code, item in indicators().items())
    people = [
        word for named in (unit_words(), words("head", EVERY)) for word, unit in named.items() if unit == "persons"
    ]
    return Phrases.of(listed, people)


_NO_PARTS = ("_T", "unclassified", "unclassified_addition")


def category_phrases() -> Phrases:
    """Return the labels and synonyms of all categories but the whole."""
    listed = ((code, item) for code, item in categories().items() if code not in _NO_PARTS)
    return Phrases.of((code, [*item.labels.values(), *item.synonyms]) for code, item in listed)


def guess_code(phrases: Phrases, texts: Sequence[Words], rank: Callable[[str], int]) -> Guess:
    """Guess by the label that costs least: near in the sentence, then in what stands above.

    `rank` is 2 for a code in the figure's own unit, 1 for one that can be meant, 0 for others.

    Examples
    --------
    >>> texts = [Words("Länet har 412 larm och 85 användare i NPÖ", 23, 25)]
    >>> guess_code(indicator_phrases(), texts, lambda code: 2).code
    'npo_users'
    """
    best = Guess()
    for near in texts:
        if near.cost >= best.cost:
            continue
        for label in phrases.find(near.text):
            code = max(label.codes, key=rank)
            cost = near.cost + distance(near, label) + _WEAK * label.weak + _OTHER_UNIT * (rank(code) < _OWN_UNIT)
            if rank(code) and cost < best.cost:
                best = Guess(code, cost)
    return best


def distance(near: Words, label: Label) -> int:
    """Return how far a label is from the figure, in letters; another figure or comma between them counts more."""
    if near.start < 0:
        return 0
    if label.start < near.end and label.end > near.start:
        return 0
    behind = label.start >= near.end
    between = near.text[near.end : label.start] if behind else near.text[label.end : near.start]
    return len(between) + _BETWEEN * len(_BREAK.findall(between))


_BREAK = re.compile(r"[,;]|\d+(?:[ .]\d{3})*|[.!?](?=\s)")


def guess_indicator(phrases: Phrases, texts: Iterable[str], kinds: Collection[str]) -> str:
    """Guess by the longest label in the first text that has one; `kinds` are those of the units of the figures.

    Indicators that count municipalities have no figures in a table by municipality.

    Examples
    --------
    >>> phrases = indicator_phrases()
    >>> guess_indicator(phrases, ["Antal larm"], {"count"}), guess_indicator(phrases, ["Övrigt"], {"money"})
    ('safety_alarms', 'programme_budget')
    """

    def fits(code: str) -> bool:
        unit = units()[indicators()[code].unit]
        return not unit.level and (not kinds or unit.kind in kinds)

    for text in texts:
        fitting = [(label, code) for label in phrases.find(text) if (code := next(filter(fits, label.codes), ""))]
        if fitting:
            return max(fitting, key=lambda pair: (not pair[0].weak, pair[0].end - pair[0].start))[1]
    return "programme_budget" if kinds == {"money"} else "unclassified_count"
