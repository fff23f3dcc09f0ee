"""A first recipe for a document that has none."""

import os
from pathlib import Path

import pytest
from document_files import sheet_of, written

from ehealth_stats import ingest, read_document
from ehealth_stats.errors import RecipeError
from ehealth_stats.ingestion.drafts.draft import draft_recipe
from ehealth_stats.ingestion.drafts.source import published_in
from ehealth_stats.pipeline import draft

ORIGINALS = os.environ.get("EHEALTH_ORIGINALS", "")
PLAN = """Plan för eHälsa i länet

Antalet trygghetslarm i kommunerna: Ånge: 450 varav 45 digitala Timrå: 300 varav 5 med GPS Kramfors 560

Övrigt: c:a 3 möten. Ring 070-1234567. Härnösand 2014-05-02
"""


def test_a_draft_runs_and_finds_the_list_by_municipality(tmp_path):
    """The recipe of a draft ingests its document: wholes, and parts by the code list."""
    document = tmp_path / "plan.txt"
    document.write_text(PLAN, "utf-8")
    path = draft(document, tmp_path / "raw" / "plan-2014")
    rows = ingest(tmp_path / "raw").observations
    assert rows[["indicator", "area", "breakdown", "value"]].values.tolist() == [
        ["safety_alarms", "SE-2260", "_T", 450],
        ["safety_alarms", "SE-2260", "digital", 45],
        ["safety_alarms", "SE-2262", "_T", 300],
        ["safety_alarms", "SE-2262", "gps", 5],
        ["safety_alarms", "SE-2282", "_T", 560],
    ]
    text = path.read_text("utf-8")
    assert 'scope = "SE-22"  # check' in text
    assert 'published = "2014-05-02"  # check' in text


def test_figures_that_no_entry_takes_are_listed_without_contact_details(tmp_path):
    """What no words explain stands in comments, with its place and the entry for it; a phone number does not."""
    document = tmp_path / "plan.txt"
    document.write_text(PLAN, "utf-8")
    text = draft_recipe(read_document(document), source_id="plan")
    assert (
        "# No words beside it name an indicator of the code lists: c:a 3 möten (paragraph 3 chars 12-13)\n"
        "# [[observations]]\n"
        '# indicator = "unclassified_count"  # check\n'
        '# find = "Övrigt"\n'
    ) in text
    assert "1234567" not in text


def test_a_table_by_municipality_becomes_a_table_entry(tmp_path):
    """Headers are guessed one by one: alarms with their digital part, and NPÖ users; years are read as years."""
    document = tmp_path / "larm.csv"
    document.write_text(
        "Kommun;Antal larm;varav digitala;NPÖ-användare NPÖ\nÅnge;450;45;25\nTimrå;300;5;30\nKramfors;560;0;35\n",
        "utf-8",
    )
    draft(document, tmp_path / "raw" / "larm")
    rows = ingest(tmp_path / "raw").observations
    sums = rows.groupby(["indicator", "breakdown"])["value"].sum().to_dict()
    # 450 + 300 + 560; 45 + 5 + 0; 25 + 30 + 35
    assert sums == {
        ("safety_alarms", "_T"): 1310,
        ("safety_alarms", "digital"): 50,
        ("npo_users", "_T"): 90,
    }


def test_a_recipe_is_never_overwritten(tmp_path):
    """A folder that has a recipe keeps it."""
    document = tmp_path / "plan.txt"
    document.write_text(PLAN, "utf-8")
    path = draft(document, tmp_path / "plan-2014")
    path.write_text("mine", "utf-8")
    with pytest.raises(RecipeError, match="there is a recipe already"):
        draft(document, tmp_path / "plan-2014")
    assert path.read_text("utf-8") == "mine"


def test_a_document_without_lists_gives_a_recipe_that_only_names_its_source(tmp_path):
    """Nothing found is no error: the recipe reads, and the audit lists the figures."""
    document = tmp_path / "note.txt"
    document.write_text("Vi har 3 bilar.", "utf-8")
    draft(document, tmp_path / "raw" / "note")
    assert ingest(tmp_path / "raw").audit["text"].tolist() == ["3"]


def drafted(tmp_path, text: str, name: str = "plan.txt"):
    """Draft a recipe for a text and read the document by it."""
    tmp_path.mkdir(exist_ok=True)
    document = tmp_path / name
    document.write_text(text, "utf-8")
    draft(document, tmp_path / "raw" / "plan")
    return ingest(tmp_path / "raw")


