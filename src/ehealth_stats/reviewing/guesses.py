"""A figure, date or name in a document -> the entries that could read it, the likeliest first, to choose from.

Where a draft of the whole document has an entry for the figure, that is taken. Else it is what the words beside the
figure say: the indicator whose name stands nearest, the category behind the figure, the period of its sentence.
"""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from ehealth_stats.codelists import (
    Indicator,
    area_level,
    cache_by_lists,
    categories,
    indicators,
    match_category,
    qualifiers,
    units,
)
from ehealth_stats.errors import EHealthStatsError
from ehealth_stats.ingestion.drafts.columns import column_entry
from ehealth_stats.ingestion.drafts.draft import drafts_of
from ehealth_stats.ingestion.drafts.entry import Draft, Places, anchor_values, is_time
from ehealth_stats.ingestion.drafts.labels import Phrases, indicator_phrases
from ehealth_stats.ingestion.drafts.meaning import UNKNOWN
from ehealth_stats.ingestion.drafts.tables import DraftTable, find_tables
from ehealth_stats.ingestion.figures.of_document.figures import Figure
from ehealth_stats.ingestion.figures.of_document.row_areas import AreaReader
from ehealth_stats.ingestion.privacy.personal import MASK, mask
from ehealth_stats.ingestion.recipes.context import Context
from ehealth_stats.ingestion.recipes.entry import fits
from ehealth_stats.ingestion.text.periods import find_periods
from ehealth_stats.ingestion.text.rules import find_said
from ehealth_stats.languages.lexicon import any_of
from ehealth_stats.reviewing.lines import aim_in, due_in
from ehealth_stats.reviewing.recipe_text import Value, Values
from ehealth_stats.schema import Period

Way = Literal[
    "entry", "column", "table", "list", "categories", "each", "single", "target", "date", "areas", "members", "words",
    "done", "member", "passage", "targets", "dates", "counted", "statements",
]  # fmt: skip
LABEL = 80
"""Of how many characters of a document a label is made at most."""
_MEMBER = "participating_municipality"
_TIMES = ("period", "due")
_NEAR, _FAR, _SHORT = 60, 240, 5
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-z])|\n")


@dataclass(frozen=True, slots=True)
class Proposal:
    """An entry that would read a figure, and the way in which it does: alone, its whole list, its column …

    `position` is where the entry stands in the recipe, None for one that the recipe does not have. One for lines that a
    person drew over has `several` entries, which come as guesses; its values are those that all of them have.
    """

    way: Way
    section: str
    values: Values
    position: int | None = None
    several: tuple["Proposal", ...] = ()


@dataclass(frozen=True)
class Corrections:
    """What a person corrected in guesses about their time: other guesses may be wrong alike."""

    _known: dict[tuple[Value, ...], Value] = field(default_factory=dict)

    def learn(self, offered: Sequence[Proposal], kept: Proposal) -> None:
        """Remember how what is kept differs from what was offered."""
        alike = (each for each in offered if (each.way, each.section) == (kept.way, kept.section))
        before = next(alike, kept)
        for key in _TIMES:
            was, now = before.values.get(key, ""), kept.values.get(key, "")
            if now and was != now:
                self._known[kept.section, kept.values.get("indicator", ""), key, was] = now

    def applied(self, proposal: Proposal) -> Proposal:
        """Return a guess with the times that were corrected in guesses like it."""
        values, about = proposal.values, (proposal.section, proposal.values.get("indicator", ""))
        times = {key: self._known.get((*about, key, values.get(key, ""))) for key in _TIMES}
        return replace(proposal, values={**values, **{key: time for key, time in times.items() if time}})


