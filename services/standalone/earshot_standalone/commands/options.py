"""Options that several sub-commands share."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from typing import Annotated

import typer

Server = Annotated[
    str | None,
    typer.Option(
        "--server", metavar="URL", help="Ask a running service, not this machine (EARSHOT_SERVER)."
    ),
]
