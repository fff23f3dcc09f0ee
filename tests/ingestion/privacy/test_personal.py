"""Contact details never leave the ingestion."""

import pytest

from ehealth_stats.ingestion.privacy.personal import find_personal, mask

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
    ("191212121212", "[masked]"),  # 12 digits in a row: the date and the check digit (Luhn) fit
    ("Personnummer: 850101-1234", "Personnummer: [masked]"),
    ("fødselsnummer 010190 12345", "fødselsnummer [masked]"),
    ("01019012345", "[masked]"),
    ("41019012345", "[masked]"),  # a D-number: the day is 40 higher
    ("+46 (0)70 123 45 67", "[masked]"),
    ("0046 70 123 45 67", "[masked]"),
    ("+45 12 34 56 78", "[masked]"),
    ("+358 40 1234567", "[masked]"),
    ("tel: +47 912 34 567", "tel: [masked]"),
    ("08-123 45 67", "[masked]"),
    ("060–19 10 00", "[masked]"),
    ("0701234567", "[masked]"),
    ("nn(at)example.org", "[masked]"),
    ("Kontaktperson: Nomen Nescio, tlf 22 12 34 56", "Kontaktperson: [masked], tlf [masked]"),
    ("Handläggare Nomen Nescio Telefon: 0611-55 70 00", "Handläggare [masked] Telefon: [masked]"),
    ("Utarbeidet av: Nomen Nescio og Aliquis Nemo", "Utarbeidet av: [masked] og [masked]"),
    ("Saksbehandler: N. Nescio", "Saksbehandler: [masked]"),
    ("Sakshandsamar Nomen von Nescio", "Sakshandsamar [masked]"),
    ("Contact: Nomen O'Nescio", "Contact: [masked]"),
    ("Rådmann Nomen Nescio i Alta", "Rådmann [masked] i Alta"),
    ("Föredragande: N. Nescio", "Föredragande: [masked]"),
    ("Närvarande: Nomen Nescio (S), Aliquis Nemo (M)", "Närvarande: [masked] (S), [masked] (M)"),
    ("Kontaktperson i Sundsvall: Nomen Nescio, 45 larm", "Kontaktperson i Sundsvall: [masked], 45 larm"),
    ("08-123 456 78 08-123 456 79", "[masked] [masked]"),  # two columns of a letterhead that lost their border
    ("Phone (+45) 1234 5678", "Phone ([masked]"),
    ("19 121212-1212", "[masked]"),
    ("121212 1212", "[masked]"),  # the check digit fits
    ("nn [at] example.org", "[masked]"),
    # a number without a label, after a name or another number; pairs that no count is printed in
    ("Saksbehandler: Nomen Nescio, 22 33 44 55 / 911 22 333", "Saksbehandler: [masked], [masked] / [masked]"),
    ("Ring +47 22 33 44 00 eller 22 33 44 00", "Ring [masked] eller [masked]"),
    ("Sentralbordet: 22 33 44 00", "Sentralbordet: [masked]"),
    ("personnr 12345", "personnr [masked]"),
    # titles stand between label and name, and are labels themselves
    ("Kontakt: seniorrådgiver Nomen Nescio", "Kontakt: seniorrådgiver [masked]"),
    ("Leder av utvalget: Nomen Nescio", "Leder av utvalget: [masked]"),
    ("Prosjektleder: Nomen Nescio Rådgiver: Aliquis Nemo", "Prosjektleder: [masked] Rådgiver: [masked]"),
    # names that go on without a label, before a title, and behind the words of a quotation
    ("Beslutande Nomen Nescio, ordf. Aliquis Nemo", "Beslutande [masked], ordf. [masked]"),
    ("Närvarande Nomen Nescio (S) Aliquis Nemo (M)", "Närvarande [masked] (S) [masked] (M)"),
    ("Nomen Nescio, enhetschef, svarar", "[masked], enhetschef, svarar"),
    ("Larmen når alla, säger Nomen Nescio.", "Larmen når alla, säger [masked]."),
    ("Kontakt: Nomen Nescio Region Jämtland", "Kontakt: [masked] Region Jämtland"),
    ("Presskontakter Nomen Nescio 060-12 34 56", "Presskontakter [masked] [masked]"),
    ("Foto: Nomen Nescio", "Foto: [masked]"),
    ("Medlemmer: Nomen Nescio, Aliquis Nemo og Quidam Nullus", "Medlemmer: [masked], [masked] og [masked]"),
]


@pytest.mark.parametrize(("printed", "masked"), SECRETS)
def test_contact_details_are_masked(printed, masked):
    """Addresses, phone and identity numbers, and names beside contact labels become [masked]."""
    assert mask(printed) == masked


KEPT = [
    "Sundsvall 120 (+32 enbart HSA)", "2 481 183 kr", "01.11.2007", "1800 varav 45", "2481183000 kr",
    "22123456 meldinger",
    "450101 1234",  # the check digit does not fit: two figures
    "10 000-12 000 larm", "100 000 045-12 000",
    "12345678901", "912 34 567", "+2 481 183", "mobil 1 200 450 brukere", "0219 450 120 32", "01-2013 450 120",
    "556016-0680",  # a company's number: its third digit is no month's
    "Kontakt: Sundsvalls kommun", "Kontakt: Region Västernorrland", "Kontakt: Norsk Helsenett SF",
    "Ansvarig: Kommunförbundet Västernorrland", "Avtal med Tieto Enator AB", "ved Universitetssykehuset Nord-Norge",
    "Kontakt: Sosial- og helsedirektoratet", "ansvarlig Nasjonalt Senter for Telemedisin", "Kontakt: Alta Bodø",
    "Alta 12 45 30 60", "Alta 45 12 30 05 alarmer", "Deltakere: Norsk Helsenett, Helse Vest", "Rådgiver Alta kommune",
]  # fmt: skip


@pytest.mark.parametrize("printed", KEPT)
def test_figures_are_not_taken_for_contact_details(printed):
    """A figure with many digits is no phone number, an organisation or a place no person."""
    assert find_personal(printed) == []
