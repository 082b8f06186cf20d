// Words that stand for nothing that can be heard, with what is nearest; and videos by their names.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import type { components } from "../api";
import { to } from "../router";
import { clock } from "../times";
import { words } from "../words";

type Schemas = components["schemas"];

export function Nearest({ unresolved, meant }: {
  unresolved: readonly Schemas["WordUnresolved"][];
  meant: readonly string[];
}): ComponentChild {
  const t = words.value.search;
  if (unresolved.length === 0 && meant.length === 0) return null;
  return (
    <div class="nearest">
      {unresolved.map((one) => <p key={one.word}>{t.unheard(one.word)}</p>)}
      {meant.length > 0 && (
        <p>
          {t.did_you_mean}
          {meant.map((query) => <a key={query} class="chip" href={to("/search", { q: query })}>{query}</a>)}
        </p>
      )}
    </div>
  );
}

export function NamedVideos({ names }: { names: readonly Schemas["VideoNamed"][] }): ComponentChild {
  const t = words.value.search;
  if (names.length === 0) return null;
  return (
    <section class="named" aria-label={t.by_name}>
      <h2>{t.by_name}</h2>
      <ul>
        {names.map((video) => (
          <li key={video.video_id}>
            <a href={`/videos/${video.video_id}`}>{video.title}</a>
            <span class="soft">{video.collection}{video.duration_s !== null && ` · ${clock(video.duration_s)}`}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
