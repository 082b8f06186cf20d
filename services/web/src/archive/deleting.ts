// Deletes that can be taken back: nothing is sent before the time is up, and nothing if one leaves.
// SPDX-License-Identifier: Apache-2.0
import { signal } from "@preact/signals";

export const UNDO_MS = 10_000;
const pending = new Map<string, number>();

/** Ids that are to be deleted and therefore not shown. */
export const deleting = signal<ReadonlySet<string>>(new Set());

/** Deletes after a while, unless it is taken back. */
export function deleteLater(id: string, send: () => Promise<unknown>): void {
  deleting.value = new Set([...deleting.value, id]);
  const timer = window.setTimeout(() => {
    pending.delete(id);
    // What could not be deleted is shown again; what was, stays hidden until the list forgets it.
    send().catch(() => { show(id); });
  }, UNDO_MS);
  pending.set(id, timer);
}

/** Takes a delete back. */
export function undo(id: string): void {
  window.clearTimeout(pending.get(id));
  pending.delete(id);
  show(id);
}

function show(id: string): void {
  deleting.value = new Set([...deleting.value].filter((one) => one !== id));
}
