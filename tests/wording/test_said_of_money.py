"""What is said of money: where an amount comes from, and what a result cost, in four languages."""

from math import nan

import pytest
from in_each_language import cases, sections

from ehealth_stats.schema import Amount, Code, Interval, Message
from ehealth_stats.wording.messages import say


def exact(number):
    """A number without bounds."""
    return Interval(number, number, number)


PRICE = Amount(exact(700), "SEK/person")
MORE = Amount(Interval(nan, 100, 200), "persons")
REST = {"price": PRICE, "change": Amount(exact(130), "persons"), "target": exact(600)}
CARDS = Code("indicator", "siths_cost")

SAID = {
    Message("basis_printed"): ("as printed", "som angivet", "som oppgitt", "som oppgitt"),
    Message(
        "basis_printed_against", {"whole": exact(1738591), "part": Code("breakdown", "grant"), "source": "plan-2013"}
    ): (
        "as printed, against 1,738,591 (Grant, plan-2013)",
        "som angivet, mot 1\N{NO-BREAK SPACE}738\N{NO-BREAK SPACE}591 (Stimulansbidrag, plan-2013)",
        "som oppgitt, mot 1\N{NO-BREAK SPACE}738\N{NO-BREAK SPACE}591 (Tilskudd, plan-2013)",
        "som oppgitt, mot 1\N{NO-BREAK SPACE}738\N{NO-BREAK SPACE}591 (Tilskot, plan-2013)",
    ),
    Message("sum", {"terms": (Interval(nan, 0, 100), exact(60))}): (
        "at most 100 + 60",
        "högst 100 + 60",
        "høyst 100 + 60",
        "høgst 100 + 60",
    ),
    Message("sum", {"terms": ("Registers", "Prator")}): ("Registers + Prator",) * 4,
    Message("cost_of_change", {"price": PRICE, "change": MORE}): (
        "700 SEK per person x 100–200 persons",
        "700 kronor per person x 100–200 personer",
        "700 svenske kroner per person x 100–200 personer",
        "700 svenske kroner per person x 100–200 personar",
    ),
    Message("cost_of_rest", REST): (
        "700 SEK per person x 130 persons, left to 600",
        "700 kronor per person x 130 personer, kvar till 600",
        "700 svenske kroner per person x 130 personer, gjenstår til 600",
        "700 svenske kroner per person x 130 personar, står att til 600",
    ),
    Message("cost_of_rest_by", {**REST, "day": Code("day", "2015-12-31")}): (
        "700 SEK per person x 130 persons, left to 600 by 31 December 2015",
        "700 kronor per person x 130 personer, kvar till 600 senast 31 december 2015",
        "700 svenske kroner per person x 130 personer, gjenstår til 600 innen 31. desember 2015",
        "700 svenske kroner per person x 130 personar, står att til 600 innan 31. desember 2015",
    ),
    Message(
        "cost_of_each",
        {
            "money": Amount(exact(900), "SEK"),
            "units": Amount(exact(1), "persons"),
            "period": Code("period", "2012-12-31/2013-12-31"),
        },
    ): (
        "900 SEK / 1 person (31 December 2012 – 31 December 2013)",
        "900 kr / 1 person (31 december 2012 – 31 december 2013)",
        "900 SEK / 1 person (31. desember 2012 – 31. desember 2013)",
        "900 SEK / 1 person (31. desember 2012 – 31. desember 2013)",
    ),
    Message("each_added", {"money": CARDS, "unit": Code("unit", "persons")}): (
        "Cost of the SITHS cards, for each of the persons added",
        "Kostnad för SITHS-korten, per person som tillkommit",
        "Kostnad for SITHS-kortene, per person som er kommet til",
        "Kostnad for SITHS-korta, per person som er komen til",
    ),
    Message("part_of_money", {"money": CARDS, "part": Code("breakdown", "grant")}): (
        "Cost of the SITHS cards, Grant",
        "Kostnad för SITHS-korten, Stimulansbidrag",
        "Kostnad for SITHS-kortene, Tilskudd",
        "Kostnad for SITHS-korta, Tilskot",
    ),
}


@pytest.mark.parametrize(("language", "message", "text"), cases(SAID))
def test_said_of_money(language, message, text):
    """Amounts with their units, days and sums."""
    assert say(message, language) == text


def test_every_sentence_of_the_budget_is_said_here():
    """No phrase of the section is without a case."""
    assert not [key for key in sections()["budget"] if not any(message.says(key) for message in SAID)]