def values(dataset) -> list[list[object]]:
    """Return what was read: indicator, breakdown, area, period, value."""
    return dataset.observations[["indicator", "breakdown", "area", "period", "value"]].values.tolist()


def test_years_over_parts_become_one_entry(tmp_path):
    """Each column takes the year of its header, and the category of its words."""
    text = "Kommun;Larm 2013;varav digitala 2013;Larm 2014\nÅnge;450;45;460\nTimrå;300;5;310\n"
    assert sorted(values(drafted(tmp_path, text, "larm.csv"))) == [
        ["safety_alarms", "_T", "SE-2260", "2013", 450],
        ["safety_alarms", "_T", "SE-2260", "2014", 460],
        ["safety_alarms", "_T", "SE-2262", "2013", 300],
        ["safety_alarms", "_T", "SE-2262", "2014", 310],
        ["safety_alarms", "digital", "SE-2260", "2013", 45],
        ["safety_alarms", "digital", "SE-2262", "2013", 5],
    ]


def test_codes_and_years_of_a_table_are_no_counts(tmp_path):
    """A column of years dates the rows; one of codes counts nothing; Norwegian names make a Norwegian document."""
    text = "Kommune\tKommune code\tÅr\tAlarmer\nBodø\t1804\t2013\t712\nMeløy\t1837\t2013\t120\n"
    assert values(drafted(tmp_path, text, "alarmer.tsv")) == [
        ["safety_alarms", "_T", "NO-1804", "2013", 712],
        ["safety_alarms", "_T", "NO-1837", "2013", 120],
    ]


def test_a_turned_table_is_drafted(tmp_path):
    """Municipalities across, what is counted down; a share is one of what the row above counts, in percent."""
    text = "| |Ånge|Timrå|\n|---|---|---|\n|Antal larm|450|300|\n|varav digitala|45|5|\n|Andel|10 %|2 %|\n"
    dataset = drafted(tmp_path, text, "larm.md")
    rows = dataset.observations
    found = {tuple(row[:3]): row[3] for row in rows[["breakdown", "area", "unit", "value"]].values.tolist()}
    assert found == {
        ("_T", "SE-2260", "alarms"): 450, ("_T", "SE-2262", "alarms"): 300,
        ("digital", "SE-2260", "alarms"): 45, ("digital", "SE-2262", "alarms"): 5,
        ("digital", "SE-2260", "percent"): 10, ("digital", "SE-2262", "percent"): 2,
    }  # fmt: skip
    assert "unclaimed" not in set(dataset.audit["kind"])


def test_rows_of_an_area_are_drafted_by_the_column_that_tells_them_apart(tmp_path):
    """One entry for each kind of alarm: to read both as all alarms would count them twice."""
    text = "Kommun;Typ;Larm\nÅnge;digitala;45\nÅnge;analoga;405\nTimrå;digitala;5\nTimrå;analoga;295\n"
    rows = drafted(tmp_path, text, "larm.csv").observations
    assert rows[["indicator", "breakdown", "area", "value"]].values.tolist() == [
        ["safety_alarms", "digital", "SE-2260", 45],
        ["safety_alarms", "digital", "SE-2262", 5],
        ["safety_alarms", "analogue", "SE-2260", 405],
        ["safety_alarms", "analogue", "SE-2262", 295],
    ]


def test_rows_that_nothing_tells_apart_are_not_drafted(tmp_path):
    """Each municipality twice, and no word that says why."""
    text = "Kommun;Larm\nÅnge;45\nÅnge;405\nTimrå;5\nTimrå;295\n"
    assert drafted(tmp_path, text, "larm.csv").observations.empty


def test_sexes_are_no_wholes_and_their_sum_is(tmp_path):
    """Two columns tell the rows apart: what is counted, and of whom; only "T" is the whole."""
    rows = [
        f"{name};{what};{sex};2019;{n}"
        for name, first in (("Ånge", 400), ("Timrå", 300))
        for what, times in (("Antal larm", 1), ("NPÖ-användare", 2))
        for sex, n in (("K", first * times - 100), ("M", 100), ("T", first * times))
    ]
    dataset = drafted(tmp_path, "\n".join(["kommun;nyckeltal;kön;år;värde", *rows]), "larm.csv")
    wholes = dataset.observations.query("breakdown == '_T'")
    assert wholes[["indicator", "area", "period", "value"]].values.tolist() == [
        ["safety_alarms", "SE-2260", "2019", 400],
        ["safety_alarms", "SE-2262", "2019", 300],
        ["npo_users", "SE-2260", "2019", 800],
        ["npo_users", "SE-2262", "2019", 600],
    ]
    assert set(dataset.observations["breakdown"]) == {"_T", "unclassified"}


