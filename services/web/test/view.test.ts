// Zooming, panning, and the marks of the ruler.
// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { LEAST_S, panned, rulerStep, showing, whole, zoomed } from "../src/video/view";

const FILM_S = 3600;

describe("zoomed", () => {
  test("keeps the second under the pointer where it is", () => {
    const view = zoomed(whole(FILM_S), 0.5, 900, FILM_S);
    expect(view.endS - view.startS).toBeCloseTo(1800);
    expect((900 - view.startS) / 1800).toBeCloseTo(0.25);
  });
  test("ends at one second and at the whole film", () => {
    let view = whole(FILM_S);
    for (let i = 0; i < 60; i += 1) view = zoomed(view, 0.6, 1234, FILM_S);
    expect(view.endS - view.startS).toBeCloseTo(LEAST_S);
    expect(view.startS).toBeLessThanOrEqual(1234);
    for (let i = 0; i < 60; i += 1) view = zoomed(view, 1 / 0.6, 1234, FILM_S);
    expect(view).toEqual(whole(FILM_S));
  });
  test("never leaves the film", () => {
    const view = zoomed(whole(FILM_S), 0.5, 0, FILM_S);
    expect(view.startS).toBe(0);
  });
});

test("panning stops at both ends", () => {
  const view = { startS: 10, endS: 20 };
  expect(panned(view, -100, FILM_S)).toEqual({ startS: 0, endS: 10 });
  expect(panned(view, 9999, FILM_S)).toEqual({ startS: FILM_S - 10, endS: FILM_S });
});

test("a playing film is followed only where it leaves the view", () => {
  const view = { startS: 10, endS: 20 };
  expect(showing(view, 15, FILM_S)).toBe(view);
  const next = showing(view, 21, FILM_S);
  expect(next.startS).toBeCloseTo(20);
});

test("marks of the ruler never crowd", () => {
  for (const spanS of [1, 7, 60, 999, 86_400]) {
    const step = rulerStep({ startS: 0, endS: spanS }, 800);
    expect((step / spanS) * 800).toBeGreaterThanOrEqual(76);
  }
});
