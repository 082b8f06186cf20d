// Plays a moment in the list: from a second before it to a second after.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { address } from "../api";
import { words } from "../words";

const AROUND_S = 1;
const LEAST_S = 3;

export function Preview({ videoId, moment, onEnd }: {
  videoId: string;
  moment: { readonly start_s: number; readonly end_s: number };
  onEnd: () => void;
}): ComponentChild {
  const player = useRef<HTMLVideoElement>(null);
  const [failed, setFailed] = useState(false);
  const from = Math.max(0, moment.start_s - AROUND_S);
  const until = Math.max(moment.end_s + AROUND_S, from + LEAST_S);
  useEffect(() => {
    const video = player.current;
    if (!video) return;
    video.currentTime = from;
    // A browser that wants a click first plays it without sound, which is better than nothing.
    video.play().catch(() => {
      video.muted = true;
      video.play().catch(() => undefined);
    });
  }, [from]);
  if (failed) return <p class="unplayable">{words.value.search.unplayable}</p>;
  return (
    <video ref={player} class="preview" playsInline preload="auto" src={address("/api/v1/videos/{video_id}/source", { video_id: videoId })}
      aria-label={words.value.search.previewing}
      onTimeUpdate={(event) => { if (event.currentTarget.currentTime >= until) onEnd(); }}
      onEnded={onEnd} onError={() => { setFailed(true); }} />
  );
}