def test_columns_of_yes_and_no_are_drafted(tmp_path):
    """Words of the code list say done or not, a year beside them aside; a plan is not done; only x: empty is no."""
    text = "Kommun;NPÖ konsument;Säker e-post;Larm\nÅnge;Ja;x;450\nTimrå;planeras 2014;;300\nKramfors;pågår;x;560\n"
    rows = drafted(tmp_path, text, "larm.csv").observations
    found = {tuple(row[:2]): row[2:] for row in rows[["indicator", "area", "lower", "upper"]].values.tolist()}
    assert found == {
        ("safety_alarms", "SE-2260"): [450, 450], ("safety_alarms", "SE-2262"): [300, 300],
        ("safety_alarms", "SE-2282"): [560, 560],
        ("npo_consumer", "SE-2260"): [1, 1], ("npo_consumer", "SE-2262"): [0, 0], ("npo_consumer", "SE-2282"): [0, 1],
        ("secure_email", "SE-2260"): [1, 1], ("secure_email", "SE-2262"): [0, 0], ("secure_email", "SE-2282"): [1, 1],
    }  # fmt: skip


def test_codes_years_and_other_things_are_not_counted_as_the_thing_beside_them(tmp_path):
    """A code under any header, a year of completion, door locks beside alarms; what is aimed at is planned."""
    text = (
        "Nr;Kommun;Antal larm;Klart år;Digitala lås;Mål 2015 larm\n"
        "2260;Ånge*;450;2017;12;500\n2262;Timrå;300;2018;7;310\n;Länet totalt;750;;19;\n"
    )
    dataset = drafted(tmp_path, text, "larm.csv")
    rows = dataset.observations.query("area != 'SE-22'")
    assert rows[["indicator", "breakdown", "role", "value"]].values.tolist() == [
        ["safety_alarms", "_T", "reported", 450],
        ["safety_alarms", "_T", "reported", 300],
        ["unclassified_count", "_T", "reported", 12],
        ["unclassified_count", "_T", "reported", 7],
        ["safety_alarms", "_T", "planned", 500],
        ["safety_alarms", "_T", "planned", 310],
    ]
    assert dataset.observations.query("role == 'stated_total'")["value"].tolist() == [750, 19]


def test_titles_of_stacked_tables_say_what_each_counts(tmp_path):
    """Two tables of one sheet with the same headers: each is found by its own title."""
    rows = [["SITHS-kort"], ["Kommun", "Antal"], ["Ånge", 51], ["Timrå", 30], [],
            ["NPÖ-användare"], ["Kommun", "Antal"], ["Ånge", 7], ["Timrå", 5]]  # fmt: skip
    document = tmp_path / "two.xlsx"
    document.write_bytes(sheet_of(*rows))
    draft(document, tmp_path / "raw" / "plan")
    assert [[row[0], row[4]] for row in values(ingest(tmp_path / "raw"))] == [
        ["siths_holders", 51], ["siths_holders", 30], ["npo_users", 7], ["npo_users", 5],
    ]  # fmt: skip


def test_what_a_draft_says_of_its_document(tmp_path):
    """The heading below a menu, Nynorsk, the month, both counties (two have an Os), thousands of kroner with a sum."""
    page = (
        "<html><body><ul><li>Heim</li></ul><h1>Tilskot til kommunane, mai 2018</h1>"
        "<p>Tabellen viser kva kommunane har fått frå staten, og ikkje kva dei har brukt (1000 kr).</p>"
        "<table><tr><th>Kommune</th><th>Tilskot</th><th>Medfinansiering</th><th>Sum</th></tr>"
        "<tr><td>Luster</td><td>100</td><td>50</td><td>150</td></tr><tr><td>Vik</td><td>80</td><td>40</td><td>120</td></tr>"
        "<tr><td>Voss</td><td>60</td><td>30</td><td>90</td></tr><tr><td>Os</td><td>20</td><td>10</td><td>30</td></tr>"
        "<tr><td>Odda</td><td>20</td><td>10</td><td>30</td></tr></table></body></html>"
    )
    text = draft_recipe(read_document(written(tmp_path / "side.html", page)), source_id="plan")
    for line in (
        'title = "Tilskot til kommunane, mai 2018"', 'language = "nn"', 'published = "2018-05"',
        'scope = "NO-12|NO-14"',
        'indicator = "programme_budget"', '"Medfinansiering" = "co_funding"', '"Sum" = "_T"',
    ):  # fmt: skip
        assert line in text, line


