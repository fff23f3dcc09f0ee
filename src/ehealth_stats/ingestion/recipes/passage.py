"""The anchors of an entry -> the stretch of the document's text that they lead to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from ehealth_stats.errors import RecipeError, did_you_mean
from ehealth_stats.ingestion.documents import Document
from ehealth_stats.ingestion.privacy.personal import mask
from ehealth_stats.ingestion.recipes.model import Selection

TO_THE_END = "*"
"""What `until` says where nothing follows the passage."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A passage: text from `start` to `end`; its last anchor phrase stands from `anchor` to `anchor_end`."""

    start: int
    end: int
    anchor: int
    anchor_end: int


def find_passage(document: Document, selection: Selection, where: str) -> Stretch:
    """Find a passage: each `find` phrase after the one before it, then up to `until` or the paragraph's end.

    An `until` of "*" is the end of the document. Phrases are whole words, and match with any blanks; case counts. When
    the last phrase ends its paragraph, the passage is the next paragraph. A `table` phrase selects the first table,
    after the `find` phrases, that has a cell which starts with it.

    Raises
    ------
    RecipeError
        If a phrase is not found; the error names the nearest words of the document.
    """
    anchor, at = 0, 0
    for phrase in selection.find:
        anchor, at = _after(document, phrase, at, f"{where}, key 'find'")
    if selection.table:
        return _table(document, selection.table, at, where)
    if not selection.find:
        raise RecipeError("neither 'find' nor 'table' says what to read", where=where)
    if selection.until == TO_THE_END:
        end = len(document.text)
    elif selection.until:
        end, _ = _after(document, selection.until, at, f"{where}, key 'until'")
    else:
        end = _paragraph_end(document, at)
    return Stretch(at, end, anchor, at)


def _after(document: Document, phrase: str, start: int, where: str) -> tuple[int, int]:
    if span := next(_spans(document, phrase, start), None):
        return span
    raise RecipeError(
        f"the phrase {phrase!r} is not found" + (" after the anchors before it" if start else ""),
        where=f"{where}, in {document.name}",
        hint=_personal(phrase)
        or _nearest(document, phrase)
        or "run `ehealth-stats inspect` on the document to see its words",
    )


def places_of(document: Document, phrase: str, start: int) -> Iterator[int]:
    """Yield where a phrase stands in the text of a document, from a place on."""
    return (first for first, _ in _spans(document, phrase, start))


def _spans(document: Document, phrase: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield where a phrase stands; its first word is found faster than a pattern."""
    words = phrase.split()
    at = document.text.find(words[0], start)
    while at >= 0:
        end = _end_of_words(document.text, words, at)
        if end >= 0:
            yield at, end
        at = document.text.find(words[0], max(at + 1, end))


def _end_of_words(text: str, words: Sequence[str], start: int) -> int:
    """Return where whole words that stand at a place end, with any blanks between them; -1 if they do not."""
    at = start
    for word in words:
        if not text.startswith(word, at):
            return -1
        end = at + len(word)
        at = end
        while at < len(text) and text[at].isspace() and text[at] != "\n":
            at += 1
        if at == end and word is not words[-1]:
            return -1
    is_whole = not (_goes_on(text, start - 1, start) or _goes_on(text, end - 1, end))
    return end if is_whole else -1


def _goes_on(text: str, at: int, following: int) -> bool:
    """Tell whether two letters that follow each other are of one word."""
    return at >= 0 and following < len(text) and _is_word(text[at]) and _is_word(text[following])


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _personal(phrase: str) -> str:
    return "what is personal is masked in the document: name other words" if mask(phrase) != phrase else ""


def _nearest(document: Document, phrase: str) -> str:
    size = len(phrase.split())
    windows: dict[str, str] = {}
    for segment in document.segments:
        parts = mask(segment.text).split()
        for n in range(max(len(parts) - size + 1, 1)):
            windows.setdefault(" ".join(parts[n : n + size]), segment.place)
    near = did_you_mean(phrase, windows)
    place = next((windows[words] for words in windows if near.startswith(f"did you mean {words!r}")), "")
    return f"{near} It stands in {place}" if place else near


def _paragraph_end(document: Document, at: int) -> int:
    index, texts = document.segment_at(at), document.lines.texts
    end = int(document.starts[index]) + len(str(texts[index]))
    if document.text[at:end].strip(" :.") or index + 1 == len(texts):
        return end
    return int(document.starts[index + 1]) + len(str(texts[index + 1]))


def _table(document: Document, phrase: str, at: int, where: str) -> Stretch:
    wanted = " ".join(phrase.split())
    lines, starts = document.lines, document.starts
    for index in np.flatnonzero((lines.column >= 0) & (starts >= at)).tolist():
        text = str(lines.texts[index])
        if not " ".join(text.split()).startswith(wanted):
            continue
        inside = np.flatnonzero(lines.block == lines.block[index])
        end = int(starts[inside[-1]]) + len(str(lines.texts[int(inside[-1])]))
        here = int(starts[index])
        return Stretch(max(int(starts[inside[0]]), at), end, here, here + len(text))
    cells = lines.texts.filter(pa.array(lines.column >= 0))[:_NEARBY].to_pylist()
    raise RecipeError(
        f"no table has a cell that starts with {phrase!r}",
        where=f"{where}, key 'table', in {document.name}",
        hint=did_you_mean(phrase, map(mask, cells)) or "run `ehealth-stats inspect` on the document to see its tables",
    )


# Cells that are looked through for one like it: a header stands at the top.
_NEARBY = 10_000
