"""Count and judge municipal eHealth programmes from their own documents: every number traced, bounded, checked.

The names are loaded when they are first used; `__init__.pyi` lists where each one lives.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
