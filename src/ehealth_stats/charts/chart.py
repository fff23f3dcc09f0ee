"""The Chart that every plot function returns: a picture, its texts and the data drawn, as files or in a notebook."""

import hashlib
import json
import re
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from io import BytesIO
from math import inf
from pathlib import Path
from typing import Any, Literal

import pandas as pd
from matplotlib.figure import Figure

from ehealth_stats.charts.draw.formats import to_pdf, to_png
from ehealth_stats.charts.draw.page import ChartTexts
from ehealth_stats.charts.draw.style import in_style
from ehealth_stats.codelists import Language
from ehealth_stats.errors import TableError, refusals_as
from ehealth_stats.schema import escape_formula, without_controls

PictureFormat = Literal["png", "svg", "pdf"]

_FORMATS: tuple[PictureFormat, ...] = ("png", "svg", "pdf")
_TEXTS = ("title", "subtitle", "caption", "alt", "source", "note")
_NOTEBOOK_DPI, _FILE_DPI = 110, 200


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """A picture with everything that has to travel with it.

    Parameters
    ----------
    name
        Stem of the files: kind, indicator, source and language; the same data give the same name.
    drawing
        The matplotlib figure, or what gives it, the same one each time.
    title
        The finding, in words computed from the data.
    subtitle
        Indicator, unit and period.
    caption
        What is shown and how to read it.
    alt
        What the picture shows, for someone who can't see it.
    source
        The line "Source: …".
    note
        What is unknown; empty when nothing is.
    data
        The numbers drawn, one row a mark.
    language
        The language of the texts.
    sources
        The ids of the sources: those of the table `sources`, which has the hash of each document.
    """

    name: str
    drawing: Figure | Callable[[], Figure]
    title: str
    subtitle: str
    caption: str
    alt: str
    source: str
    note: str
    data: pd.DataFrame
    language: Language
    sources: tuple[str, ...] = ()

    @property
    def figure(self) -> Figure:
        """The matplotlib figure, drawn when it is first asked for; it belongs to no pyplot state."""
        return self.drawing if isinstance(self.drawing, Figure) else self.drawing()

    def export(self, folder: str | Path) -> list[Path]:
        """Write the chart as PNG, SVG and PDF, its data as CSV, its texts and the files' hashes as JSON.

        Parameters
        ----------
        folder
            Where to write; made when it does not exist.

        Returns
        -------
        The five paths. Written twice, the files are the same byte for byte.

        Raises
        ------
        TableError
            If the chart has no alt text, or one that only repeats the caption; or the folder can't be written.
        """
        files = self.files()
        folder, expected = Path(folder), "a folder that files can be written to"
        with refusals_as(TableError, "the chart can't be written", where=folder, expected=expected):
            folder.mkdir(parents=True, exist_ok=True)
            for name, content in files.items():
                (folder / name).write_bytes(content)
        return [folder / name for name in files]

    def files(self, *, draw: Callable[[PictureFormat], bytes] | None = None, build: str = "") -> dict[str, bytes]:
        """Return what `export` writes, by the names of the files.

        Parameters
        ----------
        draw
            Gives the picture in a format, where it may have been drawn before; `Chart.draw` when left out.
        build
            The build that the chart is of, where it is of one.

        Raises
        ------
        TableError
            As `export`.
        """
        self._check_alt()
        pictures = {form: draw(form) for form in _FORMATS} if draw else self._pictures()
        files = {f"{self.name}.{form}": content for form, content in (*pictures.items(), ("csv", self._csv()))}
        hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
        return {**files, f"{self.name}.json": self._json(hashes, build)}

    def _pictures(self) -> dict[PictureFormat, bytes]:
        svg = self.draw("svg")
        return {form: self.draw(form, svg=svg) for form in _FORMATS}

    def _check_alt(self) -> None:
        if not self.alt.strip() or self.alt.strip() == self.caption.strip():
            raise TableError(
                "a chart can't be exported without alt text of its own",
                where=f"chart {self.name}",
                expected="alt that says what the figure shows, in other words than the caption",
            )

    def draw(self, form: PictureFormat, dpi: int = _FILE_DPI, *, svg: bytes | None = None) -> bytes:
        """Return the picture as a file of a format, each time drawn anew: a figure can be changed in between.

        Parameters
        ----------
        form
            The letters are outlines in SVG and PNG, so that they look alike everywhere, and texts in PDF.
        dpi
            Dots an inch of a PNG.
        svg
            The picture as SVG where it has been drawn before: the others are made of that.
        """
        drawn = svg or self._drawn()
        if form == "svg":
            return drawn
        if form == "png":
            return to_png(drawn, self.title, self.alt, dpi)
        return to_pdf(drawn, self.title, self.alt, self.language)

    def _drawn(self) -> bytes:
        buffer = BytesIO()
        # Dates and the library's version would make two equal charts differ.
        about = {"Date": None, "Creator": None, "Title": self.title, "Description": self.alt}
        with in_style():
            self.figure.savefig(buffer, format="svg", metadata=about)
        return buffer.getvalue()

    def _csv(self) -> bytes:
        frame = self.data.copy()
        for column in frame.select_dtypes(include=["object", "str"]):
            frame[column] = frame[column].map(without_controls).map(escape_formula)
        return frame.to_csv(index=False, lineterminator="\n").encode("utf-8")

    def _json(self, hashes: dict[str, str], build: str) -> bytes:
        texts = {name: getattr(self, name) for name in _TEXTS}
        content = {"name": self.name, "language": self.language, **texts, "sources": self.sources, "sha256": hashes}
        content |= {"build": build} if build else {}
        return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, str], dict[str, Any]]:
        image = b64encode(self.draw("png", _NOTEBOOK_DPI)).decode("ascii")
        # JupyterLab gives a picture no alt text, whatever its metadata say, but shows HTML before a picture.
        html = f'<img src="data:image/png;base64,{image}" alt="{escape(self.alt)}" style="max-width:100%">'
        bundle = {"text/html": html, "image/png": image, "text/plain": f"{self.title}\n{self.alt}"}
        return bundle, {"image/png": {"alt": self.alt}}


@dataclass(frozen=True, slots=True)
class ReportChart:
    """A chart of a report: the sources that it draws, and what draws it, given the language.

    `position` is that of its first row in the table: the charts of a source follow its document. Those without a
    position, which draw several indicators, come after them.
    """

    sources: tuple[str, ...]
    draw: Callable[..., Chart]
    position: float = inf


def to_chart(
    name: Sequence[str], drawing: Callable[[], Figure], texts: ChartTexts, data: pd.DataFrame, language: Language
) -> Chart:
    """Return the Chart, which is drawn in the house style when it is looked at: of many a report shows a few.

    Its name is the parts that are not empty, joined by hyphens, fit for a file on any system.
    """

    @cache
    def drawn() -> Figure:
        with in_style():
            return drawing()

    return Chart(
        name=re.sub(r"[^\w.-]+", "-", "-".join(part for part in (*name, language) if part)).lstrip(".-"),
        drawing=drawn,
        title=texts.title,
        subtitle=texts.subtitle,
        caption=texts.caption,
        alt=texts.alt,
        source=texts.origin.line,
        note=texts.note,
        data=data.reset_index(drop=True),
        language=language,
        sources=texts.origin.ids,
    )
