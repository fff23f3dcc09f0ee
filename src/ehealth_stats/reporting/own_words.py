"""A first file of the evaluator's own words: the evaluation of a programme -> TOML with the places to fill."""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from ehealth_stats.codelists import Language
from ehealth_stats.reporting.figures import titles_of_charts
from ehealth_stats.reporting.programmes import languages_of
from ehealth_stats.reporting.wording import Wording
from ehealth_stats.schema import Evaluation, without_controls

_TEXTS = ("title", "purpose", "background", "conclusions", "recommendations")
_ONE_LINE = "title"


def draft_own_words(evaluation: Evaluation, programme: str) -> str:
    """Return a file that says nothing yet: every text empty, every finding and chart behind a #.

    Parameters
    ----------
    evaluation
        That of the programme alone.
    programme
        Its name, to be named at the head.

    Returns
    -------
    TOML in the languages of the documents and English; what explains it is in the first of these.
    """
    languages = languages_of(evaluation)
    sources = evaluation.dataset.sources
    words = Wording(languages[0], dict(zip(sources["source_id"], sources["title"], strict=True)))
    findings = {row["finding_id"]: words.message(row, "statement") for row in evaluation.findings.to_dict("records")}
    charts = titles_of_charts(evaluation, words.language)
    head = [
        *_remark(words.say("draft_own_words", programme=programme)),
        'author = ""',
        'commissioner = ""',
        "# date = 2014-03-01",
        "",
        *_remark(words.say("draft_first")),
        *_choice("first", findings),
        "",
        *_remark(words.say("draft_charts")),
        *_choice("charts", charts),
        "",
        *_remark(words.say("draft_texts")),
    ]
    texts = chain.from_iterable(_text(name, languages) for name in _TEXTS)
    dismissed = [*_remark(words.say("draft_dismissed")), *_dismissal(next(iter(findings), "id"), languages)]
    return "\n".join([*head, *texts, *dismissed, ""])


def _remark(text: str) -> list[str]:
    return [f"# {line}".rstrip() for line in without_controls(text).split("\n")]


def _choice(key: str, options: Mapping[str, str]) -> Iterator[str]:
    """Yield a list of names from which nothing is chosen yet, each with what it tells."""
    yield f"{key} = ["
    for name, told in options.items():
        yield f"    # {_quoted(name)}, # {' '.join(without_controls(told).split())}"
    yield "]"


def _text(name: str, languages: Iterable[Language]) -> Iterator[str]:
    yield f"[{name}]"
    for language in languages:
        yield f'{language} = ""' if name == _ONE_LINE else f'{language} = """\n"""'
    yield ""


def _dismissal(finding: str, languages: Iterable[Language]) -> Iterator[str]:
    yield f"# [dismissed.{_quoted(finding)}]"
    yield from (f'# {language} = ""' for language in languages)


def _quoted(name: str) -> str:
    r"""Return a name as a text of TOML, which is written as one of JSON.

    Examples
    --------
    >>> print(_quoted('areas/plan/"kort"'))
    "areas/plan/\"kort\""
    """
    return json.dumps(without_controls(name), ensure_ascii=False)
