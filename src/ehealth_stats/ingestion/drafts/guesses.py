"""What a figure may count: the words around it -> a code of the indicators' list."""

import re
from collections.abc import Collection, Sequence

from ehealth_stats.codelists import indicators, units


def guess_indicator(near: Sequence[str], far: Sequence[str], kinds: Collection[str]) -> str:
    """Guess by the code list's labels and synonyms, nearer words counting more; `kinds` are those of the units.

    Examples
    --------
    >>> guess_indicator(["Antal larm"], [], {"count"}), guess_indicator(["Övrigt"], [], {"money"})
    ('safety_alarms', 'programme_budget')
    """
    scores = {
        code: 3 * _hits(near, item.synonyms) + _hits(far, item.synonyms)
        for code, item in indicators().items()
        if item.unit != "municipalities" and (not kinds or units()[item.unit].kind in kinds)
    }
    best = max(scores, key=lambda code: scores[code], default="")  # a share is of something: percent has no indicator
    return best if scores.get(best) else "programme_budget" if kinds == {"money"} else "unclassified_count"


def guess_service(header: str, titles: Sequence[str]) -> str:
    """Guess which indicator counts the municipalities that a column of yes and no is about; empty for none.

    Examples
    --------
    >>> guess_service("Säker e-post", []), guess_service("Digitala larm", [])
    ('secure_email', '')
    """
    counted = {code: item for code, item in indicators().items() if item.unit == "municipalities" and item.synonyms}
    scores = {code: 3 * _hits([header], item.synonyms) for code, item in counted.items()}
    titled = {code: score + _hits(titles, counted[code].synonyms) for code, score in scores.items()}
    best = max(titled, key=lambda code: titled[code], default="")
    return best if scores.get(best) else ""


def _hits(texts: Sequence[str], synonyms: Sequence[str]) -> float:
    text = " ".join(texts).casefold()
    return sum(len(re.findall(rf"(?<!\w){re.escape(word.casefold())}", text)) for word in synonyms)
