"""Drafts of recipes: a document -> a recipe that a person checks."""
