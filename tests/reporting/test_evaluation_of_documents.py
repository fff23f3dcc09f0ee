"""The evaluations of data/raw as people hand them in: what they say, how long they are, in which words."""

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd
import pypdfium2
import pytest
from made_up_report import texts_of

from ehealth_stats import evaluate, ingest
from ehealth_stats.codelists import categories, indicators, units
from ehealth_stats.reporting import FORMATS, build_report
from ehealth_stats.reporting.model import Block, Cite, FigureBlock, Heading, ItemList, Report, TableBlock, Text
from ehealth_stats.reporting.programmes import programme_of
from ehealth_stats.schema import Evaluation, columns_of
from ehealth_stats.wording.languages import LANGUAGES, phrases

PLAN = "vasternorrland"
OTHERS = ("kommuneprogrammet", "meldingsloftet", "norrbotten")
NORDIC = ("sv", "nb", "nn")
# Words of English that Swedish has too ("all personal", "NPÖ (pilot)").
SWEDISH = {"all", "pilot"}
MOST_WORDS, MOST_PAGES = 2500, 8


@pytest.fixture(scope="session")
def reports(programmes: Mapping[str, Evaluation]):
    """The report of a programme in a language, made once."""

    @cache
    def report(programme: str, language: str) -> Report:
        evaluation = programmes[programme]
        return build_report(evaluation, language, pages=list(evaluation.dataset.sources["source_id"]))

    return report


def section(report: Report, anchor: str) -> tuple[Block, ...]:
    """The blocks of a section, up to the next of its level."""
    blocks = report.blocks
    start = next(n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.anchor == anchor)
    level = blocks[start].level
    ends = (n for n in range(start + 1, len(blocks)) if isinstance(blocks[n], Heading) and blocks[n].level <= level)
    return blocks[start : next(ends, len(blocks))]


def told(blocks: tuple[Block, ...]) -> str:
    """All words of blocks, in reading order."""
    return "\n".join(sentences(blocks))


