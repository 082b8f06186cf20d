"""For the whole suite: reproducible hypothesis, and the real servers when a test asks for them."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import hypothesis
import pytest

from earshot_stack import stack
from earshot_stack.errors import MissingToolError, ServerError

_STATE = pytest.StashKey[Path]()

hypothesis.settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
hypothesis.settings.register_profile("laptop", deadline=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "laptop")


def pytest_collection_finish(session: pytest.Session) -> None:
    """Start Redis, MinIO and Elasticsearch once, when a collected test is marked `stack`.

    In CI a missing server is a failure, elsewhere the tests skip with the reason.
    """
    if not any(item.get_closest_marker("stack") for item in session.items):
        return
    if os.environ.get("EARSHOT_TEST_ES_URL") or session.config.option.collectonly:
        return
    state = Path(tempfile.mkdtemp(prefix="earshot-stack-"))
    session.config.stash[_STATE] = state
    try:
        os.environ.update(stack.test_environment(stack.up(state), state))
    except (MissingToolError, ServerError) as error:
        if os.environ.get("CI"):
            raise pytest.UsageError(str(error)) from error
        os.environ["EARSHOT_TEST_STACK_MISSING"] = str(error)


def pytest_runtest_setup(item: pytest.Item) -> None:
    missing = os.environ.get("EARSHOT_TEST_STACK_MISSING")
    if missing and item.get_closest_marker("stack"):
        pytest.skip(missing)


def pytest_sessionfinish(session: pytest.Session) -> None:
    state = session.config.stash.get(_STATE, None)
    if state is not None:
        stack.down(state)
        shutil.rmtree(state, ignore_errors=True)