def test_money_targets_categories_and_dates_are_drafted(tmp_path):
    """Without any municipality: sums by their words, targets by theirs, roles of a table, dates of running text."""
    text = (
        "Plan\n\nMål 2015: 300 SITHS-kort. Mål 2016: 400 SITHS-kort.\n\n"
        "Budget: bidrag 3 500 000 kr, medfinansiering 1 200 tkr.\n\n"
        "Projektet pågår 01.11.2014 – 30.04.2016.\n\nDeltagare\n\nSjuksköterskor\t120\nLäkare\t25\nÖvriga\t12\n"
    )
    dataset = drafted(tmp_path, text)
    assert dataset.targets[["target_value", "due"]].astype(str).values.tolist() == [
        ["300.0", "2015-12-31"],
        ["400.0", "2016-12-31"],
    ]
    assert [row[:2] + row[4:] for row in values(dataset)] == [
        ["seminar_participants", "nurses", 120], ["seminar_participants", "physicians", 25],
        ["seminar_participants", "unclassified", 12],
        ["programme_budget", "grant", 3_500_000], ["programme_budget", "co_funding", 1_200_000],
    ]  # fmt: skip
    assert dataset.timeline["period"].tolist() == ["2014-11-01/2016-04-30"]


def test_rows_without_a_municipality_are_named_for_a_person_to_look_at(tmp_path):
    """They are skipped, the line says so, and their figures stay unclaimed."""
    text = "Kommun;Larm\nÅnge;450\nTimrå;300\nSunsvall;12\nSumma;762\n"
    dataset = drafted(tmp_path, text, "larm.csv")
    recipe = (tmp_path / "raw" / "plan" / "recipe.toml").read_text("utf-8")
    assert 'skip = ["Sunsvall"]  # check' in recipe
    assert dataset.observations["value"].tolist() == [450, 300, 762]
    assert dataset.audit.query("kind == 'unclaimed'")["text"].tolist() == ["12"]


def test_an_entry_that_would_not_run_stands_in_comments_with_the_reason(tmp_path):
    """Parts of which no label says what they are; the rest of the recipe runs."""
    rows = "|Ånge|5 varav 2|\n|Timrå|6 varav 3|"
    text = draft_recipe(
        read_document(written(tmp_path / "p.md", f"|Kommun|SITHS-kort|\n|---|---|\n{rows}")), source_id="p"
    )
    assert "# This does not run: the part without a label has no code" in text
    assert "\n# [[observations]]\n# indicator" in text


def test_money_in_a_column_of_cards_is_left_to_the_audit(tmp_path):
    """The cards beside it are read."""
    text = draft_recipe(
        read_document(written(tmp_path / "p.md", "|Kommun|SITHS-kort|\n|---|---|\n|Ånge|5 st|\n|Timrå|6 kr|")),
        source_id="p",
    )
    assert "\n[[observations]]\nindicator" in text
    assert "# Figures that no entry takes yet:\n# 6 " in text


def test_a_list_that_begins_and_ends_its_document_is_drafted(tmp_path):
    """Nothing stands before its first place, nothing after its last figure."""
    assert [row[2:] for row in values(drafted(tmp_path, "Ånge: 450 larm 2013\nTimrå: 300 larm\n"))] == [
        ["SE-2260", "2013", 450],
        ["SE-2262", "2013", 300],
    ]


