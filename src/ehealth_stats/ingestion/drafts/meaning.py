"""What a figure may mean, by the words around it: Figure, Surroundings -> what, of which part and area, when."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ehealth_stats.codelists import (
    Category,
    area_level,
    categories,
    countries,
    indicators,
    match_category,
    qualifiers,
    units,
)
from ehealth_stats.codelists.lists import cache_by_lists
from ehealth_stats.ingestion.drafts.labels import (
    FAR,
    Guess,
    Phrases,
    Words,
    category_phrases,
    guess_code,
    indicator_phrases,
)
from ehealth_stats.ingestion.drafts.surroundings import Outline, Surroundings, is_told, says_what_shall_be
from ehealth_stats.ingestion.drafts.times import OwnTimes
from ehealth_stats.ingestion.figures.model import Quantity
from ehealth_stats.ingestion.figures.of_document.figures import Figure
from ehealth_stats.ingestion.figures.words_around import figures_of_years
from ehealth_stats.ingestion.recipes.entry import fits
from ehealth_stats.ingestion.recipes.model import SourceEntry
from ehealth_stats.ingestion.text.rules import Text, find_said
from ehealth_stats.languages.lexicon import EVERY, alternatives, fold, words
from ehealth_stats.schema import Period

UNKNOWN = "unclassified_count"
BUDGET = "programme_budget"
PARTICIPATING = "participating_municipalities"
# Letters between a figure and the word for its part: "45 st digitala", "2 100 tkr i stimulansbidrag".
_NEAREST = {"technology": 14, "funding": 90, "role": 3, "employer": 3, "profession": 3, "stage": 20}
_SHARED = 60  # "50 procent av larmen ska vara digitala"
_UNIT_OF_PART = {"technology": "alarms", "role": "persons", "employer": "persons", "profession": "persons"}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a figure is of; `cost` says how far the words are that say so, `target` its kind where it is one.

    `unit` is that of shares, `period` in EDTF and empty for the day of the document, or when a target is due, `without`
    are the areas that are not counted.
    """

    indicator: str
    breakdown: str
    area: str
    period: str
    role: str
    unit: str
    target: str
    cost: int
    is_change: bool = False
    is_part: bool = False
    without: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """Tell whether words say what is counted."""
        return self.cost < FAR


