"""A folder of one made-up document with its recipe, for the tests of the cases."""

from pathlib import Path

from ehealth_stats import ingest
from ehealth_stats.schema import Dataset

SOURCE = """
[source]
id = "plan"
programme = "made-up"
title = "Plan"
producer = "Made-up association"
language = "{language}"
country = "{country}"
scope = "{scope}"
published = "2014-01-15"
"""


def ingest_one(
    folder: Path,
    content: str | bytes,
    entries: str,
    *,
    name: str = "plan.txt",
    language: str = "sv",
    scope: str = "SE-22",
) -> Dataset:
    """Ingest a document with the entries of its recipe; the scope says which country it is of."""
    (folder / "plan").mkdir(parents=True)
    (folder / "plan" / name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    source = SOURCE.format(language=language, country=scope[:2], scope=scope)
    (folder / "plan" / "recipe.toml").write_text(source + entries, "utf-8")
    return ingest(folder)
