"""A table by category -> an observation of each cell in the columns that the entry names, by role or period.

| Post    | Budget 2013 | Utfall 2013 |        columns = { "Budget 2013" = "planned", "Utfall 2013" = "reported" }
| Bidrag  | 500         | 480         |
| Summa   | 500         | 480         |        the sum of the others
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ehealth_stats.codelists import match_category, roles
from ehealth_stats.errors import RecipeError, did_you_mean
from ehealth_stats.ingestion.privacy.personal import mask
from ehealth_stats.ingestion.recipes.entry import Job
from ehealth_stats.ingestion.recipes.model import Role
from ehealth_stats.ingestion.recipes.table.cells import find_cells
from ehealth_stats.ingestion.recipes.table.columns import NamedTable
from ehealth_stats.ingestion.recipes.table.place import Rows, place_cells
from ehealth_stats.languages.lexicon import fold

_WHOLE = "_T"


def read_categories(job: Job) -> pd.DataFrame:
    """Read the named columns of a table whose rows are categories.

    Raises
    ------
    RecipeError
        If a column does not exist or has no role, or a row's label is no category, with all such rows.
    """
    for header, role in job.entry.columns.items():
        _check_role(job, header, role)
    table = NamedTable.of(job)
    columns = table.columns()
    cells = find_cells(table, columns)
    names = table.axes.names.to_pylist()
    skipped = {fold(skip) for skip in job.entry.skip}
    read = [fold(name) not in skipped and any(map(str.isalnum, name)) for name in names]
    cells = cells.where(np.array(read, dtype=bool)[cells.places["area"]])
    order = np.argsort((cells.places["area"] * len(columns) + cells.places["column"]).to_numpy(), kind="stable")
    cells = cells.where(order)
    codes = _codes(table, sorted(set(cells.places.loc[cells.places["told"], "area"].tolist())))
    cells = cells.where(cells.places["area"].isin(list(codes)).to_numpy())
    nowhere = np.zeros(len(names), dtype=np.int64)
    found = place_cells(table, cells, columns, Rows([""], nowhere, [""], nowhere))
    return _in_roles(job, found, codes)


def _check_role(job: Job, header: str, role: str) -> None:
    if role not in roles():
        raise RecipeError(
            f"{role!r} is no role of the column {header!r}",
            where=f"{job.where}, key 'columns'",
            expected=f'{", ".join(roles())}: columns = {{ "{header}" = "reported" }}',
            hint=did_you_mean(role, roles()),
        )


def _codes(table: NamedTable, rows: Sequence[int]) -> Mapping[int, str]:
    """Return the category of each row, by the entry's own labels, then by the code list."""
    named = {fold(label): code for label, code in table.job.entry.categories.items()}
    names = table.axes.names.to_pylist()
    codes = {row: named.get(fold(names[row]).strip(" .:")) or match_category(names[row]) for row in rows}
    wrong = [row for row, code in codes.items() if not code]
    if wrong:
        raise no_category(table.job, [(names[row], table.table.place(row, table.axes.at)) for row in wrong])
    return codes


def no_category(job: Job, labels: Sequence[tuple[str, str]]) -> RecipeError:
    """Return the error of printed labels that no code list has, each with its place."""
    told = "; ".join(f"{mask(label).strip()!r} ({place})" for label, place in labels)
    near = (did_you_mean(fold(label), map(fold, job.entry.categories)) for label, _ in labels)
    return RecipeError(
        f"no category is called {told}",
        where=f"{job.where}, key 'categories'",
        expected="the printed label and a code of codelists/categories.csv, or of one's own list",
        hint=next(filter(None, near), "") or "rows to leave out go into the key 'skip'",
    )


def _in_roles(job: Job, found: pd.DataFrame, codes: Mapping[int, str]) -> pd.DataFrame:
    """Give each figure the category of its row and the role of its column, and a sum that of totals."""
    document, asked = job.context.document, set(job.entry.columns.values())
    lines = np.searchsorted(document.starts, found["start"].to_numpy(), side="right") - 1
    of_rows = [codes[row] for row in document.lines.row[lines].tolist()]
    of_columns = _roles_of(job, document.lines.column[lines])
    printed = found["breakdown"].tolist()
    # What is beside a figure has a category of its own already.
    breakdown = [row if own in roles() else own for row, own in zip(of_rows, printed, strict=True)]
    told = [
        replace(job.entry, role=role).total_role if code == _WHOLE and len(asked) == 1 else role
        for code, role in zip(breakdown, of_columns, strict=True)
    ]
    return found.assign(breakdown=breakdown, role=told)


def _roles_of(job: Job, at: NDArray[np.int64]) -> list[Role]:
    roles_at = {column.at: column.breakdown for column in NamedTable.of(job).columns()}
    return [cast(Role, roles_at[column]) for column in at.tolist()]
