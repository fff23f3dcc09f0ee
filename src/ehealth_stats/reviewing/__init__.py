"""From a document to a recipe by clicking: a document and its recipe -> a recipe that a person has looked at."""

from pathlib import Path
from typing import TYPE_CHECKING

from ehealth_stats.codelists import Language
from ehealth_stats.errors import EHealthStatsError

if TYPE_CHECKING:
    from ehealth_stats.reviewing.widget import ReviewWidget

__all__ = ["review"]


def review(path: str | Path, folder: str | Path | None = None, *, language: Language | None = None) -> "ReviewWidget":
    """Review a document in JupyterLab: say what each figure is by clicking, and keep the recipe that comes of it.

    The recipe changes on the disk when it is saved, and not before. For JupyterLab, where it is tested; other hosts of
    anywidget are untried.

    Parameters
    ----------
    path
        A document, or the folder that holds it, with or without a recipe.
    folder
        Where the recipe and a copy of the document are to go; when left out, the folder that the document has for
        itself, else one in data/raw with its name.
    language
        Of labels and of what rows say: en, sv, nb, nn or da; when left out, that of the document.

    Raises
    ------
    DocumentError
        If there is no such document, or it can't be read.
    RecipeError
        If its recipe does not fit it.
    EHealthStatsError
        If the widgets of notebooks are not installed.

    Examples
    --------
    >>> review("nowhere.docx")
    Traceback (most recent call last):
    ehealth_stats.errors.DocumentError: ...
    """
    try:
        from ehealth_stats.reviewing.opening import open_review
        from ehealth_stats.reviewing.widget import ReviewWidget
    except ModuleNotFoundError as error:
        hint = "pip install 'ehealth-stats[notebooks]'"
        raise EHealthStatsError("a review needs the widgets of notebooks", hint=hint) from error
    return ReviewWidget(open_review(path, folder, language))
