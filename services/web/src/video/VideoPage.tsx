// One video: watch it, see what is heard when, go from sound to sound.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { useAnswer } from "../answers";
import type { components } from "../api";
import { go, to } from "../router";
import { ask } from "../session";
import { bytes, clock, day } from "../times";
import { Icon } from "../ui/Icon";
import { LevelSlider, levelOf } from "../ui/LevelSlider";
import { Trouble } from "../ui/Trouble";
import { Standing } from "../upload/Standing";
import { isUnderWay } from "../upload/stages";
import { language, words } from "../words";
import { Downloads } from "./Downloads";
import { EventTable } from "./EventTable";
import { Keys, useKeys } from "./Keys";
import { LabelFilter } from "./LabelFilter";
import { lanesOf, neighbour } from "./lanes";
import { Player } from "./Player";
import { LONGEST_S, SameSound } from "./SameSound";
import { Timeline } from "./Timeline";
import type { View } from "./view";

type Video = components["schemas"]["VideoAnswer"];
const POLL_MS = 1000;

export function VideoPage({ id, query }: { id: string; query: URLSearchParams }): ComponentChild {
  const found = useAnswer(
    id,
    (signal) => ask("get", "/api/v1/videos/{video_id}", { path: { video_id: id }, signal }),
    (video) => (isUnderWay(video) || video.proxy.state === "waiting" ? POLL_MS : 0),
  );
  const video = found.value;
  useEffect(() => { if (video) document.title = `${video.title} – Earshot`; }, [video]);
  if (!video) {
    if (found.problem) {
      return (
        <>
          <h1 class="visually-hidden">{words.value.nowhere.title}</h1>
          <Trouble problem={found.problem} again={found.again} />
        </>
      );
    }
    return <div class="waiting" role="status">{words.value.search.looking}</div>;
  }
  return <Shown video={video} query={query} again={found.again} />;
}

function Shown({ video, query, again }: {
  video: Video;
  query: URLSearchParams;
  again: () => void;
}): ComponentChild {
  const t = words.value.video;
  const player = useRef<HTMLVideoElement | null>(null);
  const q = query.get("q") ?? "";
  const level = levelOf(query.get("level"));
  const startS = Number(query.get("t") ?? 0) || 0;
  const [nowS, setNowS] = useState(startS);
  const [brush, setBrush] = useState<View>();
  const [same, setSame] = useState<View>();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const ready = video.state === "ready";
  const key = ready ? `${video.id} ${level} ${video.corrections}` : null;
  const heard = useAnswer(key, (signal) =>
    ask("get", "/api/v1/videos/{video_id}/events", { path: { video_id: video.id }, query: { level: String(level) }, signal }));
  const all = heard.value?.events;
  const everyLane = useMemo(() => lanesOf([...(all ?? [])]), [all]);
  const lanes = useMemo(() => everyLane.filter((lane) => !hidden.has(lane.labelId)), [everyLane, hidden]);
  const events = useMemo(() => (all ?? []).filter((event) => !hidden.has(event.label_id)), [all, hidden]);
  const seek = useCallback((atS: number, play = true): void => {
    const element = player.current;
    if (!element) return;
    element.currentTime = atS;
    setNowS(atS);
    if (play) element.play().catch(() => undefined);
  }, []);
  const jump = (direction: 1 | -1): void => {
    const next = neighbour(lanes, player.current?.currentTime ?? nowS, direction);
    if (next !== undefined) seek(next);
  };
  useKeys({ player, jump });
  const setLevel = (chosen: number): void => {
    go(to(`/videos/${video.id}`, { q, level: chosen, t: nowS.toFixed(2) }), { replace: true });
  };
  const durationS = video.duration_s ?? 0;
  return (
    <article class="video-page">
      {q && <p class="back"><a href={to("/search", { q, level })}>{t.back(q)}</a></p>}
      <header class="video-head">
        <h1>{video.title}</h1>
        <p class="soft">{about(video)}</p>
        {video.description && <p class="description">{video.description}</p>}
      </header>
      {!ready || video.reason ? <Standing video={video} /> : null}
      <Player video={video} level={level} startS={startS} player={player} onTime={setNowS} onOrdered={again} />
      {ready && (
        <>
          <div class="video-bar">
            <div class="row">
              <button type="button" class="button" onClick={() => { jump(-1); }}><Icon name="previous" />{t.previous}</button>
              <button type="button" class="button" onClick={() => { jump(1); }}><Icon name="next" />{t.next}</button>
              <Keys />
            </div>
            <LevelSlider level={level} onLevel={setLevel} />
          </div>
          {heard.problem && <Trouble problem={heard.problem} again={heard.again} />}
          {all?.length === 0 && <p class="quiet-note">{video.reason === "no_audio" ? t.no_audio : t.nothing}</p>}
          {all && all.length > 0 && (
            <>
              <Timeline videoId={video.id} lanes={lanes} durationS={durationS} nowS={nowS} brush={brush} onSeek={seek} onBrush={setBrush} />
              {brush && <Marked span={brush} onFind={() => { setSame(brush); }} onClear={() => { setBrush(undefined); }} />}
              {same && <SameSound videoId={video.id} span={same} onClose={() => { setSame(undefined); }} />}
              <LabelFilter lanes={everyLane} hidden={hidden} onHidden={setHidden} />
              <div class="columns">
                <EventTable videoId={video.id} events={events} onSeek={seek} nowS={nowS} onCorrected={() => { again(); heard.again(); }}
                  onSame={(event) => { setSame({ startS: event.onset_s, endS: Math.min(event.offset_s, event.onset_s + LONGEST_S) }); }} />
                <Downloads id={video.id} level={level} />
              </div>
            </>
          )}
        </>
      )}
    </article>
  );
}

function Marked({ span, onFind, onClear }: {
  span: View;
  onFind: () => void;
  onClear: () => void;
}): ComponentChild {
  const t = words.value.same;
  const fits = span.endS - span.startS <= LONGEST_S;
  return (
    <div class="marked row" role="status">
      <span>{t.marked(clock(span.startS, 1), clock(span.endS, 1))}</span>
      {fits
        ? <button type="button" class="button small primary" onClick={onFind}><Icon name="wave" />{t.find}</button>
        : <span class="soft">{t.too_long}</span>}
      <button type="button" class="button small" onClick={onClear}>{t.unmark}</button>
    </div>
  );
}

function about(video: Video): string {
  const at = video.recorded_at ?? video.uploaded_at;
  return [
    video.collection,
    video.duration_s !== null && clock(video.duration_s),
    day(at, language.value),
    bytes(video.size_bytes, language.value),
  ].filter(Boolean).join(" · ");
}
