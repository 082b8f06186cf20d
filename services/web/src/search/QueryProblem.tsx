// A query that cannot be read: the place is pointed at, and what may have been meant is offered.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import type { Problem } from "../api";
import { to } from "../router";
import { Icon } from "../ui/Icon";
import { words } from "../words";

export function QueryProblem({ query, problem }: { query: string; problem: Problem }): ComponentChild {
  const t = words.value.search;
  const { start, stop, suggestion } = problem.more;
  const from = typeof start === "number" ? start : query.length;
  const until = typeof stop === "number" ? Math.max(stop, from) : from;
  const marks = from < query.length;
  return (
    <div class="trouble query" role="alert">
      <Icon name="alert" />
      <div>
        <p>{problem.detail.charAt(0).toUpperCase() + problem.detail.slice(1)}</p>
        <code>
          {query.slice(0, from)}
          <mark>{marks ? query.slice(from, Math.max(until, from + 1)) : " "}</mark>
          {marks ? query.slice(Math.max(until, from + 1)) : ""}
        </code>
        {typeof suggestion === "string" && suggestion && (
          <p>{t.did_you_mean} <a href={to("/search", { q: suggestion })}>{suggestion}</a></p>
        )}
      </div>
    </div>
  );
}
