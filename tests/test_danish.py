"""Two made-up Danish documents (tests/danish), read, evaluated and reported in Danish; every figure worked by hand."""

import shutil
from io import BytesIO
from math import inf, nan
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl import load_workbook

from ehealth_stats import evaluate, ingest, read_document
from ehealth_stats.errors import CodeListError
from ehealth_stats.ingestion import draft_recipe, read_figures, tabulate_figures
from ehealth_stats.languages.lexicon import known_languages
from ehealth_stats.pipeline import build
from ehealth_stats.schema import Evaluation
from ehealth_stats.wording.languages import LANGUAGES

HERE = Path(__file__).parent / "danish"
ASSENS, KERTEMINDE, NYBORG, ODENSE, SVENDBORG = "DK-420", "DK-440", "DK-450", "DK-461", "DK-479"
FIVE = f"{ASSENS}|{KERTEMINDE}|{NYBORG}|{ODENSE}|{SVENDBORG}"
REGION = "DK-1083"
# The workbook of the year after: what a secretariat collects, thousands of kroner in the last column.
SHEET = [
    ["Opgørelse ved udgangen af 2024 (OPDIGTET, MADE UP)"],
    [],
    ["Kommune", "Sygeplejefaglig udredning", "Telemedicin", "Tilskud (1.000 kr.)"],
    ["Assens", 260, 40, 410],
    ["Kerteminde", 150, 22, 250.5],
    ["Nyborg", 190, 15, "uoplyst"],
    ["Odense", 820, 130, 1200],
    ["Svendborg", 310, 55, 475],
    ["I alt", 1730, 262, None],
]
# indicator, part, area: value, lowest, highest, unit, how it is said.
PLAN = {
    ("safety_alarms", "_T", ASSENS): (450, 450, 450, "alarms", "exact"),
    ("safety_alarms", "digital", ASSENS): (45, 45, 45, "alarms", "exact"),
    ("safety_alarms", "_T", KERTEMINDE): (300, 270, 330, "alarms", "approximate"),  # ca.: at most a tenth
    ("safety_alarms", "digital", KERTEMINDE): (120, 120, 120, "alarms", "exact"),
    ("safety_alarms", "_T", NYBORG): (520, 520, 520, "alarms", "exact"),
    ("safety_alarms", "_T", ODENSE): (2900, 2900, 2900, "alarms", "exact"),
    ("safety_alarms", "digital", ODENSE): (nan, 1500, 2900, "alarms", "at_least"),  # a part of 2.900
    ("safety_alarms", "_T", SVENDBORG): (900, 850, 900, "alarms", "just_under"),  # knap: half a hundred
    ("safety_alarms", "digital", SVENDBORG): (300, 300, 300, "alarms", "exact"),
    ("nursing_assessments", "_T", ASSENS): (210, 210, 210, "persons", "exact"),
    ("nursing_assessments", "_T", KERTEMINDE): (120, 115, 125, "persons", "approximate"),
    ("nursing_assessments", "_T", NYBORG): (165, 165, 165, "persons", "exact"),
    ("nursing_assessments", "_T", ODENSE): (640, 640, 640, "persons", "exact"),
    ("nursing_assessments", "_T", SVENDBORG): (255, 255, 255, "persons", "exact"),
    ("nursing_assessments", "_T", REGION): (1390, 1390, 1390, "persons", "exact"),  # the row "I alt"
    ("telemedicine_users", "_T", ASSENS): (34, 34, 34, "persons", "exact"),
    ("telemedicine_users", "_T", KERTEMINDE): (18, 18, 18, "persons", "exact"),
    ("telemedicine_users", "_T", NYBORG): (nan, 0, inf, "persons", "unknown"),  # uoplyst is not 0
    ("telemedicine_users", "_T", ODENSE): (100, 100, 110, "persons", "just_over"),  # godt
    ("telemedicine_users", "_T", SVENDBORG): (41, 41, 41, "persons", "exact"),
    ("programme_budget", "grant", REGION): (12.5e6, 12.45e6, 12.55e6, "DKK", "rounded"),
    ("programme_budget", "co_funding", REGION): (3.2e6, 3.15e6, 3.25e6, "DKK", "rounded"),
    ("steering_group_meetings", "_T", REGION): (12, 12, 12, "meetings", "exact"),
}
LATER = {
    ("nursing_assessments", "_T", ASSENS): (260, 260, 260, "persons", "exact"),
    ("nursing_assessments", "_T", KERTEMINDE): (150, 150, 150, "persons", "exact"),
    ("nursing_assessments", "_T", NYBORG): (190, 190, 190, "persons", "exact"),
    ("nursing_assessments", "_T", ODENSE): (820, 820, 820, "persons", "exact"),
    ("nursing_assessments", "_T", SVENDBORG): (310, 310, 310, "persons", "exact"),
    ("nursing_assessments", "_T", REGION): (1730, 1730, 1730, "persons", "exact"),
    ("telemedicine_users", "_T", ASSENS): (40, 40, 40, "persons", "exact"),
    ("telemedicine_users", "_T", KERTEMINDE): (22, 22, 22, "persons", "exact"),
    ("telemedicine_users", "_T", NYBORG): (15, 15, 15, "persons", "exact"),
    ("telemedicine_users", "_T", ODENSE): (130, 130, 130, "persons", "exact"),
    ("telemedicine_users", "_T", SVENDBORG): (55, 55, 55, "persons", "exact"),
    ("telemedicine_users", "_T", REGION): (262, 262, 262, "persons", "exact"),
    ("programme_budget", "_T", ASSENS): (410_000, 409_500, 410_500, "DKK", "rounded"),
    ("programme_budget", "_T", KERTEMINDE): (250_500, 250_450, 250_550, "DKK", "rounded"),
    ("programme_budget", "_T", NYBORG): (nan, 0, inf, "DKK", "unknown"),
    ("programme_budget", "_T", ODENSE): (1_200_000, 1_199_500, 1_200_500, "DKK", "rounded"),
    ("programme_budget", "_T", SVENDBORG): (475_000, 474_500, 475_500, "DKK", "rounded"),
}
# indicator, part, period: value, lowest, highest of the five together, how many gave no number.
TOTALS = {
    ("safety_alarms", "_T", "2023-12-31"): (5070, 4990, 5100, 0),
    ("safety_alarms", "digital", "2023-12-31"): (nan, 1965, 3885, 1),  # 45+120+0+1500+300; 45+120+520+2900+300
    ("nursing_assessments", "_T", "2023-12-31"): (1390, 1385, 1395, 0),
    ("telemedicine_users", "_T", "2023-12-31"): (nan, 193, inf, 1),
    ("nursing_assessments", "_T", "2024-12-31"): (1730, 1730, 1730, 0),
    ("telemedicine_users", "_T", "2024-12-31"): (262, 262, 262, 0),
    ("programme_budget", "_T", "2024-12-31"): (nan, 2_333_950, inf, 1),
}
# What was to be reached: at the deadline, and on the way.
OUTCOMES = {
    "nursing_assessments/2023": ("met", "achieved"),
    "nursing_assessments/2024": ("not_met", "unable_to_assess"),  # 1 730 of 1 750
    "nursing_assessments/2025": ("future", "on_track"),  # 340 more in a year, 410 needed in two
    "telemedicine_users/2024": ("met", "achieved"),
    "safety_alarms/2024": ("not_available", "unable_to_assess"),  # not defined
}


