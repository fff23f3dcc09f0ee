"""What is no quantity although it has digits, and what can be read two ways."""

from math import isnan

import pytest

from ehealth_stats import extract_quantities
from ehealth_stats.ingestion.figures.tokens.scan import scan
from ehealth_stats.ingestion.text.exclusion import AMBIGUOUS

# words, language: no figure at all
NO_FIGURE = [
    # clock times
    ("mötet börjar 13.30", "sv"), ("kl 9-15", "sv"), ("kl. 9.00–15.00", "nb"), ("öppet 8.00-16.30", "sv"),
    ("fra kl. 10.00 til 14.30", "nb"), ("at 9 am", "en"), ("dygnet runt 24/7", "sv"),
    # dates, weeks, quarters, decades
    ("mandag 3. mai", "nb"), ("den 3/5", "sv"), ("senast 31/12", "sv"), ("den 12.5.", "nb"), ("vecka 45", "sv"),
    ("uke 12-14", "nb"), ("3. kvartal 2014", "nb"), ("Q3 2014", "sv"), ("90-talet", "sv"), ("1990-tallet", "nb"),
    ("20130512", "sv"), ("12.05.13", "nb"), ("12/5-13", "sv"), ("May 3, 2013", "en"), ("2013–15", "sv"),
    ("2013-02-30", "sv"), ("31.02.2013", "nb"), ("'13", "sv"), ("mars -13", "sv"), ("2014/2015", "sv"),
    ("13-04-02", "sv"), ("den 130402", "sv"), ("Reviderad: 130402", "sv"), ("12-2013", "sv"), ("kv 3", "sv"),
    ("VT 14", "sv"), ("08.30–16", "sv"),
    # words that say what a thing is like
    ("et allerede etablert samarbeid", "nb"), ("en redan införd rutin", "sv"),
    # ages
    ("65 år eller äldre", "sv"), ("over 67 år", "nb"), ("18-åringar", "sv"), ("80+", "sv"), ("fyllda 65 år", "sv"),
    ("personer i alderen 18-64 år", "nb"), ("barn under 18 år", "sv"), ("80 år og over", "nb"), ("0-17 år", "sv"),
    ("mellan 18 och 64 år", "sv"), ("85 år og eldre", "nn"), ("aged 65 and over", "en"),
    ("people over 67 years", "en"), ("people over 65", "en"),
    # accounts, registry numbers, identity numbers, phones
    ("org.nr 987 654 321", "nb"), ("NO 987 654 321 MVA", "nb"), ("556016-0680", "sv"), ("kontonr 1234.56.78901", "nb"),
    ("åpent kl. 0900-1530", "nb"),
    ("kap. 720 post 21", "nb"),
    ("HIS 80505:2009", "nb"),
    ("på en skala fra 1 til 5", "nb"),
    ("4. juli-22. august", "nb"),
    ("IBAN SE45 5000 0000 0583 9825 7466", "sv"), ("ISBN 978-91-7555-123-4", "sv"), ("Dnr 2013/1234", "sv"),
    ("saksnr. 13/4567-5", "nb"), ("2012/345-6", "nb"), ("tlf 22 12 34 56", "nb"), ("19121212-1212", "sv"),
    ("S2013/3354/FST", "sv"), ("KS-2014/742.912", "sv"), ("LJ2012/97", "sv"), ("ON/2018:21", "sv"),
    ("bg 123-4567", "sv"),
    ("HSA-id SE2321000016-1234", "sv"), ("mellan 08 och 16 på vardagar", "sv"),
    # ranks and ordinals
    ("den 3:e gången", "sv"), ("for 3. gang", "nb"), ("nr 2", "sv"), ("the 3rd time", "en"), ("topp 10", "sv"),
    # sections, acts, standards
    ("§ 3-1", "nb"), ("3 kap. 5 §", "sv"), ("artikel 9.2", "sv"), ("SFS 2009:400", "sv"),
    ("patientdatalagen (2008:355)", "sv"),
    ("LOV-2014-06-20-42", "nb"), ("lov 20. juni 2014 nr. 42", "nb"), ("forskrift 20. desember 2011 nr. 1423", "nb"),
    ("Prop. 2012/13:1", "sv"), ("Prop. 1 S (2012–2013)", "nb"), ("Meld. St. 47 (2008-2009)", "nb"),
    ("NOU 2011: 11", "nb"),
    ("forordning (EU) 2016/679", "nb"), ("direktiv 2011/24/EU", "sv"), ("ISO 27001", "sv"),
    ("ISO/IEC 27001:2013", "en"),
    ("ICD-10", "sv"), ("TLS 1.2", "en"),
    # pages, figures, enumerators, contents lines
    ("tabell 1 och 2", "sv"), ("sid 12–14", "sv"), ("kap. 3.2", "sv"), ("[12]", "en"), ("Inledning ..... 5", "sv"),
    ("1.2 Bakgrund .......... 12", "sv"), ("1. Inledning", "sv"), ("2.1 Bakgrund", "sv"), ("5a) sist", "sv"),
    ("- 2) Utvikling og pilotering", "nb"), ("Trinn 3", "nb"), ("kommunerna¹² har", "sv"), ("kommuner1", "sv"),
    ("sida 12 av 45", "sv"), ("Sid 3 (12)", "sv"), ("PROTOKOLL 1(54)", "sv"), ("nr I:6", "sv"), ("4 kap 1 §", "sv"),
    ("Inriktningsmål 1: Delaktighet", "sv"), ("Avtalet godkänns. 2. Beslutet gäller", "sv"), ("e-hälsa 2.0", "sv"),
    ("2014-09-01 KS-2014/742.912 1 (11)", "sv"), ("1.1 Syfte ... 6", "sv"), ("utgiftsområde 9", "sv"),
    ("Debatt 51(3), 58–67", "sv"), ("Vol 20, No 11", "en"), ("2024 Oct 7;10:205520", "en"), ("PMID: 39381824", "en"),
    ("4 kapitel 1 §", "sv"), ("SIDA 1 ( 12) PROJEKT", "sv"), ("1 (55) Titel: Plan", "sv"), ("grupp 2", "sv"),
    ("Allt annat är lika.6 Nästa mening", "sv"), ("mellan klockan tio och klockan sju", "sv"), ("aged ≥15 years", "en"),
    ("Paragrafer 31-48", "sv"), ("lokal 3, våning 2", "sv"), ("rum 214", "sv"),
    ("Covid-19", "sv"), ("Myndigheten 106 30 Stockholm", "sv"), ("Storgatan 12, 85185 SUNDSVALL", "sv"),
    # versions, names, addresses
    ("Windows 10", "sv"), ("NPÖ 2.0", "sv"), ("v1.2", "sv"), ("3.2.1", "sv"), ("Office 365", "sv"), ("Helse 24", "nb"),
    ("Vision e-hälsa 2025", "sv"), ("ring 1177", "sv"), ("1177 Vårdguiden", "sv"), ("ring 113", "nb"),
    ("1177-tjänsten", "sv"), ("COVID-19", "sv"), ("5-årsplan", "sv"), ("3-5-årsplan", "nb"), ("A4", "sv"),
    ("4G", "sv"),
    ("se rapport_2013_v2.pdf", "sv"), ("doi:10.1000/182", "en"), ("192.168.100.200", "en"), ("831 25 Östersund", "sv"),
    ("Storgatan 12, 831 25 Östersund", "sv"), ("Kongens gate 5, 0153 Oslo", "nb"), ("0152 Oslo", "nb"),
    ("62.3908° N, 17.3069° E", "en"), ("skala 1:10 000", "sv"),
    # units of tables
    ("(1 000-tals kronor)", "sv"), ("tall i 1000 kr", "nb"), ("per 1 000 invånare", "sv"),
]  # fmt: skip

