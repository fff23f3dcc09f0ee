"""What Danish readers get: sentences, numbers, days, units, money, places and labels, all in Danish."""

from datetime import date
from math import inf, nan

import pytest

from ehealth_stats.codelists import area_name, categories, countries, indicators, label, unit_label, units
from ehealth_stats.schema import Amount, Code, Interval, Message, Percent
from ehealth_stats.wording.languages import LANGUAGES, own_phrases, term
from ehealth_stats.wording.messages import code_in_words, say, word
from ehealth_stats.wording.numbers import figure, money, number, printed, read_number, share, with_unit
from ehealth_stats.wording.periods import day, period
from ehealth_stats.wording.places import place

SPACE = "\N{NO-BREAK SPACE}"
# Words of Norwegian that Danish has another form of.
NORWEGIAN = """
av hva noen noe mellom uten mer tall antall opplysning opplysninger avlesning avlesninger måloppnåelse oppgitt innen
vedlegg dokumentene områdene kommunene gruppene fylke fylker fylket prosent prosentpoeng uke uker ganger kostnad
kostnader endring endret økning summert nådd rader rad språk sammenlignbar søyler sier ble blir slik per omtrent
grensene
"""


def named(code: str, figure: Amount) -> Message:
    """A figure of an area."""
    return Message("named_figure", {"name": Code("area", code), "figure": figure})


def joined(day_: str, area: str, later: str) -> Message:
    """What an area became part of."""
    return Message("became_part", {"day": Code("day", day_), "area": Code("area", area), "later": Code("area", later)})


def persons(value: float, lower: float, upper: float, qualifier: str = "") -> Amount:
    """A number of persons."""
    return Amount(Interval(value, lower, upper), "persons", qualifier)


SAID = [
    (Message("no_deadline"), "ingen frist"),
    (Message("target_undefined"), "dokumentet definerer ikke målet"),
    (named("DK-461", persons(60, 55, 65, "approximate")), "Odense (cirka 60 personer)"),
    (named("DK-851", persons(nan, 0, inf, "unknown")), "Aalborg (ukendt)"),
    (named("DK-1083", persons(120, 120, 130, "just_over")), "Region Syddanmark (godt 120 personer)"),
    (named("DK-101", persons(90, 80, 90, "just_under")), "København (knap 90 personer)"),
    (
        Message("asks_for", {"figure": Amount(Interval(nan, 75, inf), "percent", "at_least")}),
        "målet er mindst 75 procent",
    ),
    (Message("needs_a_year", {"change": persons(40, 40, 40)}), "kræver +40 personer om året"),
    (joined("2020-01-01", "NO-0136", "NO-3002"), "siden 1. januar 2020 er Rygge en del af Moss"),
    (Message("sum_of_areas", {"areas": Message("the_municipalities", {"n": 3})}), "summen af de 3 kommuner"),
    (Message("the_municipalities", {"n": 1}), "kommunen"),
    (Message("the_counties", {"n": 5}), "de 5 regioner"),
    (Message("claim_tested", {"claim": "Alle er med", "result": "Ja"}), "Alle er med. Ja."),
    (Message("limit_at_most", {"limit": Percent(Interval(0.125, 0.125, 0.125))}), f"højst 12,5{SPACE}%"),
    (
        Message(
            "needs_reading_and_deadline", {"title": "FMK", "areas": (Code("area", "DK-461"), Code("area", "DK-751"))}
        ),
        "en dateret opgørelse af FMK i Odense og Aarhus og en frist",
    ),
]


@pytest.mark.parametrize(("message", "sentence"), SAID)
def test_a_message_is_said_in_danish(message, sentence):
    """With Danish names, numbers, days and word order."""
    assert say(message, "da") == sentence


