"""Celery's transport for Redis, made to outlive a Redis that restarts while a task runs."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from kombu.transport import redis, virtual


class QoS(redis.QoS):  # type: ignore[misc]  # kombu has no types
    """Messages that came by a connection that died are let go by themselves.

    With kombu 5.7 acknowledging one of them, or giving it back, ends the worker's process with an
    `AttributeError`. None is missed: the reconciler finds what nobody holds, and what Redis
    delivers again is dropped by whoever finds that it is done.
    """

    def ack(self, delivery_tag: str) -> None:
        if self._is_cut_off():
            virtual.QoS.ack(self, delivery_tag)
        else:
            super().ack(delivery_tag)

    def reject(self, delivery_tag: str, requeue: bool = False) -> None:  # noqa: FBT001, FBT002  kombu's
        if self._is_cut_off():
            virtual.QoS.ack(self, delivery_tag)
        else:
            super().reject(delivery_tag, requeue)

    def restore_unacked(self, client: object = None) -> None:
        if self._is_cut_off():
            self._delivered.clear()
        else:
            super().restore_unacked(client)

    def _is_cut_off(self) -> bool:
        transport = self.channel.connection
        return transport is None or transport.client is None


class Channel(redis.Channel):  # type: ignore[misc]  # kombu has no types
    """A channel that can be closed after its connection."""

    QoS = QoS


class Transport(redis.Transport):  # type: ignore[misc]  # kombu has no types
    """Named by its path in `broker_transport`."""

    Channel = Channel
