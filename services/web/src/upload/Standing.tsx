// How a video stands: its stages, and why it ended as it did.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import { problemOf } from "../answers";
import { ask } from "../session";
import { percent } from "../times";
import { Icon } from "../ui/Icon";
import { toast } from "../ui/Toasts";
import { sentence } from "../ui/Trouble";
import { words } from "../words";
import { isUnderWay, stagesOf, type StageShown, type Video } from "./stages";

export function Standing({ video }: { video: Video }): ComponentChild {
  const t = words.value.standing;
  return (
    <div class={`standing ${video.state}`}>
      {isUnderWay(video) && video.state !== "removing" && <Stages stages={stagesOf(video)} />}
      {video.state === "removing" && <p>{t.removing}</p>}
      {video.reason && (
        <p class="why"><Icon name="alert" />{t.reasons[video.reason]}</p>
      )}
      {video.state === "failed" && <Retry video={video} />}
    </div>
  );
}

export function Stages({ stages }: { stages: readonly StageShown[] }): ComponentChild {
  const t = words.value.standing;
  return (
    <ol class="stages">
      {stages.map(({ stage, state, progress }) => (
        <li key={stage} data-state={state} aria-current={state === "now" ? "step" : undefined}>
          <span>{t.stages[stage]}{state === "now" && ` ${percent(progress)}`}</span>
          <progress max="1" value={progress} aria-label={t.stages[stage]} />
        </li>
      ))}
    </ol>
  );
}

export function Retry({ video, onDone }: { video: Video; onDone?: () => void }): ComponentChild {
  const retry = (): void => {
    ask("post", "/api/v1/videos/{video_id}/retry", { path: { video_id: video.id } })
      .then(() => { if (onDone) onDone(); else window.location.reload(); })
      .catch((error: unknown) => toast(sentence(problemOf(error))));
  };
  return (
    <button type="button" class="button small" onClick={retry}><Icon name="retry" />{words.value.again}</button>
  );
}
