"""What the operating system says of a store, in our own errors."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from earshot.errors import StoreFull, StoreUnavailable

_FULL = {errno.ENOSPC, errno.EDQUOT}


@contextmanager
def failing_as_store(doing: str) -> Iterator[None]:
    """Turn an `OSError` into `StoreFull` or `StoreUnavailable`; keys, not paths, are named."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StoreFull from error
        raise StoreUnavailable(
            f"the store cannot {doing}: {error.strerror}; check its folder"
        ) from error
