// The videos as a table: state, collection, length; filter, pages, delete with a way back.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import { useState } from "preact/hooks";
import { problemOf, useAnswer } from "../answers";
import type { components } from "../api";
import { ask } from "../session";
import { bytes, clock, day, percent } from "../times";
import { Empty } from "../ui/Empty";
import { Icon } from "../ui/Icon";
import { toast } from "../ui/Toasts";
import { sentence, Trouble } from "../ui/Trouble";
import { isUnderWay, type Video } from "../upload/stages";
import { Retry } from "../upload/Standing";
import { language, words } from "../words";
import { deleteLater, deleting, undo, UNDO_MS } from "./deleting";

type Page = components["schemas"]["VideoPage"];
const STATES = ["ready", "working", "waiting", "failed"] as const;
const PER_PAGE = 50;
const POLL_MS = 2000;

export function Videos(): ComponentChild {
  const t = words.value.archive;
  const [state, setState] = useState<(typeof STATES)[number] | "">("");
  const [collection, setCollection] = useState("");
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const cursor = cursors[cursors.length - 1] ?? null;
  const listed = useAnswer<Page>(
    `${state} ${collection} ${cursor ?? ""}`,
    (signal) => ask("get", "/api/v1/videos", {
      query: { limit: PER_PAGE, cursor, state: state ? [state] : null, collection: collection || null }, signal,
    }),
    (page) => (page.videos.some(isUnderWay) ? POLL_MS : 0),
  );
  const videos = (listed.value?.videos ?? []).filter((video) => !deleting.value.has(video.id));
  const first = (): void => { setCursors([]); };
  const next = listed.value?.next;
  return (
    <>
      <div class="row">
        <label class="field">
          {t.state}
          <select value={state} onChange={(event) => { setState(event.currentTarget.value as typeof state); first(); }}>
            <option value="">{t.every_state}</option>
            {STATES.map((one) => <option key={one} value={one}>{words.value.standing.states[one]}</option>)}
          </select>
        </label>
        {collection && (
          <button type="button" class="chip" onClick={() => { setCollection(""); first(); }}>{collection}<Icon name="close" /></button>
        )}
      </div>
      {listed.problem && <Trouble problem={listed.problem} again={listed.again} />}
      {listed.value && videos.length === 0 && (
        <Empty icon="film" level={2} title={state || collection ? t.none : words.value.home.empty}>
          <a class="button primary" href="/upload">{words.value.home.upload}</a>
        </Empty>
      )}
      {videos.length > 0 && (
        <VideoTable videos={videos} onCollection={(name) => { setCollection(name); first(); }} onChange={listed.again} />
      )}
      <div class="row">
        {cursors.length > 0 && <button type="button" class="button" onClick={() => { setCursors(cursors.slice(0, -1)); }}>{t.newer}</button>}
        {next && <button type="button" class="button" onClick={() => { setCursors([...cursors, next]); }}>{t.older}</button>}
      </div>
    </>
  );
}

interface TableProps {
  readonly videos: readonly Video[];
  readonly onCollection: (name: string) => void;
  readonly onChange: () => void;
}

function VideoTable({ videos, onCollection, onChange }: TableProps): ComponentChild {
  const t = words.value.archive;
  return (
    <div class="scroll">
      <table class="videos">
        <thead>
          <tr>
            <th scope="col">{t.title_column}</th><th scope="col">{t.state}</th><th scope="col">{t.collection}</th>
            <th scope="col" class="figure">{t.length}</th><th scope="col" class="figure">{t.size}</th><th scope="col">{t.date}</th>
            <th scope="col"><span class="visually-hidden">{t.actions}</span></th>
          </tr>
        </thead>
        <tbody>
          {videos.map((video) => (
            <tr key={video.id}>
              <td><a href={`/videos/${video.id}`}>{video.title}</a></td>
              <td><State video={video} onChange={onChange} /></td>
              <td><button type="button" class="quiet" onClick={() => { onCollection(video.collection); }}>{video.collection}</button></td>
              <td class="figure">{video.duration_s === null ? "–" : clock(video.duration_s)}</td>
              <td class="figure">{bytes(video.size_bytes, language.value)}</td>
              <td>{day(video.recorded_at ?? video.uploaded_at, language.value)}</td>
              <td>
                <button type="button" class="round" aria-label={t.delete(video.title)} onClick={() => { remove(video); }}><Icon name="trash" /></button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function State({ video, onChange }: { video: Video; onChange: () => void }): ComponentChild {
  const s = words.value.standing;
  return (
    <span class={`state ${video.state}`} title={video.reason ? s.reasons[video.reason] : undefined}>
      {s.states[video.state]}
      {video.state === "working" && ` ${percent(video.progress)}`}
      {video.reason && ` · ${s.short[video.reason]}`}
      {video.state === "failed" && <Retry video={video} onDone={onChange} />}
    </span>
  );
}

function remove(video: Video): void {
  const t = words.value.archive;
  deleteLater(video.id, () =>
    ask("delete", "/api/v1/videos/{video_id}", { path: { video_id: video.id } }).catch((error: unknown) => {
      toast(sentence(problemOf(error)));
      throw error;
    }));
  toast(t.deleted(video.title), { action: t.undo, onAction: () => { undo(video.id); }, forMs: UNDO_MS });
}
