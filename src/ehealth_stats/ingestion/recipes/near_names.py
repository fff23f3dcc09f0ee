"""Names before figures that are nearly those of municipalities: figures of a list -> an error with what was meant."""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache

from ehealth_stats.codelists.areas import areas_on
from ehealth_stats.codelists.areas.names import names_of
from ehealth_stats.codelists.words import words
from ehealth_stats.errors import RecipeError
from ehealth_stats.ingestion.figures.of_document.figures import Figure
from ehealth_stats.ingestion.recipes.readings import Job

_CLOSE = 0.75
# A name stands before its figure with a colon ("… digitala Sunsvall: 1800"), or opens an entry ("Sunsvall 1800").
_NAME = r"(?P<name>[A-ZÅÄÖÆØ][^\W\d_]{3,}(?:[ -][A-ZÅÄÖÆØ][^\W\d_]+)?)(?:s?\s(?:kommune?))?"
_BEFORE = re.compile(rf"(?:(?<!\w){_NAME}\s*:|(?:^|[\n.;,)])\s*{_NAME.replace('<name>', '<opens>')})\s*$")
_FURTHEST = 60
_ROLES = ("part", "addition", "total", "qualifier", "of", "preposition", "month", "season", "copula", "each")


def check_near_names(job: Job, unread: Iterable[Figure]) -> None:
    """Refuse figures that no area took although a name stands before them that is nearly one.

    Names are never corrected; a part behind a misspelt name would be taken for that of the place before it.

    Raises
    ------
    RecipeError
        With each such name, where it stands, and the nearest names of the scope.
    """
    found = [f"{name!r} ({figure.locator}): {near}" for figure in unread for name, near in _near(job, figure)]
    if found:
        raise RecipeError(
            "figures stand behind names that are no municipality",
            where=job.where,
            hint="; ".join(found) + "; where it is printed so, say whom it means in the key 'names'",
        )


def name_before(job: Job, figure: Figure) -> str:
    """Return the capitalised name that stands directly before a figure, as an entry of a list; empty for none."""
    document = job.context.document
    first = figure.start - figure.quantity.start + figure.quantity.first
    line = int(document.starts[figure.segment])
    match = _BEFORE.search(document.text[max(line, first - _FURTHEST) : first])
    return (match["name"] or match["opens"]) if match else ""


def _near(job: Job, figure: Figure) -> Iterator[tuple[str, str]]:
    name = name_before(job, figure)
    if not name or name.split()[0].casefold() in _ordinary():
        return
    source = job.context.recipe.source
    scope = job.entry.area or source.scope
    inside = [a for a in areas_on(source.country, job.context.on) if a.level == "municipality"]
    known = dict.fromkeys(n for area in inside if not scope or area.is_within(scope) for n in names_of(area))
    if name not in known and (near := get_close_matches(name, known, n=3, cutoff=_CLOSE)):
        yield name, f"did you mean {' or '.join(map(repr, near))}?"


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(word for role in _ROLES for word in words(role))
