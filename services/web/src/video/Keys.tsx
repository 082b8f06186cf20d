// Single keys that steer the player; they can be switched off, for those who dictate.
// SPDX-License-Identifier: Apache-2.0
import { signal } from "@preact/signals";
import type { ComponentChild } from "preact";
import type { MutableRef } from "preact/hooks";
import { useEffect, useRef } from "preact/hooks";
import { words } from "../words";

const KEPT = "earshot-keys";
const on = signal(localStorage.getItem(KEPT) !== "off");
const STEP_S = 5;

interface Steered {
  readonly player: MutableRef<HTMLVideoElement | null>;
  readonly jump: (direction: 1 | -1) => void;
}

/** Listens while the view is shown; never while something is typed or a control has the focus. */
export function useKeys(steered: Steered): void {
  const latest = useRef(steered);
  useEffect(() => { latest.current = steered; });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (!on.value || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const target = event.target as HTMLElement;
      if (target.closest("input, select, textarea, dialog")) return;
      if (event.key === " " && target.closest("button, a, summary, video")) return;
      const act = actOf(event.key, latest.current);
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", listen);
    return () => { window.removeEventListener("keydown", listen); };
  }, []);
}

function actOf(key: string, { player, jump }: Steered): (() => void) | undefined {
  const video = player.current;
  if (!video) return undefined;
  const track = video.textTracks[0];
  const acts: Record<string, () => void> = {
    n: () => { jump(1); },
    p: () => { jump(-1); },
    j: () => { video.currentTime = Math.max(0, video.currentTime - STEP_S); },
    l: () => { video.currentTime += STEP_S; },
    k: () => { toggle(video); },
    " ": () => { toggle(video); },
    m: () => { video.muted = !video.muted; },
    c: () => { if (track) track.mode = track.mode === "showing" ? "hidden" : "showing"; },
    f: () => { void video.requestFullscreen(); },
  };
  return acts[key];
}

function toggle(video: HTMLVideoElement): void {
  if (video.paused) video.play().catch(() => undefined);
  else video.pause();
}

export function Keys(): ComponentChild {
  const t = words.value.keys;
  return (
    <details class="keys">
      <summary>{t.title}</summary>
      <dl>
        {t.list.map(([key, meaning]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{meaning}</dd></div>)}
      </dl>
      <label>
        <input type="checkbox" checked={on.value} onChange={(event) => {
          on.value = event.currentTarget.checked;
          localStorage.setItem(KEPT, on.value ? "on" : "off");
        }} />
        {t.on}
      </label>
    </details>
  );
}
