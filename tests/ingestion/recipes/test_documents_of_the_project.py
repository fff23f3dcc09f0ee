"""The five documents in data/raw: every figure of theirs, worked out by hand from the originals."""

import os
from pathlib import Path

import pandas as pd
import pytest

from ehealth_stats import ingest, read_document
from ehealth_stats.ingestion.recipes.ingest import combine, ingest_document, ingest_source
from ehealth_stats.ingestion.recipes.recipe import read_recipe
from ehealth_stats.schema import Dataset

RAW = Path(__file__).parents[3] / "data" / "raw"
ORIGINALS = os.environ.get("EHEALTH_ORIGINALS", "")
# A phrase that only one of the originals holds, and the source that it is.
PHRASES = {
    "Inkludering av 20 nye Samspillkommuner": "elin-k-2007",
    "Stor oppslutning om kommunale seminarer": "seminar-tour-2007",
    "Kommuner inn i Meldingsløftet": "meldingsloftet",
    "bankgiro": "norrbotten-2010",
    "Antalet larm är": "vasternorrland-2013",
}


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    """All five documents."""
    return ingest(RAW)


def rows(dataset: Dataset, source: str, indicator: str) -> pd.DataFrame:
    """Return the observations of one indicator in one document."""
    table = dataset.observations
    return table[(table["source_id"] == source) & (table["indicator"] == indicator)]


def test_no_figure_is_unclaimed(dataset):
    """Every figure of the five documents is in a table or is explained by the audit."""
    unclaimed = dataset.audit[dataset.audit["kind"] == "unclaimed"]
    assert unclaimed[["source_id", "text"]].values.tolist() == []
    assert set(dataset.audit["source_id"]) == set(PHRASES.values())


def test_seminar_attendance_by_role(dataset):
    """Figur 2 of the seminar tour: eight roles and their sum, which the text repeats."""
    found = rows(dataset, "seminar-tour-2007", "seminar_participants")
    by_role = found[(found["role"] == "reported") & (found["breakdown"] != "municipal")]["value"].tolist()
    assert by_role == [62, 195, 93, 120, 50, 25, 15, 17]
    assert found.loc[found["role"] == "stated_total", "value"].tolist() == [577, 577]
    assert found.loc[found["breakdown"] == "municipal", "value"].tolist() == [357]


def test_the_seminar_tour_counts_its_municipalities_twice(dataset):
    """134 in the lead and 138 under Deltagelse; 10 places, 10 seminars, 4 lighthouse municipalities."""
    source = "seminar-tour-2007"
    assert rows(dataset, source, "seminar_municipalities")["value"].tolist() == [134, 138]
    assert rows(dataset, source, "seminar_places")["value"].tolist() == [10]
    assert rows(dataset, source, "seminars")["value"].tolist() == [10]
    assert rows(dataset, source, "lighthouse_municipalities")["value"].tolist() == [4]


def test_elin_k_names_20_municipalities_6_pilots_and_7_vendors(dataset):
    """The layout table of two columns is one list; Flora and Nøtterøy have their codes of 2007."""
    people = dataset.participants[dataset.participants["source_id"] == "elin-k-2007"]
    counts = people["role"].value_counts()
    assert counts["participating_municipality"] == 20
    assert counts["pilot_municipality"] == 6
    assert counts[["vendor_care_system", "vendor_gp_system", "vendor_hospital_system"]].tolist() == [3, 2, 2]
    assert counts["steering_group"] == 7
    assert people.set_index("name").loc[["Flora kommune", "Nøtterøy kommune"], "area"].tolist() == [
        "NO-1401",
        "NO-0722",
    ]
    assert rows(dataset, "elin-k-2007", "joint_meetings")["value"].tolist() == [2]
    stated = rows(dataset, "elin-k-2007", "participating_municipalities").query("role == 'stated_total'")
    assert stated["value"].tolist() == [20, 20, 20]


def test_elin_k_has_three_phases_and_a_project_period(dataset):
    """Phases 2004-2007, 2007-2008 and 2008/9-; project 1 November 2007 to 30 April 2008."""
    timeline = dataset.timeline[dataset.timeline["source_id"] == "elin-k-2007"]
    assert timeline.query("kind == 'phase'")["period"].tolist() == ["2004/2007", "2007/2008", "2008/.."]
    assert timeline.query("kind == 'project'")["period"].tolist() == ["2007-11-01/2008-04-30"]


