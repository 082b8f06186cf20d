// Setting right what was heard: not there at all, or another sound.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import { useState } from "preact/hooks";
import { problemOf } from "../answers";
import { labels } from "../labels";
import { ask } from "../session";
import { toast } from "../ui/Toasts";
import { sentence } from "../ui/Trouble";
import { words } from "../words";
import type { EventShown } from "./lanes";

export function Correct({ videoId, event, onDone }: {
  videoId: string;
  event: EventShown;
  onDone: () => void;
}): ComponentChild {
  const t = words.value.correct;
  const [instead, setInstead] = useState("");
  const send = (kind: "absent" | "instead"): void => {
    const about = { label: event.label_id, start_s: event.onset_s, end_s: event.offset_s, by: "", note: "" };
    const body = kind === "instead" ? { ...about, kind, instead } : { ...about, kind };
    ask("post", "/api/v1/videos/{video_id}/corrections", { path: { video_id: videoId }, body })
      .then((made) => {
        onDone();
        toast(t.done, {
          action: t.undo,
          onAction: () => {
            ask("delete", "/api/v1/videos/{video_id}/corrections/{correction_id}", {
              path: { video_id: videoId, correction_id: made.id },
            }).then(onDone, (error: unknown) => toast(sentence(problemOf(error))));
          },
          forMs: 8000,
        });
      })
      .catch((error: unknown) => toast(sentence(problemOf(error))));
  };
  return (
    <form class="correct" onSubmit={(submitted) => { submitted.preventDefault(); if (instead) send("instead"); }}>
      <button type="button" class="button small" onClick={() => { send("absent"); }}>{t.absent(event.label)}</button>
      <label class="field">
        {t.instead}
        <input type="text" list="all-labels" value={instead} onInput={(typed) => { setInstead(typed.currentTarget.value); }} />
      </label>
      <button type="submit" class="button small" disabled={!instead}>{t.save}</button>
      <datalist id="all-labels">{labels.value.map((label) => <option key={label.label_id} value={label.name} />)}</datalist>
    </form>
  );
}
