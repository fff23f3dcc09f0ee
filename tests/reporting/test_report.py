"""The report on made-up tables: chosen pictures, every target, escaped texts, sections that are there when needed."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from importlib import import_module
from itertools import pairwise
from typing import Any

import pytest
from made_up_report import texts_of
from matplotlib.figure import Figure

from ehealth_stats.analysis import inventory
from ehealth_stats.errors import OwnWordsError
from ehealth_stats.reporting import FORMATS, build_report
from ehealth_stats.reporting.figures import titles_of_charts
from ehealth_stats.reporting.material import Material
from ehealth_stats.reporting.model import Block, Heading, Note, Report, TableBlock
from ehealth_stats.reporting.sections import SECTIONS
from ehealth_stats.schema import Dataset, Evaluation, OwnWords, columns_of, to_table
from ehealth_stats.wording.languages import LANGUAGES, term

INF, NAN = float("inf"), float("nan")
PLACES = ("SE-2260", "SE-2262", "SE-2281")  # Ånge, Timrå, Sundsvall
MARKUP = 'Gör <b>klart</b> & "följ upp" <script>alert(1)</script>'


def observation(indicator: str, area: str, value: float, **changes: object) -> dict[str, object]:
    """One exact reported figure."""
    row: dict[str, object] = {
        "source_id": "plan",
        "indicator": indicator,
        "breakdown": "_T",
        "area": area,
        "period": "2013",
        "period_start": date(2013, 1, 1),
        "period_end": date(2013, 12, 31),
        "value": value,
        "lower": value,
        "upper": value,
        "unit": "persons",
        "qualifier": "exact",
        "status": "A",
        "role": "reported",
        "locator": "table 1 row 2",
        "text": f"{value:g} st",
    }
    row |= changes
    key = (row["source_id"], indicator, area, row["breakdown"], row["role"])
    return row | {"observation_id": "/".join(map(str, key))}


def alarms(area: str, value: float, digital: tuple[float, float]) -> list[dict[str, object]]:
    """A whole and its digital part between two bounds."""
    low, high = digital
    part = {"lower": low, "upper": high, "breakdown": "digital", "unit": "alarms"}
    part |= {} if low == high else {"qualifier": "unknown", "status": "L"}
    return [
        observation("safety_alarms", area, value, unit="alarms"),
        observation("safety_alarms", area, low if low == high else NAN, **part),
    ]


OBSERVATIONS = [
    observation("siths_holders", "SE-2260", 51),
    observation("siths_holders", "SE-2262", 60, lower=55, upper=65, qualifier="approximate", status="E"),
    observation("siths_holders", "SE-2281", 120),
    *alarms("SE-2260", 450, (45, 45)),
    *alarms("SE-2281", 1800, (0, 1800)),
    *(observation(code, area, 1, unit="municipalities") for code in ("pascal", "prator") for area in PLACES[:2]),
    *(
        observation("seminar_participants", "NO", count, breakdown=role, source_id="tour", text=text)
        for role, count, text in (("physicians", 25, "Leger <25>"), ("nurses", 50, "50"), ("students", 15, "15"))
    ),
]
SOURCE = {"language": "sv", "country": "SE", "file": "plan.docx", "sha256": "0" * 64, "producer": "Ett förbund"}
SOURCES = [
    SOURCE | {"source_id": "plan", "programme": "home_care", "title": "Plan & mål", "scope": "|".join(PLACES)},
    SOURCE | {"source_id": "tour", "programme": "tour", "title": "Turné", "country": "NO", "scope": "NO"},
]
TARGET = {"source_id": "plan", "indicator": "siths_holders", "area": "SE-22", "target_status": "future"}
MATRIX = [
    TARGET
    | {"target_id": "plan/siths/2013", "target": MARKUP, "due": date(2013, 12, 31), "target_state": "quantified"}
    | {"pace": "unable_to_assess", "evidence": "231 (226–236)", "locators": "table 2", "settles": "A count in 2014"},
    TARGET
    | {"target_id": "plan/siths/2015", "target": "More cards", "target_state": "undefined", "pace": "unable_to_assess"}
    | {"locators": "table 2 row 3|table 1"},
]
PROGRESS = [
    {"target_id": "plan/siths/2013", "breakdown": "_T", "kind": "range", "target_state": "quantified"}
    | {"source_id": "plan", "indicator": "siths_holders", "area": "SE-22", "target_status": "future"}
    | {"due": date(2013, 12, 31), "target_lower": 100, "target_upper": 200, "unit": "persons"}
    | {"baseline": 231, "baseline_lower": 226, "baseline_upper": 236, "verdict": "unable_to_assess"},
    {"target_id": "plan/siths/2015", "breakdown": "_T", "kind": "undefined", "target_state": "undefined"}
    | {"source_id": "plan", "indicator": "siths_holders", "area": "SE-22", "target_status": "not_available"}
    | {"verdict": "unable_to_assess"},
]
TOTALS = [
    # 51 + 60 (55 to 65) + 120
    {"source_id": "plan", "indicator": "siths_holders", "breakdown": "_T", "period": "2013", "role": "reported"}
    | {"value": 231, "reported_sum": 231, "lower": 226, "upper": 236, "unit": "persons", "status": "E"}
    | {"n_areas": 3, "n_reported": 3, "n_missing": 0, "n_estimated": 1},
    # 450 + 1800, nothing for Timrå
    {"source_id": "plan", "indicator": "safety_alarms", "breakdown": "_T", "period": "2013", "role": "reported"}
    | {"value": NAN, "reported_sum": 2250, "lower": 2250, "upper": INF, "unit": "alarms", "status": "L"}
    | {"n_areas": 3, "n_reported": 2, "n_missing": 1, "n_estimated": 0},
]
FINDINGS = [
    {"finding_id": "plan/1", "kind": "missing", "severity": "high", "source_id": "plan", "statement": "Timrå lacks."}
    | {"locators": "table 1|table 2", "texts": "Timrå <okänt>", "settles": "One call", "arithmetic": "450 + 1800 + ?"},
]
BUDGET = [
    {"source_id": "plan", "item": item, "state": state, "value": value, "lower": value, "upper": value}
    | {"unit": "SEK", "basis": f"{value} kr", "observation_ids": "x"}
    for item, state, value in (("Grant", "granted", 742593), ("Total", "total", 5000000))
]
COMPARISON = [
    {"comparison_id": "c1", "check": "areas", "source_id": "plan", "indicator": "siths_holders", "breakdown": "_T"}
    | {"area": "SE-22", "period": "2013", "stated": 225, "stated_lower": 225, "stated_upper": 225, "computed": 231}
    | {"computed_lower": 226, "computed_upper": 236, "unit": "persons", "difference": -6, "tolerance_needed": 0.1}
    | {"verdict": "differs", "stated_locator": "table 1", "observation_ids": "x", "candidates": "without Timrå"},
]
AUDIT = [
    {"source_id": "plan", "locator": "paragraph 9", "text": "<7>", "kind": kind, "reason": "no rule"}
    for kind in ("claimed", "not_quantity", "unclaimed")
]
ALARMS = [row for row in OBSERVATIONS if row["indicator"] == "safety_alarms"]
TIMELINE = [
    {"source_id": "plan", "name": "Fas 1", "kind": "phase", "period": "2013/2014", "start": date(2013, 1, 1)}
    | {"end": date(2014, 12, 31), "locator": "paragraph 2", "text": "2013-2014"},
]
PARTICIPANTS = [
    {"source_id": "plan", "programme": "home_care", "name": name, "role": "vendor", "locator": "paragraph 3"}
    for name in ("A & B AS", "C AS")
]
STATEMENTS = [
    {"source_id": "plan", "kind": "goal", "label": "Safer log-in", "locator": "paragraph 4"},
]


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    """Two documents, one with municipal figures and one with attendance."""
    dataset = Dataset(
        observations=to_table("observations", OBSERVATIONS),
        targets=to_table("targets", []),
        timeline=to_table("timeline", TIMELINE),
        participants=to_table("participants", PARTICIPANTS),
        statements=to_table("statements", STATEMENTS),
        sources=to_table("sources", SOURCES),
        audit=to_table("audit", AUDIT),
    )
    return Evaluation(
        dataset,
        date(2013, 4, 2),
        totals=to_table("totals", TOTALS),
        inventory=inventory(to_table("observations", ALARMS)),
        comparisons=to_table("comparisons", COMPARISON),
        progress=to_table("progress", PROGRESS),
        budget=to_table("budget", BUDGET),
        findings=to_table("findings", FINDINGS),
        matrix=to_table("matrix", MATRIX),
    )


@pytest.fixture(scope="module")
def report(evaluation: Evaluation) -> Report:
    """The report on it."""
    return build_report(evaluation, "en")


@pytest.fixture(scope="module")
def page(report: Report) -> str:
    """The page of the report."""
    return FORMATS["html"](report).decode("utf-8")


class Page(HTMLParser):
    """Collects what the tests ask for: ids, links, pictures, heading levels, table heads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep each start tag."""
        self.tags.append((tag, dict(attrs)))

    def attributes(self, tag: str, name: str) -> list[str | None]:
        """The values of an attribute of a tag, None where it lacks."""
        return [attributes.get(name) for found, attributes in self.tags if found == tag]


def cells(report: Report) -> list[str]:
    """Every cell of every table as plain text."""
    tables = (block for block in report.blocks if isinstance(block, TableBlock))
    return [getattr(cell, "text", cell) for table in tables for row in table.rows for cell in row.cells]


def test_every_target_has_a_row(report: Report) -> None:
    """The table holds each target, also those without a number."""
    tables = [block for block in report.blocks if isinstance(block, TableBlock)]
    rows = {row.anchor: row.cells for table in tables for row in table.rows if row.anchor}
    assert set(rows) == {"target-plan/siths/2013", "target-plan/siths/2015"}
    assert rows["target-plan/siths/2013"][3] == "Can't be judged yet"
    assert rows["target-plan/siths/2015"] == ("More cards", "", "–", "Can't be judged")


def kinds(report: Report) -> list[str]:
    """The kinds of the pictures, in their order."""
    return [figure.chart.name.split("-")[0] for figure in report.figures()]


def test_the_pictures_with_most_figures_are_shown(report: Report) -> None:
    """Cards of three municipalities and alarms with their parts, before services and dates, which have no numbers."""
    assert kinds(report) == ["counts", "inventory"]


def test_a_picture_of_targets_is_shown_where_one_can_be_judged(evaluation: Evaluation, report: Report) -> None:
    """A chart whose title is that none can be judged shows nothing; one target that is met is something to see."""
    later = {"actual": 350, "actual_lower": 350, "actual_upper": 350, "actual_period": "2013", "target_status": "met"}
    progress = to_table("progress", [PROGRESS[0] | later, PROGRESS[1]])
    matrix = to_table("matrix", [MATRIX[0] | {"target_status": "met"}, MATRIX[1]])
    met = replace(evaluation, matrix=matrix, progress=progress)
    assert "progress" not in kinds(report)
    assert "progress" in kinds(build_report(met, "en"))


def test_only_the_pictures_that_are_shown_are_drawn(evaluation: Evaluation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the charts that the tables allow a few are kept; a figure is made for each of those, once for all formats."""
    made: list[str] = []

    class Counted(Figure):
        def __init__(self, *args: Any, **named: Any) -> None:
            made.append("figure")
            super().__init__(*args, **named)

    monkeypatch.setattr("ehealth_stats.charts.draw.page.Figure", Counted)
    shown = list(build_report(evaluation, "en").figures())
    assert made == []
    assert len(titles_of_charts(evaluation, "en")) > len(shown) > 1
    assert all(block.picture(form) for block in shown for form in ("svg", "pdf"))
    assert len(made) == len(shown)


