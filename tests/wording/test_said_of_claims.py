"""What is said of claims that are tested, in four languages."""

from math import nan

import pytest
from in_each_language import cases, sections

from ehealth_stats.schema import Code, Interval, Message, Percent
from ehealth_stats.wording.messages import say

SHARES = {name: Percent(Interval(share, share, share)) for name, share in (("ten", 0.1), ("less", 0.0167))}
ALARMS, DIGITAL, TIMRA = Code("indicator", "safety_alarms"), Code("breakdown", "digital"), Code("area", "SE-2262")
TITLE = Message("title_of_part", {"indicator": ALARMS, "part": DIGITAL})
AT_MOST = Message("limit_at_most", {"limit": SHARES["ten"]})
AT_LEAST = Message("limit_at_least", {"limit": Interval(100, 100, 100)})
LESS, MORE = (Message(f"limit_{side}_than", {"limit": SHARES["ten"]}) for side in ("less", "more"))
OF_ALARMS = Message("limit_of_whole", {"limit": AT_MOST, "whole": ALARMS})
COUNTED = {"true": 5, "false": 1, "open": 1, "areas": Message("n_areas", {"n": 7})}
RATIO = Message("ratio_less_one", {"after": Interval(nan, 110, 150), "before": Interval(60, 60, 60)})
GROUP = {"category": Code("breakdown", "physicians"), "figure": Interval(25, 25, 25)}
GROUP |= {"indicator": Code("indicator", "seminar_participants")}
CHANGE = {"subject": TITLE, "change": Interval(80, 80, 80), "limit": AT_LEAST}
CHANGE |= {"first": Code("period", "2012"), "last": Code("period", "2013")}
RANK = {"area": TIMRA, "figure": SHARES["less"], "areas": Message("n_areas", {"n": 2})}

