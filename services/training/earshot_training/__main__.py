"""Starts `earshot-train`."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from earshot_training.cli import app


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
