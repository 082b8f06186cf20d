"""A home for Elasticsearch, laid out from its own jars (no archive to download)."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from earshot_stack.errors import MissingToolError
from earshot_stack.installing import cache_dir, require

VERSION = "9.5.3"
_OLDEST_JAVA = 21
_NETWORK_JARS = ("transport-netty4-", "netty-", "elasticsearch-ssl-config-")
_POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>earshot</groupId><artifactId>elastic-jars</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.elasticsearch</groupId>
      <artifactId>elasticsearch</artifactId><version>{version}</version></dependency>
    <dependency><groupId>org.elasticsearch.plugin</groupId>
      <artifactId>transport-netty4</artifactId><version>{version}</version></dependency>
  </dependencies>
</project>
"""
_PLUGIN = """name=transport-netty4
description=HTTP and transport by Netty
version={version}
elasticsearch.version={version}
java.version=21
classname=org.elasticsearch.transport.netty4.Netty4Plugin
extended.plugins=
has.native.controller=false
licensed=false
"""
_LOGGING = """status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%c{1.}] %m%n
rootLogger.level = info
rootLogger.appenderRef.console.ref = console
"""
MODULE_FLAGS = (
    "--add-exports",
    "org.elasticsearch.server/org.elasticsearch.node=ALL-UNNAMED",
)


def find_java() -> Path:
    """Home of a JDK that is new enough and has a compiler.

    Raises
    ------
    MissingToolError
        When there is none, saying what to install.
    """
    roots = [Path("/usr/lib/jvm"), Path("/Library/Java/JavaVirtualMachines"), Path("/opt")]
    named = [Path(os.environ[name]) for name in ("JAVA_HOME", "JDK_HOME") if os.environ.get(name)]
    homes = [
        *named,
        *(child for root in roots if root.is_dir() for child in sorted(root.iterdir())),
    ]
    for home in [*homes, *(home / "Contents" / "Home" for home in homes)]:
        if _java_version(home) >= _OLDEST_JAVA and (home / "bin" / "javac").exists():
            return home
    raise MissingToolError(
        f"a JDK {_OLDEST_JAVA} or newer is missing: install one (for instance Temurin) "
        "and point JAVA_HOME to it"
    )


def install() -> Path:
    """Folder with ``server`` (jars), ``home`` and ``classes``; made once, then reused."""
    folder = cache_dir() / f"elasticsearch-{VERSION}"
    if (folder / "complete").exists():
        return folder
    java = find_java()
    shutil.rmtree(folder, ignore_errors=True)
    _fetch_jars(folder, java)
    _lay_out(folder)
    _compile(folder, java)
    (folder / "complete").touch()
    return folder


def _java_version(home: Path) -> int:
    release = home / "release"
    match = re.search(r'JAVA_VERSION="(\d+)', release.read_text()) if release.exists() else None
    return int(match.group(1)) if match else 0


def _fetch_jars(folder: Path, java: Path) -> None:
    maven = require("mvn", package="maven", advice="install Apache Maven")
    (folder / "server").mkdir(parents=True)
    (folder / "pom.xml").write_text(_POM.format(version=VERSION))
    subprocess.run(
        [
            *(maven, "-q", "-B", "-f", str(folder / "pom.xml"), "dependency:copy-dependencies"),
            f"-DoutputDirectory={folder / 'server'}",
        ],
        env={**os.environ, "JAVA_HOME": str(java)},
        check=True,
    )


def _lay_out(folder: Path) -> None:
    home = folder / "home"
    module = home / "modules" / "transport-netty4"
    for part in (module, home / "config", home / "plugins", home / "lib", home / "logs"):
        part.mkdir(parents=True)
    for jar in (folder / "server").glob("*.jar"):
        if jar.name.startswith(_NETWORK_JARS):
            jar.rename(module / jar.name)
    (module / "plugin-descriptor.properties").write_text(_PLUGIN.format(version=VERSION))
    (home / "config" / "log4j2.properties").write_text(_LOGGING)


def _compile(folder: Path, java: Path) -> None:
    source = Path(__file__).with_name("EarshotNode.java")
    subprocess.run(
        [
            *(str(java / "bin" / "javac"), "--module-path", str(folder / "server")),
            *("--add-modules", "org.elasticsearch.server", *MODULE_FLAGS),
            *("-d", str(folder / "classes"), str(source)),
        ],
        check=True,
    )
