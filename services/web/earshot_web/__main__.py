"""`python -m earshot_web build lint types test api`: the page's tools, one after the other."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import subprocess
import sys

from earshot_web.building import SCRIPTS, run_script
from earshot_web.node import NodeMissing


def main(names: list[str]) -> int:
    """Run each script; the first that fails ends the run with its status."""
    unknown = [name for name in names if name not in SCRIPTS]
    if unknown or not names:
        sys.stderr.write(f"say which of these to run: {', '.join(SCRIPTS)}\n")
        return 2
    for name in names:
        try:
            run_script(name)
        except NodeMissing as error:
            sys.stderr.write(f"{error}\n")
            return 3
        except subprocess.CalledProcessError as error:
            return error.returncode or 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
