"""The list of countries: names, languages, currencies, area codes."""

from typing import get_args

from ehealth_stats import cli
from ehealth_stats.codelists import LANGUAGES, area_level, countries, units
from ehealth_stats.ingestion.recipes import model
from ehealth_stats.schema import columns_of


def test_every_country_has_its_names_and_a_currency_of_the_units():
    """A country can be named in every language, and its kr is a unit."""
    for country in countries().values():
        assert all(country.labels[language] for language in LANGUAGES)
        assert units()[country.currency].kind == "money"
        assert set(country.languages) <= set(LANGUAGES)


def test_the_countries_are_those_of_the_list_wherever_one_is_given():
    """A recipe, the table of sources and the command line take the countries of the list."""
    [choices] = [column.choices for column in columns_of("sources") if column.name == "country"]
    assert (
        set(choices) == set(get_args(model.Country)) == {country.value for country in cli.Country} == set(countries())
    )


def test_the_length_of_a_code_tells_the_level():
    """Two digits are a county, four a municipality, in both countries."""
    for code in countries():
        assert (area_level(code), area_level(f"{code}-14"), area_level(f"{code}-1401")) == (
            "country", "county", "municipality"
        )  # fmt: skip