def workbook() -> bytes:
    """The document of 2024."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Status 2024"
    for row in SHEET:
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture(scope="module")
def raw(tmp_path_factory) -> Path:
    """Both documents with their recipes, as a user has them."""
    folder = tmp_path_factory.mktemp("raw")
    shutil.copytree(HERE, folder, dirs_exist_ok=True)
    (folder / "fyn-2024" / "opgoerelse.xlsx").write_bytes(workbook())
    return folder


@pytest.fixture(scope="module")
def evaluation(raw) -> Evaluation:
    """Read and evaluated."""
    return evaluate(ingest(raw))


def same(found, expected) -> bool:
    """Whether two tuples agree, no number with no number."""
    numbers, words = ([part for part in expected if isinstance(part, str) is kind] for kind in (False, True))
    told = [part for part in found if isinstance(part, str)]
    return told == words and [*found[: len(found) - len(told)]] == pytest.approx(numbers, nan_ok=True, abs=0, rel=0)


@pytest.mark.parametrize(("source", "expected"), [("fyn-2023", PLAN), ("fyn-2024", LATER)])
def test_each_figure_is_read_with_its_bounds(evaluation, source, expected):
    """From prose with "heraf", from a page's table, from a workbook's; kroner are Danish, nothing missing is 0."""
    rows = evaluation.dataset.observations
    rows = rows[(rows["source_id"] == source) & (rows["indicator"] != "shared_medication_record")]
    found = {
        (row.indicator, row.breakdown, row.area): (row.value, row.lower, row.upper, row.unit, row.qualifier)
        for row in rows.itertuples()
    }
    assert found.keys() == expected.keys()
    assert {key: told for key, told in found.items() if not same(told, expected[key])} == {}


def test_all_is_a_row_for_each_municipality(evaluation):
    """Of "i brug i alle fem kommuner", five of 1."""
    rows = evaluation.dataset.observations
    rows = rows[rows["indicator"] == "shared_medication_record"]
    assert dict(zip(rows["area"], rows["value"], strict=True)) == dict.fromkeys(FIVE.split("|"), 1)


def test_no_figure_is_left_over(evaluation):
    """Each is in a table, or is a date, a unit or an aside."""
    audit = evaluation.dataset.audit
    assert audit.loc[audit["kind"] == "unclaimed", "text"].tolist() == []


def test_no_area_is_norwegian_or_swedish(evaluation):
    """All codes are Denmark's, and no money is another country's."""
    rows = evaluation.dataset.observations
    assert {code[:3] for code in rows["area"]} == {"DK-"}
    assert not set(rows["unit"]) & {"SEK", "NOK"}
    assert evaluation.dataset.participants["area"].tolist() == [REGION]


def test_totals_keep_what_is_open(evaluation):
    """A total with one that gave no number has no point; its bounds are those of what there is."""
    rows = evaluation.totals
    found = {
        (row.indicator, row.breakdown, row.period): (row.value, row.lower, row.upper, row.n_missing)
        for row in rows.itertuples()
    }
    assert {key: found.get(key) for key in TOTALS if not same(found.get(key, ()), TOTALS[key])} == {}
    assert {key for key in TOTALS if key not in found} == set()


def test_stated_totals_agree_with_the_rows(evaluation):
    """Three rows "I alt" are the sums of their columns."""
    assert evaluation.comparisons["verdict"].tolist() == ["agrees"] * 3


def test_targets_are_judged_by_the_workbook_of_the_year_after(evaluation):
    """340 in a year over 205 needed a year: 1,66 times the pace."""
    rows = evaluation.progress
    found = {f"{row.indicator}/{row.target_id[-4:]}": (row.target_status, row.verdict) for row in rows.itertuples()}
    assert found == OUTCOMES
    on_track = rows[rows["verdict"] == "on_track"]
    assert on_track["linear"].tolist() == [pytest.approx(340 / 205, abs=0.005)]


def test_the_claim_is_supported(evaluation):
    """Odense's 2.900 are more than Svendborg's 900."""
    assert "claim_supported" in evaluation.findings["kind"].tolist()


@pytest.fixture(scope="module")
def reports(raw, tmp_path_factory) -> Path:
    """The Danish report in its four formats."""
    folder = tmp_path_factory.mktemp("built")
    build(raw, folder / "processed", folder / "reports", languages=["da"])
    return folder / "reports" / "fyn"


def test_the_report_is_danish(reports):
    """Headings, sentences, numbers and charts; the page says that it is Danish."""
    page = (reports / "evaluation.da.html").read_text("utf-8")
    assert '<html lang="da"' in page
    for said in (
        "Sammenfatning", "Målopfyldelse", "Uoverensstemmelser, der betyder noget", "Programmet omfatter 5 kommuner",
        "1.390 (1.385–1.395) personer", "12.500.000 (12.450.000–12.550.000) kr", "Mindst 1.800 udredninger i 2025",
        "Borgere med telemedicin (31. december 2023): mindst 193 personer", "På rette vej",
    ):  # fmt: skip
        assert said in page
    assert "NOK" not in page
    assert "SEK" not in page


def test_word_pdf_and_workbook_are_danish(reports):
    """Each format opens and says the same."""
    text = "\n".join(part.text for part in docx.Document(str(reports / "evaluation.da.docx")).paragraphs)
    assert "Det, der ændrer mest" in text
    assert (reports / "evaluation.da.pdf").read_bytes().startswith(b"%PDF")
    book = load_workbook(reports / "evaluation.da.xlsx")
    assert "Forklaringer" in book.sheetnames
    assert {"Oplysninger", "Målopfyldelse", "Summer"} <= set(book.sheetnames)


def test_without_a_recipe_the_document_is_danish_too(raw):
    """Its language, its municipalities and its kroner are found by its words."""
    figures = tabulate_figures(read_figures(read_document(raw / "fyn-2023" / "status.html")))
    assert {area for area in figures["area"] if area} <= {*FIVE.split("|"), REGION}
    assert set(figures["unit"]) & {"DKK", "NOK", "SEK"} == {"DKK"}


def test_a_first_recipe_is_drafted_of_a_danish_document(raw):
    """Its language, country and region; the table, the list of alarms, the money and four of its targets."""
    drafted = draft_recipe(read_document(raw / "fyn-2023" / "status.html"), source_id="fyn")
    told = {line.removesuffix("  # check") for line in drafted.splitlines()}
    assert {'language = "da"', 'country = "DK"', f'scope = "{REGION}"', 'published = "2023-12-31"'} <= told
    for indicator, times in {"nursing_assessments": 4, "telemedicine_users": 2, "safety_alarms": 1}.items():
        assert drafted.count(f'indicator = "{indicator}"') == times
    assert "This does not run" not in drafted


# What a document without a recipe says, the country whose it is, and its figures: area, value, unit.
ORIGINS = [
    (
        "Kommunen fik 45 mio. kr. til telemedicin, og det er en stigning på 3 mio. kr.",
        "DK",
        [("", 45e6, "DKK"), ("", 3e6, "DKK")],
    ),
    (
        "Kommunen fikk 45 mill. kr til telemedisin, og det er en økning på 3 mill. kr.",
        "NO",
        [("", 45e6, "NOK"), ("", 3e6, "NOK")],
    ),
    ("Kommunen fick 45 mnkr till telemedicin, och det är en ökning.", "SE", [("", 45e6, "SEK")]),
    ("Udgiften er 45 mio. kr.", "", [("", 45e6, "")]),  # of Danish or Norwegian words alone
    ("Odense: 45 mio. kr.", "DK", [("DK-461", 45e6, "DKK")]),  # the place tells it
    ("Bergen: 45 mio. kr.", "NO", [("NO-4601", 45e6, "NOK")]),
    ("Odense har 45 borgere. Oslo har 60 borgere.", "DK", [("DK-461", 45, "persons"), ("", 60, "persons")]),
    ("Oslo har 60 innbyggere. Odense har 45 innbyggere, og de er ikke med.", "NO",
     [("NO-0301", 60, "persons"), ("", 45, "persons")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "country", "expected"), ORIGINS)
def test_danish_is_never_read_as_norwegian_nor_norwegian_as_danish(tmp_path, text, country, expected):
    """Areas and kroner are those of the document's country; where it cannot be told, kr has no currency."""
    path = tmp_path / "plan.txt"
    path.write_text(text, "utf-8")
    figures = read_figures(read_document(path))
    rows = tabulate_figures(figures)[["area", "value", "unit"]].itertuples(index=False, name=None)
    assert (figures.country, list(rows)) == (country, expected)


@pytest.mark.parametrize("wrong", [{"country": "FI"}, {"language": "fi"}])
def test_an_unknown_country_or_language_is_refused_with_the_list(raw, wrong):
    """Not by a traceback."""
    with pytest.raises(CodeListError, match=r"DK|da"):
        read_figures(read_document(raw / "fyn-2023" / "status.html"), **wrong)


def test_what_is_read_is_what_can_be_written():
    """A language has a file of words to read and a file of phrases to write."""
    assert set(known_languages()) == set(LANGUAGES)
