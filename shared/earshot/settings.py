"""All settings, from the environment; built once in each room's __main__ and passed down."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import platformdirs
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from earshot.errors import SettingsError


def _data_dir() -> Path:
    return Path(platformdirs.user_data_dir("earshot", appauthor=False))


class Settings(BaseSettings):
    """What can be set. Each field is read from EARSHOT_<NAME>."""

    model_config = SettingsConfigDict(env_prefix="EARSHOT_", frozen=True, extra="ignore")

    data_dir: Annotated[
        Path, Field(description="Folder of the embedded store, catalog and index")
    ] = Field(default_factory=_data_dir)
    store_url: Annotated[
        str, Field(description="Object store; empty: the folder store in the data folder")
    ] = ""
    catalog_url: Annotated[str, Field(description="Catalog; empty: SQLite in the data folder")] = ""
    queue_url: Annotated[str, Field(description="Queue; catalog: keeps it in the catalog")] = (
        "catalog:"
    )
    index_url: Annotated[str, Field(description="Index; empty: SQLite in the data folder")] = ""
    bundle: Annotated[
        str, Field(description="Folder of the model bundle; empty: the one that ships")
    ] = ""
    token: Annotated[SecretStr | None, Field(description="Token that every request needs")] = None
    max_duration_s: Annotated[float, Field(gt=0, description="Longer videos are refused")] = (
        86_400.0
    )
    max_upload_bytes: Annotated[int, Field(gt=0, description="Larger uploads are refused")] = (
        137_438_953_472
    )
    stall_timeout_s: Annotated[
        float, Field(gt=0, description="Decoding without a byte for this long is stopped")
    ] = 60.0
    lease_s: Annotated[
        float, Field(gt=1, description="A worker that is silent for this long has lost its job")
    ] = 60.0
    max_attempts: Annotated[
        int, Field(ge=1, description="A job that killed its worker this often is parked")
    ] = 3
    reconcile_s: Annotated[
        float, Field(gt=0, description="Seconds between two rounds of the reconciler")
    ] = 30.0
    workers: Annotated[
        int, Field(ge=0, description="Videos that add and serve work on at once; 0: one a core")
    ] = 0
    tagger_threads: Annotated[
        int, Field(ge=1, description="Processor cores that one model may use")
    ] = 1
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"], Field(description="Least important log shown")
    ] = "INFO"
    log_json: Annotated[bool, Field(description="Logs as JSON lines instead of text")] = False


def load_settings(**overrides: object) -> Settings:
    """Read the environment; `SettingsError` with one sentence when something does not fit."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = "EARSHOT_" + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"{name} is not usable: {first['msg']}") from error
