"""The areas that the rows of a table are about: printed names and codes -> area codes, "" for that of a total."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import NamedTuple

from ehealth_stats.codelists import countries
from ehealth_stats.codelists.areas import Area, match_area
from ehealth_stats.codelists.note_marks import without_notes
from ehealth_stats.codelists.words import alternatives, fold, words
from ehealth_stats.errors import CodeListError

# "0301 Oslo", "K-0301 Oslo": a code and its name; "Asker (-2019)", "Os (1838-2019)": until when the name was valid.
_CODE_AND_NAME = re.compile(r"(?:[A-ZÅÄÖÆØ]{1,5}-)?(?P<code>\d{1,4})[\s.:–-]+(?P<name>[^\W\d].*)", re.DOTALL)
_PREFIX = re.compile(r"^[A-Z]-(?=\d{2,4}\b)")
_NOTE_MARKS = " *†‡"
_UNTIL = re.compile(r"\s*\((?:\d{4})?\s?[-–]\s?(?P<year>\d{4})\)$")


class RowName(NamedTuple):
    """What a row says of its area: its printed name, the county that another cell names, and the day of its figures."""

    name: str
    county: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class AreaReader:
    """Reads names as they were on the document's day, or else on that of the figures.

    `scope` settles a name that two areas bear; `names` are codes by names that are printed otherwise than in the code
    list.
    """

    country: str
    on: date | None
    scope: str
    names: Mapping[str, str] = field(default_factory=dict)

    def read(self, row: RowName) -> str:
        """Return the area's code; empty for a total.

        Raises
        ------
        CodeListError
            If no area fits, two do, or code and name are those of different areas.

        Examples
        --------
        >>> reader = AreaReader("NO", date(2013, 1, 1), "")
        >>> [reader.read(RowName(name)) for name in ("0301 Oslo", "K-219", "Sum", "Hele landet*", "Våler (Østfold)*")]
        ['NO-0301', 'NO-0219', '', 'NO', 'NO-0137']
        >>> reader.read(RowName("Våler", county="Hedmark"))
        'NO-0426'
        """
        printed = " ".join(row.name.split())
        if printed in self.names:
            return self.names[printed]
        printed = without_notes(printed).rstrip(_NOTE_MARKS)
        rest = _total_pattern().sub("", printed).strip(" :.")
        whole = _wholes().get(fold(rest), "")
        if rest != printed.strip(" :.") and (not rest or whole == "scope"):
            return ""
        if whole == "country":
            return self.country
        return self._area(row._replace(name=rest)).code

    def _area(self, row: RowName) -> Area:
        until = _UNTIL.search(row.name)
        if until:
            named = row._replace(name=_UNTIL.sub("", row.name))
            return self._on(named, date(int(until["year"]), 12, 31))
        try:
            return self._on(row, self.on)
        except CodeListError:
            if row.day is None or row.day == self.on:
                raise
            return self._on(row, row.day)

    def _on(self, row: RowName, on: date | None) -> Area:
        pair = _CODE_AND_NAME.fullmatch(row.name)
        if not pair:
            return self._named(row._replace(name=_PREFIX.sub("", row.name)), on)
        area = match_area(pair["code"], country=self.country, on=on)
        named = self._named(row._replace(name=pair["name"]), on, within=area.code)
        return named if named.code == area.code else area

    def _named(self, row: RowName, on: date | None, within: str = "") -> Area:
        within = within or (self._county(row.county, on) if row.county else "")
        if within:
            return match_area(row.name, country=self.country, on=on, within=within)
        try:
            return match_area(row.name, country=self.country, on=on)
        except CodeListError:
            if not self.scope:
                raise
            return match_area(row.name, country=self.country, on=on, within=self.scope)

    def _county(self, name: str, on: date | None) -> str:
        """Return a county's code, also of one that shares its name with a municipality."""
        try:
            return match_area(f"{name} {countries()[self.country].county_word}", country=self.country, on=on).code
        except CodeListError:
            return match_area(name, country=self.country, on=on).code


@cache
def _total_pattern() -> re.Pattern[str]:
    total = alternatives(words("total"))
    return re.compile(rf"^(?:{total})(?:\s(?:i|for|för|av))?(?!\w)|(?<!\w)(?:{total})$", re.IGNORECASE)


@cache
def _wholes() -> Mapping[str, str]:
    return {**words("nationwide"), **words("row_whole")}


def read_areas(reader: AreaReader, rows: Sequence[RowName]) -> tuple[list[str], dict[int, CodeListError]]:
    """Read the areas of distinct rows; return their codes, and by position what is wrong with some."""
    codes, wrong = [""] * len(rows), dict[int, CodeListError]()
    for at, row in enumerate(rows):
        try:
            codes[at] = reader.read(row)
        except CodeListError as error:
            wrong[at] = error
    return codes, wrong