# What looks like one of these and counts: words, language, values
FIGURES_ALL_THE_SAME = [
    ("13.30", "sv", [13.3]),  # alone in a cell: a decimal point
    ("1177", "sv", [1177]),
    ("andelen är 12.50 procent", "sv", [12.5]),
    ("112 larm", "sv", [112]),
    ("12 år med nasjonale strategier", "nb", [12]),
    ("3-5 år", "nb", [None]),
    ("300 brukere over 67 år", "nb", [300]),
    ("Ånge ..... 45", "sv", [45]),
    ("2013 – 45 larm", "sv", [45]),
    ("130402", "sv", [130_402]),  # alone it may be a count
    ("Vet ej ... 45", "sv", [None, 45]),
    ("okänt 2013", "sv", [None]),
    ("Antal larm ..... 45", "sv", [45]),
    ("Sundsvall 120", "sv", [120]),
    ("2 008 samtal", "sv", [2008]),
    ("det er 12. stk", "nb", [12]),
    ("(450)", "sv", [450]),
    ("450 (1000 kr)", "sv", [450_000]),
    ("Sundsvall 120 45 Timrå", "sv", [120, 45]),  # no postal code
    ("Larm 45: Alla digitala", "sv", [45]),
    ("Timrå-45", "sv", [45]),
    ("5 mkr-10 mkr", "sv", [None]),
    ("45 1)", "sv", [45]),
    ("3 (12)", "sv", [3, 12]),  # a page of twelve, or last year's figure
]