@dataclass(frozen=True)
class Guesser:
    """What a document offers to read; it is looked through once."""

    context: Context

    @cached_property
    def _drafts(self) -> tuple[Draft, ...]:
        return tuple(drafts_of(self.context))

    @property
    def language(self) -> str:
        """The language of the document."""
        return self.context.recipe.source.language

    @cached_property
    def places(self) -> Places:
        """What finds the phrases that lead to a place, without anything personal."""
        return Places(self.context.figures.without_secrets().document)

    @cached_property
    def _phrases(self) -> Phrases:
        return indicator_phrases()

    @cached_property
    def _figures(self) -> Mapping[int, Figure]:
        return {figure.start: figure for figure in self.context.figures.items}

    def propose(self, start: int, end: int) -> list[Proposal]:
        """Return the entries that could read the words at a place, the likeliest first."""
        figure = self._figures.get(start)
        own, dates = list(self._of_figure(figure)) if figure else [], list(self._date(start, end))
        # "2013 - 2015" alone in a cell may be both: where it prints no unit it is a date.
        beside = [*own, *dates] if figure and figure.quantity.unit else [*dates, *own]
        found = [*self._drafted(start), *beside, *self._areas(start, end), *self._members(start), *self._words(start)]
        found += self._date(start, end, is_dated=False)
        return list({(each.way, each.section): each for each in reversed(found)}.values())[::-1]

    def _drafted(self, start: int) -> Iterator[Proposal]:
        yield from self._column(start)
        for draft in self._drafts:
            if start in draft.about and not draft.why:
                for section, entries in tomllib.loads(draft.text).items():
                    yield Proposal(_WAYS.get(entries[0].get("read", section), "single"), section, entries[0])

    def _column(self, start: int) -> Iterator[Proposal]:
        """Offer the column of a table by area, with no indicator where its header names none."""
        document = self.context.document
        segment = document.segments[document.segment_at(start)]
        place = (segment.table, segment.row, segment.column)
        for table in self._tables if segment.table >= 0 else ():
            if place in table.taken:
                entry = column_entry(table, self._phrases, table.taken[place])
                values = tomllib.loads(entry)["observations"][0]
                if values["indicator"] == UNKNOWN:
                    values = {**values, "indicator": ""}
                yield Proposal("column", "observations", values)

    @cached_property
    def _tables(self) -> tuple[DraftTable, ...]:
        source = self.context.recipe.source
        return tuple(find_tables(self.context.figures, AreaReader(source.country, self.context.on, source.scope)))

    def _of_figure(self, figure: Figure) -> Iterator[Proposal]:
        quantity, text = figure.quantity, self.context.document.text
        first = figure.start - (quantity.start - quantity.first)
        last = figure.end + (quantity.last - quantity.end)
        anchor = self.places.find(first, figure.end)
        if anchor is None or is_time(self.context.document, figure):
            return
        counted = self._counted(figure)
        about = {"indicator": counted, **anchor_values(anchor)}
        if self.is_of_all(figure):
            yield Proposal("each", "observations", _filled({**about, "read": "each area"}))
        aim = self.aim(first)
        if aim:
            yield Proposal("target", "targets", self._target(figure, about, aim))
        behind = _plain_words(text[figure.end : max(last, figure.end)]) or quantity.part
        single = {
            "indicator": counted,
            "breakdown": _of_each() if quantity.relation == "each" else _category(behind),
            **anchor_values(anchor),
            "area": self._area(figure),
            "period": self._period(first, last),
            "role": "rate" if counted and indicators()[counted].per else self._planned(figure.start),
        }
        yield Proposal("single", "observations", _filled(single))
        if not aim:
            yield Proposal("target", "targets", self._target(figure, about, ""))

    def _planned(self, start: int) -> str:
        """Return the role of what a sentence says is planned."""
        return "planned" if find_said("is_planned", "".join(self._sentence(start)), self.language) else ""

    def aim(self, start: int) -> str:
        """Return the words between a word for a target and a figure: in its sentence, or above it in its cell."""
        document = self.context.document
        line = document.segment_at(start)
        own = document.segments[line]
        above = [line]
        while above[-1] and own.table >= 0 and document.segments[above[-1] - 1].place == own.place:
            above.append(above[-1] - 1)
        words_before = document.text[int(document.starts[above[-1]]) : start]
        if own.table < 0:
            words_before = self._sentence(start)[0]
        return aim_in(words_before, self.language)

    def _area(self, figure: Figure) -> str:
        """Return the municipality that a figure is of, where its sentence names a single one."""
        before, after = self._sentence(figure.start)
        return self.only_area(figure.start - len(before), figure.start + len(after))

    def only_area(self, start: int, end: int) -> str:
        """Return the municipality that words name, where they name a single one."""
        named = self.context.figures.mentions_between(start, end)
        codes = {mention.code for mention in named if mention.code and area_level(mention.code) == "municipality"}
        return codes.pop() if len(codes) == 1 else ""

    def is_of_all(self, figure: Figure) -> bool:
        """Tell "samtliga kommuner" (all municipalities), "samtliga 14 kommuner" (all 14) and "inga kommuner" (none)."""
        quantity, level = figure.quantity, bool(figure.quantity.unit and units()[figure.quantity.unit].level)
        text = self.context.document.text
        none = quantity.value == 0 and not re.search(r"\d", text[figure.start : figure.end])
        all_of = _all_before(self.language).search(text, max(figure.start - _NEAR, 0), figure.start)
        return level and (qualifiers()[quantity.qualifier].is_all or none or bool(all_of))

    def _target(self, figure: Figure, about: Mapping[str, str | Sequence[str]], aim: str) -> Values:
        is_range = qualifiers()[figure.quantity.qualifier].is_range
        changes = figure.quantity.relation in ("change", "addition") or bool(find_said("changes", aim, self.language))
        by = "decrease_by" if figure.quantity.upper < 0 else "increase_by"
        kind = by if changes else "range" if is_range else "level"
        return _filled({**about, "kind": kind, "label": self._label(figure.start), "due": due_in(aim)})

    def _date(self, start: int, end: int, *, is_dated: bool = True) -> Iterator[Proposal]:
        """Offer a date or period, by the words of its sentence; one without a year if that is asked for."""
        document = self.context.document
        line = document.segment_at(start)
        at, text = int(document.starts[line]), document.segments[line].text
        mention = next((each for each in find_periods(text) if at + each.start <= start < at + each.end), None)
        anchor = self.places.find(start, end) if mention and mention.period.dated == is_dated else None
        if mention and anchor:
            kind = "activity" if _is_long(mention.period) else "milestone"
            yield Proposal(
                "date", "timeline", _filled({"kind": kind, "name": self._label(start), **anchor_values(anchor)})
            )

    def _areas(self, start: int, end: int) -> Iterator[Proposal]:
        """Offer the municipalities of a sentence, where a name among them is looked at, or words beside names."""
        document, (before, after) = self.context.document, self._sentence(start)
        named = self.context.figures.mentions_between(start - len(before), start + len(after))
        if not named or not named[0].code:
            return
        first, last = named[0].start, named[-1].end
        anchor = self.places.find(first, last, " ".join(_plain_words(document.text[last:]).split()[:3]))
        path: Sequence[str] = anchor.find if anchor else [" ".join(document.text[first:].split("\n")[0].split()[:6])]
        counted = next(iter(self.rank(start, "municipalities")), "")
        until, role = anchor.until if anchor else "", self._planned(start)
        values = {"indicator": counted, "find": path, "until": until, "read": "named areas", "role": role}
        if counted:
            yield Proposal("areas", "observations", _filled(values))

    def _members(self, start: int) -> Iterator[Proposal]:
        """Offer the list of participants that a name stands in: lines that follow each other and each name an area."""
        document = self.context.document
        line = document.segment_at(start)
        own = document.segments[line]
        if not self._names_areas(line):
            return
        if own.table >= 0:
            table = document.tables[own.table]
            cells = [cell for cell in (*table.header, *(text for row in table.rows for text in row)) if cell]
            values: dict[str, str | Sequence[str]] = {"role": _MEMBER, "table": " ".join(mask(cells[0]).split()[:6])}
        else:
            first, last = line, line
            while first and self._names_areas(first - 1):
                first -= 1
            while last + 1 < len(document.segments) and self._names_areas(last + 1):
                last += 1
            at, end = int(document.starts[first]), int(document.starts[last]) + len(document.segments[last].text)
            begin = self.context.figures.mentions_between(at, end)[0].start
            behind = " ".join(mask(_plain_words(document.text[end:].lstrip("\n"))).split(MASK)[0].split()[:4])
            found = self.around_names(begin, end, behind)
            if not found:
                return
            values = {"role": _MEMBER, **found}
        yield Proposal("members", "participants", _filled(values))

    def around_names(self, start: int, end: int, behind: str) -> dict[str, str | Sequence[str]]:
        """Return the anchors of a list of names, none where no words lead to it; a colon before it is no part of it."""
        anchor = self.places.find(start, end, behind)
        if anchor is None:
            return {}
        lead = self.context.document.text[:start].rstrip()
        colon = ":" if lead.endswith(f"{anchor.find[-1]}:") else ""
        return {**anchor_values(anchor), "find": [*anchor.find[:-1], anchor.find[-1] + colon]}

    def _names_areas(self, line: int) -> bool:
        document = self.context.document
        at = int(document.starts[line])
        return bool(self.context.figures.mentions_between(at, at + len(document.segments[line].text)))

    def around(self, start: int, end: int) -> Values:
        """Return the anchors of what stands at a place, without its own words; none where no words lead to it."""
        document = self.context.document
        line = document.segment_at(end)
        text = document.segments[line].text[end - int(document.starts[line]) :]
        behind = " ".join(mask(_plain_words(text)).split(MASK)[0].split()[:4])
        anchor = self.places.find(start, end, behind)
        return _filled(anchor_values(anchor)) if anchor else {}

    def _words(self, start: int) -> Iterator[Proposal]:
        """Offer a statement of the words of a sentence; its label is left to the person."""
        before, after = self._sentence(start)
        printed = mask(before + after).split(MASK)[0].strip(" .:")
        if printed:
            yield Proposal("words", "statements", {"kind": "claim", "label": printed[:LABEL], "find": printed})

    def _counted(self, figure: Figure) -> str:
        """Return the indicator whose name stands nearest; where none is near, the only one that has the unit."""
        scores = self._scores(figure.start, figure.quantity.unit)
        named = {code: score + bonus for code, (score, bonus) in scores.items() if score > 0}
        alike = [code for code, (_, bonus) in scores.items() if bonus]
        return max(named, key=lambda code: named[code], default=alike[0] if len(alike) == 1 else "")

    def rank(self, start: int, unit: str) -> list[str]:
        """Return the indicators that a place may be about: whose names stand near it, or that have its unit."""
        scores = {code: sum(pair) for code, pair in self._scores(start, unit).items()}
        return sorted((code for code, score in scores.items() if score > 0), key=lambda code: -scores[code])

    def _scores(self, start: int, unit: str) -> Mapping[str, tuple[float, float]]:
        """Return for each indicator that fits the unit how near its names are, and more for the unit itself."""
        document = self.context.document
        line = document.segment_at(start)
        texts = [document.segments[at].text for at in range(max(line - 3, 0), line)]
        at = start - int(document.starts[line])
        own = document.segments[line].text
        return {
            code: (
                _nearness(item, own, at) + sum(_nearness(item, text, _FAR + len(text)) for text in texts) / 4,
                (item.unit == unit) / 2,
            )
            for code, item in indicators().items()
            if not unit or fits(unit, item.unit)
        }

    def named_in(self, text: str) -> list[str]:
        """Return the indicators whose names stand in a text, the longest name first."""
        sizes = {code: max((size for _, size in _standing(_names(code)[0], text)), default=0) for code in indicators()}
        return sorted(filter(sizes.get, sizes), key=lambda code: -sizes[code])

    def rank_in(self, text: str) -> list[str]:
        """Return the indicators that the words of a text may mean, also by a part of a name, the likeliest first."""
        scores = {code: _nearness(item, text, 0) for code, item in indicators().items()}
        return sorted(filter(scores.get, scores), key=lambda code: -scores[code])

    def unit_at(self, start: int) -> str:
        """Return the unit of the figure at a place, empty where there is no figure or it prints none."""
        return self._figures[start].quantity.unit if start in self._figures else ""

    def areas_near(self, start: int) -> list[str]:
        """Return the areas that the line of a place names."""
        document = self.context.document
        line = document.segment_at(start)
        at = int(document.starts[line])
        named = self.context.figures.mentions_between(at, at + len(document.segments[line].text))
        return list(dict.fromkeys(mention.code for mention in named if mention.code))

    def categories_in(self, text: str) -> list[str]:
        """Return the categories that a text names."""
        return [code for code in categories() if code != "_T" and _near(_category_names(code), text, 0)]

    def categories_near(self, start: int) -> list[str]:
        """Return the categories that the line of a place names, the nearest first."""
        document = self.context.document
        line = document.segment_at(start)
        at, text = start - int(document.starts[line]), document.segments[line].text
        scores = {code: _near(_category_names(code), text, at) for code in categories() if code != "_T"}
        return sorted((code for code, score in scores.items() if score), key=lambda code: -scores[code])

    def periods_near(self, start: int) -> list[str]:
        """Return the periods of a paragraph, the nearest first, and the year of the document."""
        document = self.context.document
        line = document.segment_at(start)
        at, found = start - int(document.starts[line]), find_periods(document.segments[line].text)
        near = sorted(found, key=lambda each: abs(each.start - at))
        day = self.context.published.start
        year = [str(day.year)] if day else []
        return list(dict.fromkeys([*(each.period.edtf for each in near if each.period.edtf), *year]))

    def _period(self, first: int, last: int) -> str:
        """Return the period that stands right beside a figure, unless that is the day of the document."""
        document = self.context.document
        line = document.segment_at(first)
        at = int(document.starts[line])
        near = [
            each
            for each in find_periods(document.segments[line].text)
            if each.period.edtf and (0 <= at + each.start - last <= _BESIDE or 0 <= first - at - each.end <= _BESIDE)
        ]
        nearest = min(near, key=lambda each: abs(at + each.start - first), default=None)
        printed = nearest.period.edtf if nearest else ""
        return printed if printed != self.context.published.edtf else ""

    def _sentence(self, start: int) -> tuple[str, str]:
        """Return the sentence around a place in its line: the words before it, and those from it on."""
        document = self.context.document
        line = document.segment_at(start)
        at, text = start - int(document.starts[line]), document.segments[line].text
        cuts = [0, *(match.end() for match in _SENTENCE.finditer(text)), len(text)]
        begin = max(cut for cut in cuts if cut <= at)
        end = min((cut for cut in cuts if cut > at), default=len(text))
        return text[begin:at], text[at:end]

    def _label(self, start: int) -> str:
        return mask("".join(self._sentence(start))).strip()[:LABEL]


