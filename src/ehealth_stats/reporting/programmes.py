"""The evaluation of one programme: an Evaluation of many -> the rows of one."""

import pandas as pd

from ehealth_stats.codelists import Language
from ehealth_stats.schema import Evaluation
from ehealth_stats.schema.complete import NO_SOURCE

_ENGLISH: Language = "en"


def documents_of(evaluation: Evaluation) -> pd.DataFrame:
    """Return the sources that are documents; tables made by hand are none."""
    sources = evaluation.dataset.sources
    return sources[~sources["source_id"].isin(NO_SOURCE)]


def programmes_of(evaluation: Evaluation) -> tuple[str, ...]:
    """Return the programmes whose documents were read, in the order of the sources."""
    return tuple(dict.fromkeys(evaluation.dataset.sources["programme"]))


def programme_of(evaluation: Evaluation, programme: str) -> Evaluation:
    """Return the evaluation of one programme, judged on its own day: the rows of its sources in every table."""
    sources = evaluation.dataset.sources
    own = sources.loc[sources["programme"] == programme, "source_id"]
    return evaluation.of_sources(set(own), {programme: evaluation.day_of(programme)})


def parts_of(evaluation: Evaluation) -> dict[str, Evaluation]:
    """Return the evaluation of each programme."""
    return {programme: programme_of(evaluation, programme) for programme in programmes_of(evaluation)}


def languages_of(evaluation: Evaluation) -> tuple[Language, ...]:
    """Return the languages that the documents of an evaluation are in, and English."""
    return tuple(dict.fromkeys([*evaluation.dataset.sources["language"], _ENGLISH]))
