"""The report: chosen figures, every target, escaped texts, one page that loads nothing, the same bytes twice."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from importlib import import_module
from itertools import pairwise

import pytest

from ehealth_stats.analysis import inventory
from ehealth_stats.codelists import LANGUAGES
from ehealth_stats.reporting import FORMATS, build_report
from ehealth_stats.reporting.material import Material
from ehealth_stats.reporting.model import Block, FigureBlock, Heading, ItemList, Link, Note, Report, TableBlock, Text
from ehealth_stats.reporting.sections import SECTIONS
from ehealth_stats.schema import Dataset, Evaluation, columns_of, to_table
from ehealth_stats.wording.languages import term

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
    """The matrix holds each target with the places it rests on, also those without a number."""
    tables = [block for block in report.blocks if isinstance(block, TableBlock)]
    rows = {row.anchor: row.cells for table in tables for row in table.rows if row.anchor}
    assert set(rows) == {"target-plan/siths/2013", "target-plan/siths/2015"}
    assert rows["target-plan/siths/2015"][3:6] == ("Undefined", "Not due", "Can't be judged")
    assert rows["target-plan/siths/2015"][-1] == "table 2 row 3; table 1"


def test_figures_follow_from_the_data(report: Report) -> None:
    """Categories, wholes with parts, counts, services, dates, money and targets each get their kind of figure."""
    names = [figure.chart.name for figure in report.figures()]
    kinds = [name.split("-")[0] for name in names]
    assert sorted(kinds) == ["adoption", "attendance", "budget", "counts", "inventory", "progress", "timeline"]
    assert len(set(names)) == len(names)


def test_a_figure_that_the_data_do_not_allow_leaves_its_reason(evaluation: Evaluation) -> None:
    """Two figures for one place in one period are not drawn; the report says why and goes on."""
    twice = [*OBSERVATIONS, OBSERVATIONS[0] | {"observation_id": "again", "value": 52.0, "lower": 52, "upper": 52}]
    dataset = replace(evaluation.dataset, observations=to_table("observations", twice))
    blocks = build_report(replace(evaluation, dataset=dataset), "en").blocks
    assert [block for block in blocks if isinstance(block, Note) and "two figures" in block.text]
    assert len([block for block in blocks if isinstance(block, FigureBlock)]) == 6


def test_a_figure_that_stands_twice_is_drawn_once(evaluation: Evaluation) -> None:
    """The 45 of Ånge in a cell and in a column of its own are one figure; nothing is refused."""
    digital = next(row for row in OBSERVATIONS if row["breakdown"] == "digital")
    twice = [*OBSERVATIONS, digital | {"observation_id": "again", "locator": "table 1 row 2 column Digital"}]
    dataset = replace(evaluation.dataset, observations=to_table("observations", twice))
    names = [figure.chart.name for figure in build_report(replace(evaluation, dataset=dataset), "en").figures()]
    assert names.count("inventory-safety_alarms-plan-en") == 1
    assert len(names) == 7


def drawn(evaluation: Evaluation, observations: list[dict[str, object]]) -> list[str]:
    """Return the names of the figures of observations, and the cautions in their place."""
    dataset = replace(evaluation.dataset, observations=to_table("observations", observations))
    report = build_report(replace(evaluation, dataset=dataset), "en")
    cautions = [block.text for block in report.blocks if isinstance(block, Note) and "left out" in block.text]
    return [figure.chart.name for figure in report.figures() if "alarms" in figure.chart.name] + cautions


def test_counts_are_drawn_where_percentages_stand_beside_them(evaluation: Evaluation) -> None:
    """A column of shares beside the counts takes no figure away, and is drawn alone where there are no counts."""
    shares = [
        observation("safety_alarms", area, value, breakdown="digital", unit="percent")
        | {"observation_id": f"share/{area}"}
        for area, value in (("SE-2260", 10.0), ("SE-2262", 5.0))
    ]
    assert drawn(evaluation, [*OBSERVATIONS, *shares]) == ["inventory-safety_alarms-plan-en"]
    assert drawn(evaluation, shares) == ["counts-safety_alarms-plan-en"]


def test_a_document_without_figures_has_a_report(evaluation: Evaluation) -> None:
    """Its sources and audit stand there; nothing is drawn of it."""
    assert drawn(evaluation, []) == []


def test_totals_say_what_is_missing(report: Report) -> None:
    """A total with an unknown part is said by its lower bound and the count of gaps, not by what is there."""
    texts = cells(report)
    assert "231 (226–236)" in texts
    assert "at least 2,250, one municipality without a number" in texts
    assert "2 of 3" in texts


def test_markup_in_texts_is_escaped(page: str) -> None:
    """Texts of documents are shown as they are and never become markup."""
    assert "Gör &lt;b&gt;klart&lt;/b&gt; &amp; &#34;följ upp&#34; &lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "Leger &lt;25&gt;" in page
    assert "<script" not in page
    assert "Timrå &lt;okänt&gt;" in page


def test_page_loads_nothing(page: str) -> None:
    """Pictures and styles are in the page: no address, no script, no import."""
    parsed = Page(page)
    assert not {"script", "link", "iframe", "object"} & {tag for tag, _ in parsed.tags}
    assert all(str(source).startswith("data:image/svg+xml;base64,") for source in parsed.attributes("img", "src"))
    assert not re.search(r"https?://|url\(|@import", page)


def test_pictures_have_alt_text_and_captions(page: str, report: Report) -> None:
    """Each picture has alt text that differs from its caption, and a caption."""
    parsed = Page(page)
    alts = parsed.attributes("img", "alt")
    assert alts == [figure.chart.alt for figure in report.figures()]
    assert all(alt and alt != figure.chart.caption for alt, figure in zip(alts, report.figures(), strict=True))
    assert len(parsed.attributes("figcaption", "class")) == len(alts) == 7


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


def test_sections_stand_even_without_data(evaluation: Evaluation) -> None:
    """Where the documents hold nothing, the section says so."""
    tables = ("totals", "inventory", "comparisons", "progress", "budget", "findings", "matrix")
    nothing = {table: to_table(table, []) for table in tables}
    frames = {table: to_table(table, []) for table in evaluation.dataset.tables()}
    blank = Evaluation(Dataset(**frames), evaluation.as_of, **nothing)
    report = build_report(blank, "en")
    sections = [block.text for block in report.blocks if isinstance(block, Heading) and block.level == 2]
    assert len(sections) == 11
    text = FORMATS["html"](report).decode("utf-8")
    assert "The documents hold no amounts of money." in text
    assert "they hold no evidence on efficiency" in text


QUESTIONS = ("effectiveness", "efficiency", "relevance", "impact")


def answers(report: Report) -> dict[str, list[Text]]:
    """The sentences under each evaluation question."""
    found: dict[str, list[Text]] = {}
    question = ""
    for block in report.blocks:
        if isinstance(block, Heading):
            question = block.anchor
        elif question in QUESTIONS:
            found.setdefault(question, []).extend(block.items if isinstance(block, ItemList) else [block])
    return found


@pytest.fixture
def followed(evaluation: Evaluation) -> Evaluation:
    """The two documents with a cost, a claim, a strategy and a reading after the baseline."""
    cost = BUDGET[0] | {
        "item": "Cost to target",
        "state": "computed",
        "observation_ids": OBSERVATIONS[0]["observation_id"],
    }
    claim = FINDINGS[0] | {"finding_id": "claim/plan", "kind": "claim_supported", "statement": "Few are digital."}
    strategy = TIMELINE[0] | {"kind": "strategy", "name": "A strategy", "locator": "paragraph 7"}
    met = MATRIX[0] | {"target_status": "met"}
    return replace(
        evaluation,
        dataset=replace(evaluation.dataset, timeline=to_table("timeline", [*TIMELINE, strategy])),
        budget=to_table("budget", [*BUDGET, cost]),
        findings=to_table("findings", [*FINDINGS, claim]),
        matrix=to_table("matrix", [met, MATRIX[1]]),
        progress=to_table("progress", [PROGRESS[0] | {"time_elapsed": 0.5}]),
    )


def test_every_answer_names_rows_that_exist(followed: Evaluation) -> None:
    """Each sentence under an evaluation question ends with targets, findings, observations or places of the tables."""
    dataset = followed.dataset
    known = {f"target-{name}" for name in followed.matrix["target_id"]}
    known |= {f"finding-{name}" for name in followed.findings["finding_id"]} | set(
        dataset.observations["observation_id"]
    )
    known |= {
        f"{source}, {place}"
        for table in (dataset.statements, dataset.timeline)
        for source, place in zip(table["source_id"], table["locator"], strict=True)
    }
    found = answers(build_report(followed, "en"))
    assert {question: len(sentences) for question, sentences in found.items()} == {
        "effectiveness": 2,  # one met, one open
        "efficiency": 1,
        "relevance": 4,  # a goal, a strategy, targets that are counted, a claim
        "impact": 1,
    }
    for sentence in (sentence for sentences in found.values() for sentence in sentences):
        rows = [getattr(part, "anchor", part) for part in sentence.parts[1:]]
        rows = [row for row in rows if row not in (", ", "]")]
        assert rows
        assert set(rows) <= known


def test_answers_follow_from_the_rows(followed: Evaluation) -> None:
    """One of two targets is met, the other open; both are about cards, which the plan counts."""
    found = answers(build_report(followed, "en"))
    first, second = found["effectiveness"]
    assert first.parts == ("Met: 1 of 2 targets. [", Link("1", "target-plan/siths/2013"), "]")
    assert str(second.parts[0]).startswith("Not to be judged from the documents: 1 of 2 targets;")
    goal = found["relevance"][0]
    assert goal.parts == ("The documents state one goal. [", "plan, paragraph 4", "]")
    assert str(found["relevance"][2].parts[0]).startswith("2 of 2 targets concern")
    assert str(found["impact"][0].parts[0]).startswith("With a comparable reading after the baseline: one target.")


def test_without_rows_each_answer_is_that_there_is_no_evidence(evaluation: Evaluation) -> None:
    """Nothing is asserted of documents that hold nothing."""
    tables = ("totals", "inventory", "comparisons", "progress", "budget", "findings", "matrix")
    nothing = {table: to_table(table, []) for table in tables}
    frames = {table: to_table(table, []) for table in evaluation.dataset.tables()}
    found = answers(build_report(Evaluation(Dataset(**frames), evaluation.as_of, **nothing), "en"))
    assert tuple(found) == QUESTIONS
    for (sentence,) in found.values():
        assert "hold no evidence on" in str(sentence.parts[0])


def test_report_states_what_monitoring_can_not_show(page: str) -> None:
    """The page says that change is not effect and that programmes are not ranked."""
    assert "Monitoring shows change, not the effect of a programme." in page
    assert "Programmes side by side compare evidence, not performance" in page


def test_unclaimed_numbers_are_listed(report: Report) -> None:
    """The audit counts the three kinds by document and lists what no table claims."""
    tables = {block.caption: block for block in report.blocks if isinstance(block, TableBlock)}
    assert tables["Numbers by document"].rows[0].cells == ("plan", "1", "1", "1")
    assert tables["Numbers by document"].rows[1].cells == ("tour", "0", "0", "0")
    assert tables["Unclaimed numbers"].rows[0].cells == ("plan", "paragraph 9", "<7>", "no rule")


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
