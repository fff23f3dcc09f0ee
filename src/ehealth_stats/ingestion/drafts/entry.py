"""The parts of a drafted entry: the phrases that lead to its passage, what it may count, its lines of TOML."""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ehealth_stats.codelists import indicators, units
from ehealth_stats.errors import RecipeError
from ehealth_stats.ingestion.documents import Document
from ehealth_stats.ingestion.figures.of_document.figures import Figure
from ehealth_stats.ingestion.privacy.personal import MASK, mask
from ehealth_stats.ingestion.recipes.model import Selection
from ehealth_stats.ingestion.recipes.passage import TO_THE_END, find_passage

_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Anchor:
    """The keys `find` and `until` of an entry."""

    find: Sequence[str]
    until: str = ""


def anchor_list(document: Document, run: Sequence[Figure]) -> Anchor | None:
    """Find the phrases around figures that follow each other; a place before the first one belongs to them."""
    first, last = run[0], run[-1]
    start = first.area.start if first.area and first.area.start < first.start else first.start
    start = min(start, first.start - (first.quantity.start - first.quantity.first))
    until = _phrase_after(document, last)
    # At the very start of a document only the first place's name stands before the first figure.
    return find_anchor(document, start, last.end, until) or find_anchor(document, first.start, last.end, until)


def find_anchor(document: Document, start: int, end: int, until: str = "") -> Anchor | None:
    """Find phrases that lead to a place: the words before it, more of them until they are unique."""
    before = _phrases_before(document, start)
    for path in (before[:1], before[1::-1], before[2::-1]):
        if path and _leads_to(document, Selection(find=tuple(path), until=until), start, end):
            return Anchor(path, until)
    return None


def _phrases_before(document: Document, start: int) -> list[str]:
    index = document.segment_at(start)
    here = document.text[document.starts[index] : start].strip(" :")
    earlier = [segment.text for segment in document.segments[max(index - 6, 0) : index]]
    texts = [*earlier, here] if here else earlier
    phrases = [" ".join(_last_plain(text).split()[-_MOST_WORDS:]) for text in reversed(texts)]
    return [phrase for phrase in phrases if any(map(str.isalnum, phrase))]


def _last_plain(text: str) -> str:
    """Return what follows the last contact detail: a recipe holds none."""
    return mask(text).split(MASK)[-1].strip(" :")


def _phrase_after(document: Document, last: Figure) -> str:
    end = last.start + (last.quantity.last - last.quantity.start)
    index = document.segment_at(end)
    rest = document.text[end : document.starts[index] + len(document.segments[index].text)].strip(" .:;,)")
    following = document.segments[index + 1].text if index + 1 < len(document.segments) else ""
    words = " ".join(mask(rest or following).split(MASK)[0].split()[:4]).strip(" :.,;")
    return words or ("" if rest or following else TO_THE_END)


def _leads_to(document: Document, selection: Selection, start: int, end: int) -> bool:
    try:
        passage = find_passage(document, selection, "draft")
    except RecipeError:
        return False
    return start - 3 <= passage.start <= start and passage.end >= end


CHECK = "  # check"


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry of a recipe, and where the figures start that it takes."""

    text: str
    taken: frozenset[int]


def write_entry(section: str, values: Mapping[str, str | Sequence[str]], guesses: Collection[str] = ()) -> str:
    """Write an entry; empty values are left out.

    Examples
    --------
    >>> print(write_entry("observations", {"indicator": "safety_alarms", "find": ["Larm"]}, ["indicator"]))
    [[observations]]
    indicator = "safety_alarms"  # check
    find = "Larm"
    """
    lines = (f"{key} = {to_toml(value)}{CHECK if key in guesses else ''}" for key, value in values.items() if value)
    return "\n".join([f"[[{section}]]", *lines])


def anchor_values(anchor: Anchor) -> dict[str, str | Sequence[str]]:
    """Return the keys that an anchor fills."""
    return {"find": anchor.find, "until": anchor.until}


def to_toml(value: str | Sequence[str]) -> str:
    """Write a text, or a list of texts; one alone is a text.

    Examples
    --------
    >>> to_toml("c:a 60"), to_toml(["Mål:"]), to_toml(["Mål:", "SITHS"])
    ('"c:a 60"', '"Mål:"', '["Mål:", "SITHS"]')
    """
    # JSON strings and arrays of them are TOML strings and arrays, but for the last control character.
    text = json.dumps(value[0] if not isinstance(value, str) and len(value) == 1 else value, ensure_ascii=False)
    return text.replace("\x7f", "\\u007f")


def guess_indicator(near: Sequence[str], far: Sequence[str], kinds: Collection[str]) -> str:
    """Guess by the code list's labels and synonyms, nearer words counting more; `kinds` are those of the units.

    Examples
    --------
    >>> guess_indicator(["Antal larm"], [], {"count"}), guess_indicator(["Övrigt"], [], {"money"})
    ('safety_alarms', 'programme_budget')
    """
    scores = {
        code: 3 * _hits(near, item.synonyms) + _hits(far, item.synonyms)
        for code, item in indicators().items()
        if item.unit != "municipalities" and (not kinds or units()[item.unit].kind in kinds)
    }
    best = max(scores, key=lambda code: scores[code], default="")  # a share is of something: percent has no indicator
    return best if scores.get(best) else "programme_budget" if kinds == {"money"} else "unclassified_count"


def guess_service(header: str, titles: Sequence[str]) -> str:
    """Guess which indicator counts the municipalities that a column of yes and no is about; empty for none.

    Examples
    --------
    >>> guess_service("Säker e-post", []), guess_service("Digitala larm", [])
    ('secure_email', '')
    """
    counted = {code: item for code, item in indicators().items() if item.unit == "municipalities" and item.synonyms}
    scores = {code: 3 * _hits([header], item.synonyms) for code, item in counted.items()}
    titled = {code: score + _hits(titles, counted[code].synonyms) for code, score in scores.items()}
    best = max(titled, key=lambda code: titled[code], default="")
    return best if scores.get(best) else ""


def _hits(texts: Sequence[str], synonyms: Sequence[str]) -> float:
    text = " ".join(texts).casefold()
    return sum(len(re.findall(rf"(?<!\w){re.escape(word.casefold())}", text)) for word in synonyms)
