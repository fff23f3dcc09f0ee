"""How a report in one language says what tables hold: cells and messages -> words."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, cast

import pandas as pd

from ehealth_stats.codelists import Language, group_label
from ehealth_stats.codelists.areas import area_name
from ehealth_stats.reporting.programmes import Row
from ehealth_stats.schema import Interval, Message, Value, words_in
from ehealth_stats.wording.languages import LANGUAGES, check_language
from ehealth_stats.wording.messages import code_in_words, inside_sentence, listed, said, word
from ehealth_stats.wording.numbers import figure, has_number, number, with_unit
from ehealth_stats.wording.numbers import share as share_text
from ehealth_stats.wording.periods import day, period, short_period


def report_languages() -> tuple[Language, ...]:
    """Return the languages that a report can be written in.

    Examples
    --------
    >>> report_languages()
    ('da', 'en', 'nb', 'nn', 'sv')
    """
    return LANGUAGES


@dataclass(frozen=True, slots=True)
class Wording:
    """How a report in one language says things; it computes nothing but the rounding of what it prints.

    `titles` are the titles of the documents by their ids: no message of a report calls a document by its id.
    """

    language: Language
    titles: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_language(self.language)

    def say(self, key: str, **values: object) -> str:
        """Return a phrase with its values filled in, lists joined by what the phrase asks for.

        Examples
        --------
        >>> Wording("sv").say("n_of_n", part=5, whole=7)
        '5 av 7'
        >>> Wording("sv").say("told_statements", kind="Medel", labels=("Bidrag", "Möten"))
        'Medel: Bidrag; Möten.'
        """
        if any(isinstance(value, tuple | Message | int) for value in values.values()):
            return said(Message(key, cast(Mapping[str, Value], values)), self.language)
        return word(key, self.language, **values)

    def message(self, row: Mapping[Any, Any], column: str) -> str:
        """Return what a column says, documents by their titles."""
        return self.told(words_in(row, column))

    def told(self, value: Value) -> str:
        """Return a message in words, documents by their titles.

        Examples
        --------
        >>> told = Message("evidence_from", {"evidence": "450", "sources": ("plan-2013",)})
        >>> Wording("en", {"plan-2013": "A plan"}).told(told)
        '450 (A plan)'
        """
        return said(self._titled(value), self.language)

    def _titled(self, value: Value) -> Value:
        if isinstance(value, str):
            return self.titles.get(value, value)
        if isinstance(value, tuple):
            return tuple(map(self._titled, value))
        if isinstance(value, Message):
            return replace(value, values={name: self._titled(part) for name, part in value.values.items()})
        return value

    def code(self, vocabulary: str, code: str) -> str:
        """Return the words for a code of a code list or a vocabulary, with a capital; nothing for none.

        Examples
        --------
        >>> words = Wording("sv")
        >>> words.code("unit", "alarms"), words.code("target_status", "not_met"), words.code("role", "steering_group")
        ('Larm', 'Ej uppfyllt', 'Styrgrupp')
        """
        text = code_in_words(vocabulary, code, self.language) if code else ""
        return text[:1].upper() + text[1:]

    def area(self, code: str) -> str:
        """Return the name of an area, of several parted by a bar all names."""
        group = group_label(code, self.language)
        return group or self.listed([area_name(one, language=self.language) for one in code.split("|") if one])

    def listed(self, names: Sequence[str]) -> str:
        """Return names as a list in words."""
        return listed(names, self.language)

    def period(self, edtf: str) -> str:
        """Return a period in words.

        Examples
        --------
        >>> Wording("sv").period("2007-08/2007-11")
        'augusti–november 2007'
        """
        return "" if edtf in ("", "..") else period(edtf, self.language)

    def number(self, value: float) -> str:
        """Return a number with at most two decimals, nothing for a missing one."""
        return "" if math.isnan(value) else number(value, self.language)

    def day(self, when: date | pd.Timestamp | None) -> str:
        """Return a date in words, nothing for none.

        Examples
        --------
        >>> Wording("nb").day(date(2013, 4, 2))
        '2. april 2013'
        """
        return "" if when is None or pd.isna(when) else day(when, self.language)

    def short_day(self, when: pd.Timestamp | None) -> str:
        r"""Return a date as a column of a table has room for it, in one line, nothing for none.

        Examples
        --------
        >>> Wording("sv").short_day(pd.Timestamp("2013-12-31"))
        '31\xa0dec.\xa02013'
        """
        if when is None or pd.isna(when):
            return ""
        return short_period(self.day(when), when, self.language).replace(" ", "\N{NO-BREAK SPACE}")

    def few(self, count: int) -> str:
        """Return a small count in words, a larger one in digits.

        Examples
        --------
        >>> Wording("sv").few(2), Wording("sv").few(14)
        ('två', '14')
        """
        words = self.say("small_numbers").split()
        return words[count] if count < len(words) else self.number(count)

    def quantity(self, value: float, lower: float, upper: float, unit: str = "") -> str:
        """Return a figure with what its document leaves open, and its unit.

        Examples
        --------
        >>> words, nan, inf = Wording("sv"), math.nan, math.inf
        >>> words.quantity(470, 465, 475, "persons"), words.quantity(nan, 222, inf), words.quantity(nan, 0, inf)
        ('470 (465–475) personer', 'minst 222', 'okänt')
        """
        bounded = Interval(value, lower, upper)
        text = figure(bounded, self.language)
        return with_unit(text, bounded, unit, self.language) if has_number(bounded) else text

    def share(self, value: float, lower: float, upper: float) -> str:
        """Return a share with its bounds as percentages, nothing for none."""
        return "" if math.isnan(lower) else share_text(Interval(value, lower, upper), self.language)

    def total(self, row: Row) -> str:
        """Return the figure of a row of totals and how many municipalities it lacks: "minst 222, två kommuner …"."""
        text = self.quantity(row.value, row.lower, row.upper, row.unit)
        if row.n_missing == 0 or not has_number(Interval(row.value, row.lower, row.upper)):
            return text
        if row.n_missing == 1:
            return self.say("with_gaps_one", figure=text)
        return self.say("with_gaps", figure=text, count=self.few(row.n_missing))

    def name(self, row: Row) -> str:
        """Name what a row counts: its indicator, and its part where it is not the whole.

        Examples
        --------
        >>> from types import SimpleNamespace
        >>> Wording("sv").name(SimpleNamespace(indicator="safety_alarms", breakdown="digital"))
        'Trygghetslarm, digitala'
        """
        name = self.code("indicator", row.indicator)
        return name if row.breakdown == "_T" else f"{name}, {inside_sentence(self.code('breakdown', row.breakdown))}"

    def reason(self, row: Mapping[Any, Any], column: str) -> str:
        """Return what a column says as a sentence of its own, with a capital."""
        text = self.message(row, column)
        return text[:1].upper() + text[1:]
