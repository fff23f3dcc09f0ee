"""A report as one HTML page that loads nothing: Report -> bytes."""

from collections.abc import Iterator

from ehealth_stats.reporting.formats.pages import render_page
from ehealth_stats.reporting.model import FigureBlock, Report, TableBlock
from ehealth_stats.wording.messages import word


def render_html(report: Report) -> bytes:
    """Return the page: styles, pictures and the script that sorts tables inside, every text escaped.

    Examples
    --------
    >>> from ehealth_stats.reporting.model import text
    >>> report = Report("A & B", "", "en", (), "Contents", (text("<b>"),))
    >>> page = render_html(report).decode("utf-8")
    >>> "<title>A &amp; B</title>" in page, "<p>&lt;b&gt;</p>" in page
    (True, True)
    """
    return render_page(
        "report.html.j2",
        report.language,
        report.title,
        report=report,
        anchors=frozenset(report.anchors()),
        fill=word("fill_in", report.language),
        names=tuple(_names(report)),
    )


def _names(report: Report) -> Iterator[str]:
    """Yield what each block is called, no two tables or figures the same: a reader finds regions by their names."""
    seen: dict[str, int] = {}
    for block in report.blocks:
        match block:
            case TableBlock(caption=caption, label=label):
                name = f"{label}. {caption}" if label else caption
            case FigureBlock(chart=chart, label=label):
                name = f"{label}. {chart.title}" if label else chart.title
            case _:
                name = ""
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{name} ({seen[name]})"
