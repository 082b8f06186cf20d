// Waveform and spectrogram of the stretch in view, above the lanes; absent where none were made.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useAnswer } from "../answers";
import { address } from "../api";
import { ask } from "../session";
import { words } from "../words";
import { xOf } from "./drawing";
import { paletteOf } from "./palette";
import type { View } from "./view";
import { outline, type Peaks } from "./waveform";

const STILL_MS = 180;
const WAVE_PX = 44;

/** Both strips; what is drawn moves with the view at once, and is asked for anew once it rests. */
export function Traces({ videoId, view, widthPx }: {
  videoId: string;
  view: View;
  widthPx: number;
}): ComponentChild {
  const t = words.value.timeline;
  const rested = useRested(view);
  const points = Math.min(Math.max(Math.round(widthPx), 1), 2000);
  const path = { video_id: videoId };
  const query = { start: rested.startS, end: rested.endS, points };
  const peaks = useAnswer(widthPx > 0 ? `${videoId} ${rested.startS} ${rested.endS} ${points}` : null, (signal) =>
    ask("get", "/api/v1/videos/{video_id}/peaks", { path, query, signal }));
  if (peaks.problem && !peaks.value) return null;
  return (
    <div class="lanes traces">
      <p class="lane-names" aria-hidden="true"><span>{t.sound}</span></p>
      <div class="drawing" role="img" aria-label={t.sound_text}>
        {peaks.value && <Wave peaks={peaks.value} view={view} widthPx={widthPx} />}
        {widthPx > 0 && (
          <Spectrogram src={address("/api/v1/videos/{video_id}/spectrogram", path, query)} of={rested} view={view} widthPx={widthPx} />
        )}
      </div>
    </div>
  );
}

function useRested(view: View): View {
  const [rested, setRested] = useState(view);
  useEffect(() => {
    const timer = window.setTimeout(() => { setRested(view); }, STILL_MS);
    return () => { window.clearTimeout(timer); };
  }, [view]);
  return rested;
}

function Wave({ peaks, view, widthPx }: { peaks: Peaks; view: View; widthPx: number }): ComponentChild {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (!element || !context || widthPx === 0) return;
    const scale = window.devicePixelRatio || 1;
    element.width = Math.round(widthPx * scale);
    element.height = Math.round(WAVE_PX * scale);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.fillStyle = paletteOf(element).accent;
    for (const bar of outline(peaks, view, widthPx, WAVE_PX)) context.fillRect(bar.x, bar.y, bar.wide, bar.high);
  }, [peaks, view, widthPx]);
  return <canvas ref={canvas} class="wave" style={{ height: `${WAVE_PX}px` }} />;
}

function Spectrogram({ src, of, view, widthPx }: {
  src: string;
  of: View;
  view: View;
  widthPx: number;
}): ComponentChild {
  const [shown, setShown] = useState<{ src: string; of: View }>();
  const [missing, setMissing] = useState(false);
  // The next picture is loaded out of sight, so that the strip never flashes.
  useEffect(() => {
    const image = new Image();
    image.onload = () => { setShown({ src, of }); setMissing(false); };
    image.onerror = () => { setMissing(true); };
    image.src = src;
    return () => { image.onload = null; image.onerror = null; };
  }, [src, of]);
  if (missing || !shown) return null;
  const left = xOf(shown.of.startS, view, widthPx);
  const right = xOf(shown.of.endS, view, widthPx);
  return (
    <div class="spectrogram">
      <img src={shown.src} alt="" draggable={false} style={{ width: `${right - left}px`, transform: `translateX(${left}px)` }} />
    </div>
  );
}