def test_pictures_can_be_chosen(evaluation: Evaluation) -> None:
    """By their names, in this order, with or without the language; a name that is not there is an error."""
    own = OwnWords(charts=("counts-siths_holders-plan", "budget-plan-sv"))
    assert kinds(build_report(evaluation, "sv", own=own)) == ["counts", "budget"]
    with pytest.raises(OwnWordsError, match=r"no chart 'counts-siths_holder-plan'(.|\n)*counts-siths_holders-plan"):
        build_report(evaluation, "sv", own=OwnWords(charts=("counts-siths_holder-plan",)))


def test_a_picture_that_the_data_do_not_allow_leaves_a_note(evaluation: Evaluation) -> None:
    """Two figures for one place in one period are not drawn; the report says so and goes on."""
    twice = [*OBSERVATIONS, OBSERVATIONS[0] | {"observation_id": "again", "value": 52.0, "lower": 52, "upper": 52}]
    dataset = replace(evaluation.dataset, observations=to_table("observations", twice))
    report = build_report(replace(evaluation, dataset=dataset), "en")
    notes = [block.text for block in report.blocks if isinstance(block, Note) and block.kind == "caution"]
    assert notes == ["A picture is left out, since the data do not allow it."]


def test_a_total_says_its_bounds_and_who_is_missing(report: Report) -> None:
    """51 + 60 (55–65) + 120; 450 + 1 800 and nothing of Timrå: by its lower bound, and in words who gave no number."""
    texts = cells(report)
    assert "231 (226–236) persons" in texts
    assert "at least 2,250 alarms, one municipality without a figure" in texts
    assert "2 of 3" in texts


