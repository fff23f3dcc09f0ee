"""What a reader of a notebook looks at: a document with its figures marked, and a table with its bounds."""

from dataclasses import dataclass
from html import escape
from pathlib import Path

from ehealth_stats.ingestion import find_codelists
from ehealth_stats.ingestion.recipes.ingest import Ingested, combine, ingest_source
from ehealth_stats.notebook.table import show_table
from ehealth_stats.reporting.evidence import render_evidence

__all__ = ["show_document", "show_table"]

_FRAME = "width:100%;height:44em;border:1px solid #767676"


@dataclass(frozen=True)
class DocumentView:
    """A document with its marks; a notebook shows it as a page, contact details masked, nothing else of it run."""

    source: Ingested

    def __repr__(self) -> str:
        return f"<DocumentView of {self.source.document.name}: {len(self.source.marks)} figures>"

    def _repr_html_(self) -> str:
        with self.source.codelists.or_in_use():
            page = render_evidence(combine([self.source]), self.source.transcript()).decode("utf-8")
        name = escape(self.source.document.name)
        return f'<iframe title="{name}" style="{_FRAME}" srcdoc="{escape(page)}"></iframe>'


def show_document(folder: str | Path) -> DocumentView:
    """Show a document of data/raw in its language, every figure marked: claimed by a row, no quantity, or unclaimed.

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
    with find_codelists(Path(folder).parent):
        return DocumentView(ingest_source(Path(folder)))
