"""The area that a row of a table is about: by its code, its county, its day; a sum, a body, a name that is none."""

from datetime import date

import pytest

from ehealth_stats.errors import CodeListError
from ehealth_stats.ingestion.figures.of_document.row_areas import (
    AreaReader,
    RowName,
    body_in,
    code_and_name,
    is_called,
    names_two,
    read_areas,
)

SWEDISH = AreaReader("SE", date(2014, 1, 1), scope="SE-22", names={"Mittlänet": "SE-2262"})
NORWEGIAN = AreaReader("NO", date(2013, 1, 1))


@pytest.mark.parametrize(
    ("reader", "row", "code"),
    [
        (SWEDISH, RowName("Sundsvall"), "SE-2281"),
        (SWEDISH, RowName("  Sundsvalls \n kommun*"), "SE-2281"),
        (SWEDISH, RowName("Mittlänet"), "SE-2262"),
        (SWEDISH, RowName("2281, Sundsvall"), "SE-2281"),
        (SWEDISH, RowName("K-2281 Sundsvall"), "SE-2281"),
        (SWEDISH, RowName("S-2281"), "SE-2281"),
        (SWEDISH, RowName("Sundsvall, 2281"), "SE-2281"),
        (SWEDISH, RowName("Sundsvall (2281)"), "SE-2281"),
        (SWEDISH, RowName("Sundsvall", code="SE-2281"), "SE-2281"),
        (SWEDISH, RowName("Sundsvall (1)"), "SE-2281"),  # a mark of a note
        (SWEDISH, RowName("Enköping", county="Uppsala"), "SE-0381"),  # the county, not the municipality of its name
        (SWEDISH, RowName("22 Västernorrland"), "SE-22"),
        (SWEDISH, RowName("Västernorrland (22)"), "SE-22"),
        (NORWEGIAN, RowName("0301"), "NO-0301"),
        (NORWEGIAN, RowName("Våler", county="Østfold"), "NO-0137"),
        (NORWEGIAN, RowName("Våler", county="Hedmark fylke"), "NO-0426"),
        (NORWEGIAN, RowName("Våler", county="04 Hedmark"), "NO-0426"),
        (AreaReader("NO", date(2013, 1, 1), scope="NO-01"), RowName("Våler"), "NO-0137"),
        # outside of the scope there is one
        (AreaReader("NO", date(2013, 1, 1), scope="NO-01"), RowName("Asker"), "NO-0220"),
        # until when a name was valid goes before the document's day
        (AreaReader("NO", date(2021, 1, 1)), RowName("Asker (-2019)"), "NO-0220"),
        (AreaReader("NO", date(2021, 1, 1)), RowName("Asker"), "NO-3025"),
        # the day of the figures, where that of the document does not settle it
        (AreaReader("NO", date(2021, 1, 1)), RowName("Hurum", day=date(2013, 1, 1)), "NO-0628"),
        (AreaReader("NO", date(2021, 1, 1)), RowName("Asker", day=date(2013, 1, 1)), "NO-3025"),
        (SWEDISH, RowName("Riket"), "SE"),
        (SWEDISH, RowName("00 Riket"), "SE"),
        (SWEDISH, RowName("Summa"), ""),
        (SWEDISH, RowName("Summa för länet:"), ""),
        (SWEDISH, RowName("Totalt*"), ""),
        # the sum of one area is that area's
        (SWEDISH, RowName("Summa Ånge"), "SE-2260"),
        # no county of this country: it settles nothing
        (SWEDISH, RowName("Ånge", county="Bergen"), "SE-2260"),
        (NORWEGIAN, RowName("Sum fylket"), ""),
        (SWEDISH, RowName("Region Västernorrland"), None),
        (AreaReader("SE", None, bodies=True), RowName("Region Västernorrland"), "SE-22"),
        (AreaReader("SE", None, counties=True), RowName("Örebro"), "SE-18"),
        (AreaReader("SE", None, counties=True), RowName("Ånge"), "SE-2260"),
        (AreaReader("SE", None), RowName("Örebro"), "SE-1880"),
        (AreaReader("", None), RowName("Oslo"), "NO-0301"),
        (AreaReader("", None, counties=True), RowName("Uppsala"), "SE-03"),
    ],
)
def test_the_area_of_a_row(reader, row, code):
    """Read and found alike."""
    assert reader.read(row) == reader.find(row) == code


