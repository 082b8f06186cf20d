#!/usr/bin/env bash
# Writes .env with fresh secrets, once: an existing one is never touched.
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
cd "$(dirname "$0")/.."

if [[ -e .env ]]; then
  echo ".env is there already and stays as it is"
  exit 0
fi

secret() { head -c 32 /dev/urandom | base64 | tr -dc 'A-Za-z0-9' | head -c 32; }

umask 077
cat > .env <<SETTINGS
# Made by deploy/make-env.sh. Keep it secret; back it up with the volumes.
EARSHOT_TOKEN=$(secret)
MINIO_ROOT_USER=earshot
MINIO_ROOT_PASSWORD=$(secret)
REDIS_PASSWORD=$(secret)
# 127.0.0.1: this machine only. Another address opens the service to that network.
EARSHOT_BIND=127.0.0.1
EARSHOT_PORT=8080
SETTINGS
echo "wrote .env; every request needs the EARSHOT_TOKEN in it"