def test_meldingsloftet_has_four_strategies_a_target_and_no_date(dataset):
    """Strategies 1997-2013, "12 år", 80 municipalities ready, all 428 of 2013 as the target."""
    timeline = dataset.timeline[dataset.timeline["source_id"] == "meldingsloftet"]
    assert timeline["name"].tolist()[:4] == ["Mer helse for hver bit", "Si @!", "S@mspill 2007", "Samspill 2.0"]
    assert timeline["period"].tolist()[:4] == ["1997/2000", "2001/2003", "2004/2007", "2008/2013"]
    assert rows(dataset, "meldingsloftet", "strategy_years")["value"].tolist() == [12]
    ready = rows(dataset, "meldingsloftet", "electronic_messaging").iloc[0]
    assert (ready["value"], ready["status"], ready["period"]) == (80, "D", "[2008..2013]")
    target = dataset.targets[dataset.targets["source_id"] == "meldingsloftet"].iloc[0]
    assert (target["target_value"], target["due"]) == (428, pd.Timestamp("2013-12-31"))


def test_norrbotten_has_14_municipalities_its_groups_and_its_goals(dataset):
    """14 owners of the network, 4 + 4 in the steering group, 5 + 5 in the working group, four goals for 2010."""
    source = "norrbotten-2010"
    owners = rows(dataset, source, "fibre_network")
    assert owners.query("role == 'reported'")["area"].nunique() == 14
    assert owners.query("role == 'stated_total'")["value"].tolist() == [14]
    assert rows(dataset, source, "steering_group_members")["value"].tolist() == [4, 4]
    assert rows(dataset, source, "working_group_members")["value"].tolist() == [5, 5]
    goals = dataset.targets[dataset.targets["source_id"] == source]
    assert goals["due"].tolist() == [pd.Timestamp("2010-12-31")] * 4


def test_vasternorrland_siths_holders(dataset):
    """Nuläge under SITHS: seven municipalities, an addition, c:a twice, and the unit cost."""
    found = rows(dataset, "vasternorrland-2013", "siths_holders").set_index(["area", "breakdown"])
    whole = found.xs("_T", level="breakdown")
    assert whole["value"].to_dict() == {
        "SE-2260": 51, "SE-2281": 120, "SE-2262": 60, "SE-2280": 30, "SE-2282": 26, "SE-2283": 27, "SE-2284": 156,
        "SE-22": 445,
    }  # fmt: skip
    assert whole.loc["SE-2262", ["lower", "upper"]].tolist() == [55, 65]
    assert whole.loc["SE-22", ["lower", "upper", "role"]].tolist() == [444, 446, "stated_total"]
    assert found.loc[("SE-2281", "hsa_only"), "value"] == 32
    cost = rows(dataset, "vasternorrland-2013", "siths_unit_cost").iloc[0]
    assert (cost["value"], cost["unit"]) == (700, "SEK/person")


def test_vasternorrland_alarms(dataset):
    """Antalet larm är: totals, digital parts, an unknown one, IP telephony, and none."""
    found = rows(dataset, "vasternorrland-2013", "safety_alarms")
    total = found.query("breakdown == '_T'").set_index("area")["value"].to_dict()
    assert total == {
        "SE-2260": 450, "SE-2281": 1800, "SE-2262": 300, "SE-2280": 664, "SE-2282": 560, "SE-2283": 670,
        "SE-2284": 1120,
    }  # fmt: skip
    digital = found.query("breakdown == 'digital'").set_index("area")
    assert digital["value"].drop("SE-2281").to_dict() == {
        "SE-2260": 45, "SE-2262": 5, "SE-2280": 10, "SE-2282": 0, "SE-2284": 0
    }  # fmt: skip
    assert digital.loc["SE-2281", ["lower", "upper", "qualifier"]].tolist() == [0, 1800, "unknown"]
    assert found.query("breakdown == 'ip_telephony'")[["area", "value"]].values.tolist() == [["SE-2283", 100]]


def test_vasternorrland_npo_users(dataset):
    """Beräknat antal användare: five numbers, one n/a, one already in use; 50 use it today."""
    found = rows(dataset, "vasternorrland-2013", "npo_users")
    planned = found.query("role == 'planned'").set_index("area")
    assert planned["value"].dropna().to_dict() == {
        "SE-2260": 25, "SE-2281": 119, "SE-2262": 30, "SE-2280": 13, "SE-2282": 35
    }  # fmt: skip
    assert planned.loc[["SE-2283", "SE-2284"], "qualifier"].tolist() == ["not_available", "already_done"]
    assert found.query("role == 'reported'")[["area", "value"]].values.tolist() == [["SE-2284", 50]]


