"""A stretch of text that knows the language that its words are looked up in."""

from typing import Self


class Text(str):
    """A text, and the code of its language; what is cut out of it is a plain string."""

    __slots__ = ("language",)
    language: str

    def __new__(cls, text: str, language: str) -> Self:
        """Make a text of a string.

        Examples
        --------
        >>> text = Text("45 kort", "sv")
        >>> text.language, text[3:]
        ('sv', 'kort')
        """
        made = super().__new__(cls, text)
        made.language = language
        return made
