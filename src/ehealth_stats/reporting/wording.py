"""Numbers, dates, codes and set phrases in a language: table cells -> the words of a report."""

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, cast

import pandas as pd

from ehealth_stats.codelists import LANGUAGES, Language, label
from ehealth_stats.codelists.areas import area_name
from ehealth_stats.errors import TableError
from ehealth_stats.schema import Interval
from ehealth_stats.wording.languages import term
from ehealth_stats.wording.numbers import figure as figure_text
from ehealth_stats.wording.numbers import number, percent
from ehealth_stats.wording.numbers import share as share_text
from ehealth_stats.wording.periods import day, period

_LIST_OF = {"indicator": "indicators", "breakdown": "categories", "unit": "units"}


@cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    content = files("ehealth_stats.reporting").joinpath("texts.csv").read_text("utf-8")
    return {row["key"]: row for row in csv.DictReader(content.splitlines())}


def report_languages() -> tuple[Language, ...]:
    """Return the languages that the set phrases are translated to.

    Examples
    --------
    >>> report_languages()
    ('en',)
    """
    columns = next(iter(_texts().values()))
    return tuple(language for language in LANGUAGES if language in columns)


@dataclass(frozen=True, slots=True)
class Wording:
    """How a report in one language says things; it computes nothing but the rounding of what it prints."""

    language: Language

    def __post_init__(self) -> None:
        if self.language not in report_languages():
            raise TableError(
                f"no report in the language {self.language!r}", expected=f"languages: {', '.join(report_languages())}"
            )

    def say(self, key: str, **values: object) -> str:
        """Return a set phrase with its values filled in.

        Examples
        --------
        >>> Wording("en").say("of", part=5, whole=7)
        '5 of 7'
        """
        return _texts()[key][self.language].format(**values)

    def code(self, vocabulary: str, code: str) -> str:
        """Return the words for a code: of a code list, of a vocabulary, or the code with spaces.

        Examples
        --------
        >>> words = Wording("en")
        >>> words.code("unit", "alarms"), words.code("target_status", "not_met"), words.code("role", "steering_group")
        ('alarms', 'Not met', 'Steering group')
        """
        if not code:
            return ""
        if vocabulary in _LIST_OF:
            return label(cast(Any, _LIST_OF[vocabulary]), code, self.language)
        return term(vocabulary, code, self.language) or code.replace("_", " ").capitalize()

    def area(self, code: str) -> str:
        """Return the name of an area."""
        return area_name(code, language=self.language) if code else ""

    def period(self, edtf: str) -> str:
        """Return a period in words.

        Examples
        --------
        >>> Wording("en").period("2007-08/2007-11")
        'August 2007 – November 2007'
        """
        return period(edtf, self.language)

    def number(self, value: float) -> str:
        """Return a number with at most two decimals, nothing for a missing one.

        Examples
        --------
        >>> Wording("en").number(2481183.0), Wording("en").number(-0.5)
        ('2,481,183', '−0.5')
        """
        return "" if math.isnan(value) else number(value, self.language)

    def percent(self, share: float, *, decimals: int = 1) -> str:
        """Return a share as a percentage with at most one decimal, or as many as asked; nothing for a missing one.

        Examples
        --------
        >>> Wording("en").percent(0.02876), Wording("en").percent(25 / 505, decimals=2)
        ('2.9%', '4.95%')
        """
        return "" if math.isnan(share) else percent(share, self.language, decimals=decimals)

    def day(self, when: date | pd.Timestamp | None) -> str:
        """Return a date in words, nothing for none.

        Examples
        --------
        >>> Wording("en").day(date(2013, 4, 2))
        '2 April 2013'
        """
        return "" if when is None or pd.isna(when) else day(when, self.language)

    def few(self, count: int) -> str:
        """Return a small count in words, a larger one in digits.

        Examples
        --------
        >>> Wording("en").few(2), Wording("en").few(14)
        ('two', '14')
        """
        words = self.say("small_numbers").split()
        return words[count] if count < len(words) else self.number(count)

    def bounded(self, value: float, lower: float, upper: float, *, share: bool = False) -> str:
        """Return a figure with what its document leaves open.

        Examples
        --------
        >>> words, nan, inf = Wording("en"), math.nan, math.inf
        >>> words.bounded(450, 450, 450), words.bounded(470, 465, 475), words.bounded(nan, 100, 200)
        ('450', '470 (465–475)', '100–200')
        >>> words.bounded(nan, 222, inf), words.bounded(nan, 0, inf), words.bounded(nan, 0.029, 0.455, share=True)
        ('at least 222', 'unknown', '2.9–45.5%')
        """
        if math.isnan(lower):
            return "" if math.isnan(value) else self.percent(value) if share else self.number(value)
        return (share_text if share else figure_text)(Interval(value, lower, upper), self.language)

    def total(self, figure: str, n_missing: int) -> str:
        """Return a total and how many municipalities it lacks.

        Examples
        --------
        >>> Wording("en").total("at least 222", 2)
        'at least 222, two municipalities without a number'
        """
        if n_missing == 0:
            return figure
        key = "one_without_number" if n_missing == 1 else "some_without_number"
        return f"{figure}, {self.say(key, count=self.few(n_missing))}"
