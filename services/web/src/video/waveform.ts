// The outline of a waveform as bars, one a pixel at most.
// SPDX-License-Identifier: Apache-2.0
import type { components } from "../api";
import { xOf } from "./drawing";
import type { View } from "./view";

export type Peaks = components["schemas"]["PeaksAnswer"];

export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly wide: number;
  readonly high: number;
}

/** A bar a step, as far as it is in view; silence is a thin line. */
export function outline(peaks: Peaks, view: View, widthPx: number, heightPx: number): Bar[] {
  const middle = heightPx / 2;
  const reach = middle / peaks.scale;
  const wide = Math.max((peaks.step_s / (view.endS - view.startS)) * widthPx, 0.75);
  const bars: Bar[] = [];
  peaks.greatest.forEach((greatest, index) => {
    const x = xOf(peaks.start_s + index * peaks.step_s, view, widthPx);
    if (x + wide < 0 || x > widthPx) return;
    const top = middle - greatest * reach;
    const bottom = middle - (peaks.least[index] ?? 0) * reach;
    bars.push({ x, y: Math.min(top, middle - 0.5), wide, high: Math.max(bottom - top, 1) });
  });
  return bars;
}