@pytest.mark.parametrize(
    ("reader", "row", "message"),
    [
        (NORWEGIAN, RowName("Våler"), "two areas fit the name 'Våler'"),
        (NORWEGIAN, RowName("Våler", county="Finland"), "two areas fit the name 'Våler'"),
        (NORWEGIAN, RowName("Våler", county="Akershus"), "no area 'Våler' in the code list"),
        (NORWEGIAN, RowName("0516 Nes"), "no area 'Nes' in the code list"),
        (SWEDISH, RowName("2262 Sundsvall"), "no area 'Sundsvall' in the code list"),
        (SWEDISH, RowName("Sundsvall", code="2262"), "no area 'Sundsvall' in the code list"),
        (SWEDISH, RowName("Timrå (2281)"), "no area"),
        # Haninge is the 0136 of Sweden, Rygge that of Norway
        (SWEDISH, RowName("0136 Rygge"), r"no area 'Rygge'(.|\n)*SE, on 2014-01-01, within SE-0136"),
        (AreaReader("SE", None, counties=True), RowName("Rogaland"), "no area 'Rogaland'"),
        (SWEDISH, RowName("Sunsvall"), "no area 'Sunsvall'"),
        (AreaReader("NO", date(2021, 1, 1)), RowName("Hurum"), "no area 'Hurum'"),
    ],
)
def test_a_row_that_names_no_area_for_sure(reader, row, message):
    """Refused where it is read, none where it is looked for."""
    with pytest.raises(CodeListError, match=message):
        reader.read(row)
    assert reader.find(row) is None


def test_long_texts_are_no_names():
    """81 letters, of which the last is a blank; 80 are looked at: names in three languages are as long."""
    assert SWEDISH.find(RowName("Sundsvall".ljust(80))) == "SE-2281"
    assert SWEDISH.find(RowName("Sundsvall".ljust(81))) is None
    assert NORWEGIAN.is_doubtful("Våler".ljust(80))
    assert not NORWEGIAN.is_doubtful("Våler".ljust(81))


def test_names_of_none_one_and_two_areas():
    """Doubtful are those of two."""
    assert [NORWEGIAN.is_doubtful(name) for name in ("Våler", "Oslo", "Ingensteds", "Sum")] == [
        True,
        False,
        False,
        False,
    ]


def test_a_code_beside_a_name():
    """Of one area, of another, too short to say so, of no country."""
    assert [names_two(name, NORWEGIAN) for name in ("0516 Nes", "516 Nes", "0236 Nes", "12 Nes", "Nes")] == [
        True,
        True,
        False,
        False,
        False,
    ]
    called = [("0236", "Nes"), ("NO-0236", "Nes"), ("0516", "Nes"), ("00236", "Nes"), ("x", "Nes"), ("02", "Akershus")]
    assert [is_called(NORWEGIAN, *pair) for pair in called] == [True, True, False, False, False, True]
    assert not is_called(AreaReader("", None), "0236", "Nes")
    assert code_and_name("Sundsvall 2281") == code_and_name("Sundsvall (2281)") == ("2281", "Sundsvall")


def test_a_body_is_named_after_its_area():
    """Before or behind it."""
    names = ("Region Västernorrland", "Østfold fylkeskommune", "Västernorrland", "Region")
    assert [body_in(name) for name in names] == ["Västernorrland", "Østfold", "", ""]


def test_rows_of_one_name_and_several_days():
    """Each is read for its day where the document's leaves it open; what is wrong is told by its position."""
    reader = AreaReader("NO", None)
    rows = [
        RowName("Oslo", day=date(2012, 1, 1)),
        RowName("Oslo", day=date(2013, 1, 1)),
        RowName("Sum"),
        RowName("Ingensteds"),
        RowName("Nes", county="Buskerud", day=date(2013, 1, 1)),
    ]
    codes, wrong = read_areas(reader, rows)
    assert codes == ["NO-0301", "NO-0301", "", None, "NO-0616"]
    assert list(wrong) == [3]
