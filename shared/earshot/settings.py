"""All settings, from the environment; built once in each room's __main__ and passed down."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal, get_args

import platformdirs
from pydantic import Field, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from earshot.errors import SettingsError


def _data_dir() -> Path:
    return Path(platformdirs.user_data_dir("earshot", appauthor=False))


class Settings(BaseSettings):
    """What can be set. Each field is read from EARSHOT_<NAME>.

    A secret may lie in a file instead, which EARSHOT_<NAME>_FILE names.
    """

    model_config = SettingsConfigDict(env_prefix="EARSHOT_", frozen=True, extra="ignore")

    data_dir: Annotated[
        Path, Field(description="Folder of the embedded store, catalog and index")
    ] = Field(default_factory=_data_dir)
    store_url: Annotated[
        str, Field(description="Object store; empty: the folder store in the data folder")
    ] = ""
    store_access_key: Annotated[
        SecretStr | None, Field(description="Name of the key pair for an s3: store")
    ] = None
    store_secret_key: Annotated[
        SecretStr | None, Field(description="Secret of the key pair for an s3: store")
    ] = None
    scratch_dir: Annotated[
        Path | None,
        Field(description="Folder for copies of sources in S3; empty: in the data folder"),
    ] = None
    scratch_bytes: Annotated[
        int, Field(gt=0, description="Copies in scratch wait for each other above this size")
    ] = 21_474_836_480
    catalog_url: Annotated[str, Field(description="Catalog; empty: SQLite in the data folder")] = ""
    queue_url: Annotated[str, Field(description="Queue; catalog: keeps it in the catalog")] = (
        "catalog:"
    )
    index_url: Annotated[str, Field(description="Index; empty: SQLite in the data folder")] = ""
    elastic_api_key: Annotated[
        SecretStr | None, Field(description="Key for Elasticsearch, where it asks for one")
    ] = None
    bundle: Annotated[
        str, Field(description="Folder of the model bundle; empty: the one that ships")
    ] = ""
    server: Annotated[
        str, Field(description="Running service that the command asks; empty: this machine")
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
    runtime: Annotated[
        Literal["", "onnxruntime", "openvino"],
        Field(description="What runs models in ONNX; empty: ONNX Runtime"),
    ] = ""
    tagger_threads: Annotated[
        int, Field(ge=1, description="Processor cores that one model may use")
    ] = 1
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"], Field(description="Least important log shown")
    ] = "INFO"
    log_json: Annotated[bool, Field(description="Logs as JSON lines instead of text")] = False

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, then the environment, then files that it names; nothing else is read."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, _SecretFiles(settings_cls)


class _SecretFiles(PydanticBaseSettingsSource):
    """Secrets from the files that EARSHOT_<NAME>_FILE names, as container platforms mount them."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[str | None, str, bool]:
        name = f"EARSHOT_{field_name.upper()}_FILE"
        path = os.environ.get(name)
        if not path or SecretStr not in get_args(field.annotation):
            return None, field_name, False
        if os.environ.get(name.removesuffix("_FILE")):
            raise SettingsError(f"set either {name.removesuffix('_FILE')} or {name}, not both")
        try:
            return Path(path).read_text(encoding="utf-8").strip(), field_name, False
        except (OSError, ValueError) as error:
            raise SettingsError(f"the file that {name} names cannot be read") from error

    def __call__(self) -> dict[str, str]:
        found = {
            name: self.get_field_value(field, name)[0]
            for name, field in self.settings_cls.model_fields.items()
        }
        return {name: text for name, text in found.items() if text is not None}


def load_settings(**overrides: object) -> Settings:
    """Read the environment; `SettingsError` with one sentence when something does not fit."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = "EARSHOT_" + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"{name} is not usable: {first['msg']}") from error