class Reader:
    """Reads what figures mean: the phrases of the code lists, the document's own areas and day."""

    def __init__(self, outline: Outline, source: SourceEntry, published: Period) -> None:
        """Gather the phrases."""
        self.outline, self.language, self.published = outline, source.language, published
        self.currency = countries()[source.country].currency
        self.indicators, self.categories = indicator_phrases(), category_phrases()
        self.times = OwnTimes(outline, source, published)

    def read(self, figure: Figure, around: Surroundings | None = None) -> Meaning:
        """Read one figure."""
        around = around or self.outline.around(figure)
        quantity, area = figure.quantity, around.area
        code = area.code if area else ""
        found = self.indicator(quantity, self._past_money(figure, around), code)
        part = self.part(figure, around, found.code)
        target = self._target(figure, around)
        return Meaning(
            indicator=found.code or _nameless(quantity),
            breakdown=part.code or "_T",
            area=code,
            period=self._due(around) if target else self.period(around, found.code),
            role=self._role(around, found.code),
            unit="percent" if units_kind(quantity) == "percent" else "",
            target=target,
            cost=min(found.cost, part.cost) if units_kind(quantity) == "money" else found.cost,
            is_part=self._says("opens_a_part", around.sentence),
            without=() if code else self.outline.left_out(figure, self.language),
            is_change=units_kind(quantity) == "percent" and self._says("rises", around.before),
        )

    def indicator(self, quantity: Quantity, texts: Sequence[Words], area: str) -> Guess:
        """Guess what is counted: the nearest words that name an indicator in a unit that the figure can have."""
        found = guess_code(self.indicators, texts, self._rank(quantity, texts, area))
        if not found.code and self._takes_part(quantity, texts[0].text):
            return Guess(PARTICIPATING, 0)
        return Guess(_unit_costs()[found.code], found.cost) if self._is_price(quantity, texts, found.code) else found

    def _past_money(self, figure: Figure, around: Surroundings) -> list[Words]:
        """Return the texts in which a figure may be named: of a share behind a sum of money, what stands behind that.

        "SITHS-kort köptes för 1,2 mnkr, 60 procent av budgeten" (cards were bought for, of the budget) counts no cards.
        """
        items, at = self.outline.figures.items, bisect_left(self.outline.figures.start, figure.start) - 1
        texts, last = around.texts(), items[max(at, 0)]
        cut = around.start - (figure.start - last.end)
        is_share = units_kind(figure.quantity) == "percent" and units_kind(last.quantity) == "money"
        if not is_share or last.segment != figure.segment or not 0 < cut <= around.start:
            return texts
        return [Words(around.sentence[cut:], around.start - cut, around.end - cut)]

    def _takes_part(self, quantity: Quantity, sentence: str) -> bool:
        """Tell municipalities of which a sentence says that they take part."""
        of_areas = bool(quantity.unit) and units()[quantity.unit].level == "municipality"
        return of_areas and self._says("takes_part", sentence)

    def _is_price(self, quantity: Quantity, texts: Sequence[Words], code: str) -> bool:
        """Tell a sum of money for one of what an indicator counts: "ett SITHS-kort kostar 390 kr"."""
        return units_kind(quantity) == "money" and code in _unit_costs() and self._says("says_each", texts[0].text)

    def _says(self, rule: str, text: str) -> bool:
        return find_said(rule, text, self.language) is not None

    def _rank(self, quantity: Quantity, texts: Sequence[Words], area: str) -> Callable[[str], int]:
        """Return what ranks indicators: 2 in the figure's own unit, 1 in one that it can be in, 0 for others."""
        kind, in_area = units_kind(quantity), bool(area) and area_level(area) == "municipality"

        def rank(code: str) -> int:
            unit = units()[indicators()[code].unit]
            if unit.level == "municipality" and in_area:
                return 0
            if kind in ("money", "rate"):
                if code in _unit_costs() and kind == "money" and self._says("says_each", texts[0].text):
                    return 1
                is_each = unit.kind == "rate" and (kind == "rate" or self._says("says_each", texts[0].text))
                return 2 * (is_each or unit.kind == kind)
            if kind == "percent" or not quantity.unit:
                return 2 * (unit.kind == "count")
            alike = fits(quantity.unit, unit.code) and unit.level == units()[quantity.unit].level
            alike = alike and not _apart(quantity.unit, unit.code)
            return (2 if unit.code == quantity.unit else 1) if alike else 0

        return rank

    def part(self, figure: Figure, around: Surroundings, indicator: str) -> Guess:
        """Guess of which part a figure is, by its label, else by words beside it; of money also what was used.

        A whole of which another figure tells a part is of none: "900 av 1 400 larm är digitala".
        """
        if figure.start in self.outline.wholes:
            return Guess()
        quantity, texts = figure.quantity, self._past_its_whole(figure, around)
        known = indicators().get(indicator)
        unit = known.unit if known else quantity.unit
        is_money = units_kind(quantity) == "money"

        def rank(code: str) -> int:
            item = categories()[code]
            if is_money or item.dimension == "funding" or item.state:
                return 2 * (is_money and item.dimension == "funding" and not _is_used(item))
            return 2 * part_fits(code, unit)

        reach = _SHARED if units_kind(quantity) == "percent" else 0
        found = self._labelled(quantity, rank) or self._beside(texts, rank, reach)
        if is_money and not found.code:
            found = self._of_the_whole_above(texts, rank)
        if is_money:
            used = self._beside(texts, lambda code: 2 * _is_used(categories()[code]))
            return Guess(used_part(found.code or "_T"), min(used.cost, found.cost)) if used.code else found
        return found

    def _past_its_whole(self, figure: Figure, around: Surroundings) -> list[Words]:
        """Return the texts around a figure, which with the whole behind it is one: "900 av 1 400"."""
        texts = around.texts()
        whole = self.outline.figures.items[figure.whole] if figure.whole >= 0 else figure
        ahead = whole.end - figure.end
        if figure.segment == whole.segment and ahead > 0 and around.end + ahead <= len(around.sentence):
            texts[0] = replace(texts[0], end=around.end + ahead)
        return texts

    def _of_the_whole_above(self, texts: Sequence[Words], rank: Callable[[str], int]) -> Guess:
        """Return the part of a grant that a line below its sum names in short: "varav till samordnare 700 000 kr"."""
        near = without_others(texts[0])
        is_below = self._says("opens_a_part", texts[0].text)
        said = {code for above in texts[1:] for label in self.categories.find(above.text) for code in label.codes}
        labels = [label for label in _short_parts().find(near.text) if label.end <= near.start]
        codes = (code for label in reversed(labels) for code in label.codes if rank(code))
        return next((Guess(code, 0) for code in codes if is_below or categories()[code].parent in said), Guess())

    def _labelled(self, quantity: Quantity, rank: Callable[[str], int]) -> Guess | None:
        first = quantity.part.split()
        labels = (match_category(" ".join(first[:n])) for n in range(len(first), 0, -1))
        code = next((code for code in labels if code and code != "_T" and rank(code)), "")
        return Guess(code, 0) if code else None

    def _beside(self, texts: Sequence[Words], rank: Callable[[str], int], reach: int = 0) -> Guess:
        """Return the nearest category of a sentence, if no other figure stands between; from further for a share."""
        near = self._without_its_noun(without_others(texts[0]))
        found = guess_code(self.categories, [near], rank)
        item = categories()[found.code] if found.code else None
        nearest = (_NEAREST["funding"] if item.state else _NEAREST.get(item.dimension, 0)) if item else 0
        return found if found.cost <= max(nearest, reach) else Guess()

    def _without_its_noun(self, near: Words) -> Words:
        """Leave out words right behind the figure before: "600 000 kr i tilskudd og 300 000 kr" is of one grant."""
        labels = [label for label in self.categories.find(near.text) if label.end <= near.start and near.opens_behind]
        nouns = (label.end for label in labels if label.start <= _NOUN and "," not in near.text[: label.start])
        cut = next(nouns, 0)
        return Words(near.text[cut:], near.start - cut, near.end - cut)

    def period(self, around: Surroundings, indicator: str) -> str:
        """Return the period that the sentence names nearest to a figure, else a line that leads to it, else the own.

        "Ett år tidigare" (a year earlier) is a year before that.
        """
        of_years = figures_of_years(Text(around.sentence, self.language))
        if own := next((year for start, _, year in of_years if start == around.start), ""):
            return own
        near = self.outline.periods(around)
        leading = (head for head in around.heads[:_LINES_THAT_DATE] if not says_what_shall_be(head))
        heads = filter(None, map(self.outline.dated, leading))
        said = near[0][1].period.edtf if near else self.times.in_words(around.sentence) or next(heads, "")
        found = said or self.times.default(indicator)
        return self.times.year_before(found) if self.times.says_before(around) else found

    def _due(self, around: Surroundings) -> str:
        """Return when a target is due: the period in its sentence, else that of the lines above."""
        near = self.outline.periods(around)
        heads = filter(None, map(self.outline.dated, around.heads))
        return near[0][1].period.edtf if near else self.times.end_ahead(around.sentence) or next(heads, "")

    def _role(self, around: Surroundings, indicator: str) -> str:
        unit = units()[indicators()[indicator].unit].kind if indicator else ""
        if unit == "rate":
            return "rate"
        return "planned" if self._says("is_planned", around.sentence) else ""

    def _target(self, figure: Figure, around: Surroundings) -> str:
        """Return the kind of target that a figure is, or nothing."""
        quantity = figure.quantity
        if quantity.relation == "from" or units_kind(quantity) in ("money", "rate", "time"):
            return ""
        if around.in_brackets and re.search(r"\d", around.before):  # "120 innan 2016 (mot 34 i dag)"
            return ""
        if self._is_now(around):
            return ""
        if not (self._says("is_aimed", around.before) or self._is_led_to(around) or self._is_ahead(around)):
            return ""
        is_all = qualifiers()[quantity.qualifier].is_all or self._says("ends_in_all", around.before)
        is_of_all = is_all and quantity.unit and units()[quantity.unit].level
        return "all_areas" if is_of_all else _target_kind(quantity, around.before, self.language)

    def _is_led_to(self, around: Surroundings) -> bool:
        """Tell what a line above opens as a target.

        "Målet är 500 larm." is told: what the next sentence counts is a target too where it shall be.
        """
        heads = [head for head in around.heads[:_LINES_THAT_AIM] if self.opens_targets(head)]
        return any(not is_told(head) for head in heads) or bool(heads and self._says("shall_be", around.sentence))

    def _is_now(self, around: Surroundings) -> bool:
        """Tell a reading among targets: "90 procent av larmen, idag 15 procent", "Nuläge: inga kommuner"."""
        return self._says("says_now", around.before) or self._says("opens_now", around.after)

    def opens_targets(self, head: str) -> bool:
        """Tell a line or header that begins with a word for targets: "Mål 2015"."""
        return self._says("opens_aims", head)

    def _is_ahead(self, around: Surroundings) -> bool:
        """Tell what shall be: a modal verb, and a time that is not over on the document's day."""
        day = self.published.start
        if day is None or not self._says("shall_be", around.sentence):
            return False
        return any(end > day for _, mention in self.outline.periods(around) if (end := mention.period.end))