# The stretches that are refused, and the values that stay
TWO_WAYS = [
    ("450 1800 300 664", "sv", ["300 664"], [450, 1800]),
    ("12 345 67", "sv", ["12 345"], [67]),
    ("2013 742 593 kr", "sv", ["742 593"], []),
    ("Ånge 450 300 664", "sv", ["450 300 664"], []),
    ("450,300,664", "sv", ["450,300,664"], []),
    ("2 481.183", "sv", ["2 481.183"], []),
    ("1/3", "sv", ["1/3"], []),
    ("12 345 678 901 234 567", "sv", ["12 345 678 901 234 567"], []),
    ("9" * 16, "sv", ["9" * 16], []),
    ("12\u00a0000 450", "sv", [], [12_000, 450]),  # a firm blank groups, a plain one parts
    ("742 593", "sv", [], [742_593]),
    ("450 1800", "sv", [], [450, 1800]),
    ("2 481 183", "sv", [], [2_481_183]),
]


@pytest.mark.parametrize(("words", "language"), NO_FIGURE)
def test_what_counts_nothing_is_no_figure(words, language):
    """Dates, times, ages, references, acts, accounts, addresses, versions and names are left out."""
    assert extract_quantities(words, language=language).empty


@pytest.mark.parametrize(("words", "language", "values"), FIGURES_ALL_THE_SAME)
def test_what_only_looks_like_a_label_is_a_figure(words, language, values):
    """No figure is lost to a rule for what is none."""
    found = extract_quantities(words, language=language)["value"]
    assert [None if isnan(value) else value for value in found] == values


@pytest.mark.parametrize(("words", "language", "refused", "values"), TWO_WAYS)
def test_digits_that_can_be_read_two_ways_are_refused_and_never_glued(words, language, refused, values):
    """Groups of a flattened row are no long number: what is sure is read, the rest is listed with the reason."""
    tokens, exclusions = scan(words, language)
    doubtful = [item for item in exclusions if item.reason == AMBIGUOUS]
    assert [words[item.start : item.end] for item in doubtful] == refused
    assert [token.value for token in tokens] == values


def test_where_two_rules_overlap_nothing_is_left_over():
    """The date of a regulation does not leave its year behind as a figure."""
    words = "forskrift 20. desember 2011 nr. 1423"
    tokens, exclusions = scan(words, "nb")
    assert tokens == []
    assert [words[item.start : item.end] for item in exclusions] == ["20. desember 2011", "1423"]