def test_numbers_have_a_point_for_thousands_and_a_comma_for_decimals():
    """As Danish prints and reads them."""
    assert number(2481183, "da") == "2.481.183"
    assert number(46.9, "da") == "46,9"
    assert read_number("2.481,5", "da") == 2481.5
    assert figure(Interval(nan, 222, inf), "da") == "mindst 222"
    assert printed(Interval(60, 55, 65), "approximate", "da", bounds=True) == "cirka 60 (55–65)"
    assert share(Interval(0.338, 0.338, 0.338), "da") == f"33,8{SPACE}%"


def test_days_and_periods_are_danish():
    """Months in small letters, the seasons in words."""
    assert day(date(2023, 12, 31), "da") == "31. december 2023"
    assert period("2007-08/2007-11", "da") == "august–november 2007"
    assert period("2013-23/2015", "da") == "efteråret 2013 – 2015"
    assert period("2008/..", "da") == "fra 2008"


def test_kroner_are_danish_where_danish_is_read():
    """The sign of the country's own money, the codes of the others."""
    assert money(12_500_000, "DKK", "da") == "12.500.000 kr"
    assert money(3, "NOK", "da") == "3 NOK"
    assert money(3, "SEK", "da") == "3 SEK"
    assert {money(3, "DKK", language) for language in ("en", "sv", "nb", "nn")} == {"3 DKK"}
    assert with_unit("700", Interval(700, 700, 700), "DKK/person", "da") == "700 kroner pr. person"


@pytest.mark.parametrize(
    ("code", "one", "many"),
    [
        ("municipalities", "kommune", "kommuner"),
        ("counties", "region", "regioner"),
        ("hospitals", "sygehus", "sygehuse"),
        ("months", "måned", "måneder"),
        ("times", "gang", "gange"),
        ("messages", "meddelelse", "meddelelser"),
        ("percentage_points", "procentpoint", "procentpoint"),
    ],
)
def test_units_agree_with_their_number(code, one, many):
    """One kommune, seven kommuner."""
    assert (unit_label(code, 1, "da"), unit_label(code, 7, "da")) == (one, many)


def test_every_code_has_a_danish_label():
    """Of indicators, parts, units, countries and languages."""
    assert all(entry.labels["da"] for known in (indicators(), categories(), units()) for entry in known.values())
    assert all(unit.one["da"] for unit in units().values())
    assert {code: area_name(code, language="da") for code in countries()} == {
        "SE": "Sverige", "NO": "Norge", "DK": "Danmark"
    }  # fmt: skip
    assert label("indicators", "safety_alarms", "da") == "Nødkald"
    assert code_in_words("breakdown", "_T", "da") == "I alt"
    assert {term("language", code, "da") for code in LANGUAGES} == {
        "Dansk", "Engelsk", "Norsk bokmål", "Norsk nynorsk", "Svensk"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("locator", "said"),
    [
        ("table 2 row 3 column Kommune chars 133-149", "tabel 2, række 3, kolonne Kommune"),
        ("sheet Status cell C7", "ark Status, celle C7"),
        ("page 3 paragraph 2 chars 0-4", "side 3, afsnit 2"),
        ("slide 5 notes paragraph 1", "dias 5, noter, afsnit 1"),
        ("page header chars 0-4", "sidehoved"),
    ],
)
def test_places_are_said_in_danish(locator, said):
    """From large to small."""
    assert place(locator, "da") == said


def test_no_phrase_is_norwegian_or_swedish():
    """The neighbours' forms of a word are no Danish, nor are their letters ä and ö."""
    foreign = set(NORWEGIAN.split())
    told = {}
    for key, found in own_phrases("da").items():
        text = " ".join(found.values()) if not isinstance(found, str) else found
        words = {part.strip(".,:;?!()»«{}[]") for part in text.casefold().split()}
        if wrong := words & foreign or {letter for letter in text if letter in "äöÄÖ"}:
            told[key] = wrong
    assert told == {}


def test_few_are_in_words():
    """As the tables of a report say how many did not answer."""
    assert word("small_numbers", "da").split()[7] == "syv"
