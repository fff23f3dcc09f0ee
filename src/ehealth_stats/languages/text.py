"""A stretch of text that knows the language that its words are looked up in, and which roles they have."""

from typing import Self

from ehealth_stats.languages.words import roles_of_text


class Text(str):
    """A text, and the code of its language; what is cut out of it is a plain string."""

    __slots__ = ("_roles", "language")
    language: str
    _roles: frozenset[str] | None

    def __new__(cls, text: str, language: str) -> Self:
        """Make a text of a string.

        Examples
        --------
        >>> text = Text("45 kort", "sv")
        >>> text.language, text[3:]
        ('sv', 'kort')
        """
        made = super().__new__(cls, text)
        made.language, made._roles = language, None
        return made

    @property
    def roles(self) -> frozenset[str]:
        """Every role that some word of the text has in its language: what none of them has need not be looked for.

        Examples
        --------
        >>> "clock" in Text("kl 9", "sv").roles, "clock" in Text("45 kort", "sv").roles
        (True, False)
        """
        if self._roles is None:
            self._roles = roles_of_text(self, self.language)
        return self._roles
