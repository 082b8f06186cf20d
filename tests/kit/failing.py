"""Ports that are got in the way of: chosen calls fail, or something happens just before them."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Meddled:
    """Passes everything on to the real port; before the nth call of `method` it does `act`.

    What `act` raises takes the place of the call.
    """

    def __init__(self, port: Any, method: str, act: Callable[[], None], nth: int = 1) -> None:
        self._port = port
        self._method = method
        self._act = act
        self._nth = nth
        self._calls = 0

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._port, name)
        if name != self._method:
            return found

        def call(*args: Any, **kwargs: Any) -> Any:
            self._calls += 1
            if self._calls == self._nth:
                self._act()
            return found(*args, **kwargs)

        return call


class Failing:
    """Raises `errors` one after the other at calls of `method`, then works."""

    def __init__(self, port: Any, method: str, *errors: Exception) -> None:
        self._port = port
        self._method = method
        self._errors = list(errors)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._port, name)
        if name != self._method:
            return found

        def call(*args: Any, **kwargs: Any) -> Any:
            if self._errors:
                raise self._errors.pop(0)
            return found(*args, **kwargs)

        return call
