"""What is said of progress toward a target, in four languages."""

from math import nan

import pytest
from in_each_language import cases, sections

from ehealth_stats.schema import Amount, Code, Interval, Message
from ehealth_stats.wording.messages import say

NORWAY = Amount(Interval(nan, 428, 430), "municipalities")
ANOTHER = Message("other_definition_of", {"part": Code("breakdown", "ready")})
UNDATED = Message("document_undated")
READY = Message("two_flaws", {"one": ANOTHER, "other": UNDATED})
EIGHTY = Message("so_many_of", {"figure": Interval(80, 80, 80), "whole": NORWAY})
COMPUTED = Message("baseline", {"which": Code("baseline", "computed")})
CLASSES = tuple(Code("pace", name) for name in ("limited_progress", "acceleration_needed", "on_track"))
NAMES = (Code("area", "SE-2281"), Code("area", "SE-2284"))

SAID = {
    COMPUTED: ("computed baseline", "beräknat utgångsläge", "beregnet utgangspunkt", "utrekna utgangspunkt"),
    Message("same_staff"): ("same staff", "samma personal", "samme ansatte", "same tilsette"),
    Message("same_units", {"unit": Code("unit", "alarms")}): (
        "same alarms",
        "samma larm",
        "samme alarmer",
        "same alarmar",
    ),
    Message("in_percentage_points"): ("percentage points", "procentenheter", "prosentpoeng", "prosentpoeng"),
    Message("no_reading"): ("no reading", "ingen uppgift", "ingen opplysning", "inga opplysning"),
    Message("no_comparable_reading"): (
        "no comparable reading",
        "ingen jämförbar avläsning",
        "ingen sammenlignbar avlesning",
        "inga samanliknbar avlesing",
    ),
    Message("no_follow_up"): (
        "no follow-up reading",
        "ingen uppföljning",
        "ingen oppfølging",
        "inga oppfølging",
    ),
    Message("one_reading"): (
        "one reading and no baseline",
        "en avläsning och inget utgångsläge",
        "én avlesning og ikke noe utgangspunkt",
        "éi avlesing og ikkje noko utgangspunkt",
    ),
    Message("baseline_undated"): (
        "the baseline has no date",
        "utgångsläget saknar datum",
        "utgangspunktet mangler dato",
        "utgangspunktet manglar dato",
    ),
    Message("no_deadline"): ("no deadline", "inget måldatum", "ingen frist", "ingen frist"),
    Message("reading_at_deadline"): (
        "the reading is at or after the deadline",
        "avläsningen är från måldatumet eller senare",
        "avlesningen er fra fristen eller senere",
        "avlesinga er frå fristen eller seinare",
    ),
    Message("no_reading_at_deadline"): (
        "no reading at or after the deadline",
        "ingen uppgift från måldatumet eller senare",
        "ingen opplysning fra fristen eller senere",
        "inga opplysning frå fristen eller seinare",
    ),
    Message("break_in_series"): (
        "a break in the series",
        "ett brott i serien",
        "et brudd i serien",
        "eit brot i serien",
    ),
    Message("reading_of_later_period"): (
        "the reading is of a later period than the deadline",
        "avläsningen gäller en senare period än måldatumet",
        "avlesningen gjelder en senere periode enn fristen",
        "avlesinga gjeld ein seinare periode enn fristen",
    ),
    Message("other_months_than_baseline"): (
        "the reading is of other months than the baseline",
        "avläsningen gäller andra månader än utgångsläget",
        "avlesningen gjelder andre måneder enn utgangspunktet",
        "avlesinga gjeld andre månader enn utgangspunktet",
    ),
    Message("other_months_than_target"): (
        "the reading is of other months than the target",
        "avläsningen gäller andra månader än målet",
        "avlesningen gjelder andre måneder enn målet",
        "avlesinga gjeld andre månader enn målet",
    ),
    Message("merged_in_between", {"others": ("Finnøy", "Rennesøy"), "area": Code("area", "NO-1103")}): (
        "Finnøy and Rennesøy joined Stavanger in between",
        "Finnøy och Rennesøy slogs ihop med Stavanger däremellan",
        "Finnøy og Rennesøy ble slått sammen med Stavanger i mellomtiden",
        "Finnøy og Rennesøy vart slått saman med Stavanger i mellomtida",
    ),
    Message("direction_unknown"): (
        "the target does not say which way is better",
        "målet säger inte om mer eller mindre är bättre",
        "målet sier ikke om mer eller mindre er bedre",
        "målet seier ikkje om meir eller mindre er betre",
    ),
    Message("no_baseline_for_percent"): (
        "no baseline to take the percent of",
        "inget utgångsläge att räkna procent av",
        "ikke noe utgangspunkt å regne prosent av",
        "ikkje noko utgangspunkt å rekne prosent av",
    ),
    Message("baseline_may_be_nothing"): (
        "percent of a baseline that may be nothing",
        "procent av ett utgångsläge som kan vara noll",
        "prosent av et utgangspunkt som kan være null",
        "prosent av eit utgangspunkt som kan vere null",
    ),
    Message("no_growth_across_zero"): (
        "no growth rate: a zero or both signs",
        "ingen tillväxttakt: talen är noll eller har olika tecken",
        "ingen vekstrate: tallene er null eller har ulike fortegn",
        "ingen vekstrate: tala er null eller har ulike forteikn",
    ),
    Message("no_growth_bounds_across_zero"): (
        "no growth rate: the bounds hold a zero or both signs",
        "ingen tillväxttakt: gränserna rymmer noll eller olika tecken",
        "ingen vekstrate: grensene rommer null eller ulike fortegn",
        "ingen vekstrate: grensene rommar null eller ulike forteikn",
    ),
    Message("no_growth_at_target"): (
        "no growth rate: the baseline is at the target already",
        "ingen tillväxttakt: utgångsläget har redan nått målet",
        "ingen vekstrate: utgangspunktet har allerede nådd målet",
        "ingen vekstrate: utgangspunktet har alt nådd målet",
    ),
    Message("bounds_allow_less"): (
        "the bounds allow less",
        "gränserna rymmer också mindre",
        "grensene rommer også mindre",
        "grensene rommar også mindre",
    ),
    Message("bounds_allow_both"): (
        "the bounds allow met and not met",
        "gränserna rymmer både uppfyllt och ej uppfyllt",
        "grensene rommer både nådd og ikke nådd",
        "grensene rommar både nådd og ikkje nådd",
    ),
    Message("bounds_allow", {"classes": CLASSES}): (
        "the bounds allow limited progress, acceleration needed and on track",
        "gränserna rymmer: begränsade framsteg, takten måste öka och i rätt takt",
        "grensene rommer: begrenset framgang, tempoet må opp og i rute",
        "grensene rommar: avgrensa framgang, tempoet må opp og i rute",
    ),
    Message("methods_differ", {"one": CLASSES[1], "other": CLASSES[2]}): (
        "acceleration needed against on track",
        "takten måste öka mot i rätt takt",
        "tempoet må opp mot i rute",
        "tempoet må opp mot i rute",
    ),
    Message("outcome_with", {"outcome": Code("target_status", "not_met"), "baseline": COMPUTED}): (
        "not met with the computed baseline",
        "ej uppfyllt med beräknat utgångsläge",
        "ikke nådd med beregnet utgangspunkt",
        "ikkje nådd med utrekna utgangspunkt",
    ),
    Message("target_undefined"): (
        "the document does not define the target",
        "dokumentet definierar inte målet",
        "dokumentet definerer ikke målet",
        "dokumentet definerer ikkje målet",
    ),
    Message("target_without_number"): (
        "the target has no number",
        "målet saknar tal",
        "målet mangler tall",
        "målet manglar tal",
    ),
    Message("figure_is_no_reading", {"figure": EIGHTY, "flaw": READY}): (
        "80 of 428–430 municipalities: another definition (Ready to implement), and the document has no date",
        "80 av 428–430 kommuner: en annan definition (Klara att införa), och dokumentet saknar datum",
        "80 av 428–430 kommuner: en annen definisjon (Klare til implementering), og dokumentet mangler dato",
        "80 av 428–430 kommunar: ein annan definisjon (Klare til implementering), og dokumentet manglar dato",
    ),
    Message(
        "no_reading_in_area",
        {
            "figure": Amount(Interval(1, 1, 1), "alarms"),
            "area": Code("area", "SE-2260"),
            "flaw": Message("other_definition"),
        },
    ): (
        "1 alarm in Ånge: another definition",
        "1 larm i Ånge: en annan definition",
        "1 alarm i Ånge: en annen definisjon",
        "1 alarm i Ånge: ein annan definisjon",
    ),
    Message("why_and_evidence", {"why": Message("no_comparable_reading"), "evidence": UNDATED}): (
        "no comparable reading: the document has no date",
        "ingen jämförbar avläsning: dokumentet saknar datum",
        "ingen sammenlignbar avlesning: dokumentet mangler dato",
        "inga samanliknbar avlesing: dokumentet manglar dato",
    ),
    Message("more_figures", {"n": 1}): ("1 more figure", "1 uppgift till", "1 tall til", "1 tal til"),
    Message("more_figures", {"n": 2}): ("2 more figures", "2 uppgifter till", "2 tall til", "2 tal til"),
    Message("implied_by", {"step": "Pilot"}): (
        "implied by 'Pilot', which the document builds on it",
        "följer av ”Pilot”, som enligt dokumentet bygger på det",
        "følger av «Pilot», som ifølge dokumentet bygger på det",
        "følgjer av «Pilot», som ifølgje dokumentet byggjer på det",
    ),
    Message("reading_after_judgement", {"day": Code("day", "2015-12-31")}): (
        "the reading is of 31 December 2015, after the day of judgement",
        "avläsningen är från 31 december 2015, efter bedömningsdagen",
        "avlesningen er fra 31. desember 2015, etter vurderingsdagen",
        "avlesinga er frå 31. desember 2015, etter vurderingsdagen",
    ),
    Message("not_in_areas", {"areas": NAMES}): (
        "not in Sundsvall and Örnsköldsvik",
        "inte i Sundsvall och Örnsköldsvik",
        "ikke i Sundsvall og Örnsköldsvik",
        "ikkje i Sundsvall og Örnsköldsvik",
    ),
    Message("no_figure_from", {"areas": NAMES}): (
        "no figure from Sundsvall and Örnsköldsvik",
        "ingen uppgift från Sundsvall och Örnsköldsvik",
        "ingen tall fra Sundsvall og Örnsköldsvik",
        "ingen tal frå Sundsvall og Örnsköldsvik",
    ),
    Message("later_figures_left_out", {"n": 2}): (
        "not counted: 2 after the day of judgement",
        "inte medräknat: 2 efter bedömningsdagen",
        "ikke regnet med: 2 etter vurderingsdagen",
        "ikkje rekna med: 2 etter vurderingsdagen",
    ),
    Message("other_units_left_out", {"n": 1, "unit": Code("unit", "persons")}): (
        "not counted: 1 not in persons",
        "inte medräknat: 1 i annan enhet än personer",
        "ikke regnet med: 1 i en annen enhet enn personer",
        "ikkje rekna med: 1 i ei anna eining enn personar",
    ),
    Message("latest_of_document_is_baseline", {"n": 2}): (
        "of 2 readings in the target's own document the latest is the baseline",
        "av 2 avläsningar i målets eget dokument är den senaste utgångsläget",
        "av 2 avlesninger i målets eget dokument er den siste utgangspunktet",
        "av 2 avlesingar i dokumentet til målet er den siste utgangspunktet",
    ),
    Message("latest_before_start_is_baseline", {"n": 3}): (
        "of 3 readings up to its start the latest is the baseline",
        "av 3 avläsningar fram till starten är den senaste utgångsläget",
        "av 3 avlesninger fram til starten er den siste utgangspunktet",
        "av 3 avlesingar fram til starten er den siste utgangspunktet",
    ),
    Message("became_part", {"day": Code("day", "2018-01-01"), "area": Code("area", "NO-0722"), "later": ("Færder",)}): (
        "since 1 January 2018 Nøtterøy is part of Færder",
        "sedan 1 januari 2018 ingår Nøtterøy i Færder",
        "siden 1. januar 2018 er Nøtterøy en del av Færder",
        "sidan 1. januar 2018 er Nøtterøy ein del av Færder",
    ),
    Message("milestone_not_named", {"n": 3}): (
        "the figures do not say which of 3 milestones they are of",
        "uppgifterna säger inte vilken av 3 milstolpar de gäller",
        "tallene sier ikke hvilken av 3 milepæler de gjelder",
        "tala seier ikkje kva for ein av 3 milepælar dei gjeld",
    ),
    Message(
        "under_reading",
        {
            "said": Message("needs_a_year", {"change": Amount(Interval(12.5, 12.5, 12.5), "persons")}),
            "reading": Message("same_staff"),
        },
    ): (
        "needs +12.5 persons a year (same staff)",
        "kräver +12,5 personer per år (samma personal)",
        "krever +12,5 personer per år (samme ansatte)",
        "krev +12,5 personar per år (same tilsette)",
    ),
    Message("needs_a_month", {"change": Amount(Interval(-1, -1, -1), "alarms")}): (
        "needs −1 alarms a month",
        "kräver −1 larm per månad",
        "krever −1 alarmer per måned",
        "krev −1 alarmar per månad",
    ),
    Message(
        "evidence_from",
        {
            "evidence": Message("several", {"parts": (Message("target_without_number"), Message("no_reading"))}),
            "sources": ("plan-2013", "report-2014"),
        },
    ): (
        "the target has no number; no reading (plan-2013, report-2014)",
        "målet saknar tal; ingen uppgift (plan-2013, report-2014)",
        "målet mangler tall; ingen opplysning (plan-2013, report-2014)",
        "målet manglar tal; inga opplysning (plan-2013, report-2014)",
    ),
}
BASELINES = {
    "stated": ("stated baseline", "angivet utgångsläge", "oppgitt utgangspunkt", "oppgitt utgangspunkt"),
    "given": ("given baseline", "målets eget utgångsläge", "målets eget utgangspunkt", "utgangspunktet i målet"),
    "reported": ("reported baseline", "redovisat utgångsläge", "rapportert utgangspunkt", "rapportert utgangspunkt"),
    "first": ("first baseline", "första utgångsläget", "første utgangspunkt", "første utgangspunkt"),
    "second": ("second baseline", "andra utgångsläget", "andre utgangspunkt", "andre utgangspunkt"),
    "third": ("third baseline", "tredje utgångsläget", "tredje utgangspunkt", "tredje utgangspunkt"),
}


@pytest.mark.parametrize(("language", "message", "text"), cases(SAID))
def test_said_of_progress(language, message, text):
    """Why there is no verdict, what was read, what is needed."""
    assert say(message, language) == text


@pytest.mark.parametrize(("language", "which", "text"), cases(BASELINES))
def test_baselines(language, which, text):
    """Which of several baselines a row of progress has."""
    assert say(Message("baseline", {"which": Code("baseline", which)}), language) == text


def test_every_sentence_of_progress_is_said_here():
    """No phrase of the section is without a case."""
    assert not [key for key in sections()["progress"] if not any(message.says(key) for message in SAID)]
