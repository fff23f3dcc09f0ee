"""First recipes: a document that has none -> a recipe that runs, with every guess marked for a person to check."""
