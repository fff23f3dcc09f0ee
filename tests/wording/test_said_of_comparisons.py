"""What is said of a stated figure and of what should give it: notes and candidates, in four languages."""

from math import nan

import pytest
from in_each_language import cases, sections

from ehealth_stats.schema import Amount, Code, Interval, Message
from ehealth_stats.wording.messages import say

KRAMFORS = Message("named_figure", {"name": Code("area", "SE-2282"), "figure": 26})
DIGITAL = Message("named_figure", {"name": Code("breakdown", "digital"), "figure": Interval(48, 48, 48)})
WHOLE = Message("named_figure", {"name": Code("breakdown", "_T"), "figure": Interval(160, 160, 160)})
INSIDE = Message("sum_inside", {"sum": 444, "stated": Interval(nan, 444, 446)})
BEFORE, AFTER = Interval(80, 80, 80), Interval(120, 120, 120)
MORE = Message("difference", {"minuend": AFTER, "subtrahend": BEFORE})
SEVEN, TWO = (Message("the_municipalities", {"n": 7}), Message("the_counties", {"n": 2}))
ONE = {"n": 1, "areas": Message("n_municipalities", {"n": 1})}
TWENTY = {"n": 20, "areas": Message("n_counties", {"n": 20})}

SAID = {
    Message("left_out", {"term": KRAMFORS, "sum": INSIDE}): (
        "without Kramfors (26) the sum is 444, inside 444–446",
        "utan Kramfors (26) blir summan 444, inom 444–446",
        "uten Kramfors (26) blir summen 444, innenfor 444–446",
        "utan Kramfors (26) blir summen 444, innanfor 444–446",
    ),
    Message("digits_swapped", {"new": 62, "old": 26, "name": Code("area", "SE-2282"), "sum": 506}): (
        "with 62 instead of 26 for Kramfors the sum is 506",
        "med 62 i stället för 26 för Kramfors blir summan 506",
        "med 62 i stedet for 26 for Kramfors blir summen 506",
        "med 62 i staden for 26 for Kramfors blir summen 506",
    ),
    Message("stated_digits_swapped", {"stated": 59, "sum": 95}): (
        "59 is 95 with two digits swapped",
        "59 är 95 med två siffror omkastade",
        "59 er 95 med to sifre byttet om",
        "59 er 95 med to siffer bytte om",
    ),
    Message("counted_in", {"term": KRAMFORS, "sum": 502}): (
        "with Kramfors (26) counted in the sum is 502",
        "om Kramfors (26) räknas in blir summan 502",
        "hvis Kramfors (26) regnes med, blir summen 502",
        "viss Kramfors (26) blir rekna med, blir summen 502",
    ),
    Message("counted_in_already", {"term": KRAMFORS, "sum": 450}): (
        "with Kramfors (26) counted in already the sum is 450",
        "om Kramfors (26) redan är inräknat blir summan 450",
        "hvis Kramfors (26) allerede er regnet med, blir summen 450",
        "viss Kramfors (26) alt er rekna med, blir summen 450",
    ),
    Message("elsewhere_within_bounds", {"term": KRAMFORS, "figure": Interval(nan, 25, 27)}): (
        "Kramfors (26) may be 25–27, within its own bounds",
        "Kramfors (26) kan vara 25–27, inom sina egna gränser",
        "Kramfors (26) kan være 25–27, innenfor sine egne grenser",
        "Kramfors (26) kan vere 25–27, innanfor sine eigne grenser",
    ),
    Message("listed_twice", {"names": (Code("area", "SE-2260"),), "n": 1, "total": 3}): (
        "Ånge is listed twice: counted each time the names are 3",
        "Ånge står med två gånger: räknat varje gång är namnen 3",
        "Ånge står oppført to ganger: regnet hver gang er navnene 3",
        "Ånge er ført opp to gonger: rekna kvar gong er namna 3",
    ),
    Message("listed_twice", {"names": (Code("area", "SE-2260"), Code("area", "SE-2262")), "n": 2, "total": 4}): (
        "Ånge and Timrå are listed twice: counted each time the names are 4",
        "Ånge och Timrå står med två gånger: räknade varje gång är namnen 4",
        "Ånge og Timrå står oppført to ganger: regnet hver gang er navnene 4",
        "Ånge og Timrå er førte opp to gonger: rekna kvar gong er namna 4",
    ),
    Message("names_are_some"): (
        "the names are some of them",
        "namnen är några av dem",
        "navnene er noen av dem",
        "namna er nokre av dei",
    ),
    Message("areas_without_row", ONE): (
        "1 municipality of the area has no row",
        "1 kommun i området saknar rad",
        "1 kommune i området mangler rad",
        "1 kommune i området manglar rad",
    ),
    Message("areas_without_row", TWENTY): (
        "20 counties of the area have no row",
        "20 län i området saknar rad",
        "20 fylker i området mangler rad",
        "20 fylke i området manglar rad",
    ),
    Message("parts_may_not_be_all"): (
        "the parts may not be all",
        "delarna är kanske inte alla",
        "delene er kanskje ikke alle",
        "delane er kanskje ikkje alle",
    ),
    Message("mean_and_no_sum", {"mean": 67.142857, "areas": SEVEN}): (
        "it is the unweighted mean (67.14) of the 7 municipalities, not their sum",
        "det är det ovägda medelvärdet (67,14) för de 7 kommunerna, inte deras summa",
        "det er det uvektede gjennomsnittet (67,14) for de 7 kommunene, ikke summen av dem",
        "det er det uvekta gjennomsnittet (67,14) for dei 7 kommunane, ikkje summen av dei",
    ),
    Message("mean_and_no_share", {"areas": TWO}): (
        "it is the unweighted mean of the 2 counties, not the share of their sums",
        "det är det ovägda medelvärdet för de 2 länen, inte andelen av deras summor",
        "det er det uvektede gjennomsnittet for de 2 fylkene, ikke andelen av summene deres",
        "det er det uvekta gjennomsnittet for dei 2 fylka, ikkje andelen av summane deira",
    ),
    Message("share_between_those_of_areas"): (
        "a share of several areas together lies between the smallest and the largest of theirs",
        "en andel för flera områden tillsammans ligger mellan den minsta och den största av deras andelar",
        "en andel for flere områder til sammen ligger mellom den minste og den største av andelene deres",
        "ein andel for fleire område til saman ligg mellom den minste og den største av andelane deira",
    ),
    Message("counted_once"): (
        "each is counted once, and may be in several parts",
        "var och en räknas en gång och kan finnas i flera delar",
        "hver telles én gang, og kan være med i flere deler",
        "kvar blir talt éin gong, og kan vere med i fleire delar",
    ),
    Message("exactly_the_limit"): (
        "they give exactly the stated limit, which its words leave out if they are meant strictly",
        "de ger exakt den angivna gränsen, som strängt taget inte ryms i ordalydelsen",
        "de gir nøyaktig den oppgitte grensen, som ordlyden strengt tatt utelukker",
        "dei gir nøyaktig den oppgitte grensa, som ordlyden strengt teke utelukkar",
    ),
    Message("derived_from_others", {"name": Code("breakdown", "co_funding"), "terms": (500, 248.5), "rest": 251.5}): (
        "Co-funding is 500 − 248.5 = 251.5, rounded: no independent check",
        "Medfinansiering är 500 − 248,5 = 251,5, avrundat: ingen oberoende kontroll",
        "Medfinansiering er 500 − 248,5 = 251,5, avrundet: ingen uavhengig kontroll",
        "Medfinansiering er 500 − 248,5 = 251,5, avrunda: ingen uavhengig kontroll",
    ),
    Message("printed_in_multiples", {"step": 100}): (
        "all figures are multiples of 100: read as printed to it",
        "alla tal är multiplar av 100 och läses som avrundade till det",
        "alle tall er multipler av 100 og leses som avrundet til det",
        "alle tal er multiplar av 100 og blir lesne som avrunda til det",
    ),
    Message("share_formula", {"part": DIGITAL, "whole": WHOLE}): (
        "100 x Digital (48) / Total (160)",
        "100 x Digitala (48) / Totalt (160)",
        "100 x Digitale (48) / I alt (160)",
        "100 x Digitale (48) / I alt (160)",
    ),
    Message("relative_increase", {"before": BEFORE, "after": AFTER}): ("100 x (120 / 80 − 1)",) * 4,
    Message("relative_decrease", {"before": AFTER, "after": BEFORE}): ("100 x (1 − 80 / 120)",) * 4,
    Message("formula_gives", {"formula": MORE, "result": Amount(Interval(40, 40, 40), "alarms")}): (
        "120 − 80 = 40 alarms",
        "120 − 80 = 40 larm",
        "120 − 80 = 40 alarmer",
        "120 − 80 = 40 alarmar",
    ),
    Message("n_areas", {"n": 1}): ("1 area", "1 område", "1 område", "1 område"),
    Message("n_areas", {"n": 7}): ("7 areas", "7 områden", "7 områder", "7 område"),
}


@pytest.mark.parametrize(("language", "message", "text"), cases(SAID))
def test_said_of_comparisons(language, message, text):
    """What would explain a gap, why terms may be missing, and formulas."""
    assert say(message, language) == text


def test_every_sentence_of_comparisons_is_said_here():
    """No phrase of the section is without a case."""
    assert not [key for key in sections()["comparisons"] if not any(message.says(key) for message in SAID)]
