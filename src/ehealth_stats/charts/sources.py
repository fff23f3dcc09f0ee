"""Where the numbers of a figure come from: source ids and the table of sources -> the line that names them, titles."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from ehealth_stats.charts.texts import period, word
from ehealth_stats.codelists import Language
from ehealth_stats.errors import TableError


@dataclass(frozen=True, slots=True)
class Origin:
    """The sources of a figure: their ids, and the line "Source: …"."""

    ids: tuple[str, ...]
    line: str


def source_titles(source_ids: Iterable[str], sources: pd.DataFrame | None) -> dict[str, str]:
    """Return each source's title where `sources` has one of its own for it, else the source's id."""
    titles = {source_id: str(_known(sources).get(source_id, {}).get("title") or source_id) for source_id in source_ids}
    repeated = [title for title in titles.values() if list(titles.values()).count(title) > 1]
    return {source_id: source_id if title in repeated else title for source_id, title in titles.items()}


def origin_of(source_ids: Iterable[str], sources: pd.DataFrame | None, language: Language) -> Origin:
    """Return the ids and the line: producer, title and date where `sources` has them, else the source's id."""
    known, ids = _known(sources), tuple(sorted(set(source_ids)))
    items = []
    for source_id in ids:
        row = known.get(source_id)
        if row is None:
            items.append(source_id)
            continue
        published = period(str(row["published"]), language) or word("undated", language)
        items.append(word("source_item", language, **{**row, "published": published}))
    return Origin(ids, word("source", language, source="; ".join(items)))


def _known(sources: pd.DataFrame | None) -> dict[str, dict[str, str]]:
    if sources is None:
        return {}
    wanted = ["source_id", "producer", "title", "published"]
    if not isinstance(sources, pd.DataFrame) or not set(wanted) <= set(sources.columns):
        raise TableError("the sources have no producer, title and date", where="sources", expected=", ".join(wanted))
    texts = sources[wanted].astype(object).fillna("").astype(str)
    return dict(zip(texts["source_id"], texts.to_dict("records"), strict=True))
