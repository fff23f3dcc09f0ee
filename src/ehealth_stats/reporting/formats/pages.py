"""What every page has in common: a template and its values -> one HTML file that loads nothing from elsewhere."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ehealth_stats.codelists import Language
from ehealth_stats.reporting import model
from ehealth_stats.reporting.formats.figure_data import figure_data
from ehealth_stats.reporting.model import FigureBlock
from ehealth_stats.schema import without_controls
from ehealth_stats.wording.messages import word

_BLOCKS = {
    "strong_part": model.Strong,
    "link_part": model.Link,
    "cite_part": model.Cite,
    "heading": model.Heading,
    "text": model.Text,
    "item_list": model.ItemList,
    "note": model.Note,
    "figure_block": model.FigureBlock,
    "table_block": model.TableBlock,
}


def render_page(template: str, language: Language, title: str, **values: object) -> bytes:
    """Return a page: styles, script and pictures inside, every text escaped and without control characters.

    A browser runs and shows nothing else than these, whatever a document says: their hashes are in the page's policy.
    """
    css, script = (_file(name) for name in ("page.css", "page.js"))
    policy = (
        "default-src 'none'; img-src data:; "
        f"style-src {_hash(css)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )
    page = _environment().get_template(template).render(
        language=language, title=title, css=Markup(css), script=Markup(script), policy=policy,
        skip=word("skip_to_text", language), **values,
    )  # fmt: skip
    return f"{page}\n".encode()


def _file(name: str) -> str:
    return files("ehealth_stats.reporting.formats").joinpath("templates", name).read_text("utf-8")


def _hash(text: str) -> str:
    """Return the source of a policy that allows exactly this text."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("ehealth_stats.reporting.formats"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_plain,
    )
    environment.filters |= {"anchor": _anchor, "picture": _picture, "numbers": _numbers}
    environment.tests |= {name: _is_a(kind) for name, kind in _BLOCKS.items()}
    return environment


def _plain(value: object) -> object:
    """Take control characters out of a text that is no markup of ours."""
    return without_controls(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _is_a(kind: type) -> Callable[[object], bool]:
    return lambda value: isinstance(value, kind)


def _anchor(anchor: str) -> str:
    """Make an id that is also a valid fragment of an address."""
    return re.sub(r"[^\w./:~+-]", "-", anchor)


def _picture(block: FigureBlock) -> str:
    """Return a chart as an SVG data address: an own document, so that the ids of two charts can't meet."""
    return "data:image/svg+xml;base64," + b64encode(block.picture("svg")).decode("ascii")


def _numbers(block: FigureBlock) -> model.TableBlock:
    """Return the data of a chart as a table."""
    return figure_data(block.chart)
