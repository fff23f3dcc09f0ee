"""The evaluation of the project's documents, made once for all tests of reports."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from ehealth_stats import evaluate
from ehealth_stats.ingestion import combine, ingest_sources
from ehealth_stats.ingestion.recipes.ingest import Ingested
from ehealth_stats.reporting.programmes import programme_of, programmes_of
from ehealth_stats.schema import Evaluation, Transcript

RAW = Path(__file__).parents[2] / "data" / "raw"


@pytest.fixture(scope="session")
def sources() -> Sequence[Ingested]:
    """The documents of data/raw, read."""
    return ingest_sources(RAW)


@pytest.fixture(scope="session")
def documents(sources: Sequence[Ingested]) -> Mapping[str, Transcript]:
    """The documents as they are shown."""
    return {document.source_id: document for document in (source.transcript() for source in sources)}


@pytest.fixture(scope="session")
def whole(sources: Sequence[Ingested]) -> Evaluation:
    """The evaluation of data/raw."""
    return evaluate(combine(sources))


@pytest.fixture(scope="session")
def programmes(whole: Evaluation) -> Mapping[str, Evaluation]:
    """The evaluation of each programme of data/raw."""
    return {name: programme_of(whole, name) for name in programmes_of(whole)}
