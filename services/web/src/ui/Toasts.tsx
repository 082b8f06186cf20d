// Short messages at the lower edge, some with a way back.
// SPDX-License-Identifier: Apache-2.0
import { signal } from "@preact/signals";
import type { ComponentChild } from "preact";

interface Toast {
  readonly key: number;
  readonly text: string;
  readonly action: string | undefined;
  readonly onAction: (() => void) | undefined;
}

const toasts = signal<readonly Toast[]>([]);
let count = 0;

/** Shows a message for a while; `close` of the answer takes it away sooner. */
export function toast(
  text: string,
  { action, onAction, forMs = 5000 }: { action?: string; onAction?: () => void; forMs?: number } = {},
): { close: () => void } {
  count += 1;
  const key = count;
  const close = (): void => {
    toasts.value = toasts.value.filter((one) => one.key !== key);
  };
  const act = onAction && ((): void => {
    close();
    onAction();
  });
  toasts.value = [...toasts.value, { key, text, action, onAction: act }];
  window.setTimeout(close, forMs);
  return { close };
}

export function Toasts(): ComponentChild {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map((one) => (
        <div class="toast" key={one.key}>
          <span>{one.text}</span>
          {one.onAction && <button type="button" onClick={one.onAction}>{one.action}</button>}
        </div>
      ))}
    </div>
  );
}
