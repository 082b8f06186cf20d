"""The `earshot` command: runs one sub-command; one line and exit 2 when it cannot."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import sys

INTERRUPTED = 130
UNUSABLE = 2


def main() -> None:
    """Run the command line."""
    from earshot.errors import EarshotError
    from earshot_standalone.cli import app

    try:
        app()
    except EarshotError as error:
        sys.stderr.write(f"earshot: {error}\n")
        sys.exit(UNUSABLE)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # The reader (head, less) has seen enough; nothing more can be written.
        sys.stderr.close()


if __name__ == "__main__":
    main()
