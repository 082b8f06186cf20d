// All that is here: the videos with their state, the sounds with their grades, and when they are heard.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import { useEffect } from "preact/hooks";
import { words } from "../words";
import { Rhythm } from "./Rhythm";
import { Sounds } from "./Sounds";
import { Videos } from "./Videos";

const VIEWS = ["videos", "sounds", "rhythm"] as const;

export function ArchivePage({ query }: { query: URLSearchParams }): ComponentChild {
  const t = words.value.archive;
  const view = VIEWS.find((one) => one === query.get("view")) ?? "videos";
  useEffect(() => { document.title = `${t.title} – Earshot`; }, [t]);
  return (
    <div class="archive">
      <h1>{t.title}</h1>
      <nav class="tabs" aria-label={t.title}>
        {VIEWS.map((one) => (
          <a key={one} href={one === "videos" ? "/archive" : `/archive?view=${one}`} aria-current={one === view ? "page" : undefined}>
            {t.views[one]}
          </a>
        ))}
      </nav>
      {view === "videos" && <Videos />}
      {view === "sounds" && <Sounds />}
      {view === "rhythm" && <Rhythm />}
    </div>
  );
}
