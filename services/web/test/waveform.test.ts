// Bars of a waveform: in view, around the middle, never invisible.
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { outline, type Peaks } from "../src/video/waveform";

const peaks: Peaks = { video_id: "v", start_s: 10, step_s: 1, scale: 127, least: [-127, 0, -64], greatest: [127, 0, 64] };

test("full scale fills the strip, silence is a thin line", () => {
  const bars = outline(peaks, { startS: 10, endS: 20 }, 100, 40);
  expect(bars).toHaveLength(3);
  expect(bars[0]).toEqual({ x: 0, y: 0, wide: 10, high: 40 });
  expect(bars[1]?.high).toBe(1);
});

test("what is out of view is left out", () => {
  expect(outline(peaks, { startS: 12.5, endS: 20 }, 100, 40)).toHaveLength(1);
  expect(outline(peaks, { startS: 100, endS: 200 }, 100, 40)).toHaveLength(0);
});
