"""What is wrong with a query, where, and how to mend it."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from earshot.errors import BadRequest


class QueryFault(BadRequest):
    """the query cannot be understood"""

    def __init__(
        self, message: str, *, text: str, start: int, stop: int, suggestion: str | None = None
    ) -> None:
        super().__init__(message)
        self.reason = message
        self.text = text
        self.start = start
        self.stop = max(stop, start + 1)
        self.suggestion = suggestion

    def pointed_out(self) -> str:
        """The query with marks below the place, for a terminal.

        >>> print(QueryFault("x", text="dog THEN", start=4, stop=8).pointed_out())
        dog THEN
            ^^^^
        """
        line = self.text.replace("\n", " ").replace("\t", " ")
        return f"{line}\n{' ' * self.start}{'^' * (self.stop - self.start)}"