def sentences(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Each paragraph, item, row and heading as one text."""
    for block in blocks:
        match block:
            case Text(parts):
                yield "".join(getattr(part, "text", part) for part in parts)
            case ItemList(items):
                yield from sentences(items)
            case TableBlock(rows=rows):
                yield from (" | ".join(getattr(cell, "text", cell) for cell in row.cells) for row in rows)
            case _:
                yield from texts_of(Report("", "", "en", (), "", (block,)))


def uncited(block: Block) -> Block:
    """A block without the citations, which are listed behind the body."""
    match block:
        case Text(parts):
            return replace(block, parts=tuple(getattr(part, "text", part) for part in parts))
        case ItemList(items):
            return replace(block, items=tuple(map(uncited, items)))
        case TableBlock(rows=rows):
            plain = (replace(row, cells=tuple(getattr(cell, "text", cell) for cell in row.cells)) for row in rows)
            return replace(block, rows=tuple(plain))
        case _:
            return block


def pages_of(report: Report) -> int:
    """The number of pages of a report as PDF."""
    document = pypdfium2.PdfDocument(FORMATS["pdf"](report))
    try:
        return len(document)
    finally:
        document.close()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_body_is_short(reports, language):
    """Western Norrland of 2013, 26 targets and 82 figures: at most 2 500 words and 8 pages, 1 of them the summary."""
    report = reports(PLAN, language)
    words = re.findall(r"\w+", " ".join([report.title, *texts_of(report)]))
    assert len(words) <= MOST_WORDS
    assert pages_of(report) <= MOST_PAGES
    alone = Report(report.title, "", report.language, (), "", tuple(map(uncited, section(report, "summary"))))
    assert pages_of(alone) == 1


def test_the_sum_that_is_wrong_is_told_so_that_a_politician_understands(reports):
    """51 + 120 + c:a 60 + 30 + 26 + 27 + 156 = 470 against c:a 445; without the 26 of Kramfors 444."""
    words = told(section(reports(PLAN, "sv"), "contradictions"))
    assert (
        "summan stämmer inte. Dokumentet anger cirka 445 personer, kommunernas egna tal ger 470 (465–475). "
        "Utan Kramfors (26) blir summan 444"
    ) in words


def test_where_the_targets_stand_is_counted(reports):
    """26 targets on 2 April 2013: 19 are due later, 2 in words (Prator, licensed staff), 5 "ej definierat"."""
    words = told(section(reports(PLAN, "sv"), "summary"))
    assert (
        "Av 26 mål har 19 ännu inte nått sin slutdag, är 2 angivna bara i ord och är 5 nämnda men inte definierade."
    ) in words
    assert "Det finns ingen uppföljning som kan jämföras med utgångsläget." in words


def test_the_share_among_those_that_answered_stands_beside_the_wide_one(reports):
    """Digital alarms of five: 45 + 5 + 10 + 0 + 0 of 450 + 300 + 664 + 560 + 1 120 = 60 of 3 094, 1.9 %.

    Of all 5 564: 60 + 100 (Sollefteå) at least; at most Sundsvall's 1 800 and Sollefteå's 670 more than 60: 2 530.
    """
    table = next(block for block in section(reports(PLAN, "sv"), "known") if isinstance(block, TableBlock))
    assert [column.label for column in table.columns][-3:] == ["Svarat", "Andel av alla", "Andel bland dem som svarat"]
    rows = {getattr(row.cells[0], "text", row.cells[0]): row.cells for row in table.rows}
    _, _, figure, *rest = rows["Trygghetslarm, digitala"]
    assert figure.text.replace("\xa0", " ") == "160–2 530 larm"
    assert [cell.replace("\xa0", " ") for cell in rest] == ["5 av 7", "2,9–45,5 %", "1,9 %"]


def test_who_has_a_service_is_told_in_one_sentence(reports):
    """Of secure e-mail and the like the plan says who has it: told once, and no finding a service."""
    known = told(section(reports(PLAN, "sv"), "known"))
    assert "Säker e-post (Sollefteå)" in known
    assert "Pascal, Vårdhandboken och Prator (vårdplanering): alla 7 kommuner." in known
    assert "Kommuner som NPÖ-producent: ingen av 7 kommuner." in known
    assert "Säker e-post" not in told(section(reports(PLAN, "sv"), "main-findings"))


def test_questions_go_to_whom_they_concern(reports):
    """The five municipalities that were to log in with SITHS are asked in one row, two others of alarms."""
    rows = list(sentences(section(reports(PLAN, "sv"), "open")))
    asked = "Sundsvall, Härnösand, Kramfors, Sollefteå och Örnsköldsvik | Blev detta gjort senast den 31 december 2013"
    assert next(row for row in rows if row.startswith(asked)).endswith("kvalitetsregistren? | 5 mål")
    assert "Sundsvall och Sollefteå | Trygghetslarm, digitala (2 april 2013): hur många? | en summa eller andel" in rows
    # what settles five targets stands before what settles one
    settled = [int(row.split()[-2]) for row in rows if row.endswith(" mål")]
    assert settled == sorted(settled, reverse=True)


def test_money_stands_with_shares_and_costs(reports):
    """2 481 183 of about 5 000 000 kr (4 999 683 by its parts to 5.5 million); 700 kr times 100-200 cards."""
    rows = [row.replace("\xa0", " ") for row in sentences(section(reports(PLAN, "sv"), "money"))]
    assert any(row.startswith("Stimulansbidrag | Beviljat | 2 481 183 kr | 49,6 % (45,1–49,6 %)") for row in rows)
    assert any("70 000–140 000 kr" in row for row in rows)


@pytest.mark.parametrize("programme", [PLAN, *OTHERS])
def test_every_target_and_every_grave_finding_stands_in_the_body(programmes, reports, programme):
    """A row a target, and each finding of high severity, in each language of the evaluation."""
    evaluation = programmes[programme]
    grave = evaluation.findings.loc[evaluation.findings["severity"] == "high", "finding_id"]
    wanted = {f"target-{name}" for name in evaluation.matrix["target_id"]} | {f"finding-{name}" for name in grave}
    for language in LANGUAGES:
        assert wanted <= set(reports(programme, language).anchors())


@pytest.mark.parametrize("programme", [PLAN, *OTHERS])
def test_no_section_is_empty(reports, programme):
    """After each heading stands something else than a heading of its level or above."""
    for language in LANGUAGES:
        blocks = reports(programme, language).blocks
        for block, after in zip(blocks, [*blocks[1:], None], strict=True):
            if isinstance(block, Heading):
                assert after is not None
                assert not isinstance(after, Heading) or after.level > block.level
            if isinstance(block, TableBlock):
                assert block.rows
            if isinstance(block, ItemList):
                assert block.items


@pytest.mark.parametrize("programme", [PLAN, *OTHERS])
def test_the_first_picture_shows_something(reports, programme):
    """Never a chart that says that no target can be judged."""
    for language in LANGUAGES:
        first = next(reports(programme, language).figures(), None)
        assert first is None or not first.chart.name.startswith("progress")


def own_texts(report: Report) -> Iterator[str]:
    """Every text of a report that is no printed word of a document: body, pictures, annex."""
    yield from (report.title, report.subtitle, report.contents_label, *(part for line in report.meta for part in line))
    yield from texts_of(report)
    yield from (cite.place for cite in report.citations())
    for figure in report.figures():
        yield from (figure.chart.title, figure.chart.subtitle, figure.chart.alt, figure.chart.note)
    for sheet in report.annex:
        quoted = {
            n for n, column in enumerate(sheet.columns) if column.label in ("Ordagrant", "Ordrett", "SHA-256", "Fil")
        }
        yield from (sheet.name, sheet.title, sheet.note)
        yield from (text for column in sheet.columns for text in (column.label, column.meaning, column.empty))
        yield from (
            cell for row in sheet.rows for n, cell in enumerate(row) if n not in quoted and isinstance(cell, str)
        )


@cache
def english(language: str) -> set[str]:
    """The words of the English phrases and labels that are no words of a language and its neighbours."""
    return vocabulary("en") - vocabulary(language) - set().union(*map(vocabulary, NORDIC))


def vocabulary(language: str) -> set[str]:
    """The words of three letters and more in the phrases and labels of a language."""
    texts = [
        text for found in phrases(language).values() for text in ([found] if isinstance(found, str) else found.values())
    ]
    texts += [entry.labels[language] for listed in (indicators(), categories(), units()) for entry in listed.values()]
    return {word for text in texts for word in words_of(re.sub(r"\{[^}]*\}", " ", text))}


def words_of(text: str) -> set[str]:
    """The words of three letters and more, in small letters."""
    return set(re.findall(r"[^\W\d_]{3,}", text.casefold()))


def codes() -> set[str]:
    """Codes of the code lists and of the tables' choices that no language has as a word."""
    listed = {*indicators(), *categories(), *units(), *(key.partition(".")[2] for key in phrases("en"))}
    listed |= {
        code for table in ("targets", "matrix", "progress", "findings") for c in columns_of(table) for code in c.choices
    }
    return {code for code in listed if "_" in code}


@pytest.mark.parametrize("programme", [PLAN, *OTHERS])
@pytest.mark.parametrize("language", NORDIC)
def test_nobody_reads_a_code_an_id_or_english(programmes, reports, programme, language):
    """No code, id, character count, EDTF period or English word stands in a Swedish or Norwegian text."""
    evaluation = programmes[programme]
    texts = list(own_texts(reports(programme, language)))
    ids = set(evaluation.dataset.sources["source_id"]) - {"meldingsloftet"}
    ids |= {*evaluation.dataset.observations["observation_id"], *evaluation.matrix["target_id"]}
    wrong = re.compile(r"\d{4}-\d\d|\d\.\.\d|\bchars\b|\b(?:SE|NO)-\d\d|\bnan\b|\binf\b")
    assert [text for text in texts if wrong.search(text)] == []
    assert [text for text in texts if any(name in text for name in ids)] == []
    assert [text for text in texts if set(re.findall(r"\w+", text)) & codes()] == []
    titles = set().union(*map(words_of, evaluation.dataset.sources["title"]))
    assert {text: found for text in texts if (found := (words_of(text) & english(language)) - titles - SWEDISH)} == {}


@pytest.mark.parametrize("programme", [PLAN, *OTHERS])
def test_each_number_leads_to_its_place_and_its_row(reports, programme):
    """What is cited stands in the annex and has an address on an evidence page, if it is no total of many figures."""
    report = reports(programme, "sv")
    rows = {name for sheet in report.annex for name in sheet.ids}
    assert report.citations()
    for cite in report.citations():
        assert cite.row in rows
        assert cite.page.startswith("evidence/")
        assert cite.place


def test_without_evidence_pages_a_citation_names_its_place_only(programmes):
    """Where a source has no page, there is no address."""
    report = build_report(programmes[PLAN], "sv")
    assert {cite.page for cite in report.citations()} == {""}


def test_the_annex_holds_every_row_as_what_it_is(programmes, reports):
    """82 figures and 26 targets; numbers are numbers and days are days; every empty cell is explained."""
    report = reports(PLAN, "sv")
    sheets = {sheet.name: sheet for sheet in report.annex}
    assert len(sheets) == len(report.annex) == 13
    assert (len(sheets["Uppgifter"].rows), len(sheets["Mål"].rows)) == (82, 26)
    for sheet in report.annex:
        assert not sheet.ids or len(sheet.ids) == len(sheet.rows)
        for n, column in enumerate(sheet.columns):
            cells = [row[n] for row in sheet.rows]
            assert column.label
            assert column.meaning
            assert column.empty or not any(cell is None or cell == "" for cell in cells), (sheet.name, column.label)
    figures = sheets["Uppgifter"]
    value = [column.label for column in figures.columns].index("Tal")
    assert {type(row[value]) for row in figures.rows} <= {float, type(None)}
    due = [column.label for column in sheets["Mål"].columns].index("Senast")
    assert {row[due] for row in sheets["Mål"].rows} == {date(2013, 12, 31), date(2014, 12, 31), date(2015, 12, 31)}


def test_several_programmes_stand_side_by_side(programmes):
    """Of two programmes at once every target has its row, and currencies stay apart."""
    one, other = programmes[PLAN], programmes["norrbotten"]
    tables = {name: [table, other.tables()[name]] for name, table in one.tables().items()}
    joined = {name: pd.concat(pair, ignore_index=True) for name, pair in tables.items()}
    dataset = replace(one.dataset, **{name: joined.pop(name) for name in one.dataset.tables()})
    report = build_report(replace(one, dataset=dataset, **joined), "sv")
    assert report.title == "Utvärdering av 2 program"
    assert sum(anchor.startswith("target-") for anchor in report.anchors()) == 26 + 4
    assert isinstance(next(report.figures()), FigureBlock)
    assert all(isinstance(cite, Cite) for cite in report.citations())


@pytest.fixture(scope="module")
def followed(tmp_path_factory) -> Evaluation:
    """The plan of 2013 with its made-up follow-up of 2014."""
    raw, tests = tmp_path_factory.mktemp("raw"), Path(__file__).parents[1]
    shutil.copytree(tests.parent / "data" / "raw" / "vasternorrland-2013", raw / "vasternorrland-2013")
    shutil.copytree(tests / "follow_up" / "vasternorrland-2014", raw / "vasternorrland-2014")
    return programme_of(evaluate(ingest(raw)), PLAN)


def test_a_follow_up_is_told_by_its_outcomes(followed):
    """590 cards: met, possibly; 200-400 more are not. NPÖ consumers: six of seven, all but Sollefteå, in 2014.

    As worked out in tests/test_follow_up.py. A document is called by its title, also where it revises another.
    """
    report = build_report(followed, "sv")
    rows = {row.split(" | ")[0]: row.split(" | ")[3] for row in sentences(section(report, "targets")) if " | " in row}
    assert rows["100–200 fler medarbetare med SITHS, för kvalitetsregistren"] == "Uppfyllt (möjligt)"
    assert rows["Ytterligare 100–200 medarbetare med SITHS, för Prator"] == "Ej uppfyllt"
    assert rows["Samtliga kommuner anslutna som NPÖ-konsument"] == "Ej uppfyllt"
    assert "Kommuner som NPÖ-konsument: 6 av 7." in told(section(report, "known"))
    assert any(figure.chart.name.startswith("progress") for figure in report.figures())
    assert [text for text in own_texts(report) if "vasternorrland-201" in text] == []
