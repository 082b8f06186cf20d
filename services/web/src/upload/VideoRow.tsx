// One video that the service works on, or has given up on.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import { problemOf } from "../answers";
import { ask } from "../session";
import { bytes } from "../times";
import { Icon } from "../ui/Icon";
import { toast } from "../ui/Toasts";
import { sentence } from "../ui/Trouble";
import { language, words } from "../words";
import { Retry, Stages } from "./Standing";
import { isUnderWay, stagesOf, type Video } from "./stages";

export function VideoRow({ video, note = "", onChange }: {
  video: Video;
  note?: string;
  onChange: () => void;
}): ComponentChild {
  const t = words.value.upload;
  const s = words.value.standing;
  const remove = (): void => {
    ask("delete", "/api/v1/videos/{video_id}", { path: { video_id: video.id } })
      .then(onChange)
      .catch((error: unknown) => toast(sentence(problemOf(error))));
  };
  const cancellable = video.state === "waiting" || video.state === "working" || video.state === "failed";
  return (
    <li class={`upload ${video.state}`}>
      <div class="upload-head">
        <a class="name" href={`/videos/${video.id}`}>{video.title}</a>
        <span class="soft">{bytes(video.size_bytes, language.value)}</span>
        {note && <span class="soft">{note}</span>}
        <span class="spacer" />
        {video.state === "ready" && !video.reason && <span class="state ready"><Icon name="check" />{s.states.ready}</span>}
        {video.state === "failed" && <Retry video={video} onDone={onChange} />}
        {cancellable && (
          <button type="button" class="button small" onClick={remove}>
            <Icon name="close" />{video.state === "failed" ? t.discard : t.cancel}
          </button>
        )}
      </div>
      {isUnderWay(video) && video.state !== "removing" && <Stages stages={stagesOf(video)} />}
      {video.state === "removing" && <p class="soft">{s.removing}</p>}
      {video.reason && <p class="why"><Icon name="alert" />{s.reasons[video.reason]}</p>}
    </li>
  );
}
