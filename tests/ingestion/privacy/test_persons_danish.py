"""Persons and contact details in Danish texts are masked; bodies, places and systems are left."""

import pytest

from ehealth_stats.ingestion.privacy.personal import mask

MASKED = [
    (
        "Kontaktperson: Mette Nescio, tlf. 63 00 00 00, mn@example.org",
        "Kontaktperson: [masked], tlf. [masked], [masked]",
    ),
    ("Referent: Lars Nescio", "Referent: [masked]"),
    ("Ansvarlig: Kirsten Nescio, centerchef", "Ansvarlig: [masked], centerchef"),
    ("CPR-nr. 010190-1234", "CPR-nr. [masked]"),
    ("mobil 20 00 00 00", "mobil [masked]"),
    (
        "Projektleder Anne-Mette Nescio siger, at 45 borgere er med.",
        "Projektleder [masked] siger, at 45 borgere er med.",
    ),
    ("Styregruppen består af Peter Nescio, KL, og Lone Nescio", "Styregruppen består af [masked], KL, og [masked]"),
    ("Deltagere: Søren Nescio (Odense Kommune), Hanne Nescio", "Deltagere: [masked] (Odense Kommune), [masked]"),
    ("Med venlig hilsen\nJens Bo Nescio\nSundhedschef", "Med venlig hilsen\n[masked]\nSundhedschef"),
    ("Thomas Nescio, direktør i MedCom, oplyser", "[masked], direktør i MedCom, oplyser"),
    ("Borgmester Niels Nescio", "Borgmester [masked]"),
]
LEFT = [
    "Sundhedsstyrelsen, Digitaliseringsstyrelsen og Sundhedsdatastyrelsen",
    "Kommunernes Landsforening (KL) og Danske Regioner",
    "Fælles Medicinkort (FMK) er i brug",
    "Sammenhængende Digital Sundhed i Danmark",
    "Sygeplejefaglig Udredning i Odense Kommune",
    "Region Midtjylland og Aarhus Universitetshospital",
]


@pytest.mark.parametrize(("text", "masked"), MASKED)
def test_persons_are_masked(text, masked):
    """Behind a label or a title, in a list of members, below a greeting, before what somebody is."""
    assert mask(text) == masked


@pytest.mark.parametrize("text", LEFT)
def test_bodies_and_systems_are_left(text):
    """What has capitals and is nobody."""
    assert mask(text) == text
