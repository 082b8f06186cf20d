// What was found: moments grouped by video, best first, with everything to narrow it down.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import { useEffect, useState } from "preact/hooks";
import { problemOf, useAnswer } from "../answers";
import type { components } from "../api";
import { place, go, to } from "../router";
import { ask } from "../session";
import { Empty } from "../ui/Empty";
import { LevelSlider, levelOf } from "../ui/LevelSlider";
import { toast } from "../ui/Toasts";
import { sentence, Trouble } from "../ui/Trouble";
import { words } from "../words";
import { FoundVideo } from "./FoundVideo";
import { LanguageHelp } from "./LanguageHelp";
import { Nearest, NamedVideos } from "./Nearest";
import { QueryProblem } from "./QueryProblem";

type SearchAnswer = components["schemas"]["SearchAnswer"];

export function SearchPage({ query }: { query: URLSearchParams }): ComponentChild {
  const t = words.value.search;
  const q = query.get("q") ?? "";
  const level = levelOf(query.get("level"));
  const key = q.trim() ? `${level} ${q}` : null;
  const found = useAnswer(key, (signal) => ask("get", "/api/v1/search", { query: { q, level: String(level) }, signal }));
  useEffect(() => { document.title = q ? `${q} – Earshot` : "Earshot"; }, [q]);
  if (key === null) {
    return (
      <Empty icon="search" title={t.nothing_asked} text={t.nothing_asked_text}><LanguageHelp open /></Empty>
    );
  }
  const setLevel = (chosen: number): void => {
    go(to("/search", { q, level: chosen }), { replace: true });
  };
  const answer = found.value;
  return (
    <div class="results" aria-busy={found.busy}>
      <h1 class="visually-hidden">{t.heading(q)}</h1>
      <div class="results-bar">
        <Count answer={answer} />
        <LevelSlider level={level} onLevel={setLevel} />
        <ShareLink />
      </div>
      {found.problem && (found.problem.code === "query_fault"
        ? <QueryProblem query={q} problem={found.problem} />
        : <Trouble problem={found.problem} again={found.again} />)}
      {!found.problem && answer && <Pages key={key} q={q} level={level} first={answer} />}
      {!answer && found.busy && <div class="waiting" role="status">{t.looking}</div>}
    </div>
  );
}

function Count({ answer }: { answer: SearchAnswer | undefined }): ComponentChild {
  const t = words.value.search;
  if (!answer) return <p class="count" />;
  const moments = answer.videos.reduce((sum, video) => sum + video.moments_total, 0);
  return (
    <p class="count" role="status">{t.count(answer.videos.length, moments, Boolean(answer.next))}</p>
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

function Pages({ q, level, first }: { q: string; level: number; first: SearchAnswer }): ComponentChild {
  const t = words.value.search;
  const [more, setMore] = useState<readonly SearchAnswer[]>([]);
  const [busy, setBusy] = useState(false);
  useEffect(() => { setMore([]); }, [first]);
  const pages = [first, ...more];
  const videos = pages.flatMap((page) => page.videos);
  const last = pages[pages.length - 1];
  const loadMore = (): void => {
    setBusy(true);
    ask("get", "/api/v1/search", { query: { q, level: String(level), cursor: last?.next ?? null } })
      .then((page) => { setMore((was) => [...was, page]); })
      .catch((error: unknown) => toast(sentence(problemOf(error))))
      .finally(() => { setBusy(false); });
  };
  return (
    <>
      <Nearest q={q} unresolved={first.unresolved} />
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
