// One file from this browser: its upload, then the stages of the video that it became.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import { bytes } from "../times";
import { Icon } from "../ui/Icon";
import { sentence } from "../ui/Trouble";
import { language, words } from "../words";
import { cancel, resend, type Sending } from "./queue";
import { Stages } from "./Standing";
import { stagesOf, type Video } from "./stages";
import { VideoRow } from "./VideoRow";

export function SendingRow({ one, video, onChange }: {
  one: Sending;
  video: Video | undefined;
  onChange: () => void;
}): ComponentChild {
  const t = words.value.upload;
  if (one.state === "sent" && video) return <VideoRow video={video} note={one.duplicate ? t.duplicate : ""} onChange={onChange} />;
  const under = one.state === "sending" || one.state === "waiting";
  const share = one.file.size > 0 ? one.sentBytes / one.file.size : 0;
  const size = bytes(one.file.size, language.value);
  return (
    <li class="upload">
      <div class="upload-head">
        <span class="name">{one.file.name}</span>
        <span class="soft">
          {one.folder && `${one.folder} · `}
          {one.state === "sending" ? t.of(bytes(one.sentBytes, language.value), size) : size}
        </span>
        <span class="spacer" />
        {under && <button type="button" class="button small" onClick={() => { cancel(one.key); }}><Icon name="close" />{t.cancel}</button>}
        {(one.state === "failed" || one.state === "cancelled") && (
          <button type="button" class="button small" onClick={() => { resend(one.key); }}><Icon name="retry" />{words.value.again}</button>
        )}
      </div>
      {one.state === "waiting" && <p class="soft">{t.queued}</p>}
      {one.state === "cancelled" && <p class="soft">{t.cancelled}</p>}
      {(one.state === "sending" || one.state === "sent") && (
        <Stages stages={stagesOf({ state: one.state === "sent" ? "waiting" : "uploading", step: null, progress: Math.min(share, 1) })} />
      )}
      {one.problem && <p class="why" role="alert"><Icon name="alert" />{sentence(one.problem)}</p>}
    </li>
  );
}
