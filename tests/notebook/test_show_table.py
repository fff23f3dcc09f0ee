"""Tables in a notebook: labels beside codes, bounds in one cell, no running index, no markup from a document."""

from math import inf, nan

import pandas as pd
import pytest

from ehealth_stats.errors import CodeListError
from ehealth_stats.notebook.table import show_table
from ehealth_stats.schema import Message

CARDS = pd.DataFrame(
    {
        "indicator": ["siths_holders"] * 4,
        "area": ["SE-22", "SE-2281", "NO", "SE-2260|SE-2281"],
        "period": ["2013-04-02", "2012-09", "2013", ""],
        "value": [470.0, nan, nan, 1445.5],
        "lower": [465.0, 100.0, 0.0, 1445.5],
        "upper": [475.0, 200.0, inf, 1445.5],
        "unit": ["persons"] * 4,
    },
    index=[7, 3, 9, 1],
)


def cells(frame, **options) -> list[list[str]]:
    """The cells of a table as text."""
    return [[str(cell) for cell in row] for row in show_table(frame, **options).rows]


def heads(frame, **options) -> list[str]:
    """The heads of the columns as text."""
    return [str(head) for head in show_table(frame, **options).heads]


def test_labels_stand_beside_codes_and_bounds_in_one_cell():
    """470 with 465 and 475 is one cell; a range has no point; nothing known is said; the index is not shown."""
    assert heads(CARDS) == ["indicator", "area", "period", "value", "unit"]
    assert cells(CARDS) == [
        [
            "Staff with SITHS cards [siths_holders]",
            "Västernorrland [SE-22]",
            "2 April 2013",
            "470 (465–475)",
            "persons",
        ],
        ["Staff with SITHS cards [siths_holders]", "Sundsvall [SE-2281]", "September 2012", "100–200", "persons"],
        ["Staff with SITHS cards [siths_holders]", "Norway [NO]", "2013", "unknown", "persons"],
        ["Staff with SITHS cards [siths_holders]", "Ånge, Sundsvall [SE-2260|SE-2281]", "", "1,445.5", "persons"],
    ]


def test_columns_are_called_by_their_names_and_in_the_language():
    """Beside the word of the language stands the name, to be used in code; English needs it once."""
    assert heads(CARDS, language="sv") == [
        "Vad som räknas [indicator]", "Område [area]", "Tid [period]", "Tal [value]", "Enhet [unit]",
    ]  # fmt: skip
    assert heads(pd.DataFrame({"target_status": ["met"], "kommun": ["Timrå"]}), language="nn") == [
        "Ved fristen [target_status]", "kommun",
    ]  # fmt: skip
    assert "<th" in show_table(CARDS, language="sv")._repr_html_()
    assert ">Tal <code" in show_table(CARDS, language="sv")._repr_html_()


@pytest.mark.parametrize(
    ("language", "row"),
    [
        ("sv", ["Medarbetare med SITHS-kort [siths_holders]", "Norge [NO]", "2013", "okänt", "personer [persons]"]),
        ("nb", ["Ansatte med SITHS-kort [siths_holders]", "Norge [NO]", "2013", "ukjent", "personer [persons]"]),
    ],
)
def test_labels_follow_the_language(language, row):
    """Labels, countries and numbers."""
    assert cells(CARDS, language=language)[2] == row
    with pytest.raises(CodeListError, match="language"):
        show_table(CARDS, language="fi")


def test_bounds_with_a_name_and_shares():
    """Columns such as target_lower merge under their name, with their point or without; shares are percentages."""
    frame = pd.DataFrame(
        {
            "baseline": [470.0, nan],
            "baseline_lower": [465.0, nan],
            "baseline_upper": [475.0, nan],
            "target_lower": [100.0, 250.0],
            "target_upper": [200.0, inf],
            "share": [nan, 0.496],
            "share_lower": [0.0288, 0.4511],
            "share_upper": [0.4547, 0.4963],
            "due": pd.to_datetime(["2013-12-31", None]),
        }
    )
    assert heads(frame) == ["baseline", "target", "share", "due"]
    assert cells(frame) == [
        ["470 (465–475)", "100–200", "2.9–45.5%", "31 December 2013"],
        ["", "at least 250", "49.6% (45.1–49.6%)", ""],
    ]


def test_codes_of_states_and_verdicts_have_words():
    """Words stand beside the codes of a vocabulary, in the language, unless they are the code's; others stay codes."""
    frame = pd.DataFrame({"target_status": ["not_met"], "verdict": ["sources_disagree"], "pace": ["unable_to_assess"],
                          "role": ["choir"]})  # fmt: skip
    assert cells(frame) == [["Not met", "Sources disagree", "Can't be judged [unable_to_assess]", "choir"]]
    assert cells(frame, language="nb") == [
        [
            "Ikke nådd [not_met]",
            "Kildene er uenige [sources_disagree]",
            "Kan ikke vurderes [unable_to_assess]",
            "choir",
        ]
    ]


def test_sentences_are_said_in_the_language():
    """A reason has its message beside it: that column is not shown, and the sentence is; a category has none."""
    budget = pd.DataFrame(
        {
            "item": ["grant", "Prator"],
            "item_message": ["", Message("sum", {"terms": ("Prator",)}).to_json()],
            "basis": ["as printed", "no deadline"],
            "basis_message": [Message(key).to_json() for key in ("basis_printed", "no_deadline")],
        }
    )
    assert heads(budget) == ["item", "basis"]
    assert cells(budget, language="nb") == [["Tilskudd [grant]", "som oppgitt"], ["Prator", "ingen frist"]]
    assert cells(budget[["basis"]], language="nb") == [["as printed"], ["no deadline"]]


def test_keys_of_a_group_become_columns():
    """What a table is grouped by is shown; a running number is not."""
    counts = CARDS.groupby(["indicator", "unit"]).size().rename("figures").to_frame()
    assert heads(counts) == ["indicator", "unit", "figures"]
    assert cells(counts) == [["Staff with SITHS cards [siths_holders]", "persons", "4"]]


def test_texts_of_a_document_are_never_markup():
    """What a document says is escaped; several values of one cell stand on lines of their own, many are counted."""
    frame = pd.DataFrame({"text": ["<script>alert(1)</script>"], "locators": ["a|b|c|d|e|f"]})
    html = show_table(frame)._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "a<br>b<br>c<br>d<br>… and 2 more" in html


def test_long_tables_say_how_many_rows_they_have():
    """Of 357 rows sixty are shown, and the table says so; an empty one still has its heads."""
    frame = pd.DataFrame({"number": range(357)})
    view = show_table(frame)
    assert (len(view.rows), view.note) == (60, "60 of 357 rows")
    assert view.note in repr(view)
    assert view.note in view._repr_html_()
    assert repr(show_table(frame.head(0))) == "number"


def test_input_is_not_changed():
    """The table itself keeps its columns, codes and index."""
    before = CARDS.copy()
    show_table(CARDS)
    pd.testing.assert_frame_equal(CARDS, before)


def test_a_text_that_a_spreadsheet_would_run_bears_an_apostrophe():
    """What is copied from a notebook is as harmless as what is written for a spreadsheet; a number stays one."""
    frame = pd.DataFrame({"text": ["=1+1", "＝1+1", "Ånge"], "value": [-1.0, 2.0, 3.0]})
    html = show_table(frame)._repr_html_()
    assert "&#x27;=1+1" in html
    assert "&#x27;＝1+1" in html
    assert html.count("&#x27;") == 2
