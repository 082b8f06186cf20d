// What was found: moments grouped by video, best first, with everything to narrow it down.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import { useEffect, useState } from "preact/hooks";
import { problemOf, useAnswer } from "../answers";
import type { components } from "../api";
import { place, go, to } from "../router";
import { ask } from "../session";
import { number } from "../times";
import { Empty } from "../ui/Empty";
import { LevelSlider, levelOf } from "../ui/LevelSlider";
import { toast } from "../ui/Toasts";
import { sentence, Trouble } from "../ui/Trouble";
import { language, words } from "../words";
import { Facets } from "./Facets";
import { FoundVideo } from "./FoundVideo";
import { LanguageHelp } from "./LanguageHelp";
import { Nearest, NamedVideos } from "./Nearest";
import { QueryProblem } from "./QueryProblem";

type SearchAnswer = components["schemas"]["SearchAnswer"];
type Sort = components["schemas"]["Order"];
const SORTS: readonly Sort[] = ["relevance", "time", "newest", "duration"];

export function SearchPage({ query }: { query: URLSearchParams }): ComponentChild {
  const t = words.value.search;
  const q = query.get("q") ?? "";
  const level = levelOf(query.get("level"));
  const sort = SORTS.find((one) => one === query.get("sort")) ?? "relevance";
  const key = q.trim() ? `${level} ${sort} ${q}` : null;
  const found = useAnswer(key, (signal) =>
    ask("get", "/api/v1/search", { query: { q, level: String(level), sort }, signal }));
  useEffect(() => { document.title = q ? `${q} – Earshot` : "Earshot"; }, [q]);
  if (key === null) {
    return (
      <Empty icon="search" title={t.nothing_asked} text={t.nothing_asked_text}><LanguageHelp open /></Empty>
    );
  }
  const change = (what: { level?: number; sort?: string }): void => {
    go(to("/search", { q, level: query.get("level"), sort: query.get("sort"), ...what }), { replace: true });
  };
  const answer = found.value;
  return (
    <div class="results" aria-busy={found.busy}>
      <h1 class="visually-hidden">{t.heading(q)}</h1>
      <div class="results-bar">
        <Count answer={answer} level={level} />
        <LevelSlider level={level} onLevel={(chosen) => { change({ level: chosen }); }} />
        <label class="field">
          {t.sort}
          <select value={sort} onChange={(event) => { change({ sort: event.currentTarget.value }); }}>
            {SORTS.map((one) => <option key={one} value={one}>{t.sorts[one]}</option>)}
          </select>
        </label>
        <ShareLink />
      </div>
      {found.problem && (found.problem.code === "query_fault"
        ? <QueryProblem query={q} problem={found.problem} />
        : <Trouble problem={found.problem} again={found.again} />)}
      {!found.problem && answer && <Pages key={key} q={q} level={level} sort={sort} first={answer} />}
      {!answer && found.busy && <div class="waiting" role="status">{t.looking}</div>}
    </div>
  );
}

/** The counts of the level that is chosen, at once: the former answer knew them for all levels. */
function Count({ answer, level }: { answer: SearchAnswer | undefined; level: number }): ComponentChild {
  const t = words.value.search;
  const counts = answer?.counts;
  if (!counts) return <p class="count" role="status" />;
  const here = counts.levels.find((one) => one.level === level) ?? counts;
  return (
    <p class="count" role="status">
      {t.count(number(here.videos, language.value), number(here.moments, language.value), here, counts.exact)}
    </p>
  );
}

function ShareLink(): ComponentChild {
  const t = words.value.search;
  const copy = (): void => {
    navigator.clipboard.writeText(window.location.href).then(
      () => toast(t.copied),
      () => toast(window.location.href),
    );
  };
  return <button type="button" class="button quiet" onClick={copy}>{t.share}</button>;
}

function Pages({ q, level, sort, first }: { q: string; level: number; sort: Sort; first: SearchAnswer }): ComponentChild {
  const t = words.value.search;
  const [more, setMore] = useState<readonly SearchAnswer[]>([]);
  const [busy, setBusy] = useState(false);
  useEffect(() => { setMore([]); }, [first]);
  const pages = [first, ...more];
  const videos = pages.flatMap((page) => page.videos);
  const last = pages[pages.length - 1];
  const loadMore = (): void => {
    setBusy(true);
    ask("get", "/api/v1/search", { query: { q, level: String(level), sort, cursor: last?.next ?? null } })
      .then((page) => { setMore((was) => [...was, page]); })
      .catch((error: unknown) => toast(sentence(problemOf(error))))
      .finally(() => { setBusy(false); });
  };
  return (
    <>
      <Nearest unresolved={first.unresolved} meant={first.did_you_mean} />
      {first.counts && <Facets q={q} level={level} facets={first.counts.facets} />}
      <NamedVideos names={first.names} />
      {videos.length === 0 && <NothingFound q={q} level={level} answer={first} />}
      <ol class="found">
        {videos.map((video) => <FoundVideo key={video.video_id} video={video} q={q} level={level} />)}
      </ol>
      {last?.next && (
        <button type="button" class="button wide" disabled={busy} onClick={loadMore}>{t.more}</button>
      )}
    </>
  );
}

function NothingFound({ q, level, answer }: { q: string; level: number; answer: SearchAnswer }): ComponentChild {
  const t = words.value.search;
  if (answer.names.length > 0 || answer.unresolved.length > 0) return null;
  return (
    <Empty icon="wave" level={2} title={t.nothing} text={level > 1 ? t.nothing_yet : t.nothing_text}>
      {level > 1 && (
        <a class="button" href={to(place.value.path, { q, level: 1 })}>{t.try_everything}</a>
      )}
    </Empty>
  );
}
