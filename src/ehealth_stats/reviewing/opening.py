"""A document or its folder -> a Session on its recipe, or on a draft; and the recipe back to the disk."""

import re
from collections.abc import Mapping
from pathlib import Path

from ehealth_stats.analysis import compare_totals
from ehealth_stats.codelists import Language
from ehealth_stats.errors import DocumentError, EHealthStatsError
from ehealth_stats.ingestion import RECIPE, draft_recipe, find_codelists, read_document
from ehealth_stats.ingestion.documents import Document
from ehealth_stats.ingestion.documents.limits import DEFAULT
from ehealth_stats.ingestion.recipes.ingest import document_path
from ehealth_stats.ingestion.recipes.model import Recipe
from ehealth_stats.ingestion.recipes.recipe import parse_recipe
from ehealth_stats.ingestion.recipes.recipe import read_text as recipe_text
from ehealth_stats.pipeline import save_recipe
from ehealth_stats.reviewing.session import Session
from ehealth_stats.wording.languages import LANGUAGES

RAW = Path("data", "raw")


class Review:
    """A session with the place of its recipe, what stands there on the disk, and recipes of the same series."""

    def __init__(self, session: Session, document: Path, saved: str | None) -> None:
        self.session = session
        self.document = document
        self.saved = saved

    @property
    def is_saved(self) -> bool:
        """Whether the recipe on the disk is the one of the session, as far as is known."""
        return self.saved == self.session.text

    @property
    def is_changed_on_disk(self) -> bool:
        """Whether somebody else changed the recipe since it was opened or saved."""
        return _on_disk(self.session.path) != self.saved

    def save(self) -> None:
        """Write the recipe.

        Raises
        ------
        RecipeError
            If it was changed on the disk in the meantime.
        """
        text = self.session.text
        save_recipe(self.session.path, text, known=self.saved, document=self.document)
        self.saved = text

    def reload(self) -> bool:
        """Go on with the recipe as it is on the disk now; the versions before stay for undo."""
        text = _on_disk(self.session.path)
        if text is None or not self.session.replace_text(text):
            return False
        self.saved = text
        return True

    def earlier(self) -> Mapping[str, str]:
        """Return the recipes of the same series by their ids, the latest first.

        Those of the same programme, and of folders whose names are the same but for the year.
        """
        source, folder = self.session.reading.context.recipe.source, self.session.path.parent
        found: dict[str, str] = {}
        for path in sorted(folder.parent.glob(f"*/{RECIPE}"), reverse=True):
            text = "" if path.parent == folder else _on_disk(path) or ""
            recipe = _parsed(text, path)
            if recipe and (recipe.source.programme == source.programme or _series(path) == _series(folder / RECIPE)):
                found[recipe.source.id] = text
        return found


def open_review(path: Path | str, folder: Path | str | None = None, language: Language | None = None) -> Review:
    """Open a document for review: by the recipe of its folder, or by a draft where it has none.

    Parameters
    ----------
    path
        A document, or the folder that holds it.
    folder
        Where the recipe and a copy of the document are to go; when left out, the folder that the document has for
        itself, else one in data/raw with its name.
    language
        Of labels and of what rows say; when left out, that of the document.

    Raises
    ------
    DocumentError
        If there is no such document, or it can't be read.
    RecipeError
        If its recipe does not fit it.
    """
    path = Path(path)
    home, document = _place(path, Path(folder) if folder else None)
    recipe_path = home / RECIPE
    saved = _on_disk(recipe_path)
    lists = find_codelists(home.parent)
    with lists:
        limits = parse_recipe(saved, recipe_path).limits if saved is not None else DEFAULT
        read = read_document(document, limits=limits)
        text = _drafted(read, home) if saved is None else saved
        spoken = language or parse_recipe(text, recipe_path).source.language
    if spoken not in LANGUAGES:
        raise DocumentError(f"no language {spoken!r}", expected=", ".join(LANGUAGES))
    return Review(Session(read, recipe_path, text, language=spoken, lists=lists), document, saved)


def _place(path: Path, folder: Path | None) -> tuple[Path, Path]:
    """Return the folder of the recipe, and the document."""
    if path.is_dir():
        saved = _on_disk(path / RECIPE)
        recipe = parse_recipe(saved, path / RECIPE) if saved is not None else None
        return path, document_path(path, recipe)
    if folder:
        return folder, path
    beside = [each for each in path.parent.iterdir() if each.name != path.name] if path.parent.is_dir() else []
    is_own = all(each.name == RECIPE or each.name.startswith(".") for each in beside)
    return (path.parent if is_own and path.is_file() else RAW / path.stem.lower()), path


def _on_disk(path: Path) -> str | None:
    return recipe_text(path) if path.is_file() else None


def _parsed(text: str, path: Path) -> Recipe | None:
    try:
        return parse_recipe(text, path)
    except EHealthStatsError:
        return None


def _drafted(document: Document, home: Path) -> str:
    """Draft a recipe without what stands in comments: the review shows the open figures in their places."""
    text = draft_recipe(document, source_id=home.resolve().name, compare=compare_totals)
    paragraphs = text.rstrip().split("\n\n")
    return "\n\n".join(each for each in paragraphs if not all(line[:1] == "#" for line in each.splitlines())) + "\n"


def _series(path: Path) -> str:
    """Return the name of a recipe's folder without what tells the years apart."""
    return re.sub(r"[\W\d_]+", " ", path.resolve().parent.name).strip()
