"""A report as a tagged PDF for readers and screen readers (PDF/UA-1): Report -> bytes.

Typst sets it from `templates/report.typ`. What the report says goes there as JSON, never as markup, and the only font
is the one of the charts, which comes with matplotlib: the file is the same on every machine.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any, assert_never
from urllib.parse import quote

import typst

from ehealth_stats.charts.draw.style import FONT, FONT_FOLDER, drawable
from ehealth_stats.reporting.formats.layout import (
    BOLD,
    MARGIN,
    PADDING,
    break_words,
    fit_table,
    picture_width,
    spreads,
    text_of,
)
from ehealth_stats.reporting.formats.xlsx import annex_cells
from ehealth_stats.reporting.model import (
    Block,
    Cite,
    FigureBlock,
    Heading,
    ItemList,
    Link,
    Note,
    Part,
    Report,
    Strong,
    TableBlock,
    TableRow,
    Text,
)
from ehealth_stats.wording.languages import locale
from ehealth_stats.wording.messages import word

_Data = dict[str, Any]  # an object of JSON
_DEEPEST_HEADING = 3


def render_pdf(report: Report) -> bytes:
    """Return the pages.

    Examples
    --------
    >>> render_pdf(Report("Care & #cure", "", "sv", (), "Contents", (Heading(2, "Summary", "summary"),)))[:5]
    b'%PDF-'
    """
    template = files("ehealth_stats.reporting.formats").joinpath("templates/report.typ").read_bytes()
    content = json.dumps(_Pages(report).data(), ensure_ascii=False)
    return typst.compile(
        template,
        sys_inputs={"report": content},
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)])


class _Pages:
    """What a report says as the template takes it, with the names of everything that is linked to."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.cells = annex_cells(report)
        self.anchors = frozenset(report.anchors())
        self.places = {(cite.place, cite.row): number for number, cite in enumerate(report.citations(), start=1)}
        self.depth = 0

    def data(self) -> _Data:
        """Return everything that the template needs."""
        report, language = self.report, locale(self.report.language)
        return {
            "title": drawable(report.title),
            "subtitle": drawable(report.subtitle),
            "author": report.author,
            "build": report.build,
            "lang": language.language,
            "region": language.territory,
            "font": FONT,
            "margin": MARGIN,
            "padding": PADDING,
            "facts": [[drawable(name), drawable(value)] for name, value in report.meta],
            "contents": drawable(report.contents_label) if any(report.contents()) else "",
            "spreads": [
                {"lying": spread.lying, "blocks": [self._block(block) for block in spread.blocks]}
                for spread in spreads(report)
            ],
            "places_heading": word("places_heading", report.language),
            "places": [
                {"mark": f"p:{number}", "text": drawable(cite.place), "to": self._annex(cite)}
                for number, cite in enumerate(report.citations(), start=1)
            ],
        }

    def _block(self, block: Block) -> _Data:
        match block:
            case Heading(level, words, anchor):
                # PDF/UA wants no level left out
                self.depth = min(level - 1, self.depth + 1, _DEEPEST_HEADING)
                return {"block": "heading", "level": self.depth, "text": drawable(words), "anchor": _label(anchor)}
            case Text():
                return {"block": "text", **self._sentence(block)}
            case ItemList(items, numbered):
                return {"block": "list", "numbered": numbered, "items": [self._sentence(item) for item in items]}
            case Note(words, kind):
                label = word("fill_in", self.report.language) if kind == "fill" else ""
                return {"block": "note", "kind": kind, "label": label, "text": drawable(words)}
            case FigureBlock():
                return _figure(block)
            case TableBlock():
                return self._table(block)
            case _:
                assert_never(block)

    def _sentence(self, text: Text) -> _Data:
        return {"anchor": _label(text.anchor), "parts": [self._part(part) for part in text.parts]}

    def _table(self, block: TableBlock) -> _Data:
        fit = fit_table(block)

        rooms = [width - 2 * PADDING for width in fit.widths]

        def row_of(row: TableRow) -> _Data:
            cells = [self._part(cell) for cell in row.cells]
            for cell, room in zip(cells, rooms, strict=True):
                cell["text"] = break_words(cell["text"], room, fit.size)
            return {"cells": cells, "anchor": _label(row.anchor), "whole": fit.is_kept_whole(row.cells)}

        return {
            "block": "table",
            "label": block.label,
            "caption": drawable(block.caption),
            "heads": [
                {"label": break_words(drawable(column.label), room / BOLD, fit.size), "numeric": column.numeric}
                for column, room in zip(block.columns, rooms, strict=True)
            ],
            "widths": fit.widths,
            "size": fit.size,
            "rows": [row_of(row) for row in block.rows],
            "note": drawable(block.note),
            "anchor": _label(block.anchor),
        }

    def _part(self, part: Part) -> _Data:
        match part:
            case Strong(words):
                return {"kind": "strong", "text": drawable(words)}
            case Link(words, anchor) if anchor in self.anchors:
                return {"kind": "link", "text": drawable(words), "to": _label(anchor)}
            case Cite(words, place=place, row=row):
                number = self.places[place, row]
                where = {"to": self._annex(part), "mark": f"p:{number}", "number": str(number)}
                return {"kind": "cite", "text": drawable(words), **where}
            case str() | Link():
                return {"kind": "plain", "text": drawable(text_of(part))}
            case _:
                assert_never(part)

    def _annex(self, cite: Cite) -> str:
        """Return the address of a citation's row in the workbook beside the file, empty where it has no such row."""
        cell = self.cells.get(cite.row)
        return self.report.file_name("xlsx") + "#" + quote(cell, safe="'!") if cell else ""


def _label(anchor: str) -> str:
    """Return the name of an anchor in the pages; those of the places begin with another letter."""
    return f"a:{anchor}" if anchor else ""


def _figure(block: FigureBlock) -> _Data:
    return {
        "block": "figure",
        "svg": block.picture("svg").decode("utf-8"),
        "alt": block.chart.alt,
        "width": picture_width(block),
        "label": block.label,
        "caption": drawable(block.chart.caption),
        "anchor": _label(block.anchor),
    }
