// What the answers are made of, with counts; each part can be had alone.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import type { components } from "../api";
import { familyOf } from "../labels";
import { to } from "../router";
import { number } from "../times";
import { language, words } from "../words";

type Facets = components["schemas"]["FacetsShown"];
type Facet = components["schemas"]["FacetShown"];
const MOST = 8;
const GROUPS = ["labels", "collections", "scores", "months"] as const;

export function Facets({ q, level, facets }: { q: string; level: number; facets: Facets }): ComponentChild {
  const t = words.value.facets;
  // A group of one would leave everything as it is.
  const groups = GROUPS.filter((group) => facets[group].length > 1);
  if (groups.length === 0) return null;
  return (
    <details class="facets" open={matchMedia("(min-width: 52rem)").matches}>
      <summary>{t.title}</summary>
      {groups.map((group) => (
        <div key={group} class="facet">
          <h2>{t.groups[group]}</h2>
          <p class="chips">
            {facets[group].slice(0, MOST).map((facet) => (
              <a key={facet.value} class="chip" href={to("/search", { q: narrowed(q, facet), level })}>
                {facet.label_id && <i class={`dot ${familyOf(facet.label_id)}`} />}
                <span>{facet.value}</span>
                <span class="soft">{number(facet.moments, language.value)}</span>
              </a>
            ))}
          </p>
        </div>
      ))}
    </details>
  );
}

/** The query for one part of its answers: a filter beside it, or the label instead of it. */
export function narrowed(q: string, facet: Pick<Facet, "value" | "filter" | "label_id">): string {
  if (!facet.filter) return `label:"${facet.label_id ?? facet.value}"`;
  return /\bOR\b/.test(q) ? `(${q}) ${facet.filter}` : `${q} ${facet.filter}`;
}
