// Lanes of what is heard: zoom, pan, click to play, drag over a stretch to mark it.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { familyOf, labels } from "../labels";
import { clock } from "../times";
import { Icon } from "../ui/Icon";
import { words } from "../words";
import { draw, LANE_PX, RULER_PX, secondAt, xOf } from "./drawing";
import type { Lane } from "./lanes";
import { paletteOf } from "./palette";
import { Traces } from "./Traces";
import { panned, showing, whole, zoomed, type View } from "./view";

const CLOSER = 0.6;
const STILL_PX = 4;
const LEAST_BRUSH_S = 0.2;

interface Props {
  readonly videoId: string;
  readonly lanes: readonly Lane[];
  readonly durationS: number;
  readonly nowS: number;
  readonly brush: View | undefined;
  readonly onSeek: (atS: number) => void;
  readonly onBrush: (brush: View | undefined) => void;
}

export function Timeline({ videoId, lanes, durationS, nowS, brush, onSeek, onBrush }: Props): ComponentChild {
  const t = words.value.timeline;
  const [view, setView] = useState<View>(() => whole(durationS));
  const [widthPx, setWidthPx] = useState(0);
  const canvas = useRef<HTMLCanvasElement>(null);
  const grip = useRef<{ x: number; atS: number; moved: boolean; pans: boolean } | undefined>(undefined);
  const heightPx = RULER_PX + lanes.length * LANE_PX;

  useEffect(() => { setView(whole(durationS)); }, [durationS]);
  useEffect(() => { setView((was) => showing(was, nowS, durationS)); }, [nowS, durationS]);
  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => { setWidthPx(element.clientWidth); });
    observer.observe(element);
    setWidthPx(element.clientWidth);
    return () => { observer.disconnect(); };
  }, []);
  useDrawing(canvas, { lanes, view, widthPx, heightPx, brush });

  const at = (event: PointerEvent | WheelEvent): number => {
    const left = canvas.current?.getBoundingClientRect().left ?? 0;
    return secondAt(event.clientX - left, view, widthPx);
  };
  const zoom = (factor: number, aroundS = Math.min(Math.max(nowS, view.startS), view.endS)): void => {
    setView((was) => zoomed(was, factor, aroundS, durationS));
  };
  const pan = (share: number): void => {
    setView((was) => panned(was, share * (was.endS - was.startS), durationS));
  };
  useWheel(canvas, (event) => {
    if (event.ctrlKey || event.metaKey) zoom(Math.exp(event.deltaY * 0.004), at(event));
    else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) pan(event.deltaX / widthPx);
    else if (event.shiftKey) pan(event.deltaY / widthPx);
    else return false;
    return true;
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    const acts: Record<string, () => void> = {
      "+": () => { zoom(CLOSER); },
      "=": () => { zoom(CLOSER); },
      "-": () => { zoom(1 / CLOSER); },
      "0": () => { setView(whole(durationS)); },
      ArrowLeft: () => { pan(-0.2); },
      ArrowRight: () => { pan(0.2); },
    };
    const act = acts[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const top = canvas.current?.getBoundingClientRect().top ?? 0;
    grip.current = { x: event.clientX, atS: at(event), moved: false, pans: event.clientY - top < RULER_PX };
    canvas.current?.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent): void => {
    const held = grip.current;
    if (!held) return;
    if (Math.abs(event.clientX - held.x) > STILL_PX) held.moved = true;
    if (!held.moved) return;
    if (held.pans) setView((was) => panned(was, held.atS - at(event), durationS));
    else onBrush(ordered(held.atS, at(event), durationS));
  };
  const onPointerUp = (event: PointerEvent): void => {
    const held = grip.current;
    grip.current = undefined;
    if (!held) return;
    if (!held.moved) {
      onBrush(undefined);
      onSeek(Math.min(Math.max(at(event), 0), durationS));
    } else if (!held.pans && brush && brush.endS - brush.startS < LEAST_BRUSH_S) onBrush(undefined);
  };
  const nowX = xOf(nowS, view, widthPx);
  return (
    <div class="timeline">
      <div class="tools" role="toolbar" aria-label={t.tools}>
        <button type="button" class="round" aria-label={t.closer} onClick={() => { zoom(CLOSER); }}><Icon name="plus" /></button>
        <button type="button" class="round" aria-label={t.farther} onClick={() => { zoom(1 / CLOSER); }}><Icon name="minus" /></button>
        <button type="button" class="round" aria-label={t.all} onClick={() => { setView(whole(durationS)); }}><Icon name="fit" /></button>
        <span class="soft time">{t.range(clock(view.startS, 1), clock(view.endS, 1))}</span>
        <span class="soft hint">{t.hint}</span>
      </div>
      <Traces videoId={videoId} view={view} widthPx={widthPx} />
      <div class="lanes" tabIndex={0} role="group" aria-label={t.label} onKeyDown={onKeyDown}>
        <ul class="lane-names" aria-hidden="true" style={{ paddingTop: `${RULER_PX}px` }}>
          {lanes.map((lane) => (
            <li key={lane.labelId} style={{ height: `${LANE_PX}px` }}>
              <i class={`dot ${familyOf(lane.labelId)}`} /><span>{lane.label}</span>
            </li>
          ))}
        </ul>
        <div class="drawing">
          <canvas ref={canvas} style={{ height: `${heightPx}px` }} onPointerDown={onPointerDown}
            onPointerMove={onPointerMove} onPointerUp={onPointerUp} onPointerCancel={() => { grip.current = undefined; }} />
          {nowX >= 0 && nowX <= widthPx && <i class="now" style={{ transform: `translateX(${nowX}px)` }} />}
        </div>
      </div>
    </div>
  );
}

