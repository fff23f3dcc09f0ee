"""What is said where areas changed, where a rate lacks its denominator, and of one number's path, in four languages."""

import pytest
from in_each_language import cases, sections

from ehealth_stats.schema import Code, Message
from ehealth_stats.wording.messages import say, word

STOKKE, TONSBERG, SANDEFJORD = (Code("area_code", code) for code in ("NO-0720", "NO-0704", "NO-0710"))
SPLIT = {"area": STOKKE, "areas": (TONSBERG, SANDEFJORD)}
PART = {"area": SANDEFJORD, "areas": (STOKKE,)}
MERGER = {
    "area": Code("area_code", "NO-1108"),
    "areas": tuple(Code("area_code", code) for code in ("NO-1102", "NO-1129")),
}
SANDNES = "NO-1108 Sandnes"

SAID = {
    Message("sum_of_areas", {"areas": MERGER["areas"]}): (
        "sum of NO-1102 Sandnes and NO-1129 Forsand",
        "summan av NO-1102 Sandnes och NO-1129 Forsand",
        "summen av NO-1102 Sandnes og NO-1129 Forsand",
        "summen av NO-1102 Sandnes og NO-1129 Forsand",
    ),
    Message("sum_of_terms", {"terms": ("NO-1102", "NO-1129")}): (
        "sum of NO-1102 + NO-1129",
        "summan av NO-1102 + NO-1129",
        "summen av NO-1102 + NO-1129",
        "summen av NO-1102 + NO-1129",
    ),
    Message("no_row_of", {"areas": (STOKKE,)}): (
        "no row of NO-0720 Stokke",
        "ingen rad för NO-0720 Stokke",
        "ingen rad for NO-0720 Stokke",
        "inga rad for NO-0720 Stokke",
    ),
    Message("no_day_in_period", {"area": "NO-0720"}): (
        "NO-0720 has no day in the period",
        "NO-0720 fanns ingen dag i perioden",
        "NO-0720 fantes ingen dag i perioden",
        "NO-0720 fanst ingen dag i perioden",
    ),
    Message("no_areas_on_day", {"day": Code("day", "1900-01-01")}): (
        "no list has the areas of 1 January 1900",
        "ingen lista har områdena den 1 januari 1900",
        "ingen liste har områdene 1. januar 1900",
        "inga liste har områda 1. januar 1900",
    ),
    Message("was_split", SPLIT): (
        "NO-0720 Stokke was split into NO-0704 Tønsberg and NO-0710 Sandefjord",
        "NO-0720 Stokke delades i NO-0704 Tønsberg och NO-0710 Sandefjord",
        "NO-0720 Stokke ble delt i NO-0704 Tønsberg og NO-0710 Sandefjord",
        "NO-0720 Stokke vart delt i NO-0704 Tønsberg og NO-0710 Sandefjord",
    ),
    Message("is_not_divided", SPLIT): (
        "NO-0720 Stokke is not divided into NO-0704 Tønsberg and NO-0710 Sandefjord",
        "NO-0720 Stokke är inte uppdelat på NO-0704 Tønsberg och NO-0710 Sandefjord",
        "NO-0720 Stokke er ikke delt på NO-0704 Tønsberg og NO-0710 Sandefjord",
        "NO-0720 Stokke er ikkje delt på NO-0704 Tønsberg og NO-0710 Sandefjord",
    ),
    Message("got_a_part", PART): (
        "NO-0710 Sandefjord got a part of NO-0720 Stokke",
        "NO-0710 Sandefjord fick en del av NO-0720 Stokke",
        "NO-0710 Sandefjord fikk en del av NO-0720 Stokke",
        "NO-0710 Sandefjord fekk ein del av NO-0720 Stokke",
    ),
    Message("is_only_a_part", PART): (
        "NO-0710 Sandefjord is only a part of NO-0720 Stokke",
        "NO-0710 Sandefjord är bara en del av NO-0720 Stokke",
        "NO-0710 Sandefjord er bare en del av NO-0720 Stokke",
        "NO-0710 Sandefjord er berre ein del av NO-0720 Stokke",
    ),
    Message(
        "part_moved",
        {
            "part": "Vågstranda",
            "old": Code("area_code", "NO-1539"),
            "new": Code("area_code", "NO-1535"),
            "day": Code("day", "2021-01-01"),
        },
    ): (
        "Vågstranda moved from NO-1539 Rauma to NO-1535 Vestnes on 1 January 2021",
        "Vågstranda flyttades från NO-1539 Rauma till NO-1535 Vestnes den 1 januari 2021",
        "Vågstranda ble flyttet fra NO-1539 Rauma til NO-1535 Vestnes 1. januar 2021",
        "Vågstranda vart flytt frå NO-1539 Rauma til NO-1535 Vestnes 1. januar 2021",
    ),
    Message("does_not_add_up", MERGER): (
        f"ratios, rates and distinct counts do not add up: {SANDNES} is NO-1102 Sandnes and NO-1129 Forsand",
        f"kvoter och unika antal kan inte summeras: {SANDNES} är NO-1102 Sandnes och NO-1129 Forsand",
        f"forholdstall og unike antall kan ikke summeres: {SANDNES} er NO-1102 Sandnes og NO-1129 Forsand",
        f"forholdstal og unike tal kan ikkje summerast: {SANDNES} er NO-1102 Sandnes og NO-1129 Forsand",
    ),
    Message("counted_areas_changed", MERGER): (
        f"the municipalities that are counted changed: {SANDNES} is NO-1102 Sandnes and NO-1129 Forsand",
        f"kommunerna som räknas har ändrats: {SANDNES} är NO-1102 Sandnes och NO-1129 Forsand",
        f"kommunene som telles, er endret: {SANDNES} er NO-1102 Sandnes og NO-1129 Forsand",
        f"kommunane som blir talde, er endra: {SANDNES} er NO-1102 Sandnes og NO-1129 Forsand",
    ),
    Message("rate_per", {"unit": "alarms", "many": 1000}): (
        "alarms per 1,000",
        "alarms per 1\N{NO-BREAK SPACE}000",
        "alarms per 1\N{NO-BREAK SPACE}000",
        "alarms per 1\N{NO-BREAK SPACE}000",
    ),
    Message("several_denominators", {"periods": (Code("period", "2012/2013"), Code("period", "2013"))}): (
        "several denominators fit: 2012–2013 and 2013",
        "flera nämnare passar: 2012–2013 och 2013",
        "flere nevnere passer: 2012–2013 og 2013",
        "fleire nemnarar passar: 2012–2013 og 2013",
    ),
    Message("no_denominator", {"area": MERGER["area"], "periods": (Code("period", "2013-04-02"),)}): (
        "no denominator of NO-1108 Sandnes for 2 April 2013",
        "ingen nämnare för NO-1108 Sandnes, 2 april 2013",
        "ingen nevner for NO-1108 Sandnes, 2. april 2013",
        "ingen nemnar for NO-1108 Sandnes, 2. april 2013",
    ),
}
TRACED = {
    Message(
        "qualified_as",
        {
            "qualifier": Code("qualifier", "approximate"),
            "letter": "E",
            "status": Code("status", "E"),
            "role": Code("role", "stated_total"),
        },
    ): (
        "approximate, status E (estimated), stated total",
        "ungefärligt, status E (uppskattat), angiven summa",
        "omtrentlig, status E (anslått), oppgitt sum",
        "omtrentleg, status E (anslått), oppgitt sum",
    ),
    Message("document_of", {"title": "Plan 2013", "producer": "Ånge", "published": Message("undated")}): (
        "Plan 2013 (Ånge, undated)",
        "Plan 2013 (Ånge, odaterad)",
        "Plan 2013 (Ånge, udatert)",
        "Plan 2013 (Ånge, udatert)",
    ),
    Message("uses", {"uses": ("progress a", "findings b")}): ("progress a; findings b",) * 4,
    Message("no_uses"): (
        "no comparison, progress, budget or finding",
        "varken jämförelse, måluppföljning, budget eller iakttagelse",
        "verken sammenligning, måloppfølging, budsjett eller funn",
        "korkje samanlikning, måloppfølging, budsjett eller funn",
    ),
}
HEADS = {
    "observation": ("observation", "observation", "observasjon", "observasjon"),
    "value": ("value", "värde", "verdi", "verdi"),
    "qualifier": ("qualifier", "precision", "presisjon", "presisjon"),
    "words": ("words", "ordalydelse", "ordlyd", "ordlyd"),
    "place": ("stands in", "står i", "står i", "står i"),
    "document": ("document", "dokument", "dokument", "dokument"),
    "file": ("file", "fil", "fil", "fil"),
    "uses": ("used by", "används av", "brukes av", "blir brukt av"),
}


@pytest.mark.parametrize(("language", "message", "text"), cases(SAID | TRACED))
def test_said_of_areas_and_of_a_number(language, message, text):
    """Areas with their codes, since areas of several days share a name."""
    assert say(message, language) == text


@pytest.mark.parametrize(("language", "name", "text"), cases(HEADS))
def test_what_a_trace_names(language, name, text):
    """The lines of `ehealth-stats trace`."""
    assert word(f"trace_{name}", language) == text


def test_every_sentence_of_areas_and_of_a_trace_is_said_here():
    """No phrase of the sections is without a case."""
    told = {f"trace_{name}" for name in HEADS}
    keys = {*sections()["areas"], *sections()["trace"]} - told
    assert not [key for key in keys if not any(message.says(key) for message in SAID | TRACED)]