_BESIDE = 12
_WAYS: Mapping[str, Way] = {
    "table": "table", "change": "table", "by area": "list", "by category": "categories", "targets": "target",
    "timeline": "date", "asides": "words",
}  # fmt: skip


_MONTH = 31  # days


def _is_long(period: Period) -> bool:
    """Tell a season, a year or a span from a day or a month: something goes on then, rather than happens."""
    return period.start is None or period.end is None or (period.end - period.start).days > _MONTH


def _filled(values: Mapping[str, str | Sequence[str]]) -> Values:
    """Return the values that say something; a path of one phrase is the phrase."""
    return {key: value[0] if len(value) == 1 else value for key, value in values.items() if value and value != "_T"}


def _plain_words(text: str) -> str:
    return text.split("\n", maxsplit=1)[0].strip(" .:;,()–-")


def _category(behind: str) -> str:
    """Return the category that the words behind a figure name."""
    printed = behind.split()
    named = (match_category(" ".join(printed[:n])) for n in range(len(printed), 0, -1))
    try:
        return next(filter(None, named), "")
    except EHealthStatsError:
        return ""


def _of_each() -> str:
    """Return the category of what is said of each one: "1-3 from each municipality"."""
    return next((code for code, each in categories().items() if each.dimension == "each"), "")


