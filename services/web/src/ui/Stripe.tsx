// A stripe of what is heard in a video: time from left to right, colour by family.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useAnswer } from "../answers";
import { familyOf, labels } from "../labels";
import { ask } from "../session";
import { paletteOf } from "../video/palette";
import type { EventShown } from "../video/lanes";

const COLUMNS = 160;
const ROWS = 4;

export function Stripe({ id, durationS }: { id: string; durationS: number | null }): ComponentChild {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const observer = new IntersectionObserver((seen) => {
      if (seen.some((one) => one.isIntersecting)) setNear(true);
    }, { rootMargin: "200px" });
    observer.observe(element);
    return () => { observer.disconnect(); };
  }, []);
  const asks = near && durationS !== null && durationS > 0;
  const heard = useAnswer(asks ? id : null, (signal) =>
    ask("get", "/api/v1/videos/{video_id}/events", { path: { video_id: id }, signal }));
  const events = heard.value?.events;
  const known = labels.value;
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!canvas.current || !context || !events || durationS === null) return;
    context.clearRect(0, 0, COLUMNS, ROWS);
    const { families } = paletteOf(canvas.current);
    placed(events).forEach(({ event, row }) => {
      const from = (event.onset_s / durationS) * COLUMNS;
      const wide = Math.max(((event.offset_s - event.onset_s) / durationS) * COLUMNS, 1);
      context.globalAlpha = 0.35 + 0.65 * event.score;
      context.fillStyle = families[familyOf(event.label_id)];
      context.fillRect(from, row, wide, 1);
    });
  }, [events, durationS, known]);
  return <canvas ref={canvas} class="stripe" width={COLUMNS} height={ROWS} aria-hidden="true" />;
}

/** Each event in the first row that is free at its time; what finds none shares the last. */
export function placed(events: readonly EventShown[]): { event: EventShown; row: number }[] {
  const ends = new Array<number>(ROWS).fill(-1);
  return events.map((event) => {
    const free = ends.findIndex((end) => end <= event.onset_s);
    const row = free < 0 ? ROWS - 1 : free;
    ends[row] = Math.max(ends[row] ?? 0, event.offset_s);
    return { event, row };
  });
}
