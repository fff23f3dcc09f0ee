"""What a document leaves unsaid of time: "vid årets slut" (at the end of the year), the year that its title names.

Årsrapport 2012                    what is counted over time is of 2012, where nothing else is said
Vid årets slut hade 412 …          2012-12-31: the last one before the day of the document
Under våren hölls 14 kurser        2012-21: spring of that year
"""

import re
from functools import cache, cached_property

from ehealth_stats.codelists import indicators
from ehealth_stats.ingestion.drafts.surroundings import Outline, Surroundings
from ehealth_stats.ingestion.recipes.model import SourceEntry
from ehealth_stats.ingestion.text.numbers import is_year
from ehealth_stats.ingestion.text.periods import PeriodMention, find_periods
from ehealth_stats.ingestion.text.rules import RECIPES, Text, find_said
from ehealth_stats.languages.lexicon import EVERY, fold, words
from ehealth_stats.schema import Period, parse_edtf

_MOST_WORDS = 16  # of a line that says of what time all figures are


class OwnTimes:
    """The times of one document: of its title, its day, and a line that says of when its figures are."""

    def __init__(self, outline: Outline, source: SourceEntry, published: Period) -> None:
        """Look at a document's title and day."""
        self.outline, self.published, self.language = outline, published, source.language
        self.title = "" if source.title == source.id else source.title

    def default(self, indicator: str) -> str:
        """Return the period of figures of which nothing else is said; empty for the day of the document.

        A title's year, once it is over, is that of what is counted over time and of money: what there is, is told as
        it is on the day.
        """
        if self._of_all:
            return self._of_all
        known = indicators().get(indicator)
        return self._year if known and known.kind not in ("stock", "distinct") else ""

    @property
    def year(self) -> str:
        """The year of days that a table prints without one: that of the title, else that of the document."""
        return self._year or self.published.edtf[:4]

    @cached_property
    def _of_all(self) -> str:
        """The time of a short line about the figures: "Tallene er fra december 2015"."""
        told = words("information", EVERY)
        for segment in self.outline.segments:
            text = segment.text
            if len(text.split()) > _MOST_WORDS or fold(text).split(" ")[0] not in told:
                continue
            found = [mention for mention in find_periods(text) if mention.period.dated]
            if len(found) == 1 and not any(map(str.isdigit, _without(text, found[0]))):
                return found[0].period.edtf
        return ""

    @cached_property
    def _year(self) -> str:
        """The year that the title names, if it is over on the day of the document."""
        found = [mention for mention in find_periods(self.title) if mention.period.dated]
        day = self.published.start
        over = len(found) == 1 and day and found[0].period.end and found[0].period.end < day
        return found[0].period.edtf if over and is_year(found[0].period.edtf) else ""

    def in_words(self, sentence: str) -> str:
        """Return the time of words that take their year from the document: the end of the year, a season."""
        day = self.published.start
        if day is None:
            return ""
        if find_said("end_of_own_year", sentence, EVERY):
            return "" if find_said("shall_be", sentence, self.language) else f"{day.year - 1}-12-31"
        if find_said("own_year", sentence, EVERY):
            return self._year
        said = Text(sentence, EVERY, RECIPES)
        seasons = (said.said(match, "season") for match in said.finditer("season_of_own_year"))
        season = next((word for word in seasons if word in _inflected_seasons()), "")
        return self._season(words("season", EVERY)[season], day.year) if season else ""

    def _season(self, code: str, year: int) -> str:
        """Return the last such season that began before the day of the document."""
        year = int(self._year) if self._year else year
        begun = parse_edtf(f"{year}-{code}").start
        day = self.published.start
        return f"{year if begun is None or day is None or begun <= day else year - 1}-{code}"

    def end_ahead(self, sentence: str) -> str:
        """Return the end of the year of the document where a sentence says when something shall be."""
        day = self.published.start
        return f"{day.year}-12-31" if day and find_said("end_of_own_year", sentence, EVERY) else ""

    def says_before(self, around: Surroundings) -> bool:
        """Tell words for a year before directly beside a figure: "från 410 året innan"."""
        before = find_said("a_year_earlier_before", around.before, EVERY)
        return bool(before or find_said("a_year_earlier", around.after, EVERY))

    def year_before(self, period: str) -> str:
        """Return a period a year earlier; where none is said, that of the title, else of the day of the document."""
        return re.sub(
            r"(?<!\d)\d{4}(?!\d)", lambda year: str(int(year[0]) - 1), period or self._year or self.published.edtf
        )


def _without(text: str, mention: PeriodMention) -> str:
    return text[: mention.start] + text[mention.end :]


@cache
def _inflected_seasons() -> frozenset[str]:
    """Return the words for seasons that are inflected: "vår" alone is "our" too."""
    known = words("season", EVERY)
    return frozenset(word for word in known if any(word != stem and word.startswith(stem) for stem in known))