def test_a_document_that_says_no_day_of_its_own_is_asked_for_one(tmp_path):
    """Neither the day on which its file was saved nor one that a sentence tells of is that of its publication."""
    document = tmp_path / "plan.txt"
    document.write_text(
        "Plan\n\nStyrelsen fattade sitt beslut den 28 november 2013 efter flera möten i länet.", "utf-8"
    )
    os.utime(document, (1_400_000_000, 1_400_000_000))  # 13 May 2014
    text = draft_recipe(read_document(document), source_id="plan")
    assert '\n# published = "YYYY-MM-DD"  # when was it published?' in text
    assert "\npublished" not in text


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (("Statusrapport", "Hamar, 30. juni 2011", "Frist for svar er 1. mai 2012"), "2011-06-30"),
        (("Plan", "Mål 2015-12-31: alla", "Ort och datum Härnösand 2013-04-02"), "2013-04-02"),
        (("Status", "Sist endret 3. mai 2012", "Publisert 15.10.2012"), "2012-10-15"),
        (("Tilskot til kommunane, mai 2018", "Vi har 3 bilar."), "2018-05"),
        (("Genomförandeplan 2013", "Vi har 3 bilar."), ""),
        (("Status", "Rapporten gjelder per 30. juni 2024", "Hamar, 15. august 2024"), "2024-08-15"),
        (("Lägesrapport", "Rapporten avser den 30 juni 2024"), ""),
        (("Status", "Rapporten gælder den 30. juni 2024"), ""),
        (("IT-samverkan", "Styrgruppen bildades hösten 2004"), ""),
    ],
)
def test_the_day_of_publication_is_one_that_a_line_of_its_own_says(tmp_path, lines, day):
    """By a place, by a word for it, where it is signed; no due date, no season, and no year of a title."""
    document = tmp_path / "plan.txt"
    document.write_text("\n\n".join(lines), "utf-8")
    assert published_in(read_document(document)) == day


@pytest.mark.skipif(not ORIGINALS, reason="EHEALTH_ORIGINALS names no folder with the original documents")
def test_the_draft_alone_finds_the_counts_by_municipality_of_the_original(tmp_path):
    """On the Västernorrland plan: 7 with SITHS, 7 alarms with parts, 7 of NPÖ (2 without a number) and today's 50."""
    (original,) = [p for p in Path(ORIGINALS).iterdir() if "Antalet larm är" in read_document(p).text]
    draft(original, tmp_path / "plan")
    rows = ingest(tmp_path).observations.query("role == 'reported'")
    counts = rows.groupby(["indicator", "breakdown"])["value"].agg(["size", "sum"])
    assert counts.loc[("siths_holders", "_T")].tolist() == [7, 470]
    assert counts.loc[("safety_alarms", "_T")].tolist() == [7, 5564]
    assert counts.loc[("safety_alarms", "digital")].tolist() == [6, 60]
    assert counts.loc[("safety_alarms", "ip_telephony")].tolist() == [1, 100]
    assert counts.loc[("npo_users", "_T")].tolist() == [8, 272]  # 25 + 119 + 30 + 13 + 35 + 50


def test_a_share_as_target_is_of_what_its_sentence_counts(tmp_path):
    """At least 25 percent of the alarms, digital ones, by 2014."""
    rows = drafted(tmp_path, "Mål 2014: minst 25 procent av larmen ska vara digitala i länet.").targets
    assert rows[["indicator", "breakdown", "kind", "target_lower", "unit"]].values.tolist() == [
        ["safety_alarms", "digital", "level", 25, "percent"]
    ]


def test_a_year_is_no_count(tmp_path):
    """A year or a span of years beside the name of an indicator stands in comments; so it is in a cell of its own."""
    text = "Plan\n\n|Insats|När|Hur|\n|-|-|-|\n|E-tjänster|2013 - 2015|bra|\n|Trygghetslarm|2013|x|\n"
    assert drafted(tmp_path, text).observations.empty


def test_a_sentence_with_its_own_figure_is_no_title_of_a_later_table(tmp_path):
    """Cameras are no members, and the 7 members are no sum of the cameras."""
    told = "Plan\n\nStyrgruppen har 7 medlemmar.\n\nFrågor besvaras gärna.\n\n"
    text = f"{told}|Kommun|Kameror|\n|-|-|\n|Ånge|12|\n|Timrå|9|\n"
    rows = drafted(tmp_path, text).observations
    members = rows[rows["indicator"] == "steering_group_members"]
    assert members[["role", "value"]].values.tolist() == [["reported", 7]]


def found(dataset) -> list[list[object]]:
    """Return what was read of each figure, by value: indicator, breakdown, value."""
    rows = dataset.observations.sort_values("value")
    return rows[["indicator", "breakdown", "value"]].values.tolist()


def test_courses_and_meetings_are_no_persons(tmp_path):
    """14 courses with 322 participants, a group of 9 that met 4 times: each of its own indicator."""
    courses = "Under året ordnades 14 utbildningar med 322 deltagare."
    text = f"Plan\n\n{courses} Projektets styrgrupp har 9 ledamöter och höll 4 möten."
    assert found(drafted(tmp_path, text)) == [
        ["steering_group_meetings", "_T", 4],
        ["steering_group_members", "_T", 9],
        ["training_events", "_T", 14],
        ["staff_trained", "_T", 322],
    ]


