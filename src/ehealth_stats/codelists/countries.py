"""The countries whose areas and documents are read: a code -> names, languages, currency, lengths of area codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ehealth_stats.codelists.lists import LANGUAGES, Language
from ehealth_stats.codelists.rows import read_rows


@dataclass(frozen=True, slots=True)
class Country:
    """A country: its documents' `languages`, the most common first; what kr is; how long its areas' codes are.

    `county_word` is what a county is called after its name: "Jämtlands län".
    """

    code: str
    languages: tuple[str, ...]
    currency: str
    county_digits: int
    municipality_digits: int
    county_word: str
    labels: Mapping[Language, str]

    def area_code(self, digits: str) -> str:
        """Return the code of an area, with the zeros that a spreadsheet takes away from its digits.

        Examples
        --------
        >>> countries()["NO"].area_code("219"), countries()["NO"].area_code("3")
        ('NO-0219', 'NO-03')
        """
        lengths = sorted({self.county_digits, self.municipality_digits})
        return f"{self.code}-{digits.zfill(next(length for length in lengths if length >= len(digits)))}"


@cache
def countries() -> Mapping[str, Country]:
    """Return every country by code.

    Examples
    --------
    >>> countries()["NO"].currency, countries()["NO"].languages, countries()["NO"].labels["nn"]
    ('NOK', ('nb', 'nn'), 'Noreg')
    """
    return {row["code"]: _country(row) for row in read_rows("countries")}


def _country(row: Mapping[str, str]) -> Country:
    return Country(
        code=row["code"],
        languages=tuple(row["languages"].split("|")),
        currency=row["currency"],
        county_digits=int(row["county_digits"]),
        municipality_digits=int(row["municipality_digits"]),
        county_word=row["county_word"],
        labels={language: row[f"label_{language}"] for language in LANGUAGES},
    )
