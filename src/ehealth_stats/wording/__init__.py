"""How the package says things in a language: numbers, figures with bounds, money, periods, codes, messages -> words."""