def test_a_part_is_named_behind_its_whole(tmp_path):
    """Of "900 av 1 400 larm digitala" the 900 are digital and the 1 400 are all."""
    rows = found(drafted(tmp_path, "Plan\n\nI Eskilstuna är 900 av 1 400 larm digitala."))
    assert rows == [["safety_alarms", "digital", 900], ["safety_alarms", "_T", 1400]]


def test_a_part_of_a_grant_is_named_in_short_below_it(tmp_path):
    """A line "varav till samordnare" below the sum is the grant for one; "samordnare" alone is none."""
    parts = "varav till samordnare 700 000 kr\n\nvarav till aktiviteter 2 450 000 kr"
    below = f"Plan\n\nStimulansbidrag: 3 150 000 kr\n\n{parts}"
    assert found(drafted(tmp_path, below)) == [
        ["programme_budget", "grant_coordinator", 700_000],
        ["programme_budget", "grant_activities", 2_450_000],
        ["programme_budget", "grant", 3_150_000],
    ]
    alone = drafted(tmp_path / "alone", "Plan\n\nSamordnare: 900 000 kr")
    assert "grant_coordinator" not in set(alone.observations["breakdown"])


def test_what_is_today_is_no_target(tmp_path):
    """A figure behind "idag" among targets is a reading."""
    text = "Plan\n\nPiteå 2012-09-28\n\nSenast 2014 ska 90 procent av larmen, idag 15 procent, vara digitala."
    dataset = drafted(tmp_path, text)
    assert dataset.targets["target_value"].tolist() == [90]
    assert dataset.observations["value"].tolist() == [15]


def test_the_time_of_a_target_is_none_of_what_there_is(tmp_path):
    """The sentence before says when 500 shall be there: the 310 are there on the day of the document."""
    text = (
        "Plan 2013-04-15\n\nTrygghetslarm i Timrå\n\nMålet är 500 digitala larm 2015. I kommunen finns 310 larm.\n\n"
        "Det ska finnas 90 SITHS-kort senast 2014. Kommunen har 44 SITHS-kort."
    )
    dataset = drafted(tmp_path, text)
    assert dataset.targets["target_value"].tolist() == [500, 90]
    assert dataset.observations[["value", "period"]].values.tolist() == [[310, "2013-04-15"], [44, "2013-04-15"]]


def test_a_target_above_a_table_does_not_date_it(tmp_path):
    """The alarms are those of the day of the document, not of the end of the next year."""
    table = "|Kommun|Larm|\n|---|---|\n|Ånge|450|\n|Timrå|300|\n|Kramfors|560|\n"
    text = f"# Larm\n\n2014-06-30\n\nMålet är att alla larm ska vara digitala senast 2015-12-31.\n\n{table}"
    dataset = drafted(tmp_path, text, "plan.md")
    assert dataset.observations["period"].unique().tolist() == ["2014-06-30"]


def test_what_a_header_calls_a_target_is_one(tmp_path):
    """500 cards below "Mål 2015" alone in its row; 900 below it at the end of a series."""
    alone = "Plan\n\n|Område|Nuläge|Mål 2015|\n|---|---|---|\n|SITHS-kort|se bilagan|500 kort|\n"
    assert drafted(tmp_path / "alone", alone, "plan.md").targets["target_value"].tolist() == [500]
    series = "Plan\n\n|Vad|2013|2014|Mål 2015|\n|---|---|---|---|\n|Trygghetslarm|700|800|900|\n"
    dataset = drafted(tmp_path / "series", series, "plan.md")
    assert dataset.targets[["target_value", "due"]].astype(str).values.tolist() == [["900.0", "2015-12-31"]]
    assert dataset.observations[["role", "value"]].values.tolist() == [["reported", 700], ["reported", 800]]


