"""Drafted entries run one by one, then all together -> those that stand, and for the others why they do not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from ehealth_stats.errors import EHealthStatsError
from ehealth_stats.ingestion.drafts.entry import Draft
from ehealth_stats.ingestion.recipes.audit import audit_document, to_claims
from ehealth_stats.ingestion.recipes.context import Context
from ehealth_stats.ingestion.recipes.events import read_asides, read_timeline
from ehealth_stats.ingestion.recipes.ingest import identify
from ehealth_stats.ingestion.recipes.observations import read_observations
from ehealth_stats.ingestion.recipes.recipe import Recipe, parse_recipe
from ehealth_stats.ingestion.recipes.targets import read_targets

# Takes observations, gives the table of comparisons among them.
Compare = Callable[[pd.DataFrame], pd.DataFrame]
_CONTRADICTS = ("differs", "sources_disagree")
_MOST_ROUNDS = 5
_NEARLY = 0.2
"""How far two figures may be apart, as a part of the larger, to be the same thing told twice."""


@dataclass(frozen=True)
class Tried:
    """An entry that was run: its rows, what it claims, what it sets aside; `why` says that it stands in comments."""

    draft: Draft
    rows: pd.DataFrame
    claims: pd.DataFrame
    asides: pd.DataFrame
    why: str = ""

    @property
    def stands(self) -> bool:
        """Tell whether the entry is part of the recipe."""
        return not self.why

    def holds(self, start: int) -> bool:
        """Tell whether a figure that starts somewhere is in what the entry claims."""
        stretches = (zip(part["start"], part["end"], strict=True) for part in (self.rows, self.claims, self.asides))
        return any(first <= start < last for part in stretches for first, last in part)


def try_out(draft: Draft, head: str, context: Context) -> Tried:
    """Run one entry; what is wrong with it on one line says why it can't stand."""
    try:
        recipe = parse_recipe(f"{head}\n\n{draft.text}\n", context.recipe.path)
        tried = _run(draft, replace(context, recipe=recipe), recipe)
    except EHealthStatsError as error:
        nothing = to_claims([])
        return Tried(draft, no_rows(), nothing, nothing, draft.why or f"this does not run: {' '.join(error.what.split())}")
    missed = draft.about and not any(map(tried.holds, draft.about))
    return replace(tried, why="the words before it lead to another figure") if missed and not draft.why else tried


def no_rows() -> pd.DataFrame:
    """Return what an entry reads that reads nothing."""
    return pd.DataFrame({"start": pd.Series(dtype="int64"), "end": pd.Series(dtype="int64")})


def _run(draft: Draft, context: Context, recipe: Recipe) -> Tried:
    rows = read_observations(context) if recipe.observations else no_rows()
    claims = [claim for read in (read_targets, read_timeline) for _, claim in read(context)]
    # A target or date claims the words around its figure: none of another entry.
    return Tried(draft, rows, to_claims(claims), to_claims(read_asides(context)), draft.why)


def without_doubles(tried: Sequence[Tried]) -> list[Tried]:
    """Put entries into comments whose figures entries before them have read already."""
    taken: set[int] = set()
    kept = []
    for one in tried:
        starts = set(one.rows["start"])
        if one.stands and starts and starts <= taken:
            one = replace(one, why="another entry reads these figures already")
        taken |= starts if one.stands else set()
        kept.append(one)
    return kept


def without_noise(tried: Sequence[Tried], compare: Compare) -> list[Tried]:
    """Put entries into comments that contradict surer ones: the guess is wrong more often than the document.

    A table or list that contradicts itself does so in the document, and so do two figures for one thing that are
    nearly alike, each beside the words for it.
    """
    kept = list(tried)
    for _ in range(_MOST_ROUNDS):
        noisy = _noisy(kept, compare)
        if not noisy:
            break
        kept = [replace(one, why=noisy[at]) if at in noisy else one for at, one in enumerate(kept)]
    return kept


def _noisy(tried: Sequence[Tried], compare: Compare) -> dict[int, str]:
    standing = [at for at, one in enumerate(tried) if one.stands and len(one.rows)]
    if not standing:
        return {}
    rows = identify(pd.concat([tried[at].rows.assign(entry=at) for at in standing], ignore_index=True))
    entry = rows.set_index("observation_id")["entry"]
    found = compare(rows.drop(columns=["entry", "start", "end"]))
    noisy: dict[int, str] = {}
    for row in found[found["verdict"].isin(_CONTRADICTS)].to_dict("records"):
        involved = list(dict.fromkeys(int(entry[one]) for one in row["observation_ids"].split("|")))
        if len(involved) > 1 and not set(involved) & set(noisy) and not _is_told_twice(tried, involved, row):
            weakest = min(reversed(involved), key=lambda at: tried[at].draft.strength)
            noisy[weakest] = f"it would contradict another entry ({_said(row)}): the same thing, or another?"
    return noisy


def _is_told_twice(tried: Sequence[Tried], involved: Sequence[int], row: dict[str, object]) -> bool:
    """Tell figures that words beside each call the same, and that are nearly alike."""
    stated, computed = (float(str(row[name])) for name in ("stated", "computed"))
    most = max(abs(stated), abs(computed))
    return min(tried[at].draft.strength for at in involved) > 1 and abs(stated - computed) <= _NEARLY * most


def _said(row: dict[str, object]) -> str:
    return f"{row['stated']:g} and {row['computed']:g}"


def unclaimed(tried: Sequence[Tried], context: Context) -> pd.DataFrame:
    """Return the stretches of the audit that no standing entry accounts for: start, end, text, locator."""
    standing = [one for one in tried if one.stands]
    rows = [one.rows[["start", "end"]].assign(reason="observation", observation_id="") for one in standing]
    claims = pd.concat([to_claims([]), *rows, *(one.claims for one in standing)])
    asides = pd.concat([to_claims([]), *(one.asides for one in standing)])
    marks = audit_document(context, _typed(claims), _typed(asides))
    return marks[marks["kind"] == "unclaimed"]


def _typed(claims: pd.DataFrame) -> pd.DataFrame:
    return claims.astype({"start": "int64", "end": "int64", "reason": "str", "observation_id": "str"})
