"""Doors whose room is loaded when somebody knocks: for what is heavy and seldom asked for.

What is loaded before the web server's processes part is paid for by every start and held by each of them.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

Door = Callable[..., HttpResponseBase]


class Late:
    """The doors of a module by their names: ``Late("room.views").page`` is ``views.page``, not loaded yet.

    What a door says of itself to middleware (that it is exempt from something) is not heard.
    """

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Door:
        def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            answer: HttpResponseBase = getattr(import_module(self._module), name)(request, *args, **kwargs)
            return answer

        # By these Django, and a test, know which door it is.
        door.__module__, door.__name__, door.__qualname__ = self._module, name, name
        return door
