"""A made-up report that holds every kind of block and every kind of text that a format could trip over."""

import re
from datetime import date

from ehealth_stats.charts.chart import Chart
from ehealth_stats.charts.counts import plot_counts
from ehealth_stats.codelists import Language
from ehealth_stats.reporting.model import (
    Cite,
    FigureBlock,
    Heading,
    ItemList,
    Link,
    Note,
    Report,
    Sheet,
    SheetColumn,
    Strong,
    TableBlock,
    TableColumn,
    TableRow,
    Text,
    text,
)
from ehealth_stats.schema import to_table

# what would be markup in HTML, Typst, Jinja, XML, or a formula
MARKUP = 'Gör <b>klart</b> & "följ upp" #let x = *fet* _k_ $1$ @ref <lab> [a] \\ {{ y }} {% z %} ]]> `f` =1+1 // slut'
FORMULAS = ("=1+1", "internal:Blad!A1", "external:other.xlsx", "https://example.org", "+46", "-1", "@SUM(A1)", "{=1}")
FORMULAS += ("＝1+1", "＋1", "－1", "＠SUM(A1)", "<r><t>=1+1</t></r>", "<r><x/></r>")
ESCAPES = "Sax\u202elef\u202c\u2066x\u2069\u200f\u200e\x1b[31m\x07\x9b\x85\x00\ud800\uffffrad ett\r\nrad två"
CLEAN = "Saxlefx[31m rad ettrad två".replace("rad ettrad", "rad ett rad")
AREAS = {"SE-2260": 51, "SE-2262": 60, "SE-2281": 120}


def made_up_chart() -> Chart:
    """Bars of three municipalities, one with bounds and so with a hatch."""
    row = {"source_id": "plan", "indicator": "siths_holders", "breakdown": "_T", "unit": "persons", "status": "A"}
    row |= {"role": "reported", "qualifier": "exact", "period": "2013-04-02", "period_start": "2013-04-02"}
    rows = [
        row
        | {"observation_id": f"plan/{area}", "area": area, "locator": "table 3", "text": str(value)}
        | {"value": value, "lower": value - (area == "SE-2262") * 5, "upper": value + (area == "SE-2262") * 5}
        for area, value in AREAS.items()
    ]
    return plot_counts(to_table("observations", rows), language="sv")


def cite(row: str, place: str = "tabell 2, rad 3, Insats") -> Cite:
    """A number with its place."""
    return Cite("470 (465–475)", f"evidence/plan.html#{row}", place, row)


def long_table(rows: int = 120) -> TableBlock:
    """A table that goes over several pages, with an anchor and a citation in its rows."""
    cells = [(f"Kommun {n}", Link("målet", "goal"), cite("alarms") if n == 3 else f"{n} kort") for n in range(rows)]
    columns = (TableColumn("Kommun"), TableColumn("Mål"), TableColumn("Antal", numeric=True))
    found = tuple(TableRow(row, f"area/{n}") for n, row in enumerate(cells))
    return TableBlock("Kort i varje kommun", columns, found, "En anmärkning.", "long", "Tabell 1")


def wide_table() -> TableBlock:
    """A table that upright paper has no room for."""
    columns = tuple(TableColumn(f"Förvaltningsområde{n}") for n in range(11))
    rows = tuple(TableRow(tuple(f"Örnsköldsvik {n}{m} långt" for m in range(11))) for n in range(6))
    return TableBlock("En bred tabell", columns, rows, "", "wide", "Tabell 2")


def annex() -> tuple[Sheet, ...]:
    """Two sheets whose names can't both be as they are."""
    columns = (
        SheetColumn("Uppgift", "Vad dokumentet säger"),
        SheetColumn("Värde", "Antalet", "Dokumentet säger inget antal"),
        SheetColumn("Dag", "Dagen då det gällde"),
        SheetColumn("värde", "Ett namn som liknar ett annat"),
    )
    rows = (
        (MARKUP, 470, date(2013, 4, 2), 0.5),
        ("Ånge", None, date(1899, 12, 31), float("nan")),
        (ESCAPES, 45.5, None, float("inf")),
        *((formula, n, date(2014, 1, 1), 1) for n, formula in enumerate(FORMULAS)),
    )
    ids = ("alarms", "siths", "digital", *(f"formula{n}" for n in range(len(FORMULAS))))
    many = tuple((f"rad {n}", n) for n in range(300))
    return (
        Sheet("Uppgifter: alla [2013]", "Alla uppgifter ur dokumenten", columns, rows, ids),
        Sheet("Uppgifter/ alla {2013}, och det som hör till", "Många rader", columns[:2], many, note="I ordning."),
        Sheet("Tomt", "Inget", columns[:1], ()),
    )


def made_up_report(language: Language = "sv") -> Report:
    """The report."""
    blocks = (
        Heading(2, "Sammanfattning", "summary"),
        Text(("Summan är ", cite("alarms"), ", se ", Link("målet", "goal"), " och ", Strong("fet text"), "."), "first"),
        text(MARKUP),
        text(f"{ESCAPES} ", Link("leder ingenstans", "nowhere")),
        text("Åäö ÅÄÖ æøå é – “citat” 5\u00a0000\u00a0000 kr ", cite("unknown row", "stycke 7")),
        Note("Att läsa så här.", "info"),
        Note("Var försiktig.", "caution"),
        Note("slutsatser om programmet", "fill"),
        Heading(3, "Mål & medel", "goal"),
        ItemList((text("första"), text("andra ", cite("alarms")), Text(("tredje",), "item"))),
        ItemList((text("ett"), text("två")), numbered=True),
        ItemList((text("på nytt ett"),), numbered=True),
        FigureBlock(made_up_chart(), "chart", "Figur 1"),
        Heading(2, "Tabeller", "tables"),
        long_table(),
        Heading(3, "Bred", "broad"),
        wide_table(),
        TableBlock("Utan nummer", (TableColumn("A"), TableColumn("B", numeric=True)), (TableRow(("x", "1")),)),
    )
    return Report(
        "Välfärd & teknik <2013>",
        "En utvärdering",
        language,
        (("Uppdragsgivare", "Förbundet"), ("Dag", "2 april 2013")),
        "Innehåll",
        blocks,
        annex(),
        "Åsa Östlund",
    )


def squeezed(text: str) -> str:
    """A text without blanks and places where words may break, which lines end in as they will."""
    return re.sub(r"[\s\u200b]+", "", text)


def texts_of(report: Report) -> list[str]:
    """Every text of the blocks of a report."""
    found: list[str] = []
    for block in report.blocks:
        match block:
            case Heading(text=words) | Note(text=words):
                found.append(words)
            case Text(parts):
                found += [getattr(part, "text", part) for part in parts]
            case ItemList(items):
                found += [getattr(part, "text", part) for item in items for part in item.parts]
            case FigureBlock(chart=chart):
                found.append(chart.caption)
            case TableBlock(caption, columns, rows, note):
                found += [caption, note, *(column.label for column in columns)]
                found += [getattr(cell, "text", cell) for row in rows for cell in row.cells]
    return found