function ordered(a: number, b: number, durationS: number): View {
  const clamp = (at: number): number => Math.min(Math.max(at, 0), durationS);
  return { startS: clamp(Math.min(a, b)), endS: clamp(Math.max(a, b)) };
}

interface Drawn {
  readonly lanes: readonly Lane[];
  readonly view: View;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly brush: View | undefined;
}

function useDrawing(canvas: { readonly current: HTMLCanvasElement | null }, drawn: Drawn): void {
  const { lanes, view, widthPx, heightPx, brush } = drawn;
  const [dark, setDark] = useState(() => matchMedia("(prefers-color-scheme: dark)").matches);
  useEffect(() => {
    const query = matchMedia("(prefers-color-scheme: dark)");
    const note = (): void => { setDark(query.matches); };
    query.addEventListener("change", note);
    return () => { query.removeEventListener("change", note); };
  }, []);
  const known = labels.value;
  useLayoutEffect(() => {
    const frame = requestAnimationFrame(() => {
      const element = canvas.current;
      const context = element?.getContext("2d");
      if (!element || !context || widthPx === 0) return;
      const scale = window.devicePixelRatio || 1;
      const [wide, high] = [Math.round(widthPx * scale), Math.round(heightPx * scale)];
      if (element.width !== wide || element.height !== high) {
        element.width = wide;
        element.height = high;
      }
      context.setTransform(scale, 0, 0, scale, 0, 0);
      performance.mark("timeline-draw");
      draw(context, { view, widthPx, lanes, familyOf, palette: paletteOf(element), brush });
      performance.measure("timeline-drawn", "timeline-draw");
    });
    return () => { cancelAnimationFrame(frame); };
  }, [canvas, lanes, view, widthPx, heightPx, brush, dark, known]);
}

/** Wheel events have to be taken by hand: only so may they keep the page from scrolling. */
function useWheel(canvas: { readonly current: HTMLCanvasElement | null }, take: (event: WheelEvent) => boolean): void {
  const latest = useRef(take);
  useEffect(() => { latest.current = take; });
  useEffect(() => {
    const element = canvas.current;
    const listen = (event: WheelEvent): void => {
      if (latest.current(event)) event.preventDefault();
    };
    element?.addEventListener("wheel", listen, { passive: false });
    return () => { element?.removeEventListener("wheel", listen); };
  }, [canvas]);
}