SAID = {
    Message("limit_held_else_more", {"subject": DIGITAL, "limit": OF_ALARMS, **COUNTED}): (
        "Digital is at most 10% of safety alarms in 5 of 7 areas, more in 1, and open in 1",
        "Digitala är högst 10\N{NO-BREAK SPACE}% av trygghetslarm i 5 av 7 områden, mer i 1 och ovisst i 1",
        "Digitale er høyst 10\N{NO-BREAK SPACE}% av trygghetsalarmer i 5 av 7 områder, mer i 1 og uvisst i 1",
        "Digitale er høgst 10\N{NO-BREAK SPACE}% av tryggleiksalarmar i 5 av 7 område, meir i 1 og uvisst i 1",
    ),
    Message("limit_held_else_less", {"subject": ALARMS, "limit": AT_LEAST, **COUNTED}): (
        "Safety alarms is at least 100 in 5 of 7 areas, less in 1, and open in 1",
        "Trygghetslarm är minst 100 i 5 av 7 områden, mindre i 1 och ovisst i 1",
        "Trygghetsalarmer er minst 100 i 5 av 7 områder, mindre i 1 og uvisst i 1",
        "Tryggleiksalarmar er minst 100 i 5 av 7 område, mindre i 1 og uvisst i 1",
    ),
    Message("limit_held_else_not", {"subject": DIGITAL, "limit": LESS, **COUNTED}): (
        "Digital is less than 10% in 5 of 7 areas, not in 1, and open in 1",
        "Digitala är mindre än 10\N{NO-BREAK SPACE}% i 5 av 7 områden, inte i 1 och ovisst i 1",
        "Digitale er mindre enn 10\N{NO-BREAK SPACE}% i 5 av 7 områder, ikke i 1 og uvisst i 1",
        "Digitale er mindre enn 10\N{NO-BREAK SPACE}% i 5 av 7 område, ikkje i 1 og uvisst i 1",
    ),
    MORE: (
        "more than 10%",
        "mer än 10\N{NO-BREAK SPACE}%",
        "mer enn 10\N{NO-BREAK SPACE}%",
        "meir enn 10\N{NO-BREAK SPACE}%",
    ),
    Message("against_groups", {**GROUP, "n": 1}): (
        "Physicians (25) against 1 other group of Seminar participants",
        "Läkare (25) mot 1 annan grupp av Seminariedeltagare",
        "Leger (25) mot 1 annen gruppe av Seminardeltakere",
        "Legar (25) mot 1 anna gruppe av Seminardeltakarar",
    ),
    Message("against_groups", {**GROUP, "n": 7}): (
        "Physicians (25) against 7 other groups of Seminar participants",
        "Läkare (25) mot 7 andra grupper av Seminariedeltagare",
        "Leger (25) mot 7 andre grupper av Seminardeltakere",
        "Legar (25) mot 7 andre grupper av Seminardeltakarar",
    ),
    Message("against_areas", {"subject": Message("share_of_subject", {"subject": TITLE}), **RANK}): (
        "Safety alarms, digital, share in Timrå (1.7%) against 2 areas",
        "Trygghetslarm, digitala, andel i Timrå (1,7\N{NO-BREAK SPACE}%) mot 2 områden",
        "Trygghetsalarmer, digitale, andel i Timrå (1,7\N{NO-BREAK SPACE}%) mot 2 områder",
        "Tryggleiksalarmar, digitale, andel i Timrå (1,7\N{NO-BREAK SPACE}%) mot 2 område",
    ),
    Message("no_figure_of_area", {"subject": Message("increase_of_subject", {"subject": ALARMS}), "area": TIMRA}): (
        "Safety alarms, increase has no figure of Timrå",
        "Trygghetslarm, ökning saknar uppgift för Timrå",
        "Trygghetsalarmer, økning mangler tall for Timrå",
        "Tryggleiksalarmar, auke manglar tal for Timrå",
    ),
    Message("changed_by", CHANGE): (
        "Safety alarms, digital changed by 80 from 2012 to 2013; at least 100 claimed",
        "Trygghetslarm, digitala ändrades med 80 från 2012 till 2013; påståendet är minst 100",
        "Trygghetsalarmer, digitale endret seg med 80 fra 2012 til 2013; påstanden er minst 100",
        "Tryggleiksalarmar, digitale endra seg med 80 frå 2012 til 2013; påstanden er minst 100",
    ),
    Message("formula_gives", {"formula": RATIO, "result": Percent(Interval(nan, 5 / 6, 1.5))}): (
        "110–150 / 60 − 1 = 83.3–150%",
        "110–150 / 60 − 1 = 83,3–150\N{NO-BREAK SPACE}%",
        "110–150 / 60 − 1 = 83,3–150\N{NO-BREAK SPACE}%",
        "110–150 / 60 − 1 = 83,3–150\N{NO-BREAK SPACE}%",
    ),
    Message("figures_by_name", {"figures": tuple(
        Message("name_and_figure", {"name": Code("area", area), "figure": figure})
        for area, figure in (("SE-2260", SHARES["ten"]), ("SE-2262", SHARES["less"]))
    )}): (
        "Ånge 10%, Timrå 1.7%",
        "Ånge 10\N{NO-BREAK SPACE}%, Timrå 1,7\N{NO-BREAK SPACE}%",
        "Ånge 10\N{NO-BREAK SPACE}%, Timrå 1,7\N{NO-BREAK SPACE}%",
        "Ånge 10\N{NO-BREAK SPACE}%, Timrå 1,7\N{NO-BREAK SPACE}%",
    ),
    Message("claim_tested", {"claim": "Few are digital", "result": AT_MOST}): (
        "Few are digital. at most 10%.",
        "Few are digital. högst 10\N{NO-BREAK SPACE}%.",
        "Few are digital. høyst 10\N{NO-BREAK SPACE}%.",
        "Few are digital. høgst 10\N{NO-BREAK SPACE}%.",
    ),
    Message("settles_claim"): (
        "The figures that are open.",
        "De uppgifter som är ovissa.",
        "Tallene som er uvisse.",
        "Tala som er uvisse.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("language", "message", "text"), cases(SAID))
def test_said_of_claims(language, message, text):
    """In how many areas a limit is held, ranks, changes and their arithmetic."""
    assert say(message, language) == text


def test_every_sentence_of_claims_is_said_here():
    """No phrase of the section is without a case."""
    assert not [key for key in sections()["claims"] if not any(message.says(key) for message in SAID)]


@pytest.mark.parametrize(
    ("limit", "text"),
    [(0.125, "at most 12.5%"), (0.1255, "at most 12.55%"), (0.0005, "at most 0.05%"), (1, "at most 100%")],
)
def test_a_limit_keeps_its_decimals(limit, text):
    """It is the claim's own number: two decimals of a percentage, where others have one."""
    assert say(Message("limit_at_most", {"limit": Percent(Interval(limit, limit, limit))}), "en") == text