_LINES_THAT_DATE = 2
_LINES_THAT_AIM = 3
_NOUN = 8  # letters behind a figure in which its own noun begins: "600 000 kr tilskudd"


def _target_kind(quantity: Quantity, before: str, language: str) -> str:
    """Return the kind of target that a figure behind some words is."""
    qualifier = qualifiers()[quantity.qualifier]
    if quantity.relation == "change":  # "skal doblast"
        return "decrease_by" if quantity.upper < 0 else "increase_by"
    if quantity.relation == "addition" or find_said("goes_beyond", before, language):
        return "increase_by"
    if qualifier.is_range:
        return "range"
    return (
        "ceiling"
        if quantity.lower == 0 and quantity.upper < float("inf") and quantity.value != quantity.upper
        else "level"
    )


def part_fits(code: str, unit: str) -> bool:
    """Tell whether a category can be that of a part of what is counted in a unit: no door lock is an alarm.

    Examples
    --------
    >>> part_fits("digital", "alarms"), part_fits("digital", "pieces"), part_fits("physicians", "persons")
    (True, False, True)
    """
    return _UNIT_OF_PART.get(categories()[code].dimension, unit) == unit


def _apart(one: str, other: str) -> bool:
    """Tell persons from what they come to: 214 participants are no courses, and 3 meetings no members."""
    return len({one, other} & {"persons", *_COMES_TO}) > 1 and not {one, other} <= {*_COMES_TO}


