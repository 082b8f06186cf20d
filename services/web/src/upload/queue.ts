// Files on their way: a few at once, the others wait; each can be cancelled and sent again.
// SPDX-License-Identifier: Apache-2.0
import { signal } from "@preact/signals";
import { problemOf } from "../answers";
import { upload, type Problem } from "../api";
import { asked } from "../session";

export interface Sending {
  readonly key: number;
  readonly file: File;
  readonly folder: string;
  readonly state: "waiting" | "sending" | "sent" | "failed" | "cancelled";
  readonly sentBytes: number;
  readonly videoId: string | undefined;
  readonly duplicate: boolean;
  readonly problem: Problem | undefined;
}

const AT_ONCE = 2;
export const sending = signal<readonly Sending[]>([]);
const cancels = new Map<number, () => void>();
let count = 0;

/** Puts files at the end of the queue. */
export function add(files: readonly { file: File; folder: string }[]): void {
  const fresh = files.map(({ file, folder }): Sending => {
    count += 1;
    return {
      key: count, file, folder, state: "waiting", sentBytes: 0, videoId: undefined, duplicate: false, problem: undefined,
    };
  });
  sending.value = [...sending.value, ...fresh];
  pump();
}

/** Stops an upload, or takes it out of the queue. */
export function cancel(key: number): void {
  cancels.get(key)?.();
  change(key, { state: "cancelled" });
  pump();
}

/** Sends a file once more, from its beginning. */
export function resend(key: number): void {
  change(key, { state: "waiting", sentBytes: 0, problem: undefined });
  pump();
}

/** Forgets what has been sent, cancelled or refused. */
export function tidy(): void {
  sending.value = sending.value.filter((one) => one.state === "waiting" || one.state === "sending");
}

function change(key: number, what: Partial<Sending>): void {
  sending.value = sending.value.map((one) => (one.key === key ? { ...one, ...what } : one));
}

function pump(): void {
  let free = AT_ONCE - sending.value.filter((one) => one.state === "sending").length;
  for (const one of sending.value) {
    if (free > 0 && one.state === "waiting") {
      free -= 1;
      void send(one);
    }
  }
}

async function send({ key, file }: Sending): Promise<void> {
  change(key, { state: "sending" });
  const under = upload(file, {}, (sentBytes) => { change(key, { sentBytes }); });
  cancels.set(key, under.cancel);
  try {
    const video = await under.done;
    change(key, { state: "sent", sentBytes: file.size, videoId: video.id, duplicate: video.duplicate });
  } catch (error) {
    if (!(error instanceof DOMException)) {
      const problem = problemOf(error);
      if (problem.status === 401) asked.value = "yes";
      change(key, { state: "failed", problem });
    }
  } finally {
    cancels.delete(key);
    pump();
  }
}

// Files that wait or are being sent would be lost: the browser asks before it leaves.
window.addEventListener("beforeunload", (event) => {
  if (sending.value.some((one) => one.state === "waiting" || one.state === "sending")) event.preventDefault();
});
