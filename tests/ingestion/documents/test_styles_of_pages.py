"""Style sheets of a page: which elements their rules raise, strike or make blocks."""

import pytest
from lxml.html import fragment_fromstring

from ehealth_stats.ingestion.documents.formats.css import Styles, looks_of

RAISED, STRUCK = "{vertical-align: super}", "{text-decoration: line-through}"


@pytest.mark.parametrize(
    ("sheet", "page", "looks"),
    [
        (f"b {STRUCK}", "<p><b>1</b></p>", {"struck"}),
        (f"s.old {STRUCK}", "<p><s class='old'>1</s></p>", {"struck"}),
        (f"s.old {STRUCK}", "<p><i class='old'>1</i></p>", set()),
        (f"td s.old {STRUCK}", "<p><s class='old'>1</s></p>", set()),
        (f"div b {STRUCK}", "<div><p><b>1</b></p></div>", {"struck"}),
        (f"div p b {STRUCK}", "<div><p><b>1</b></p></div>", {"struck"}),
        (f"p div b {STRUCK}", "<div><p><b>1</b></p></div>", set()),
        (f"b, ,i {RAISED}", "<p><i>1</i></p>", {"raised"}),
        (f"/* i {RAISED} */ b {STRUCK}", "<p><b>1</b></p>", {"struck"}),
        ("", "<p><b style='vertical-align: super'>1</b></p>", {"raised"}),
        # what holds only below a pointer, and a star or an attribute, which names no element
        (f"b:hover {RAISED}", "<p><b>1</b></p>", set()),
        (f"p:hover b {RAISED}", "<p><b>1</b></p>", set()),
        (f"p * {RAISED}", "<p><b>1</b></p>", set()),
        (f"[cite] b {RAISED}", "<p><cite><b>1</b></cite></p>", set()),
    ],
)
def test_a_rule_holds_for_what_its_selector_names(sheet, page, looks):
    """The last compound is the element's own, with all its names; those before it are of elements around it."""
    assert Styles([sheet]).of(fragment_fromstring(page).xpath("//b|//s|//i")[0]) == looks


@pytest.mark.parametrize(("others", "looks"), [(199, {"struck"}), (200, set())])
def test_two_hundred_rules_of_one_name_are_read(others, looks):
    """Nobody writes more."""
    sheet = f"p b {RAISED}" * others + f"b {STRUCK}"
    assert Styles([sheet]).of(fragment_fromstring("<b>1</b>")) == looks


@pytest.mark.parametrize(("blanks", "looks"), [(1987, {"block"}), (1988, set())])
def test_two_thousand_letters_of_a_style_are_read(blanks, looks):
    """These are the blanks and the thirteen letters behind them."""
    assert looks_of(" " * blanks + "display:block") == looks


@pytest.mark.parametrize(
    ("style", "looks"),
    [
        ("vertical-align: 0.4em", {"raised"}),
        ("vertical-align: 40%", {"raised"}),
        ("vertical-align: -0.4em", set()),
        ("vertical-align: 4", set()),  # no length without a unit
        ("position: relative; top: -0.4em", {"raised"}),
        ("position: relative; bottom: 0.4em", {"raised"}),
        ("position: relative; top: 0.4em", set()),
        ("position: relative; bottom: -0.4em", set()),
        ("position: relative", set()),
        ("position: absolute; top: -0.4em", set()),
        ("top: -0.4em", set()),
    ],
)
def test_text_is_raised_by_a_length(style, looks):
    """Above its line, or moved up from where it stands: away from its top, or off its bottom."""
    assert looks_of(style) == looks
