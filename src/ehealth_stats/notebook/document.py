"""A document as a page, with what became of each figure: a folder of data/raw -> HTML in a notebook."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd

from ehealth_stats.ingestion.documents import Document, Segment
from ehealth_stats.ingestion.recipes.ingest import ingest_source

# What became of a figure: the role of its observation, or the table that took it, or why none did. Colour is never
# alone: each has a line of its own and says what it is when pointed at.
_STYLES = {
    "reported": "background:#d9f2ef;border-bottom:2px solid #28a197",
    "stated_total": "background:#ebdcfb;border-bottom:4px double #7a21dd",
    "planned": "background:#fbe6d4;border-bottom:2px dashed #d95f02",
    "rate": "background:#d9f2ef;border-bottom:2px dotted #28a197",
    "target": "background:#f2dbe6;border-bottom:2px solid #801650",
    "timeline": "border-bottom:2px solid #767676",
    "participant": "border-bottom:2px dashed #767676",
    "statement": "border-bottom:2px dotted #767676",
    "not_quantity": "color:#595959;border-bottom:1px dotted #767676",
    "unclaimed": "background:#fff;border:2px dashed #801650",
}
_TAGS = {"heading": "h4", "item": "li", "paragraph": "p"}


@dataclass(frozen=True)
class DocumentView:
    """A document with its marks; a notebook shows it as HTML, contact details masked, nothing else of it run."""

    document: Document
    marks: pd.DataFrame
    roles: Mapping[str, str]

    def __repr__(self) -> str:
        return f"<DocumentView of {self.document.path.name}: {len(self.marks)} figures>"

    def _repr_html_(self) -> str:
        counts = Counter(map(self._fate, self._listed))
        shown = [fate for fate in _STYLES if counts[fate] or fate == "unclaimed"]
        key = ", ".join(f'<span style="{_STYLES[fate]}">{counts[fate]} {_words(fate)}</span>' for fate in shown)
        blocks = "\n".join(self._blocks())
        return f"<section><p><b>{escape(self.document.path.name)}</b>: {key}</p>\n{blocks}\n</section>"

    @cached_property
    def _listed(self) -> Sequence[Mapping[str, Any]]:
        names = list(map(str, self.marks.columns))
        return [dict(zip(names, row, strict=True)) for row in self.marks.itertuples(index=False)]

    def _fate(self, mark: Mapping[str, Any]) -> str:
        """Return what became of a figure, a key of the styles."""
        if mark["kind"] != "claimed":
            return str(mark["kind"])
        table = str(mark["reason"]).partition(":")[0]
        return self.roles.get(str(mark["observation_id"]), table)

    def _blocks(self) -> Iterator[str]:
        indexed = list(enumerate(self.document.segments))
        for table, group in groupby(indexed, key=lambda pair: pair[1].table):
            segments = list(group)
            if table >= 0:
                yield self._table(segments)
            else:
                yield from (self._paragraph(index, segment) for index, segment in segments)

    def _paragraph(self, index: int, segment: Segment) -> str:
        tag = _TAGS.get(segment.kind, "p")
        return f'<{tag} title="{escape(segment.place)}">{self._marked(index)}</{tag}>'

    def _table(self, segments: Sequence[tuple[int, Segment]]) -> str:
        rows = []
        for row, cells in groupby(segments, key=lambda pair: pair[1].row):
            tag = "th" if row < 0 else "td"
            printed = []
            for _, parts in groupby(cells, key=lambda pair: pair[1].column):
                listed = list(parts)
                text = "<br>".join(self._marked(index) for index, _ in listed)
                printed.append(f'<{tag} style="text-align:left" title="{escape(listed[0][1].place)}">{text}</{tag}>')
            rows.append(f"<tr>{''.join(printed)}</tr>")
        return f"<table>{''.join(rows)}</table>"

    def _marked(self, index: int) -> str:
        text, at = self.document.segments[index].text, self.document.starts[index]
        first, last = self.marks["start"].searchsorted([at, at + len(text)]).tolist()
        out, done = [], 0
        for mark in self._listed[first:last]:
            start, end = mark["start"] - at, mark["end"] - at
            secret = mark["text"] == "[masked]"
            printed = "[masked]" if secret else text[start:end]
            fate = self._fate(mark)
            why = escape(f"{_words(fate)}: {mark['observation_id'] or mark['reason']}")
            out += [escape(text[done:start]), f'<span style="{_STYLES[fate]}" title="{why}">{escape(printed)}</span>']
            done = end
        return "".join([*out, escape(text[done:])])


def _words(fate: str) -> str:
    return fate.replace("not_quantity", "not a quantity").replace("_", " ")


def show_document(folder: str | Path) -> DocumentView:
    """Show a document of data/raw with every figure marked: claimed by a row, not a quantity, or unclaimed.

    Parameters
    ----------
    folder
        Holds the document and its recipe.toml.

    Raises
    ------
    DocumentError, RecipeError
        As `ingest`.

    Examples
    --------
    >>> show_document("nowhere")
    Traceback (most recent call last):
    ehealth_stats.errors.RecipeError: ...
    """
    found = ingest_source(Path(folder))
    observations = found.tables["observations"]
    roles = dict(zip(observations["observation_id"], observations["role"], strict=True))
    return DocumentView(found.document, found.marks, roles)
