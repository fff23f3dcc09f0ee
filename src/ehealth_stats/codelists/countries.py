"""The countries whose areas and documents are read: a code -> names, languages, currency, lengths of area codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ehealth_stats.codelists.lists import Language
from ehealth_stats.codelists.rows import read_labels, read_rows


@dataclass(frozen=True, slots=True)
class Country:
    """A country: its documents' `languages`, the most common first; what kr is; how long its areas' codes are.

    `county_form` is what a county is called with its name in it: "{name} län", "Region {name}".
    """

    code: str
    languages: tuple[str, ...]
    currency: str
    county_digits: int
    municipality_digits: int
    county_form: str
    labels: Mapping[Language, str]

    def area_code(self, digits: str) -> str:
        """Return the code of an area, with the zeros that a spreadsheet takes away, without those that a register adds.

        Examples
        --------
        >>> countries()["NO"].area_code("219"), countries()["NO"].area_code("3"), countries()["DK"].area_code("0461")
        ('NO-0219', 'NO-03', 'DK-461')
        """
        lengths = sorted({self.county_digits, self.municipality_digits})
        added = len(digits) - self.municipality_digits
        digits = digits[added:] if added > 0 and not digits[:added].strip("0") else digits
        return f"{self.code}-{digits.zfill(next(length for length in lengths if length >= len(digits)))}"

    def county_name(self, name: str) -> str:
        """Return the name of a county with the word for its level.

        Examples
        --------
        >>> countries()["SE"].county_name("Uppsala"), countries()["DK"].county_name("Sjælland")
        ('Uppsala län', 'Region Sjælland')
        """
        return self.county_form.format(name=name)


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
        county_form=row["county_form"],
        labels=read_labels(row),
    )