_COMES_TO = ("events", "meetings")


@cache_by_lists
def _short_parts() -> Phrases:
    """Return what categories of money are called below the one that they are parts of: "samordnare" of a grant."""
    known = categories()
    listed = []
    for code, item in known.items():
        above = known.get(item.parent)
        if item.dimension == "funding" and above and above.dimension == "funding":
            wholes = sorted(map(fold, [*above.labels.values(), *above.synonyms]), key=len, reverse=True)
            named = map(fold, [*item.labels.values(), *item.synonyms])
            short = (_without_the(wholes, name) for name in named)
            listed.append((code, [name for name in short if name]))
    return Phrases.of(listed)


def _without_the(wholes: Sequence[str], name: str) -> str:
    """Return what a name adds to that of its whole, without the word between: "bidrag till samordnare" samordnare."""
    opening = next((whole for whole in wholes if name.startswith(f"{whole} ")), "")
    return " ".join(name[len(opening) :].split()[1:]) if opening else ""


def _nameless(quantity: Quantity) -> str:
    """Return the indicator that stands for one that no words name, in the unit of the figure."""
    if units_kind(quantity) == "money":
        return BUDGET
    return PARTICIPATING if quantity.unit and units()[quantity.unit].level == "municipality" else UNKNOWN


def units_kind(quantity: Quantity) -> str:
    """Return the kind of a figure's unit; empty for none."""
    return units()[quantity.unit].kind if quantity.unit else ""


def without_others(near: Words) -> Words:
    """Return the part of a sentence around a figure that no other figure bounds."""
    first = max((m.end() for m in _sums().finditer(near.text, 0, max(near.start, 0))), default=0)
    after = _sums().search(near.text, near.end)
    text = near.text[first : after.start() if after else None]
    return Words(text, near.start - first, near.end - first, opens_behind=first > 0)


_NUMBER = r"(?:\d[\d .,]*\d|\d)"


@cache
def _sums() -> re.Pattern[str]:
    """Return a pattern of numbers, of a sum of money with its unit."""
    return re.compile(rf"{_NUMBER}(?:\s?(?:{alternatives(words('money', EVERY))})(?!\w))?", re.IGNORECASE)


def used_part(code: str) -> str:
    """Return the category of what was used of a category: "grant" -> "grant_used"; itself where the list has none.

    Examples
    --------
    >>> used_part("grant"), used_part("_T"), used_part("in_kind")
    ('grant_used', 'used', 'co_funding_used')
    """
    known = categories()
    while code:
        found = next((item.code for item in known.values() if _is_used(item) and item.parent == code), "")
        if found:
            return found
        code = known[code].parent
    return "used"


def _is_used(item: Category) -> bool:
    return item.state == "used"


def _unit_costs() -> dict[str, str]:
    """Return the indicators that have a cost each, with that."""
    rates = (item for item in indicators().values() if units()[item.unit].kind == "rate")
    return {item.per: item.code for item in rates if item.per}
