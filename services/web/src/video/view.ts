// The stretch of a film that a timeline shows, and how zooming and panning change it.
// SPDX-License-Identifier: Apache-2.0

export interface View {
  readonly startS: number;
  readonly endS: number;
}

export const LEAST_S = 1;

/** The whole film. */
export function whole(durationS: number): View {
  return { startS: 0, endS: Math.max(durationS, LEAST_S) };
}

/** Zooms so that the second under the pointer stays where it is; factors below 1 come closer. */
export function zoomed(view: View, factor: number, aroundS: number, durationS: number): View {
  const span = view.endS - view.startS;
  const wanted = Math.min(Math.max(span * factor, LEAST_S), Math.max(durationS, LEAST_S));
  const share = (aroundS - view.startS) / span;
  return within(aroundS - share * wanted, wanted, durationS);
}

/** Moves by seconds, as far as there is film. */
export function panned(view: View, byS: number, durationS: number): View {
  return within(view.startS + byS, view.endS - view.startS, durationS);
}

/** The view moved as little as shows a second, with some room before it. */
export function showing(view: View, atS: number, durationS: number): View {
  if (atS >= view.startS && atS <= view.endS) return view;
  const span = view.endS - view.startS;
  return within(atS - span * 0.1, span, durationS);
}

function within(startS: number, spanS: number, durationS: number): View {
  const last = Math.max(durationS, LEAST_S) - spanS;
  const start = Math.min(Math.max(startS, 0), Math.max(last, 0));
  return { startS: start, endS: start + spanS };
}

const STEPS_S = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200];

/** Seconds between two marks of the ruler, so that marks are at least so many pixels apart. */
export function rulerStep(view: View, widthPx: number, leastPx = 76): number {
  const least = ((view.endS - view.startS) / Math.max(widthPx, 1)) * leastPx;
  return STEPS_S.find((step) => step >= least) ?? 86_400;
}