def _nearness(item: Indicator, text: str, at: int) -> float:
    """Return how near to a place in a text a name of an indicator stands, at most 1; half of it for a part of one."""
    whole, parts = _names(item.code)
    return max(_near(whole, text, at), _near(parts, text, at) / 2)


def _near(names: Collection[str], text: str, at: int) -> float:
    distances = [abs(place - at) for place, _ in _standing(names, text)]
    return 1 / (1 + min(distances) / _NEAR) if distances else 0.0


def _standing(names: Collection[str], text: str) -> Iterator[tuple[int, int]]:
    """Yield where words of a text begin with a name, and how long the name is; patterns of all names are dear."""
    searched = text.lower().replace("\xa0", " ")
    for name in names:
        place = searched.find(name)
        while place >= 0:
            if place == 0 or not (searched[place - 1].isalnum() or searched[place - 1] == "_"):
                yield place, len(name)
            place = searched.find(name, place + 1)


@cache_by_lists
def _names(code: str) -> tuple[Collection[str], Collection[str]]:
    """Return the names of an indicator in small letters, and the beginnings of their first words."""
    item = indicators()[code]
    names = {name.lower() for name in (*item.synonyms, *item.labels.values())} - {""}
    words_of = {name.split()[0].rstrip(",") for name in names}
    firsts = {word[:-1] for word in words_of if len(word) > _SHORT and not _is_unit(word)}
    return names, firsts or names


@cache_by_lists
def _category_names(code: str) -> Collection[str]:
    item = categories()[code]
    return {name.lower() for name in (*item.synonyms, *item.labels.values())} - {""}


def _is_unit(printed: str) -> bool:
    """Tell a word for a unit: "20 kommuner" says nothing of what the municipalities do."""
    named = {word.casefold() for unit in units().values() for word in (*unit.words, *unit.labels.values())}
    return printed.casefold() in named


@cache_by_lists
def _all_before(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(language, 'all')}\s+$", re.IGNORECASE)
