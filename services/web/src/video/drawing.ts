// Draws ruler, waveform and lanes on a canvas; only what is in view, and no pixel twice.
// SPDX-License-Identifier: Apache-2.0
import type { Family } from "../labels";
import { clock } from "../times";
import { firstAfter, type Lane } from "./lanes";
import { rulerStep, type View } from "./view";

export const RULER_PX = 24;
export const LANE_PX = 24;
const BAR_PX = 14;
const OPACITIES = 8;

export interface Palette {
  readonly text: string;
  readonly line: string;
  readonly wash: string;
  readonly accent: string;
  readonly families: Readonly<Record<Family, string>>;
}

export interface Scene {
  readonly view: View;
  readonly widthPx: number;
  readonly lanes: readonly Lane[];
  readonly familyOf: (labelId: string) => Family;
  readonly palette: Palette;
  readonly brush: View | undefined;
}

/** Draws everything; the canvas is already scaled to the screen's pixels. */
export function draw(context: CanvasRenderingContext2D, scene: Scene): void {
  const height = RULER_PX + scene.lanes.length * LANE_PX;
  context.clearRect(0, 0, scene.widthPx, height);
  drawRuler(context, scene, height);
  scene.lanes.forEach((lane, row) => { drawLane(context, scene, lane, RULER_PX + row * LANE_PX); });
  if (scene.brush) drawBrush(context, scene, scene.brush, height);
}

/** Where a second lies, in pixels from the left. */
export function xOf(atS: number, view: View, widthPx: number): number {
  return ((atS - view.startS) / (view.endS - view.startS)) * widthPx;
}

/** Which second lies at a pixel. */
export function secondAt(x: number, view: View, widthPx: number): number {
  return view.startS + (x / Math.max(widthPx, 1)) * (view.endS - view.startS);
}

function drawRuler(context: CanvasRenderingContext2D, { view, widthPx, palette }: Scene, height: number): void {
  const step = rulerStep(view, widthPx);
  context.font = "11px system-ui, sans-serif";
  context.textBaseline = "middle";
  context.lineWidth = 1;
  context.strokeStyle = palette.line;
  context.fillStyle = palette.text;
  const first = Math.ceil(view.startS / step);
  context.beginPath();
  for (let mark = first; mark * step <= view.endS; mark += 1) {
    const x = Math.round(xOf(mark * step, view, widthPx)) + 0.5;
    context.moveTo(x, 0);
    context.lineTo(x, height);
    if (x < widthPx - 30) context.fillText(clock(mark * step, step < 1 ? 1 : 0), x + 4, RULER_PX / 2);
  }
  context.stroke();
}

/**
 * Bars by opacity: a score chooses one of a few, so that a lane costs a few fills however many
 * events it has. Events that fall into one pixel are drawn once, with the best of their scores.
 */
function drawLane(context: CanvasRenderingContext2D, scene: Scene, lane: Lane, top: number): void {
  const { view, widthPx, palette } = scene;
  const perSecond = widthPx / (view.endS - view.startS);
  const y = top + (LANE_PX - BAR_PX) / 2;
  const bars: number[][] = Array.from({ length: OPACITIES }, () => []);
  let drawnTo = -1;
  let last = -1;
  for (let i = firstAfter(lane, view.startS); i < lane.onsetsS.length; i += 1) {
    const onset = lane.onsetsS[i] ?? 0;
    if (onset >= view.endS) break;
    const x = Math.max((onset - view.startS) * perSecond, 0);
    const end = Math.min(((lane.offsetsS[i] ?? 0) - view.startS) * perSecond, widthPx);
    const shade = Math.min(OPACITIES - 1, Math.floor((lane.scores[i] ?? 0) * OPACITIES));
    if (end < drawnTo + 1 && shade <= last) continue;
    bars[shade]?.push(x, Math.max(end - x, 2));
    drawnTo = Math.max(x + 2, end);
    last = shade;
  }
  context.fillStyle = palette.families[scene.familyOf(lane.labelId)];
  bars.forEach((bar, shade) => {
    if (bar.length === 0) return;
    context.globalAlpha = 0.25 + (0.75 * (shade + 1)) / OPACITIES;
    context.beginPath();
    for (let i = 0; i < bar.length; i += 2) context.rect(bar[i] ?? 0, y, bar[i + 1] ?? 0, BAR_PX);
    context.fill();
  });
  context.globalAlpha = 1;
}

function drawBrush(context: CanvasRenderingContext2D, { view, widthPx, palette }: Scene, brush: View, height: number): void {
  const from = xOf(brush.startS, view, widthPx);
  const until = xOf(brush.endS, view, widthPx);
  context.fillStyle = palette.accent;
  context.globalAlpha = 0.18;
  context.fillRect(from, 0, until - from, height);
  context.globalAlpha = 1;
  context.fillRect(from, 0, 1.5, height);
  context.fillRect(until - 1.5, 0, 1.5, height);
}
