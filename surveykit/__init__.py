"""From a questionnaire export to the empirical chapter of a thesis.

Every public name is listed in ``__init__.pyi`` and loaded when it is first used.
"""

import lazy_loader as _lazy

__version__ = "0.1.0"

__getattr__, __dir__, __all__ = _lazy.attach_stub(__name__, __file__)
