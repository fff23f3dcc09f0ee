"""What a section of the report is written from: tables, the words of a language, the evaluator's own, pictures."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pandas as pd

from ehealth_stats.errors import OwnWordsError, did_you_mean
from ehealth_stats.reporting.figures import Picture
from ehealth_stats.reporting.model import Cite
from ehealth_stats.reporting.places import cite
from ehealth_stats.reporting.programmes import Row, documents_of, rows_of
from ehealth_stats.reporting.wording import Wording
from ehealth_stats.schema import Evaluation, OwnWords

_Told = TypeVar("_Told")


@dataclass(frozen=True, slots=True)
class Material:
    """All that a section may show; `approximation` is the setting that the bounds rest on.

    `findings` are those that are told, in their order; `pages` the sources that have an evidence page; `pictures` those
    that show most, by what they are about.
    """

    evaluation: Evaluation
    words: Wording
    own: OwnWords
    pages: Collection[str]
    approximation: str | None
    findings: tuple[Mapping[str, Any], ...]
    pictures: Mapping[str, tuple[Picture, ...]] = field(default_factory=dict)
    _observations: dict[str, Row] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for row in rows_of(self.evaluation.dataset.observations):
            self._observations[str(row.observation_id)] = row

    def cite(self, text: str, row: Row) -> Cite:
        """Return words with the place of the row that they rest on."""
        return cite(text, row, self.words.language, self.pages)

    def own_words(self, told: Mapping[str, _Told]) -> _Told | None:
        """Return what the evaluator says in the language of the report, None where that is nothing."""
        return told.get(self.words.language)

    def observations(self, ids: Iterable[str]) -> list[Row]:
        """Return observations by their ids, as far as there are such."""
        return [self._observations[name] for name in ids if name in self._observations]

    def producers(self, source_ids: str) -> str:
        """Say who published documents, by their ids parted by a bar."""
        sources = documents_of(self.evaluation)
        names = sources.loc[sources["source_id"].isin(source_ids.split("|")), "producer"]
        return self.words.listed(list(dict.fromkeys(names))) or self.words.say("who_wrote")


def told_findings(evaluation: Evaluation, own: OwnWords) -> tuple[Mapping[str, Any], ...]:
    """Return the findings in the order that they are told: those that are put first, then by what they change.

    Those that the evaluator dismissed are left out.

    Raises
    ------
    OwnWordsError
        If there is no finding of an id that the evaluator names, with the nearest, or it is put first and dismissed.
    """
    rows: dict[str, Mapping[str, Any]] = {row["finding_id"]: row for row in _records(evaluation.findings)}
    for key, names in (("first", own.first), ("dismissed", own.dismissed)):
        for name in names:
            if name not in rows:
                hint = did_you_mean(name, rows) or "the ids stand in data/processed/findings.csv"
                raise OwnWordsError(f"there is no finding {name!r}", where=f"key {key!r}", hint=hint)
    if both := [name for name in own.first if name in own.dismissed]:
        raise OwnWordsError(f"the finding {both[0]!r} is put first and dismissed", where="key 'dismissed'")
    order = [*own.first, *(name for name in rows if name not in own.first)]
    return tuple(rows[name] for name in order if name not in own.dismissed)


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]