def test_vasternorrland_services_by_municipality(dataset):
    """Three services everywhere, one in Härnösand, secure e-mail in Sollefteå, NPÖ producers nowhere."""
    source = "vasternorrland-2013"
    sums = {
        name: rows(dataset, source, name)["value"].tolist()
        for name in ("pascal", "vardhandboken", "prator", "npo_producer", "action_carers", "secure_email", "e_forms")
    }
    assert sums["pascal"] == sums["vardhandboken"] == sums["prator"] == [1] * 7
    assert sums["npo_producer"] == [0] * 7
    areas = {name: rows(dataset, source, name)["area"].tolist() for name in sums}
    assert (areas["action_carers"], areas["secure_email"], areas["e_forms"]) == (["SE-2280"], ["SE-2283"], ["SE-2282"])
    assert rows(dataset, source, "e_forms")["role"].tolist() == ["planned"]
    assert rows(dataset, source, "quality_register_login")["area"].tolist() == ["SE-2260", "SE-2262"]


def test_vasternorrland_meetings(dataset):
    """Twice a year in 2011 and 2012, c:a 3 planned; the working group three times in 2012."""
    meetings = rows(dataset, "vasternorrland-2013", "steering_group_meetings")
    assert meetings[["period", "value", "role"]].values.tolist() == [
        ["2011", 2, "reported"], ["2012", 2, "reported"], ["2013", 3, "planned"]
    ]  # fmt: skip
    assert rows(dataset, "vasternorrland-2013", "working_group_meetings")["value"].tolist() == [3]


def test_vasternorrland_budget(dataset):
    """The last page: 5 000 tkr in all, two grants and their sum, co-funding, and help in kind."""
    found = rows(dataset, "vasternorrland-2013", "programme_budget").set_index("breakdown")
    assert found["value"].to_dict() == {
        "_T": 5_000_000, "grant": 2_481_183, "grant_coordinator": 742_593, "grant_activities": 1_738_591,
        "co_funding": 2_519_000, "in_kind": 91_760,
    }  # fmt: skip
    assert found.loc["co_funding", ["lower", "upper", "status"]].tolist() == [2_518_500, 2_519_500, "E"]


def test_vasternorrland_targets_also_the_undefined(dataset):
    """Every Mål 2013, 2014 and 2015: 17 with a date in 2013, 2 in 2014, 6 in 2015; five are not defined."""
    targets = dataset.targets[dataset.targets["source_id"] == "vasternorrland-2013"]
    undefined = targets.query("kind == 'undefined'")
    # Mål 2015 of activities 1, 2, 3 and 4, and Mål 2013 of activity 3.
    assert undefined["due"].dt.year.value_counts().to_dict() == {2015: 4, 2013: 1}
    increments = targets.query("kind == 'increase_by'")
    assert increments[["target_lower", "target_upper"]].values.tolist() == [[100, 200], [100, 200]]
    assert increments["adds_to"].tolist() == ["", increments["target_id"].iloc[0]]
    all_areas = targets.query("kind == 'all_areas'")
    assert all_areas["indicator"].tolist() == ["secure_email", "npo_consumer", "npo_consumer", "npo_producer"]
    assert set(all_areas["target_value"]) == {7}


def test_no_statement_of_the_rebuilt_documents_is_prose():
    """data/raw holds figures and short cell texts: no paragraph is longer than 80 characters."""
    for source in PHRASES.values():
        files = [path for path in (RAW / source).iterdir() if path.name != "recipe.toml"]
        assert [s.text for path in files for s in read_document(path).segments if len(s.text) > 80] == []


@pytest.mark.skipif(not ORIGINALS, reason="EHEALTH_ORIGINALS names no folder with the original documents")
@pytest.mark.parametrize(("phrase", "source"), PHRASES.items())
def test_the_same_recipe_on_the_original_gives_the_same_tables(phrase, source):
    """On the original every table is the same, locators aside, and no figure is unclaimed."""
    documents = [read_document(path) for path in sorted(Path(ORIGINALS).iterdir())]
    (original,) = [document for document in documents if phrase in document.text]
    recipe = read_recipe(RAW / source / "recipe.toml")
    expected, found = combine([ingest_source(RAW / source)]), combine([ingest_document(recipe, original)])
    for table in ("observations", "targets", "timeline", "participants", "statements"):
        pd.testing.assert_frame_equal(
            found.tables()[table].drop(columns="locator"), expected.tables()[table].drop(columns="locator")
        )
    assert "unclaimed" not in set(found.audit["kind"])
    claimed = [a.audit.query("kind == 'claimed'")["text"].tolist() for a in (found, expected)]
    assert claimed[0] == claimed[1]
