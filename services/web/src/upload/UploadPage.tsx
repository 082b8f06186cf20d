// Uploads: drop files or folders, follow each of them, and what the service still works on.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useAnswer } from "../answers";
import { ask } from "../session";
import { Icon } from "../ui/Icon";
import { Trouble } from "../ui/Trouble";
import { words } from "../words";
import { filesIn, filesOf, type Dropped } from "./dropped";
import { add, sending, tidy } from "./queue";
import { SendingRow } from "./SendingRow";
import { VideoRow } from "./VideoRow";
import { isUnderWay, type Video } from "./stages";

const BUSY_MS = 1000;
const IDLE_MS = 5000;

export function UploadPage(): ComponentChild {
  const t = words.value.upload;
  useEffect(() => { document.title = `${t.title} – Earshot`; }, [t]);
  // What is under way or failed, and what was just sent from here, whatever became of it.
  const listed = useAnswer("under-way",
    (signal) => ask("get", "/api/v1/videos", { query: { limit: 100 }, signal }),
    (page) => (page.videos.some(isUnderWay) || sending.value.length > 0 ? BUSY_MS : IDLE_MS));
  const mine = new Set(sending.value.map((one) => one.videoId));
  const videos = listed.value?.videos ?? [];
  const byId = new Map<string | undefined, Video>(videos.map((video) => [video.id, video]));
  const others = videos.filter((video) => !mine.has(video.id) && (isUnderWay(video) || video.state === "failed"));
  const over = sending.value.filter((one) => one.state !== "waiting" && one.state !== "sending").length;
  return (
    <div class="upload-page">
      <h1>{t.title}</h1>
      <DropZone />
      {listed.problem && <Trouble problem={listed.problem} again={listed.again} />}
      {sending.value.length > 0 && (
        <section aria-label={t.here}>
          <div class="section-head">
            <h2>{t.here}</h2>
            {over > 0 && <button type="button" class="quiet" onClick={tidy}>{t.tidy}</button>}
          </div>
          <ul class="uploads">
            {sending.value.map((one) => <SendingRow key={one.key} one={one} video={byId.get(one.videoId)} onChange={listed.again} />)}
          </ul>
        </section>
      )}
      {others.length > 0 && (
        <section aria-label={t.elsewhere}>
          <h2>{t.elsewhere}</h2>
          <ul class="uploads">{others.map((video) => <VideoRow key={video.id} video={video} onChange={listed.again} />)}</ul>
        </section>
      )}
    </div>
  );
}

function DropZone(): ComponentChild {
  const t = words.value.upload;
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  useEffect(() => { folder.current?.setAttribute("webkitdirectory", ""); }, []);
  const take = (found: Promise<Dropped[]>): void => { void found.then((all) => { add(all); }); };
  const pick = (input: HTMLInputElement): void => {
    if (input.files) take(Promise.resolve(filesIn(input.files)));
    input.value = "";
  };
  return (
    <div class="drop" data-over={over}
      onDragOver={(event) => { event.preventDefault(); setOver(true); }}
      onDragLeave={() => { setOver(false); }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (event.dataTransfer) take(filesOf(event.dataTransfer));
      }}>
      <Icon name="upload" />
      <p class="drop-title">{t.drop}</p>
      <p class="soft">{t.drop_text}</p>
      <div class="row">
        <button type="button" class="button primary" onClick={() => files.current?.click()}>{t.choose_files}</button>
        <button type="button" class="button" onClick={() => folder.current?.click()}><Icon name="folder" />{t.choose_folder}</button>
      </div>
      <input ref={files} id="files" type="file" multiple hidden onChange={(event) => { pick(event.currentTarget); }} />
      <input ref={folder} id="folder" type="file" multiple hidden onChange={(event) => { pick(event.currentTarget); }} />
    </div>
  );
}
