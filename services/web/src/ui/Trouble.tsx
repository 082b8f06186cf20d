// A problem in words: from the catalogue by its code, else the sentence of the service.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import type { Problem } from "../api";
import { words } from "../words";
import { Icon } from "./Icon";

/** One sentence for people. */
export function sentence(problem: Problem): string {
  const t = words.value.problems;
  const known = (t.by_code as Record<string, string>)[problem.code];
  if (known) return known;
  if (!problem.detail) return t.unknown(problem.status);
  return problem.detail.charAt(0).toUpperCase() + problem.detail.slice(1);
}

export function Trouble({ problem, again }: { problem: Problem; again?: () => void }): ComponentChild {
  return (
    <div class="trouble" role="alert">
      <Icon name="alert" />
      <p>{sentence(problem)}</p>
      {again && (
        <button type="button" class="button small" onClick={again}>
          <Icon name="retry" />
          {words.value.again}
        </button>
      )}
    </div>
  );
}
