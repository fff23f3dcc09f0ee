"""Contact details never leave the ingestion."""

import pytest

from ehealth_stats.ingestion.personal import find_personal, mask

# Made-up people: Nomen Nescio is Latin for "I do not know the name".
SECRETS = [
    ("E-post: nomen.nescio@example.org", "E-post: [masked]"),
    ("Mobilnr: 070-1234567", "Mobilnr: [masked]"),
    ("Tlf. 22 12 34 56", "Tlf. [masked]"),
    ("ring +46 70 123 45 67 idag", "ring [masked] idag"),
    ("Namn: Nomen Nescio", "Namn: [masked]"),
    ("Ifyllt av:Nomen Nescio.....", "Ifyllt av:[masked]....."),
    ("Direktör Nomen Nescio", "Direktör [masked]"),
    ("19121212-1212", "[masked]"),
]


@pytest.mark.parametrize(("printed", "masked"), SECRETS)
def test_contact_details_are_masked(printed, masked):
    """Addresses, phone and identity numbers, and names beside contact labels become [masked]."""
    assert mask(printed) == masked


@pytest.mark.parametrize("printed", ["Sundsvall 120 (+32 enbart HSA)", "2 481 183 kr", "01.11.2007", "1800 varav 45"])
def test_figures_are_not_taken_for_contact_details(printed):
    """A figure with many digits is no phone number."""
    assert find_personal(printed) == []
