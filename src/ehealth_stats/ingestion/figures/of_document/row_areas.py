"""The areas that the rows of a table are about: printed names and codes -> area codes, "" for that of a total."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import NamedTuple

from ehealth_stats.codelists import countries
from ehealth_stats.codelists.areas import Area, bears_name, fitting_areas, match_area
from ehealth_stats.codelists.note_marks import without_notes
from ehealth_stats.errors import CodeListError
from ehealth_stats.ingestion.text.rules import LINES, Text, find_said
from ehealth_stats.languages.lexicon import EVERY, fold, words

# "0301 Oslo", "K-0301 Oslo", "2281, Sundsvall": a code and its name.
_CODE_FIRST = re.compile(r"(?:[A-ZÅÄÖÆØ]{1,5}-)?(?P<code>\d{1,4})[\s.,:;–-]+(?P<name>[^\W\d].*)", re.DOTALL)
# "Sundsvall (2281)", "Sundsvall, 2281", "Västernorrland (22)": the code behind.
_CODE_LAST = re.compile(
    r"(?P<name>[^\W\d].*?)[\s,;:–-]*(?:[(\[](?:[A-Z]{1,2}-)?(?P<code>\d{2,4})[)\]]|\s(?P<bare>\d{3,4}))"
)
_NOTE_MARKS = " *†‡"
# "Asker (-2019)", "Os (1838-2019)": until when the name was valid.
_UNTIL = re.compile(r"\s*\((?:\d{4})?\s?[-–]\s?(?P<year>\d{4})\)$")
_LONGEST = 80


class RowName(NamedTuple):
    """What a row says of its area: its printed name, the county and the code in other cells, the day of its figures."""

    name: str
    county: str = ""
    day: date | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class AreaReader:
    """Reads names as they were on the document's day, or else on that of the figures; a printed code decides.

    An empty country is none that is known: names of all countries are looked up, and digits are no code.
    `scope` settles a name that two areas bear; `names` are codes by names that are printed otherwise than in the code
    list. With `counties` a name is that of a county where there is one ("Stockholm" under "Län"). A county council is
    no area, but `bodies` stand for the counties that they work in.
    """

    country: str
    on: date | None
    scope: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    counties: bool = False
    bodies: bool = False

    def read(self, row: RowName) -> str | None:
        """Return the area's code; empty for a total, none for a body that is not the area that it works in.

        Raises
        ------
        CodeListError
            If no area fits, two do, or code and name are those of different areas.

        Examples
        --------
        >>> reader = AreaReader("NO", date(2013, 1, 1))
        >>> names = ("0301 Oslo", "Oslo (301)", "K-219", "Sum", "Fylket", "Hele landet*", "Våler (Østfold)*")
        >>> [reader.read(RowName(name)) for name in names]
        ['NO-0301', 'NO-0301', 'NO-0219', '', '', 'NO', 'NO-0137']
        >>> reader.read(RowName("Våler", county="Hedmark")), reader.read(RowName("Østfold fylkeskommune"))
        ('NO-0426', None)
        """
        found = self._fit(row)
        if isinstance(found, list) and len(found) != 1:
            raise self._error(row)
        return found[0].code if isinstance(found, list) else found

    def find(self, row: RowName) -> str | None:
        """Return what `read` does, and none where it would refuse the name."""
        if len(row.name) > _LONGEST:
            return None
        found = self._fit(row)
        return found if not isinstance(found, list) else found[0].code if len(found) == 1 else None

    def is_doubtful(self, name: str) -> bool:
        """Say whether a name is that of two areas or more.

        Examples
        --------
        >>> AreaReader("NO", None).is_doubtful("Våler"), AreaReader("NO", None).is_doubtful("Oslo")
        (True, False)
        """
        found = self._fit(RowName(name)) if len(name) <= _LONGEST else None
        return isinstance(found, list) and len(found) > 1

    def _fit(self, row: RowName) -> str | list[Area] | None:
        """Return the code that a name stands for without doubt, or else the areas that it may mean."""
        printed = " ".join(row.name.split())
        if printed in self.names:
            return self.names[printed]
        printed = without_notes(printed).rstrip(_NOTE_MARKS)
        rest = _without_total(printed)
        whole = _wholes().get(fold(rest.lstrip("0 ")), "")
        is_total = rest != printed.strip(" :.")
        if whole == "scope" or (is_total and (not rest or whole == "members")):
            return ""
        if whole == "country":
            return self.country
        body = body_in(rest)
        if body and not self.bodies and self._named(row._replace(name=body), self.on):
            return None
        found = self._areas(row._replace(name=rest))
        is_marked = rest[-3:-2] == "(" and rest[-2:-1].isdecimal() and rest.endswith(")")  # no code has one digit
        return self._areas(row._replace(name=rest[:-3].rstrip())) if is_marked and not found else found

    def _areas(self, row: RowName) -> list[Area]:
        if until := _UNTIL.search(row.name):
            return self._on(row._replace(name=_UNTIL.sub("", row.name)), date(int(until["year"]), 12, 31))
        found = self._on(row, self.on)
        return self._on(row, row.day) if len(found) != 1 and row.day not in (None, self.on) else found

    def _on(self, row: RowName, on: date | None) -> list[Area]:
        if row.code:
            return self._coded(row.code.rpartition("-")[2], row.name, on)
        first = _CODE_FIRST.fullmatch(row.name)
        last = None if first else _CODE_LAST.fullmatch(row.name)
        if last and (found := self._coded(last["code"] or last["bare"], last["name"], on)):
            return found
        if first:
            return self._coded(first["code"], first["name"], on)
        return self._named(row._replace(name=_without_letter(row.name)), on)

    def _coded(self, code: str, name: str, on: date | None) -> list[Area]:
        """Return the area of a code, if it bears the name: "03 Oslo" is the county."""
        found = fitting_areas(code, country=self.country or None, on=on)
        return [area for area in found if bears_name(area.code, name)]

    def _named(self, row: RowName, on: date | None) -> list[Area]:
        """Return the areas of a name; its county, or else the scope, settles which of two is meant."""
        name = row.name
        if (self.counties or self.bodies) and (found := self._counties(name, on)):
            return found
        found = fitting_areas(name, country=self.country or None, on=on)
        within = self._county(row.county, on) if row.county else ""
        if within:
            return [area for area in found if area.is_within(within)]
        if len(found) != 1 and self.scope:
            return fitting_areas(name, country=self.country or None, on=on, within=self.scope) or found
        return found

    def _counties(self, name: str, on: date | None) -> list[Area]:
        """Return the county of a name that a municipality may bear too."""
        plain = body_in(name) or name
        homes = [countries()[self.country]] if self.country else countries().values()
        names = (*(home.county_name(plain) for home in homes), plain)
        tries = (fitting_areas(text, country=self.country or None, on=on) for text in names)
        return next((found for found in tries if found and found[0].level == "county"), [])

    def _county(self, name: str, on: date | None) -> str:
        """Return the code of a county that a cell names, also by its code."""
        found = self._counties(_CODE_FIRST.sub(r"\g<name>", name), on)
        found = found or fitting_areas(name, country=self.country or None, on=on)
        return found[0].code if found else ""

    def _error(self, row: RowName) -> CodeListError:
        """Return what the code list says of a name that it does not have, or has twice."""
        name = _without_total(without_notes(" ".join(row.name.split())).rstrip(_NOTE_MARKS))
        coded = _CODE_FIRST.fullmatch(f"{row.code} {name}".strip())
        try:
            within = (self._county(row.county, self.on) if row.county else "") or None
            if coded:
                within = match_area(coded["code"], country=self.country or None, on=self.on).code
            match_area(coded["name"] if coded else name, country=self.country or None, on=self.on, within=within)
        except CodeListError as error:
            return error
        printed = f"{row.code} {name}".strip()
        return CodeListError(f"code and name of {printed!r} are those of different areas", expected="one area")


def code_and_name(printed: str) -> tuple[str, str] | None:
    """Part a code from the name beside it.

    Examples
    --------
    >>> code_and_name("2281, Sundsvall"), code_and_name("Sundsvall (2281)"), code_and_name("Sundsvall")
    (('2281', 'Sundsvall'), ('2281', 'Sundsvall'), None)
    """
    match = _CODE_FIRST.fullmatch(printed) or _CODE_LAST.fullmatch(printed)
    return (match["code"] or match["bare"], match["name"]) if match else None


def names_two(name: str, reader: AreaReader) -> bool:
    """Say whether a code stands before the name of another area.

    Examples
    --------
    >>> names_two("0516 Nes", AreaReader("NO", None)), names_two("0236 Nes", AreaReader("NO", None))
    (True, False)
    """
    pair = _CODE_FIRST.fullmatch(name)
    return pair is not None and not is_called(reader, pair["code"], pair["name"]) and len(pair["code"]) > 2


def body_in(name: str) -> str:
    """Return the area that a body is named after, empty where a name is that of no body.

    Examples
    --------
    >>> [body_in(name) for name in ("Østfold fylkeskommune", "Region Uppsala", "Jämtlands läns landsting", "Ånge")]
    ['Østfold', 'Uppsala', 'Jämtlands', '']
    """
    match = find_said("body_of_an_area", name, EVERY)
    return name[slice(*match.span("before" if match["before"] else "behind"))] if match else ""


def is_called(reader: AreaReader, code: str, name: str) -> bool:
    """Say whether the area of a printed code has ever borne a name.

    Examples
    --------
    >>> reader = AreaReader("NO", None)
    >>> is_called(reader, "0101", "Halden"), is_called(reader, "0101", "Moss"), is_called(reader, "", "Moss")
    (True, False, False)
    """
    digits = code.rpartition("-")[2]
    home = countries().get(reader.country)
    if not home or not digits.isdecimal() or len(digits) > home.municipality_digits:
        return False
    return bears_name(home.area_code(digits), name)


def _without_total(name: str) -> str:
    """Return a name without the word for a total, and one for "in" or "of" behind it, that it opens or ends with."""
    said = Text(name, EVERY, LINES)
    spans = [match.span() for match in said.finditer("total_of_an_area")]
    for start, end in reversed(spans):
        name = name[:start] + name[end:]
    return name.strip(" :.")


def _without_letter(code: str) -> str:
    """Return the digits of a code of an area that a letter stands before: "K-219"."""
    letter, _, digits = code.partition("-")
    is_code = digits.isdecimal() and 2 <= len(digits) <= 4 and len(letter) == 1 and letter.isupper()
    return digits if is_code else code


@cache
def _wholes() -> Mapping[str, str]:
    return {**words("nationwide", EVERY), **words("row_whole", EVERY)}


def read_areas(reader: AreaReader, rows: Sequence[RowName]) -> tuple[list[str | None], dict[int, CodeListError]]:
    """Read the areas of distinct rows; return their codes, and by position what is wrong with some."""
    codes, wrong, known = list[str | None](), dict[int, CodeListError](), dict[tuple[str, str, str], str | None]()
    for at, row in enumerate(rows):
        undated = row.name, row.county, row.code
        try:
            if undated not in known:  # the day of the figures matters where that of the document does not settle it
                known[undated] = reader.find(row._replace(day=None))
            codes.append(known[undated] or reader.read(row))
        except CodeListError as error:
            codes.append(None)
            wrong[at] = error
    return codes, wrong
