"""From documents to tidy tables: files and recipes -> Dataset. Only this package opens source files.

The rooms stand on each other: text (words), privacy, documents (files), figures (numbers in them), recipes (what they
count), drafts (first recipes).

The names are loaded when they are first used; `__init__.pyi` lists where each one lives.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
