// Answers of the service as components use them: what came, what went wrong, what is under way.
// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "preact/hooks";
import { Problem } from "./api";

export interface Asked<T> {
  readonly value: T | undefined;
  readonly problem: Problem | undefined;
  readonly busy: boolean;
  readonly again: () => void;
}

/**
 * Asks whenever `key` changes, keeps the former answer until the next is here, and drops answers
 * that come too late. `null` asks nothing. `everyMs` asks anew while it is above 0, and after problems.
 */
export function useAnswer<T>(
  key: string | null,
  asking: (signal: AbortSignal) => Promise<T>,
  everyMs?: (value: T) => number,
): Asked<T> {
  const [state, setState] = useState<Omit<Asked<T>, "again">>({
    value: undefined,
    problem: undefined,
    busy: key !== null,
  });
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (key === null) return undefined;
    const control = new AbortController();
    let timer = 0;
    const run = async (): Promise<void> => {
      try {
        const value = await asking(control.signal);
        if (control.signal.aborted) return;
        setState({ value, problem: undefined, busy: false });
        const wait = everyMs?.(value) ?? 0;
        if (wait > 0) timer = window.setTimeout(() => void run(), wait);
      } catch (error) {
        if (control.signal.aborted) return;
        setState((was) => ({ value: was.value, problem: problemOf(error), busy: false }));
        if (everyMs) timer = window.setTimeout(() => void run(), RETRY_MS);
      }
    };
    setState((was) => ({ ...was, problem: undefined, busy: true }));
    void run();
    return () => {
      control.abort();
      window.clearTimeout(timer);
    };
    // What is asked follows from the key alone.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, round]);
  return { ...state, again: () => { setRound((was) => was + 1); } };
}

const RETRY_MS = 4000;

/** Any error as a problem with a code to tell it by. */
export function problemOf(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem(-1, "page_fault", String(error));
}
