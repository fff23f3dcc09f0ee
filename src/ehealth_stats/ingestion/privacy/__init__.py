"""Data that must never reach an output: contact details, names of persons, identity numbers."""
