"""The list of countries: names, languages, currencies, area codes."""

from typer.main import get_command

from ehealth_stats.cli import app
from ehealth_stats.codelists import area_level, countries, units
from ehealth_stats.schema import columns_of
from ehealth_stats.wording.languages import LANGUAGES


def test_every_country_has_its_names_and_a_currency_of_the_units():
    """A country can be named in every language, and its kr is a unit."""
    for country in countries().values():
        assert all(country.labels[language] for language in LANGUAGES)
        assert units()[country.currency].kind == "money"
        assert set(country.languages) <= set(LANGUAGES)


def test_the_countries_and_languages_are_those_of_the_lists_wherever_one_is_given():
    """A recipe, the table of sources and the command line take the countries and languages of the lists."""
    choices = {column.name: column.choices for column in columns_of("sources")}
    command = get_command(app).commands["extract"]
    offered = {option.name: option.metavar.strip("<>").split("|") for option in command.params if option.metavar}
    assert offered == {"country": [*countries()], "language": [*LANGUAGES]}
    assert set(choices["country"]) == set(countries())
    assert set(choices["language"]) == set(LANGUAGES)


def test_the_length_of_a_code_tells_the_level():
    """Two digits are a county and four a municipality in Sweden and Norway; in Denmark four a region and three one."""
    levels = ("country", "county", "municipality")
    assert tuple(map(area_level, ("SE", "SE-14", "SE-1401"))) == levels
    assert tuple(map(area_level, ("NO", "NO-14", "NO-1401"))) == levels
    assert tuple(map(area_level, ("DK", "DK-1084", "DK-101"))) == levels
