"""Groups of areas in a person's own list: "Vestlandet" or its code -> the codes of its areas, its label."""

from collections.abc import Iterable

from ehealth_stats.codelists.lists import Language, area_groups


def group_code(text: str) -> str:
    """Return the code of the group of areas that a code or name means, an empty text for none.

    Examples
    --------
    >>> group_code("Vestlandet")
    ''
    """
    wanted = " ".join(text.casefold().split())
    for code, group in area_groups().items():
        if wanted in {code.casefold(), *group.synonyms, *(label.casefold() for label in group.labels.values())}:
            return code
    return ""


def expanded(scope: str) -> str:
    """Return a scope with each group that it names as the codes of its areas.

    Examples
    --------
    >>> expanded("SE-22|SE-2260")
    'SE-22|SE-2260'
    """
    groups = area_groups()
    named = (group_code(part) for part in scope.split("|"))
    parts = (groups[code].areas if code else part for part, code in zip(scope.split("|"), named, strict=True))
    return "|".join(dict.fromkeys(code for part in parts for code in part.split("|")))


def group_of(code: str, dimension: str, *, parents: Iterable[str] = ()) -> str:
    """Return the group of a dimension that an area is in, itself or by what it is part of; an empty text for none."""
    codes = {code, *parents}
    groups = (group for group in area_groups().values() if group.dimension == dimension)
    return next((group.code for group in groups if codes & set(group.areas.split("|"))), "")


def area_key(scope: str) -> str:
    """Return areas as they stand in an id: the group that they are, else their codes without bars.

    Examples
    --------
    >>> area_key("SE-2281"), area_key("SE-2260|SE-2262")
    ('SE-2281', 'SE-2260+SE-2262')
    """
    return group_named(scope) or scope.replace("|", "+")


def group_named(scope: str) -> str:
    """Return the code of the group whose areas a scope is, an empty text for none."""
    codes = set(scope.split("|"))
    return next((group.code for group in area_groups().values() if set(group.areas.split("|")) == codes), "")


def group_label(scope: str, language: Language) -> str:
    """Return the label of the group whose areas a scope is, an empty text for none."""
    code = group_named(scope)
    return area_groups()[code].labels[language] if code else ""