def test_a_column_of_targets_by_municipality_is_one_a_municipality(tmp_path):
    """Below "Mål 2015" each has its own, and the sum is that of the scope."""
    table = "|Kommun|Trygghetslarm 2013|Mål 2015|\n|---|---|---|\n|Ånge|40|60|\n|Timrå|70|90|\n|Summa|110|150|\n"
    dataset = drafted(tmp_path, f"Plan\n\n{table}", "plan.md")
    targets = dataset.targets[["indicator", "area", "target_value"]].values.tolist()
    assert targets == [
        ["safety_alarms", "SE-2260", 60],
        ["safety_alarms", "SE-2262", 90],
        ["safety_alarms", "SE-22", 150],
    ]
    assert sorted(dataset.observations["value"]) == [40, 70, 110]


def test_the_year_of_a_title_that_is_over_is_that_of_flows(tmp_path):
    """Courses are of the year of the report, alarms of the day that it is from, cards of the end of that year."""
    lines = ("Årsrapport 2012 för eHälsa", "Piteå 2013-02-15", "14 kurser hölls.", "Länet har 900 trygghetslarm.")
    dataset = drafted(tmp_path, "\n\n".join([*lines, "Vid årets slut hade 80 medarbetare SITHS-kort."]))
    periods = dict(dataset.observations[["indicator", "period"]].values.tolist())
    assert periods == {"training_events": "2012", "safety_alarms": "2013-02-15", "siths_holders": "2012-12-31"}


def test_a_line_about_the_figures_dates_them_all(tmp_path):
    """A line "Siffrorna avser mars 2013" is said once for the document."""
    dataset = drafted(
        tmp_path, "Plan\n\nSiffrorna avser mars 2013.\n\nPiteå 2013-05-06\n\nLänet har 900 trygghetslarm."
    )
    assert dataset.observations["period"].tolist() == ["2013-03"]


def test_a_season_is_the_last_one_before_the_document_and_our_is_none(tmp_path):
    """Spring of the year; "i vår kommun" (in our municipality) says no time."""
    dated = drafted(tmp_path / "a", "Plan\n\nPiteå 2013-09-06\n\nUnder våren hölls 14 kurser.")
    assert dated.observations["period"].tolist() == ["2013-21"]
    ours = drafted(tmp_path / "b", "Plan\n\nPiteå 2013-09-06\n\nI vår kommun hölls 14 kurser.")
    assert ours.observations["period"].tolist() == ["2013-09-06"]


def test_a_year_before_is_told_from_the_year(tmp_path):
    """What is told of "året innan" is of a year before."""
    text = "Plan\n\nPiteå 2013-09-06\n\nI mars 2013 hade 870 medarbetare SITHS-kort, mot 410 året innan."
    dataset = drafted(tmp_path, text)
    assert dict(dataset.observations[["value", "period"]].values.tolist()) == {870: "2013-03", 410: "2012-03"}


def test_an_area_that_is_not_counted_is_left_out(tmp_path):
    """Timrå is said not to be counted: the total is that of the other six municipalities of Västernorrland."""
    text = "Plan\n\nPiteå 2013-09-06\n\nLänet har 900 trygghetslarm (Timrå ej medräknat), i Ånge 40 och i Kramfors 80."
    dataset = drafted(tmp_path, text)
    whole = dataset.observations.query("value == 900")["area"].item().split("|")
    assert len(whole) == 6
    assert "SE-2262" not in whole


def test_a_total_that_nearly_repeats_that_of_a_table_is_told(tmp_path):
    """125 on a day and 120 below the year: no check holds these together, so the recipe asks."""
    table = "|Kommun|Trygghetslarm 2014|\n|---|---|\n|Ånge|50|\n|Timrå|70|\n|Summa|120|\n"
    text = f"Plan\n\nPiteå 2014-09-15\n\nDen 31 augusti 2014 fanns 125 trygghetslarm i länet.\n\n{table}"
    drafted(tmp_path, text, "plan.md")
    recipe = next(tmp_path.rglob("recipe.toml")).read_text("utf-8")
    assert "# 125 here, and 120 of 2014 (" in recipe


def test_the_last_noun_of_a_header_says_what_is_counted(tmp_path):
    """Below "Antal kurser" are courses, below "Antal deltagare" persons, of one table named "Utbildning"."""
    text = "# Utbildning\n\n|Månad|Antal kurser|Antal deltagare|\n|---|---|---|\n|Mars 2015|3|51|\n|Maj 2015|1|22|\n"
    assert found(drafted(tmp_path, text, "plan.md")) == [
        ["training_events", "_T", 1],
        ["training_events", "_T", 3],
        ["staff_trained", "_T", 22],
        ["staff_trained", "_T", 51],
    ]


