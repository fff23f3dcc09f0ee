"""A chart of an Office document (DrawingML) -> the words on it and a table of the values that it was drawn of.

|       | 2012 | 2013 |        series
| Ånge  | 450  | 560  |        a row for each category
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from ehealth_stats.ingestion.documents.blocks import Grid, Paragraph
from ehealth_stats.ingestion.documents.formats.number_formats import to_affix, unquoted_letters
from ehealth_stats.ingestion.documents.intake.parts import Element, name_of
from ehealth_stats.ingestion.documents.values import clean, number_to_text, with_decimal_point

_DAY_ZERO = datetime(1899, 12, 30)  # of the numbers that stand for dates


class Chart(NamedTuple):
    """The words of a chart and its values; `is_read` where those of all series stand here or in a sheet."""

    blocks: tuple[Paragraph | Grid, ...] = ()
    is_read: bool = False


def read_chart(root: Element | None, sheets: Collection[str] = ()) -> Chart:
    """Read the words of a chart, and its values, as they are printed, by category and series.

    `sheets` are those of the document itself: what a chart took from them is not read twice. A chart whose part is
    missing or broken, or which does not keep its values, is not read.
    """
    if root is None:
        return Chart()
    words = tuple(_said(root))
    series = list(root.iter("{*}ser"))
    drawn = [one for one in series if not _stands_in(one, sheets)]
    try:
        kept = bool(series) and all(any(_columns(one)) for one in drawn)
        return Chart((*words, *_tables(drawn)), is_read=kept)
    except (ValueError, OverflowError):
        return Chart(words)


def _said(root: Element) -> Iterator[Paragraph]:
    for paragraph in root.iter("{*}p"):
        if text := clean("".join(node.text or "" for node in paragraph.iter("{*}t"))):
            yield Paragraph(text)


def _tables(drawn: Sequence[Element]) -> Iterator[Grid]:
    """Yield a table of the series of each set of categories."""
    for _, group in groupby(drawn, key=lambda one: tuple(_points(one, "cat", "xVal").items())):
        series = list(group)
        named = [(" ".join(_points(one, "tx").values()), values) for one in series for values in _columns(one)]
        categories = _points(series[0], "cat", "xVal")
        filled = sorted(set().union(*(values for _, values in named)))
        rows = [[categories.get(at, ""), *(values.get(at, "") for _, values in named)] for at in filled]
        if rows:
            yield Grid([["", *(name for name, _ in named)], *rows], titled=True)


def _columns(series: Element) -> list[dict[int, str]]:
    """Return the values of a series, and the sizes of its bubbles where there are some."""
    sizes = _points(series, "bubbleSize")
    return [_points(series, "val", "yVal"), *([sizes] if sizes else [])]


def _stands_in(series: Element, sheets: Collection[str]) -> bool:
    """Tell whether the values of a series were taken from a sheet of the document."""
    texts = (series.findtext(f"{{*}}{tag}/{{*}}numRef/{{*}}f") for tag in ("val", "yVal"))
    formula = next(filter(None, texts), "")
    sheet = formula.rpartition("!")[0].strip("'").replace("''", "'")
    return sheet in sheets


def _points(series: Element, *tags: str) -> dict[int, str]:
    """Return what a series keeps under a tag, by the number of the point; an outer level before an inner one."""
    found: dict[int, str] = {}
    for part in (child for tag in tags for child in series.findall(f"{{*}}{tag}")):
        caches = part.iter("{*}strCache", "{*}numCache", "{*}lvl", "{*}strLit", "{*}numLit")
        for depth, texts in enumerate(map(_texts, caches)):
            found = texts if depth == 0 else _under(texts, found)
        if not found and (text := clean(part.findtext("{*}v") or "")):
            found = {0: text}
    return found


def _under(outer: dict[int, str], inner: dict[int, str]) -> dict[int, str]:
    """Put the name of an outer level before each inner one from its own point on to the next."""
    name, joined = "", {}
    for at, text in sorted(inner.items()):
        name = outer.get(at, name)
        joined[at] = f"{name} {text}".strip()
    return joined


def _texts(cache: Element) -> dict[int, str]:
    code = cache.findtext("{*}formatCode") or ("General" if name_of(cache).startswith("num") else "")
    points = cache.findall("{*}pt")
    return {
        int(point.get("idx", "0")): _printed(clean(point.findtext("{*}v") or ""), point.get("formatCode", code))
        for point in points
    }


def _printed(text: str, number_format: str) -> str:
    """Print a value as its format does; words have no format."""
    try:
        value = float(text)
    except ValueError:
        return text
    if not number_format:
        return text
    dated = unquoted_letters(number_format) & set("ymd")
    if "y" in dated and 0 < value < 100_000:
        day = (_DAY_ZERO + timedelta(days=value)).date().isoformat()
        return day if "d" in dated else day[:7] if "m" in dated else day[:4]
    affix = to_affix(number_format)
    return with_decimal_point(affix.printed(value) if affix else number_to_text(value))
