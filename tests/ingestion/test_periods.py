"""Dates and periods in words and in EDTF."""

from datetime import date

import pytest

from ehealth_stats.errors import PeriodError
from ehealth_stats.ingestion.text.periods import find_periods
from ehealth_stats.ingestion.text.rules import Text
from ehealth_stats.schema import parse_edtf

# The forms of the five documents, and the days they span.
PRINTED = [
    ("27/5 2011", "2011-05-27", date(2011, 5, 27), date(2011, 5, 27)),
    ("2013-04-02", "2013-04-02", date(2013, 4, 2), date(2013, 4, 2)),
    ("01.11.2007 – 30.04.2008", "2007-11-01/2008-04-30", date(2007, 11, 1), date(2008, 4, 30)),
    ("12.desember", "XXXX-12-12", None, None),
    ("hösten 2004", "2004-23", date(2004, 7, 1), date(2004, 12, 31)),
    ("våren 2007", "2007-21", date(2007, 1, 1), date(2007, 6, 30)),
    ("sommaren 2013", "2013-22", date(2013, 6, 1), date(2013, 8, 31)),
    ("Hösten 2013- 2015", "2013-23/2015", date(2013, 7, 1), date(2015, 12, 31)),
    ("april - oktober 2013", "2013-04/2013-10", date(2013, 4, 1), date(2013, 10, 31)),
    ("august til november 2007", "2007-08/2007-11", date(2007, 8, 1), date(2007, 11, 30)),
    ("februari 2014", "2014-02", date(2014, 2, 1), date(2014, 2, 28)),
    ("2013 - 2015", "2013/2015", date(2013, 1, 1), date(2015, 12, 31)),
    ("2008/9-", "2008/..", date(2008, 1, 1), None),
    ("2016 års utgång", "2016-12-31", date(2016, 12, 31), date(2016, 12, 31)),
    ("2013-04", "2013-04", date(2013, 4, 1), date(2013, 4, 30)),
    ("13-04-02", "2013-04-02", date(2013, 4, 2), date(2013, 4, 2)),
    ("04-2013", "2013-04", date(2013, 4, 1), date(2013, 4, 30)),
    ("2024 Oct 7", "2024-10-07", date(2024, 10, 7), date(2024, 10, 7)),
    ("2013-15", "2013/2015", date(2013, 1, 1), date(2015, 12, 31)),
    ("2013/14", "2013/2014", date(2013, 1, 1), date(2014, 12, 31)),
    ("20130512", "2013-05-12", date(2013, 5, 12), date(2013, 5, 12)),
    ("12.05.13", "2013-05-12", date(2013, 5, 12), date(2013, 5, 12)),
    ("12/5-13", "2013-05-12", date(2013, 5, 12), date(2013, 5, 12)),
    ("05/2013", "2013-05", date(2013, 5, 1), date(2013, 5, 31)),
    ("mars -13", "2013-03", date(2013, 3, 1), date(2013, 3, 31)),
    ("1.–30. april 2013", "2013-04-01/2013-04-30", date(2013, 4, 1), date(2013, 4, 30)),
    ("1 och 2 juni 2013", "2013-06-01/2013-06-02", date(2013, 6, 1), date(2013, 6, 2)),
    ("januar 2013 – mars 2014", "2013-01/2014-03", date(2013, 1, 1), date(2014, 3, 31)),
    ("1. januar – 30. juni 2013", "2013-01-01/2013-06-30", date(2013, 1, 1), date(2013, 6, 30)),
    ("1. mai 2013 - 30. juni 2014", "2013-05-01/2014-06-30", date(2013, 5, 1), date(2014, 6, 30)),
    ("May 3, 2013", "2013-05-03", date(2013, 5, 3), date(2013, 5, 3)),
    ("3:e maj 2013", "2013-05-03", date(2013, 5, 3), date(2013, 5, 3)),
    ("hausten 2014", "2014-23", date(2014, 7, 1), date(2014, 12, 31)),
    ("1. kvartal 2012", "2012-01/2012-03", date(2012, 1, 1), date(2012, 3, 31)),
    ("Q4 2012", "2012-10/2012-12", date(2012, 10, 1), date(2012, 12, 31)),
    ("2. tertial 2012", "2012-05/2012-08", date(2012, 5, 1), date(2012, 8, 31)),
    ("fyrste halvår i 2014", "2014-01/2014-06", date(2014, 1, 1), date(2014, 6, 30)),
    ("siste halvår 2014", "2014-07/2014-12", date(2014, 7, 1), date(2014, 12, 31)),
    ("uke 34, 2013", "2013-08-19/2013-08-25", date(2013, 8, 19), date(2013, 8, 25)),  # ISO 8601: Monday to Sunday
    ("årsskiftet 2012/13", "2012-12-31/2013-01-01", date(2012, 12, 31), date(2013, 1, 1)),
    ("inngangen til 2013", "2013-01-01", date(2013, 1, 1), date(2013, 1, 1)),
    ("mars/april 2013", "2013-03/2013-04", date(2013, 3, 1), date(2013, 4, 30)),
    ("2010 til 2014", "2010/2014", date(2010, 1, 1), date(2014, 12, 31)),
    ("2012, 1. kvartal", "2012-01/2012-03", date(2012, 1, 1), date(2012, 3, 31)),
    ("2012, kvartal 2", "2012-04/2012-06", date(2012, 4, 1), date(2012, 6, 30)),
    ("Q1 - 2012", "2012-01/2012-03", date(2012, 1, 1), date(2012, 3, 31)),
    ("siste tertial 2012", "2012-09/2012-12", date(2012, 9, 1), date(2012, 12, 31)),
    ("2012K4", "2012-10/2012-12", date(2012, 10, 1), date(2012, 12, 31)),
    ("2012M12", "2012-12", date(2012, 12, 1), date(2012, 12, 31)),
    ("2012U34", "2012-08-20/2012-08-26", date(2012, 8, 20), date(2012, 8, 26)),
    ("K1-12", "2012-01/2012-03", date(2012, 1, 1), date(2012, 3, 31)),
    ("HT2013", "2013-23", date(2013, 7, 1), date(2013, 12, 31)),
    ("VT99", "1999-21", date(1999, 1, 1), date(1999, 6, 30)),
    ("mars -49", "2049-03", date(2049, 3, 1), date(2049, 3, 31)),
    ("mars -50", "1950-03", date(1950, 3, 1), date(1950, 3, 31)),
    ("20131112", "2013-11-12", date(2013, 11, 12), date(2013, 11, 12)),
    ("2013-2013", "2013/2013", date(2013, 1, 1), date(2013, 12, 31)),
    ("2010-2008", "2010", date(2010, 1, 1), date(2010, 12, 31)),  # no span: the year that it begins with
    ("mellom 2010 og 2014", "2010/2014", date(2010, 1, 1), date(2014, 12, 31)),
]


