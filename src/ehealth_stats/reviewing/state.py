"""A review -> what is shown of it, as plain values in a language: the document once, and the rest after each click."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias, get_args, get_type_hints

import pandas as pd

from ehealth_stats.codelists import (
    Language,
    areas_on,
    categories,
    countries,
    indicators,
    roles,
    statuses,
    units,
)
from ehealth_stats.codelists.own import CHOICES, LISTS
from ehealth_stats.ingestion.privacy.personal import as_masked, mask
from ehealth_stats.ingestion.recipes.model import (
    ReadMode,
    StatementKind,
    TargetEntry,
    TargetKind,
    TimelineEntry,
    TimelineKind,
)
from ehealth_stats.ingestion.recipes.transcript import transcribe
from ehealth_stats.reporting.evidence.told import look_in_words
from ehealth_stats.reviewing.marks import Mark
from ehealth_stats.reviewing.opening import Review
from ehealth_stats.reviewing.preview import Preview
from ehealth_stats.reviewing.reading import SECTIONS
from ehealth_stats.reviewing.recipe_text import SOURCE, Block
from ehealth_stats.reviewing.session import ARROW, Notice, Session
from ehealth_stats.schema import Passage
from ehealth_stats.wording.languages import LANGUAGES, phrases, term
from ehealth_stats.wording.messages import code_in_words, word
from ehealth_stats.wording.places import place, row_of

Json: TypeAlias = Any
_SHOWN_ROWS, _QUICK = 12, 6
_TITLE = 60
# The roles of participants that have words; a recipe may say others.
_MEMBERS = tuple(
    key.removeprefix("role.") for key in phrases("en") if key.startswith("role.") and key[5:] not in roles()
)
_CHOICES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "observations": {"read": get_args(ReadMode), "role": tuple(roles()), "status": ("", *statuses())},
    "targets": {
        "kind": get_args(TargetKind),
        "additional": ("", "true"),
        "read": get_args(get_type_hints(TargetEntry)["read"]),
    },
    "timeline": {"kind": get_args(TimelineKind), "read": get_args(get_type_hints(TimelineEntry)["read"])},
    "statements": {"kind": get_args(StatementKind)},
    "participants": {"role": _MEMBERS},
    **{name: {key: each for (listed, key), each in CHOICES.items() if listed == name} for name in LISTS},
    SOURCE: {"country": tuple(countries()), "language": tuple(LANGUAGES)},
}
_KEYS: Mapping[str, tuple[str, ...]] = {
    "observations": (
        "indicator",
        "breakdown",
        "area",
        "period",
        "role",
        "unit",
        "status",
        "read",
        "find",
        "until",
        "table",
    ),
    "targets": ("indicator", "kind", "breakdown", "area", "due", "label", "additional", "find", "until"),
    "timeline": ("kind", "name", "period", "find", "until"),
    "participants": ("role", "name", "indicator", "find", "until", "table"),
    "statements": ("kind", "label", "rule", "find"),
    "asides": ("reason", "find"),
    "indicators": ("label", "unit", "kind", "direction", "synonyms"),
    "units": ("label", "kind", "words"),
    "categories": ("label", "parent", "dimension", "synonyms"),
    "areas": ("label", "areas", "synonyms"),
    SOURCE: ("title", "producer", "programme", "published", "scope", "language", "country", "url", "licence", "note"),
}
# What few entries say: it is shown behind the other fields.
_RARE: Mapping[str, tuple[str, ...]] = {
    "observations": ("scope", "follow_up", "note"),
    "targets": ("start", "scope", "read", "table", "baseline", "note"),
    "timeline": ("read",),
    "statements": ("area",),
}
# What can be said of several entries at once.
_OF_SEVERAL: Mapping[str, tuple[str, ...]] = {
    "observations": ("indicator", "period", "role"),
    "targets": ("indicator", "kind", "due"),
    "timeline": ("kind",),
    "statements": ("kind",),
}
_LISTED = {"indicator": "indicators", "breakdown": "categories", "area": "areas", "scope": "areas"}
_TABLES_OF_KEYS = {"columns": "categories", "parts": "categories", "categories": "categories", "marks": "marks"}
# The first is a contact detail: it is masked.
REASONS = ("phone", "date", "page", "numbering", "reference", "other_thing")
_VOCABULARY = {"targets": "target", "timeline": "timeline", "statements": "statement"}


def document_state(session: Session) -> Json:
    """Return the document as blocks: paragraphs and tables of lines, each line of words with the id of their mark.

    Contact details and names of persons are masked, as everywhere.
    """
    marks = pd.DataFrame([(m.start, m.end, "", str(m.start)) for m in session.marks], columns=list(_MARK_COLUMNS))
    marks = marks.astype({"start": "int64", "end": "int64"})
    transcript = transcribe(session.reading.context.source_id, session.document_shown, marks, marks)
    return [_block(block, session.language) for block in transcript.blocks]


_MARK_COLUMNS = ("start", "end", "kind", "locator")


def _block(block: Any, language: Language) -> Json:  # noqa: ANN401 - a Passage or a TranscribedTable
    if isinstance(block, Passage):
        return {"kind": block.kind, "place": place(block.place, language), "line": _line(block)}
    name = place(f"table {block.number}", language)
    caption = f"{name[:1].upper()}{name[1:]}" + (f": {block.name}" if block.name else "")
    return {
        "kind": "table",
        "caption": caption,
        "heads": [_row(row) for row in block.heads],
        "rows": [_row(row) for row in block.rows],
        "left_out": word("evidence_left_out", language, n=block.left_out) if block.left_out else "",
    }


def _row(cells: Sequence[tuple[Passage, ...]]) -> Json:
    names = (row_of(passage.place) for cell in cells for passage in cell)
    return {
        "name": next(filter(None, names), ""),
        "cells": [[{"kind": passage.kind, "line": _line(passage)} for passage in cell] for cell in cells],
    }


def _line(passage: Passage) -> Json:
    """Return the words of a line, each with its mark and where in the text of the document it begins and ends."""
    pieces: list[list[Json]] = []
    open_marks: list[str] = []
    at = passage.start
    for part in passage.line:
        open_marks += part.opens
        pieces.append([part.text, open_marks[-1] if open_marks else "", at, at + part.size])
        open_marks = [name for name in open_marks if name not in part.closes]
        at += part.size
    return pieces


def catalog_state(review: Review) -> Json:
    """Return what does not change during a review: phrases, indicators, categories, areas, reasons."""
    session = review.session
    source, language = session.reading.context.recipe.source, session.language
    on = session.reading.context.on
    return {
        "language": language,
        "say": {key: word(f"review_{key}", language) for key in PHRASES},
        "looks": {look: look_in_words(look, language) for look in _LOOKS},
        "lists": {
            "indicators": [_code("indicator", each, language) for each in indicators()],
            "categories": [_code("breakdown", each, language) for each in categories()],
            "areas": [_code("area", each.code, language) for each in areas_on(source.country, on)],
        },
        "units": [code_in_words("unit", each, language) for each in units()],
        "kinds": [[each, term("review_kind", each, language)] for each in CHOICES["indicators", "kind"]],
        "directions": [
            [each, term("review_direction", each or "none", language)] for each in CHOICES["indicators", "direction"]
        ],
        "reasons": [
            [word(f"review_reason_{key}", "en"), word(f"review_reason_{key}", language), key == REASONS[0]]
            for key in REASONS
        ],
    }


_LOOKS = (*roles(), "target", "timeline", "statement", "participant", "not_quantity", "unclaimed")


def _code(vocabulary: str, code: str, language: Language) -> list[str]:
    """Return a code, its label, and every word that it can be searched for by."""
    words_of: Iterable[str] = ()
    if vocabulary == "indicator":
        words_of = (*indicators()[code].labels.values(), *indicators()[code].synonyms)
    elif vocabulary == "breakdown":
        words_of = (*categories()[code].labels.values(), *categories()[code].synonyms)
    return [code, code_in_words(vocabulary, code, language), "|".join([code, *words_of]).casefold()]


def review_state(review: Review) -> Json:
    """Return everything that a click may change."""
    session = review.session
    progress, language = session.progress, session.language
    return {
        "marks": {str(mark.start): _mark(mark) for mark in session.marks},
        "selected": str(session.selected[0]) if session.selected else "",
        "words": list(session.selected or ()),
        "panel": _panel(session),
        "notice": _notice(session.notice, language),
        "progress": word(
            "review_progress", language, claimed=progress.claimed, figures=progress.figures,
            aside=progress.not_quantity, unclaimed=progress.unclaimed, guesses=progress.guesses,
        ),
        "share": [progress.claimed, progress.not_quantity, progress.figures],
        "undo": session.can_undo,
        "redo": session.can_redo,
        "saved": review.is_saved,
        "changed_on_disk": review.is_changed_on_disk,
        "path": str(session.path),
        "entries": list(_entries(session)),
        "earlier": list(review.earlier()),
    }  # fmt: skip


def _mark(mark: Mark) -> list[Json]:
    return [mark.look, mark.is_guess]


def _notice(notice: Notice | None, language: Language) -> Json:
    if notice is None:
        return None
    text = word(f"review_{notice.key}", language, **notice.values) if notice.key else mask(notice.text)
    return {"text": text, "error": notice.is_error}


def _panel(session: Session) -> Json:
    proposal, language = session.proposal, session.language
    if proposal is None:
        return None
    tried = session.preview()
    document = session.document_shown
    where = printed = ""
    if session.selected and proposal.section in ("", *SECTIONS):
        start, end = session.selected
        first, *rest = as_masked(document.text[start:end]).split("\n")
        printed = f"{first} … {rest[-1]}" if rest else first
        where = place(document.locator(start, min(end, start + len(first))), language)
    return {
        "text": printed,
        "where": where,
        "section": term("review_section", proposal.section or "lines", language),
        "ways": [[each.way, _way(each.way, language), each.way == proposal.way] for each in session.proposals],
        "fields": list(_fields(session)),
        "preview": _shown(tried, language) if isinstance(tried, Preview) else None,
        "refused": _notice(tried, language) if isinstance(tried, Notice) else None,
        "aside": proposal.section in SECTIONS and not proposal.several and session.selected is not None,
        "new": {"unit": _near_unit(session)},
    }


def _near_unit(session: Session) -> str:
    """Return the unit that the selected figure prints, as a new indicator would have it."""
    unit = session.unit_near()
    return code_in_words("unit", unit, session.language) if unit else ""


def _way(way: str, language: Language) -> str:
    return term("review_way", way, language)


def _shown(found: Preview, language: Language) -> Json:
    more = len(found.rows) - _SHOWN_ROWS
    before, after = found.unclaimed
    return {
        "rows": list(found.rows[:_SHOWN_ROWS]),
        "more": word("review_more_rows", language, n=more) if more > 0 else "",
        "totals": [f"{name}: {was or '–'} → {now or '–'}" for name, was, now in found.totals],
        "appearing": list(found.appearing),
        "leaving": list(found.leaving),
        "again": word("review_again", language, n=found.again) if found.again else "",
        "open": word("review_open", language, before=before, after=after),
    }


def _fields(session: Session) -> Iterator[Json]:
    proposal = session.proposal
    if proposal is None:
        return
    values, language = proposal.values, session.language
    listed_keys = _OF_SEVERAL if proposal.several else _KEYS
    rare = () if proposal.several else _RARE.get(proposal.section, ())
    for key in (*listed_keys.get(proposal.section, ()), *rare):
        if key in values or key != "table" or key in rare:
            yield _field(session, key, values.get(key, "")) | {"rare": key in rare and key not in values}
    for key, listed in _TABLES_OF_KEYS.items():
        table = values.get(key, {})
        for printed, code in table.items() if isinstance(table, Mapping) else ():
            label = f"{term('review_key', key, language)}: {mask(printed)}"
            choices = [[each, term("mark", each, language) or each] for each in ("done", "not done")]
            yield {
                "key": f"{key}/{printed}",
                "label": label,
                "list": listed if listed != "marks" else "",
                "value": code,
                "shown": code_in_words("breakdown", code, language) if listed != "marks" else code,
                "choices": choices if listed == "marks" else [],
                "quick": [],
                "rare": False,
            }


def _field(session: Session, key: str, value: Any) -> Json:  # noqa: ANN401 - whatever TOML holds
    section, language = session.proposal.section if session.proposal else "", session.language
    codes = _CHOICES.get(section, {}).get(key, ())
    listed = "" if codes else _LISTED.get(key, "")
    return {
        "key": key,
        "label": term("review_key", key, language),
        "list": listed,
        "value": _typed(_own(value, language)),
        "shown": _in_words(key, value, language) if listed else _typed(_own(value, language)),
        "choices": [[code, _choice(section, key, code, language)] for code in codes],
        "quick": _quick(session, key) if listed or key in ("period", "due") else [],
    }


def _typed(value: Any) -> str:  # noqa: ANN401 - whatever TOML holds
    """Return a value as a person types it."""
    if isinstance(value, bool):
        return "true" if value else ""
    return ARROW.join(value) if isinstance(value, list) else str(value)


def _own(value: Any, language: Language) -> Any:  # noqa: ANN401 - whatever TOML holds
    """Return of words by language those that are shown."""
    if isinstance(value, Mapping):
        return value.get(language) or next(iter(value.values()), "")
    return value


def _in_words(key: str, value: Any, language: Language) -> str:  # noqa: ANN401 - whatever TOML holds
    vocabulary = {"scope": "area"}.get(key, key)
    codes = str(value).split("|") if vocabulary == "area" else [str(value)]
    return ", ".join(code_in_words(vocabulary, code, language) for code in codes if code)


def _choice(section: str, key: str, code: str, language: Language) -> str:
    if not code:
        return "–"
    if key == "additional":
        return word("review_yes", language)
    if key == "role":
        return term("role", code, language)
    if key in ("kind", "direction"):
        return term(_VOCABULARY.get(section, f"review_{key}"), code, language)
    return term("review_read" if key == "read" else key, code.replace(" ", "_"), language) or code


def _quick(session: Session, key: str) -> list[list[str]]:
    """Return what is near the figure, to be chosen by one click."""
    offers: Mapping[str, Any] = {
        "indicator": session.rank,
        "period": session.periods_near,
        "due": session.periods_near,
        "area": session.areas_near,
        "breakdown": session.categories_near,
    }
    found = offers[key]() if key in offers else []
    return [[code, code_in_words({"due": "period"}.get(key, key), code, session.language)] for code in found[:_QUICK]]


def _entries(session: Session) -> Iterator[Json]:
    for position, block in enumerate(session.reading.text.blocks):
        if block.section in _KEYS:
            yield {
                "position": position,
                "section": term("review_section", block.section, session.language),
                "title": _title(block, session.language),
                "guess": block.is_guess,
                "fixed": block.section == SOURCE,
            }


def _title(block: Block, language: Language) -> str:
    """Say in a few words what an entry is about."""
    values = block.values
    named = values.get("label") or values.get("name") or values.get("reason") or values.get("title") or ""
    if block.section == "observations" or (not named and values.get("indicator")):
        parts = [code_in_words("indicator", values["indicator"], language)]
        parts += [code_in_words("breakdown", values["breakdown"], language)] if values.get("breakdown") else []
        parts += [str(values["period"])] if values.get("period") else []
        named = ", ".join(parts)
    return mask(str(_own(named, language) or _typed(values.get("find", ""))))[:_TITLE]


PHRASES = (
    "title", "document", "figure", "keep", "next", "undo", "redo", "save", "reload", "take", "no_quantity", "reason",
    "rows", "totals", "appearing", "leaving", "entries", "delete", "guess", "same_as", "none_selected", "search",
    "no_hit", "unsaved", "is_saved", "changed_on_disk", "keys", "keys_help", "quick", "fields", "row", "comment",
    "refused", "nothing", "new_indicator", "new_label", "new_unit", "new_kind", "new_direction", "new_add",
    "new_cancel", "more_fields", "select_words",
)  # fmt: skip
