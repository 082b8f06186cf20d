// Lanes out of events, and a drawing that stays within its time.
// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { draw, secondAt, xOf, type Palette, type Scene } from "../src/video/drawing";
import { firstAfter, heardS, lanesOf, neighbour, type EventShown } from "../src/video/lanes";

const event = (label: string, onset_s: number, offset_s: number, score = 0.9): EventShown => ({
  label, label_id: `/m/${label}`, onset_s, offset_s, score,
});
const PALETTE: Palette = {
  text: "#000", line: "#ccc", wash: "#eee", accent: "#0a0",
  families: {
    human: "#1", animal: "#2", music: "#3", nature: "#4", things: "#5", ambiguous: "#6", background: "#7",
  },
};

/** A context that counts what is drawn. */
class Counting {
  rects: [number, number][] = [];
  globalAlpha = 1;
  rect(x: number, _y: number, wide: number): void { this.rects.push([x, wide]); }
  clearRect(): void { /* nothing to count */ }
  fillRect(): void { /* nothing to count */ }
  fillText(): void { /* nothing to count */ }
  beginPath(): void { /* nothing to count */ }
  moveTo(): void { /* nothing to count */ }
  lineTo(): void { /* nothing to count */ }
  stroke(): void { /* nothing to count */ }
  fill(): void { /* nothing to count */ }
}

const scene = (events: EventShown[], startS: number, endS: number): Scene => ({
  view: { startS, endS }, widthPx: 1000, lanes: lanesOf(events), familyOf: () => "animal", palette: PALETTE, brush: undefined,
});

function drawn(one: Scene): [number, number][] {
  const context = new Counting();
  draw(context as unknown as CanvasRenderingContext2D, one);
  return context.rects;
}

describe("lanes", () => {
  test("one a label, in order of time, the longest heard first", () => {
    const lanes = lanesOf([event("dog", 5, 6), event("rain", 0, 60), event("dog", 1, 2)]);
    expect(lanes.map((lane) => lane.label)).toEqual(["rain", "dog"]);
    expect([...(lanes[1]?.onsetsS ?? [])]).toEqual([1, 5]);
    expect(lanes.map(heardS)).toEqual([60, 2]);
  });
  test("bisect finds the first event that ends after a second", () => {
    const lane = lanesOf([event("dog", 1, 2), event("dog", 3, 4), event("dog", 5, 6)])[0];
    if (!lane) throw new Error("no lane");
    expect([0, 1.5, 2, 3.9, 4, 9].map((atS) => firstAfter(lane, atS))).toEqual([0, 0, 1, 1, 2, 3]);
  });
  test("next and previous go over all lanes and stop at the ends", () => {
    const lanes = lanesOf([event("dog", 1, 2), event("rain", 3, 9), event("dog", 5, 6)]);
    expect(neighbour(lanes, 0, 1)).toBe(1);
    expect(neighbour(lanes, 1, 1)).toBe(3);
    expect(neighbour(lanes, 5, -1)).toBe(3);
    expect(neighbour(lanes, 5, 1)).toBeUndefined();
    expect(neighbour([], 5, 1)).toBeUndefined();
  });
});

describe("drawing", () => {
  test("what is out of view is left out, what crosses the edge is cut", () => {
    const rects = drawn(scene([event("dog", 0, 1), event("dog", 9, 12), event("dog", 30, 31)], 10, 20));
    expect(rects).toEqual([[0, 200]]);
  });
  test("the shortest event can still be seen", () => {
    expect(drawn(scene([event("dog", 5, 5.001)], 0, 10_000))[0]?.[1]).toBeGreaterThanOrEqual(2);
  });
  test("ten thousand events cost no more bars than there are pixels", () => {
    const many = Array.from({ length: 10_000 }, (_, i) => event("dog", i, i + 0.5, (i % 10) / 10));
    expect(drawn(scene(many, 0, 10_000)).length).toBeLessThan(4000);
    expect(drawn(scene(many, 100, 110)).length).toBeLessThanOrEqual(11);
  });
  test("a loud event is never hidden behind a faint one in the same pixel", () => {
    const context = drawn(scene([event("dog", 0, 0.4, 0.1), event("dog", 0.41, 0.5, 0.99)], 0, 1000));
    expect(context).toHaveLength(2);
  });
  test("pixels and seconds are each other's opposite", () => {
    const view = { startS: 12, endS: 99 };
    expect(secondAt(xOf(50, view, 640), view, 640)).toBeCloseTo(50);
  });
});
