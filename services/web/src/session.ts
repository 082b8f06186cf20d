// The token of a guarded service: asked for once, kept for this tab, shown with every call.
// SPDX-License-Identifier: Apache-2.0
import { signal } from "@preact/signals";
import { call, Problem, setToken, type Answer, type PathOf } from "./api";

const KEPT = "earshot-token";
type Method = "get" | "post" | "put" | "patch" | "delete";

/** How it stands with the token: whether the page waits for one, and whether the last was wrong. */
export const asked = signal<"no" | "yes" | "again">("no");
let waiting: (() => void)[] = [];

/** Takes up the token of this tab, so that players may load before anything was asked. */
export async function resume(): Promise<void> {
  const token = sessionStorage.getItem(KEPT);
  if (!token) return;
  setToken(token);
  try {
    await call("post", "/api/v1/media-pass");
  } catch (error) {
    if (error instanceof Problem && error.status === 401) forget();
  }
}

/** What a person has typed; true when the service takes it. */
export async function offer(token: string): Promise<boolean> {
  setToken(token);
  try {
    await call("post", "/api/v1/media-pass");
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 401) throw error;
    forget();
    asked.value = "again";
    return false;
  }
  sessionStorage.setItem(KEPT, token);
  asked.value = "no";
  for (const go of waiting.splice(0)) go();
  return true;
}

/** As `call`, but waits for a token where the service wants one. */
export async function ask<M extends Method, P extends PathOf<M>>(
  method: M,
  path: P,
  given: Parameters<typeof call<M, P>>[2] = {},
): Promise<Answer<P, M>> {
  for (;;) {
    try {
      return await call(method, path, given);
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 401) throw error;
      await token();
    }
  }
}

function token(): Promise<void> {
  if (asked.value === "no") asked.value = "yes";
  return new Promise((resolve) => {
    waiting = [...waiting, resolve];
  });
}

function forget(): void {
  setToken("");
  sessionStorage.removeItem(KEPT);
}
