"""The real servers (Redis, MinIO, Elasticsearch) as plain processes on loopback ports."""
# SPDX-License-Identifier: Apache-2.0
