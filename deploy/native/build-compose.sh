#!/usr/bin/env bash
# Builds compose from its source, for its `config` check alone: no container engine is needed.
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
module=github.com/docker/compose/v2@v2.40.3
cache="${XDG_CACHE_HOME:-$HOME/.cache}/earshot"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
# `go install` refuses modules with exclude directives, so it is built in its own folder.
source=$(go mod download -json "$module" | sed -n 's/.*"Dir": "\(.*\)",/\1/p')
cp -r "$source" src
chmod -R u+w src
mkdir -p "$cache/bin"
cd src
CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o "$cache/bin/docker-compose" ./cmd
echo "built $cache/bin/docker-compose"