def test_a_list_is_of_what_stands_below_its_sum(tmp_path):
    """No word above the list says what it counts; the line below its sum does."""
    text = "Plan\n\n|Insats|\n|---|\n|Nuläge: Ånge 51 st Timrå 60 st Summa 111 st<br>Antalet medarbetare med SITHS|\n"
    assert {row[0] for row in found(drafted(tmp_path, text, "plan.md"))} == {"siths_holders"}


def test_2000_among_sums_is_no_year(tmp_path):
    """A column with 1 500 and 2000 below "Budget 2015" holds sums."""
    text = "Ekonomi, tkr\n\n|Post|Budget 2015|\n|---|---|\n|Bidrag|2000|\n|Medfinansiering|1500|\n|Summa|3500|\n"
    rows = drafted(tmp_path, text, "plan.md").observations
    assert sorted(rows["value"]) == [1_500_000, 2_000_000, 3_500_000]
    assert set(rows["period"]) == {"2015"}


def test_municipalities_that_take_part_are_counted_as_such(tmp_path):
    """Of "tolv kommuner ingår" the indicator is that of taking part; of others nothing is said."""
    dataset = drafted(tmp_path, "Plan\n\nTolv kommuner ingår i programmet. Fem kommuner har röda hus.")
    assert found(dataset) == [["participating_municipalities", "_T", 12]]


def test_a_row_of_an_unknown_area_is_not_of_the_whole_scope(tmp_path):
    """Its figures stand in comments with the reason; those of "Hela länet" are of the county."""
    rows = "|Mora|12|\n|Orsa|9|\n|Storkommunen|7|\n|Hela länet|28|\n"
    text = f"# Plan\n\nAntal trygghetslarm:\n\n|Kommun|2013|\n|---|---|\n{rows}"
    assert sorted(drafted(tmp_path, text, "plan.md").observations["value"]) == [9, 12, 28]
    recipe = (tmp_path / "raw" / "plan" / "recipe.toml").read_text("utf-8")
    assert "Its row is named after no area that is known: not of the whole scope: 7 " in recipe


def test_the_unit_of_a_table_stands_below_it_or_in_its_corner(tmp_path):
    """The words "Tall i tusen kroner" below, or "Beløb i 1.000 kr." above the labels; what a card costs is no unit."""
    rows = "|---|---|\n|Tilskudd|2 400|\n|Egenandel|1 200|\n"
    below = drafted(
        tmp_path / "a", f"Plan\n\nBergen 2014-02-03\n\n|Post|Budsjett 2014|\n{rows}\nTall i tusen kroner.\n", "plan.md"
    )
    assert below.observations["value"].tolist() == [2_400_000, 1_200_000]
    corner = drafted(
        tmp_path / "b", f"Plan\n\nBergen 2014-02-03\n\n|Beløp i 1.000 kr.|Budsjett 2014|\n{rows}", "plan.md"
    )
    assert corner.observations["value"].tolist() == [2_400_000, 1_200_000]
    cards = "|Rolle|Antall|\n|---|---|\n|Leger|24|\n|Sykepleiere|12|\n\nEtt kort koster 2 tkr.\n"
    counted = drafted(tmp_path / "c", f"SITHS-kort\n\nBergen 2014-02-03\n\n{cards}", "plan.md")
    assert {24, 12} <= set(counted.observations["value"])


def test_lines_of_several_indicators_below_areas_are_one_entry(tmp_path):
    """Their labels are keys of `indicators`; "okänt", which no figure tells, is read with them."""
    lists = "".join(
        f"<li>{name}<ul><li>Trygghetslarm: {alarms}</li><li>SITHS-kort: {cards}</li></ul></li>"
        for name, alarms, cards in [("Ånge", 310, 44), ("Timrå", 560, 81), ("Kramfors", 480, "okänt")]
    )
    page = f"<html><body><h1>Läget</h1><p>Härnösand 2014-01-20</p><p>I kommunerna:</p><ul>{lists}</ul></body></html>"
    dataset = drafted(tmp_path, page, "plan.html")
    recipe = next(tmp_path.rglob("recipe.toml")).read_text("utf-8")
    assert 'indicators = { "Trygghetslarm" = "safety_alarms", "SITHS-kort" = "siths_holders" }' in recipe
    assert recipe.count("[[observations]]") == 1
    known = dataset.observations.dropna(subset="value")
    assert sorted(known["value"]) == [44, 81, 310, 480, 560]
    assert dataset.observations["value"].isna().sum() == 1