def test_markup_in_texts_is_escaped(page: str) -> None:
    """Texts of documents are shown as they are and never become markup."""
    assert "Gör &lt;b&gt;klart&lt;/b&gt; &amp; &#34;följ upp&#34; &lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


def test_page_loads_nothing(page: str) -> None:
    """Pictures, styles and scripts are in the page: no address, no import."""
    parsed = Page(page)
    assert not {"link", "iframe", "object"} & {tag for tag, _ in parsed.tags}
    assert not any(parsed.attributes("script", "src"))
    assert all(str(source).startswith("data:image/svg+xml;base64,") for source in parsed.attributes("img", "src"))
    assert not re.search(r"https?://|url\(|@import", page)


def test_pictures_have_alt_text_and_captions(page: str, report: Report) -> None:
    """Each picture has alt text that differs from its caption, and a caption."""
    parsed = Page(page)
    alts = parsed.attributes("img", "alt")
    assert alts == [figure.chart.alt for figure in report.figures()]
    assert all(alt and alt != figure.chart.caption for alt, figure in zip(alts, report.figures(), strict=True))
    assert len(parsed.attributes("figcaption", "class")) == len(alts) == 2


def test_links_lead_somewhere_and_ids_are_unique(page: str) -> None:
    """Every link is to an id of the page, and no id repeats."""
    parsed = Page(page)
    ids = [attributes["id"] for _, attributes in parsed.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = parsed.attributes("a", "href")
    assert links
    assert {str(link).removeprefix("#") for link in links} <= set(ids)


def test_headings_and_tables_are_marked_up_for_all_readers(page: str, report: Report) -> None:
    """Heading levels never skip, every header cell has a scope, every table a caption, the page its language."""
    parsed = Page(page)
    levels = [int(tag[1]) for tag, _ in parsed.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert set(parsed.attributes("th", "scope")) == {"row", "col"}
    assert len(parsed.attributes("caption", "id")) == len(parsed.attributes("table", "id"))
    assert parsed.attributes("html", "lang") == ["en"]
    assert next(report.contents()).text == "Summary"


def test_rows_are_as_wide_as_their_header(report: Report) -> None:
    """No table has a row with more or fewer cells than columns."""
    for block in report.blocks:
        if isinstance(block, TableBlock):
            assert {len(row.cells) for row in block.rows} <= {len(block.columns)}, block.caption


def blank(evaluation: Evaluation) -> Evaluation:
    """An evaluation of documents that hold nothing."""
    tables = ("totals", "inventory", "comparisons", "progress", "budget", "findings", "matrix")
    nothing = {table: to_table(table, []) for table in tables}
    frames = {table: to_table(table, []) for table in evaluation.dataset.tables()}
    return Evaluation(Dataset(**frames), evaluation.as_of, **nothing)


def sections(report: Report) -> list[str]:
    """The anchors of the sections."""
    return [block.anchor for block in report.blocks if isinstance(block, Heading) and block.level == 2]


def test_sections_without_anything_to_say_are_not_there(evaluation: Evaluation, report: Report) -> None:
    """No money, targets or checks: no section on them; and one sentence names the criteria without evidence."""
    assert sections(report) == [
        *("summary", "task", "known", "contradictions", "targets", "money", "open", "conclusions", "method"),
    ]
    nothing = build_report(blank(evaluation), "en")
    assert sections(nothing) == ["summary", "task", "known", "open", "conclusions", "method"]
    assert nothing.blocks[-1].parts == (
        "The documents hold no evidence on relevance, coherence, effectiveness, efficiency, impact and sustainability.",
    )


def between(report: Report, anchor: str) -> list[Block]:
    """The blocks of a section or of a part of one."""
    anchors = [getattr(block, "anchor", "") if isinstance(block, Heading) else "" for block in report.blocks]
    start = anchors.index(anchor) + 1
    end = next((n for n in range(start, len(anchors)) if anchors[n]), len(anchors))
    return list(report.blocks[start:end])


def told(blocks: list[Block]) -> str:
    """The words of blocks."""
    return " ".join(texts_of(Report("", "", "en", (), "", tuple(blocks))))


def test_contradictions_that_do_not_change_anything_stay_in_the_annex(evaluation: Evaluation) -> None:
    """High and medium ones are told; a low one is not; of a dozen the first eight in prose, the others in a table."""
    many = [
        FINDINGS[0] | {"finding_id": f"differs/{n}", "kind": "differs", "severity": "high", "statement": f"Sum {n}."}
        for n in range(12)
    ]
    low = FINDINGS[0] | {"finding_id": "low", "kind": "differs", "severity": "low", "statement": "Nothing much."}
    findings = to_table("findings", [*many, low])
    report = build_report(replace(evaluation, findings=findings), "en")
    section = between(report, "contradictions")
    assert {f"finding-{row['finding_id']}" for row in many} <= set(report.anchors())
    assert "finding-low" not in report.anchors()
    assert [len(getattr(block, "items", getattr(block, "rows", ()))) for block in section] == [8, 4]
    assert "Nothing much." in [cell for sheet in report.annex for row in sheet.rows for cell in row]


def test_the_evaluator_puts_findings_first_and_dismisses_others(evaluation: Evaluation) -> None:
    """What is put first stands first whatever it changes; what is dismissed is told once, with its reason."""
    rows = [FINDINGS[0] | {"finding_id": f"plan/{n}", "statement": f"Finding {n}."} for n in (1, 2, 3)]
    rows[2] |= {"severity": "low", "kind": "missing"}
    findings = replace(evaluation, findings=to_table("findings", rows))
    own = OwnWords(first=("plan/3",), dismissed={"plan/2": {"en": "Counted on another day."}})
    report = build_report(findings, "en", own=own)
    assert told(between(report, "main-findings")).split(".")[0] == "Finding 3"
    assert told(list(report.blocks)).count("Finding 2.") == 1
    assert "Finding 2. Set aside: Counted on another day." in told(between(report, "dismissed"))
    with pytest.raises(OwnWordsError, match=r"no finding 'plan/33'(.|\n)*plan/3"):
        build_report(findings, "en", own=OwnWords(first=("plan/33",)))


def test_the_evaluators_words_stand_in_place_of_places_to_fill(evaluation: Evaluation) -> None:
    """Title, author, purpose and conclusions as written; without them a place to fill in says what is missing."""
    empty = build_report(evaluation, "en")
    own = OwnWords(
        title={"en": "What came of it"},
        author="Åsa Östlund",
        commissioner="The county",
        day=date(2014, 3, 1),
        purpose={"en": "Safer log-in."},
        conclusions={"en": ("It is early.", "Ask again.")},
        recommendations={"sv": ("Fråga igen.",)},
    )
    filled = build_report(evaluation, "en", own=own)
    assert [
        sum(isinstance(block, Note) and block.kind == "fill" for block in each.blocks) for each in (empty, filled)
    ] == [3, 1]
    assert (filled.title, filled.author) == ("What came of it", "Åsa Östlund")
    assert dict(empty.meta)["Evaluator"] == "[fill in]"
    assert dict(filled.meta) | {"Date": "1 March 2014", "Commissioned by": "The county"} == dict(filled.meta)
    assert told(between(filled, "conclusions")) == "It is early. Ask again."
    assert told(between(filled, "task")).startswith("Safer log-in.")


def test_report_states_what_monitoring_can_not_show(page: str) -> None:
    """The page says that change is not effect and that programmes are not ranked."""
    assert "Monitoring shows change, not the effect of a programme." in page
    assert "Programmes side by side compare evidence, never performance" in page


def test_numbers_are_accounted_for(report: Report) -> None:
    """The method says how many numbers stand in tables, are none and are left; the annex lists each."""
    rules = told(between(report, "method"))
    assert (
        "Of 3 numbers in the documents 1 stand in the tables, 1 are no quantities and 1 are left unexplained." in rules
    )
    audit = next(sheet for sheet in report.annex if sheet.name == "Numbers accounted for")
    assert [row[1] for row in audit.rows] == ["In a table", "No quantity", "Unclaimed"]


def test_every_code_has_words() -> None:
    """Each choice of a column that readers see has a label in each language."""
    vocabularies = {
        ("observations", "qualifier"): "qualifier",
        ("observations", "status"): "status",
        ("observations", "role"): "role",
        ("targets", "kind"): "target",
        ("timeline", "kind"): "timeline",
        ("statements", "kind"): "statement",
        ("audit", "kind"): "audit",
        ("comparisons", "check"): "check",
        ("comparisons", "verdict"): "verdict",
        ("progress", "target_state"): "target_state",
        ("progress", "target_status"): "target_status",
        ("progress", "verdict"): "pace",
        ("progress", "certainty"): "certainty",
        ("budget", "state"): "money",
        ("findings", "kind"): "finding",
        ("findings", "severity"): "severity",
    }
    for (table, name), vocabulary in vocabularies.items():
        column = next(column for column in columns_of(table) if column.name == name)
        for language in LANGUAGES:
            assert [code for code in column.choices if not term(vocabulary, code, language)] == []


def test_a_section_is_one_line(evaluation: Evaluation, monkeypatch: pytest.MonkeyPatch) -> None:
    """What SECTIONS names stands in the report, in its order."""

    def actors(material: Material) -> list[Block]:
        return [Heading(2, f"{len(material.evaluation.dataset.participants)} actors", "actors")]

    monkeypatch.setattr(import_module("ehealth_stats.reporting.build_report"), "SECTIONS", (actors, SECTIONS[0]))
    headings = [block.anchor for block in build_report(evaluation).blocks if isinstance(block, Heading)]
    assert headings[:2] == ["actors", "summary"]
