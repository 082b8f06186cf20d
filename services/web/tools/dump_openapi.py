"""Writes the OpenAPI document of the whole service; the page's `api.ts` is made from it."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from earshot.settings import Settings
from earshot_standalone.service import make_service


def openapi_text() -> str:
    """The document as JSON, the same whatever the machine."""
    with tempfile.TemporaryDirectory() as folder:
        app = make_service(Settings(data_dir=Path(folder)))
        return json.dumps(app.openapi(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(openapi_text(), encoding="utf-8")
