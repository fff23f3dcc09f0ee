"""The files of the code lists, shipped with the package: the name of a list -> its rows."""

import csv
from collections.abc import Mapping
from importlib.resources import files


def read_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of codelists/NAME.csv, each by the names of its columns.

    Examples
    --------
    >>> read_rows("countries")[0]["currency"]
    'SEK'
    """
    text = files("ehealth_stats.codelists").joinpath(f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def read_labels(row: Mapping[str, str], column: str = "label") -> dict[str, str]:
    """Return the labels of a row by language: the cells of its columns COLUMN_LANGUAGE.

    A language without a word of its own has that of the column before it: nynorsk that of bokmål.

    Examples
    --------
    >>> read_labels({"code": "cards", "label_en": "cards", "label_nb": "kort", "label_nn": ""})
    {'en': 'cards', 'nb': 'kort', 'nn': 'kort'}
    """
    labels: dict[str, str] = {}
    last = ""
    for name, text in row.items():
        if name.startswith(f"{column}_"):
            last = labels[name.removeprefix(f"{column}_")] = text or last
    return labels
