"""Lines that a person draws over -> all entries of a kind that could read what stands in them, each to be looked at.

A line below a word for a target may be one, each date may be one of the timeline, each figure, name or "all" may count
what is named beside it, and each line may be a statement.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from ehealth_stats.ingestion.documents import Document
from ehealth_stats.ingestion.text.periods import find_periods
from ehealth_stats.reviewing.guesses import Guesser, Proposal, Way
from ehealth_stats.reviewing.lines import aim_in, goes_on, is_heading, text_of, whole_words
from ehealth_stats.reviewing.marks import Mark
from ehealth_stats.reviewing.reading import Reading
from ehealth_stats.reviewing.recipe_text import Value
from ehealth_stats.reviewing.words import aim_of, names_in, propose_words

_COUNTING = ("each", "areas", "single")
_OPENING = re.compile(r"[\W\d_]*")
_Found = tuple[int, Proposal]  # where what it reads begins


def propose_lines(guesser: Guesser, reading: Reading, marks: Sequence[Mark], words: tuple[int, int]) -> list[Proposal]:
    """Return what the lines of some words may be: each proposal has an entry for each thing that it finds."""
    document = guesser.context.document
    lines = range(document.segment_at(words[0]), document.segment_at(words[1] - 1) + 1)
    inside = range(int(document.starts[lines[0]]), _end_of(document, lines[-1]))
    own = [mark for mark in marks if mark.start in inside]
    read = {document.segment_at(mark.start) for mark in own if mark.position is not None and mark.look != "timeline"}
    aimed = [line for line in lines if line not in read and _is_target(guesser, line)]
    kinds: Mapping[Way, Callable[[], Iterator[_Found]]] = {
        "targets": partial(_targets, guesser, reading, aimed),
        "dates": partial(_dates, guesser, own, [line for line in lines if line not in {*read, *aimed}]),
        "counted": partial(_counted, guesser, own, {*read, *aimed}),
        "statements": partial(_statements, guesser, reading, [line for line in lines if _may_say(guesser, line)]),
    }
    found = {way: list(find()) for way, find in kinds.items()}
    everything = sorted((each for way in list(kinds)[:-1] for each in found[way]), key=lambda each: each[0])
    listed = [_several(way, each) for way, each in {"passage": everything, **found}.items() if each]
    names = names_in(guesser, *words)
    is_of_one_kind = len([way for way in kinds if found[way]]) == 2 and len(listed) == 3
    return [*(listed[1:] if is_of_one_kind else listed), *names]


def _several(way: Way, found: Sequence[_Found]) -> Proposal:
    """Return a proposal of several entries; its values are those that all of them have alike."""
    entries = list({str(each.values): each for _, each in found}.values())
    first = entries[0]
    alike = {
        key: value for key, value in first.values.items() if all(each.values.get(key) == value for each in entries)
    }
    sections = {each.section for each in entries}
    return Proposal(way, first.section if len(sections) == 1 else "", alike, several=tuple(entries))


def _end_of(document: Document, line: int) -> int:
    return int(document.starts[line]) + len(document.segments[line].text)


def _is_target(guesser: Guesser, line: int) -> bool:
    """Tell a line below a word for a target, or with one, that says something itself."""
    document = guesser.context.document
    text = text_of(document, line)
    if text.endswith(":") or is_heading(text, guesser.language) or goes_on(document, line):
        return False
    place = whole_words(document, int(document.starts[line]), _end_of(document, line))
    return bool(place and aim_of(guesser, place[0], text))


def _targets(guesser: Guesser, reading: Reading, lines: Sequence[int]) -> Iterator[_Found]:
    figures = guesser.context.figures
    for line in lines:
        start, end = _words_of(guesser.context.document, line)
        named = figures.mentions_between(start, end)
        if named and named[0].start > start:
            end = _end_before(guesser.context.document, start, named[0].start)
        found = propose_words(guesser, reading, start, end)
        yield from ((start, each) for each in found if each.way == "target")


def _end_before(document: Document, start: int, end: int) -> int:
    """Return where the words before a name end."""
    return start + len(document.text[start:end].rstrip(" (:,"))


def _dates(guesser: Guesser, marks: Sequence[Mark], lines: Sequence[int]) -> Iterator[_Found]:
    document, language = guesser.context.document, guesser.language
    read = {mark.start for mark in marks if mark.position is not None}
    for line in lines:
        at, text = int(document.starts[line]), document.segments[line].text
        for mention in find_periods(text):
            if at + mention.start not in read and not aim_in(text[: mention.start], language):
                found = guesser.propose(at + mention.start, at + mention.end)
                yield from ((at + mention.start, each) for each in found if each.way == "date")


def _counted(guesser: Guesser, marks: Sequence[Mark], read: set[int]) -> Iterator[_Found]:
    """Yield entries for "all", "some" and names of municipalities, where their line says what is counted."""
    document = guesser.context.document
    for mark in marks:
        line = document.segment_at(mark.start)
        if mark.look or mark.position is not None or line in read or goes_on(document, line):
            continue
        named = guesser.rank_in(document.segments[line].text)
        for each in guesser.propose(mark.start, mark.end):
            if each.way in _COUNTING and each.values.get("indicator") in named:
                yield mark.start, each
                break


def _statements(guesser: Guesser, reading: Reading, lines: Sequence[int]) -> Iterator[_Found]:
    for line in lines:
        start, end = _words_of(guesser.context.document, line)
        found = propose_words(guesser, reading, start, end)
        yield from ((start, each) for each in found if each.way == "words")


def _may_say(guesser: Guesser, line: int) -> bool:
    text = text_of(guesser.context.document, line)
    return not (text.endswith(":") or is_heading(text, guesser.language))


def _words_of(document: Document, line: int) -> tuple[int, int]:
    """Return the words of a line without the number or sign that opens it."""
    at, text = int(document.starts[line]), document.segments[line].text
    opening = _OPENING.match(text)
    first = opening.end() if opening and opening.end() < len(text) else 0
    return whole_words(document, at + first, at + len(text)) or (at, at + len(text))


def changed_in_all(proposal: Proposal, key: str, value: Value) -> Proposal:
    """Return a proposal of several entries with a value in all of them."""
    entries = tuple(replace(each, values={**each.values, key: value}) for each in proposal.several)
    return replace(proposal, values={**proposal.values, key: value}, several=entries)
