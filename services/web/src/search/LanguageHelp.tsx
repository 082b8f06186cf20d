// How to ask: what the language of queries can say, each with an example to click.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import { to } from "../router";
import { words } from "../words";

const EXAMPLES = [
  "dog siren",
  "rain NOT speech",
  "dog WITH music",
  "glass THEN alarm WITHIN 10s",
  "applause COUNT >= 3 WITHIN 60s",
  "engine FOR > 20s",
  "speech IN first 30s",
  "title:holiday duration:<10m",
] as const;

export function LanguageHelp({ open = false }: { open?: boolean }): ComponentChild {
  const t = words.value.help;
  return (
    <details class="help" open={open}>
      <summary>{t.title}</summary>
      <dl>
        {EXAMPLES.map((query, index) => (
          <div key={query}>
            <dt><a href={to("/search", { q: query })}><code>{query}</code></a></dt>
            <dd>{t.meanings[index]}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
