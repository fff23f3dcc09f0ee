"""The page: citations, labels, numbered lists, places to fill in, and what a browser may load for it."""

import hashlib
import re
from base64 import b64decode, b64encode
from html.parser import HTMLParser

import pytest
from made_up_report import MARKUP, made_up_chart, made_up_report, squeezed, texts_of

from ehealth_stats.reporting.formats.html import render_html
from ehealth_stats.reporting.model import Cite, FigureBlock, Report, TableBlock, TableColumn, TableRow, Text


class Page(HTMLParser):
    """Collects the tags with their attributes, and all text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.source = page
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep each start tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.words += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every tag of a name."""
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def page() -> Page:
    """The page of the made-up report."""
    return Page(render_html(made_up_report()).decode("utf-8"))


def test_everything_is_said(page: Page) -> None:
    """All texts are on the page, with what would be markup."""
    shown = squeezed(page.words)
    assert [text for text in texts_of(made_up_report()) if squeezed(text) not in shown] == []
    assert squeezed(MARKUP) in shown


def test_citations_lead_to_the_evidence_page(page: Page) -> None:
    """What is cited leads to its place on the evidence page, and says where that is."""
    cites = [link for link in page.all("a") if link.get("class") == "cite"]
    assert [link["href"] for link in cites] == [
        "evidence/plan.html#alarms",
        "evidence/plan.html#unknown row",
        "evidence/plan.html#alarms",
        "evidence/plan.html#alarms",
    ]
    assert cites[0]["title"] == "tabell 2, rad 3, Insats"


def test_labels_stand_before_captions(page: Page) -> None:
    """A picture and a table are named by their label; one without a label has only its caption."""
    assert "Figur 1. " in page.words
    assert "Tabell 1. Kort i varje kommun" in page.words
    names = [div["aria-label"] for div in page.all("div") if div.get("class") == "scroll"]
    figure = f"Figur 1. {made_up_chart().title}"
    assert names[0] == f"{figure}: Siffrorna i figuren"
    assert names[1:] == ["Tabell 1. Kort i varje kommun", "Tabell 2. En bred tabell", "Utan nummer"]
    assert [div["aria-label"] for div in page.all("div") if div.get("class") == "scroll picture"] == [figure]


def test_numbered_lists_are_numbered(page: Page) -> None:
    """Lists with an order are `ol`, others `ul`; an item can be linked to."""
    assert len(page.all("ol")) == 2
    assert "item" in [item.get("id") for item in page.all("li")]


def test_places_to_fill_in_say_so(page: Page) -> None:
    """A place to fill in is marked by a word and not by its colour alone."""
    assert "note fill" in [each.get("class") for each in page.all("p")]
    assert "Fyll i: slutsatser om programmet" in page.words


def test_links_that_lead_nowhere_are_words(page: Page) -> None:
    """Every link within the page has its target; the words of one without are plain."""
    ids = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    targets = {str(link["href"])[1:] for link in page.all("a") if str(link["href"]).startswith("#")}
    assert targets <= ids
    assert "leder ingenstans" in page.words


def test_a_reader_can_skip_to_the_text(page: Page) -> None:
    """The first link leads past the contents."""
    assert page.all("a")[0]["href"] == "#text"
    assert page.all("main")[0]["id"] == "text"


def test_a_browser_loads_nothing(page: Page) -> None:
    """The policy allows pictures in the page, the styles and the script that it has itself, and no address."""
    (policy,) = [each["content"] for each in page.all("meta") if each.get("http-equiv") == "Content-Security-Policy"]
    assert policy is not None
    styles, script = (re.findall(rf"<{tag}>(.*?)</{tag}>", page.source, re.DOTALL) for tag in ("style", "script"))
    assert re.split("; ?", policy) == [
        "default-src 'none'",
        "img-src data:",
        f"style-src 'sha256-{digest(*styles)}'",
        f"script-src 'sha256-{digest(*script)}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert not [tag for tag, attributes in page.tags if any(name == "style" or name[:2] == "on" for name in attributes)]


def digest(text: str) -> str:
    """The hash of a text as a policy names it."""
    return b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def test_no_two_regions_have_the_same_name() -> None:
    """Tables of one caption, and figures of one title, are numbered."""
    block = TableBlock("Antal", (TableColumn("A"),), (TableRow(("x",)),))
    figures = (FigureBlock(made_up_chart(), "one"), FigureBlock(made_up_chart(), "two"))
    found = Page(render_html(Report("R", "", "sv", (), "Innehåll", (block, *figures, block))).decode("utf-8"))
    names = [div["aria-label"] for div in found.all("div") if "aria-label" in div]
    assert len(set(names)) == len(names) == 6
    assert names[-1] == "Antal (2)"


def test_what_has_no_page_is_plain_text() -> None:
    """A number whose document is not shown is no link; its place is there when it is pointed at."""
    cell = Cite("470", "", "tabell 2, rad 3", "plan/alarms")
    found = Page(render_html(Report("R", "", "sv", (), "Innehåll", (Text((cell,)),))).decode("utf-8"))
    assert [link["href"] for link in found.all("a")] == ["#text"]
    assert [span["title"] for span in found.all("span")] == ["tabell 2, rad 3"]


def test_the_numbers_of_a_figure_are_on_the_page(page: Page) -> None:
    """A reader who can't see the picture opens its numbers: each municipality once, with its bounds."""
    data = page.source.partition("<details>")[2].partition("</details>")[0]
    cells = re.findall(r'<tr><th scope="row">([^<]+)</th><td class="number">([^<]+)</td></tr>', data)
    assert cells == [("Sundsvall", "120"), ("Timrå", "60 (55–65)"), ("Ånge", "51")]


def test_hatches_are_drawn_as_they_are(page: Page) -> None:
    """No part of a picture with hatches is transparent: a program that draws patterns twice would show it paler."""
    pictures = [b64decode(str(each["src"]).partition(",")[2]).decode("utf-8") for each in page.all("img")]
    assert len(pictures) == 1
    assert "<pattern" in pictures[0]
    assert "opacity" not in pictures[0]


def test_tables_that_can_be_sorted_say_so(page: Page) -> None:
    """A table of more than two rows can be sorted by the script; its head has no dead buttons without it."""
    assert [table.get("class") for table in page.all("table")] == ["sortable", "sortable", "sortable", None]
    assert page.all("button") == []


def test_tables_are_no_landmarks(page: Page) -> None:
    """Regions of one name would be landmarks that can't be told apart."""
    assert {div.get("role") for div in page.all("div") if div.get("class") == "scroll"} == {"group"}
