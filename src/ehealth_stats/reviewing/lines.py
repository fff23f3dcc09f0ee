"""Lines of a document -> the words of them that a selection takes, and how the lines hang together."""

import re
from typing import Literal

from ehealth_stats.codelists import cache_by_lists
from ehealth_stats.ingestion.documents import Document
from ehealth_stats.ingestion.privacy.personal import mask
from ehealth_stats.ingestion.text.periods import find_periods
from ehealth_stats.languages.lexicon import alternatives, words

Edge = Literal["line", "lines", "start", "end"]
_WORD = re.compile(r"\S+")
_PRINTED = re.compile(r"\S*[^\s.:;,]")  # without the signs behind it
_Places = tuple[int, int]


def whole_words(document: Document, start: int, end: int) -> _Places | None:
    """Return the whole words of a line that a selection touches, without signs around them; None for none."""
    line = document.segment_at(start)
    at, text = int(document.starts[line]), document.segments[line].text
    touched = [word for word in _WORD.finditer(text) if word.end() > start - at and word.start() < end - at]
    if not touched:
        return None
    first, last = touched[0].start(), touched[-1].end()
    printed = text[first:last].rstrip(" .:;,")
    return (at + first, at + first + len(printed)) if any(map(str.isalnum, printed)) else None


def words_of_lines(document: Document, start: int, end: int) -> _Places | None:
    """Return the whole words that a selection holds, where they stand in several lines; None where they do not."""
    held = [
        (int(document.starts[line]) + word.start(), int(document.starts[line]) + word.end(), line)
        for line in range(document.segment_at(start), document.segment_at(max(end - 1, start)) + 1)
        for word in _PRINTED.finditer(document.segments[line].text)
        if any(map(str.isalnum, word[0]))
    ]
    held = [word for word in held if start <= word[0] and word[1] <= end]
    return (held[0][0], held[-1][1]) if held and held[0][2] != held[-1][2] else None


def moved(document: Document, selected: _Places, edge: Edge, by: int) -> _Places:
    """Return the words that are selected after a key: one line or word further, or back where `by` is below nothing.

    A line that is not selected as a whole comes before the next one.
    """
    line = document.segment_at(selected[0])
    if edge == "lines":
        return _longer(document, selected, by)
    if edge == "line":
        lines = range(line, len(document.segments)) if by > 0 else range(line, -1, -1)
        found = filter(None, (_line(document, each) for each in lines))
        return next((words for words in found if words != selected), selected)
    at, text = int(document.starts[line]), document.segments[line].text
    words = [(at + word.start(), at + word.end()) for word in _WORD.finditer(text)]
    first = max((n for n, word in enumerate(words) if word[0] <= selected[0]), default=0)
    last = max((n for n, word in enumerate(words) if word[0] < selected[1]), default=0)
    if edge == "start":
        first = min(max(first + by, 0), last)
    else:
        last = max(min(last + by, len(words) - 1), first)
    return whole_words(document, words[first][0], words[last][1]) or selected


def _longer(document: Document, selected: _Places, by: int) -> _Places:
    """Return the selection with the next line that has words, or without its last one."""
    first, last = document.segment_at(selected[0]), document.segment_at(selected[1] - 1)
    lines = range(last + 1, len(document.segments)) if by > 0 else range(last - 1, first - 1, -1)
    found = next(filter(None, (_line(document, each) for each in lines)), None)
    begin = _line(document, first) if found else None
    return (begin[0], found[1]) if begin and found else selected


def _line(document: Document, line: int) -> _Places | None:
    at = int(document.starts[line])
    return whole_words(document, at, at + len(document.segments[line].text))


def fewest_words(document: Document, start: int, end: int) -> str:
    """Return the fewest words up to a figure, else from it on, in its line, that stand nowhere before it."""
    line = document.segment_at(start)
    at, text = int(document.starts[line]), document.segments[line].text
    firsts = [match.start() for match in _WORD.finditer(text[: start - at])]
    lasts = [end - at + match.end() for match in _WORD.finditer(text[end - at :])]
    before = [(first, end - at) for first in [*reversed(firsts), *([] if firsts else [start - at])]]
    for first, last in [*before, *((start - at, last) for last in lasts)]:
        phrase = text[first:last].rstrip(" .:;,")
        if mask(phrase) != phrase:
            return ""
        if document.text.find(phrase) == at + first:
            return phrase
    return ""


def text_of(document: Document, line: int) -> str:
    """Return the words of a line."""
    return document.segments[line].text.strip()


def is_heading(text: str, language: str) -> bool:
    """Tell words that say no more than that targets follow, and of when they are: "Mål 2013:"."""
    printed = text.strip(" .:")
    if aim_in(printed, language) != printed:
        return False
    for mention in reversed(find_periods(printed)):
        printed = printed[: mention.start] + printed[mention.end :]
    return len(printed.split()) <= 1


def goes_on(document: Document, line: int) -> bool:
    """Tell a line that goes on with the sentence of the line before it in its cell or paragraph."""
    own, before = document.segments[line], document.segments[line - 1] if line else None
    if before is None or before.place != own.place or own.kind == "item":
        return False
    ended, text = before.text.rstrip(), own.text.strip()
    return ended.endswith(",") or (ended[-1:] not in tuple(".:;!?") and text[:1].islower())


def end_of_sentence(document: Document, line: int) -> int:
    """Return where the sentence of a line ends, which may go on in the lines below."""
    last = line
    while last + 1 < len(document.segments) and goes_on(document, last + 1):
        last += 1
    return int(document.starts[last]) + len(document.segments[last].text)


def due_in(aim: str) -> str:
    """Return the last period that the words of a target name."""
    return next((each.period.edtf for each in reversed(find_periods(aim)) if each.period.edtf), "")


def aim_in(text: str, language: str) -> str:
    """Return the words of a text from its last word for a target on that names a period; empty where it has none."""
    found = [text[match.start() :] for match in reversed(list(_target_pattern(language).finditer(text)))]
    return mask(next(filter(due_in, found), next(iter(found), "")))


@cache_by_lists
def _target_pattern(language: str) -> re.Pattern[str]:
    """Return a pattern of words for a target and of the words that begin so: "Målsättningen för 2013"."""
    return re.compile(rf"(?<!\w)(?:{alternatives(sorted(words('target', language)))})", re.IGNORECASE)