@pytest.mark.parametrize(("words", "edtf", "start", "end"), PRINTED)
def test_printed_periods_become_edtf_with_first_and_last_day(words, edtf, start, end):
    """Every form of period in the documents gives one EDTF period with its earliest start and latest end."""
    (mention,) = find_periods(f"se {words}, klart")
    assert (mention.period.edtf, mention.period.start, mention.period.end) == (edtf, start, end)


@pytest.mark.parametrize(
    "words",
    [
        *("31.02.2013", "30 februari 2013", "2013-02-30", "01.11.2008 – 30.04.2007"),
        *("4. tertial 2012", "3. halvår 2012", "2012K5", "2012T6", "Q5 2012", "vecka 0 2013", "vecka 60, 2013"),
    ],
)
def test_days_that_no_calendar_has_are_found_without_a_period(words):
    """A mistyped date is no figure, and no date either."""
    (mention,) = find_periods(words)
    assert (mention.start, mention.end, mention.period.edtf) == (0, len(words), "")


def test_a_text_is_read_in_the_language_that_is_asked_for():
    """A text that was coded for one language is read for another by the words of that."""
    (mention,) = find_periods(Text("hösten 2004", "nb"), "sv")
    assert mention.period.edtf == "2004-23"


@pytest.mark.parametrize("words", ["12 år", "450", "2481183", "070-6630442", "3-4 möten", "20131 larm"])
def test_other_numbers_are_no_periods(words):
    """A number that is no year, date or period is left alone."""
    assert find_periods(words) == []


@pytest.mark.parametrize("edtf", ["2013-13", "13-04-02", "2013/2012", "våren 2013", "2013-02-30"])
def test_what_is_no_edtf_is_refused_with_examples(edtf):
    """A wrong period in a recipe is an error that shows right ones."""
    with pytest.raises(PeriodError, match="2007-08/2007-11"):
        parse_edtf(edtf)


def test_one_of_several_years_is_a_span_but_no_date():
    """An undated document within 2008-2013 has a span for denominators and counts as undated."""
    period = parse_edtf("[2008..2013]")
    assert (period.start, period.end, period.dated) == (date(2008, 1, 1), date(2013, 12, 31), False)
