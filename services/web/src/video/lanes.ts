// Events as lanes: one a label, packed into arrays that a drawing can run through quickly.
// SPDX-License-Identifier: Apache-2.0
import type { components } from "../api";

export type EventShown = Omit<components["schemas"]["EventShown"], "heard_by">;

export interface Lane {
  readonly labelId: string;
  readonly label: string;
  readonly onsetsS: Float64Array;
  readonly offsetsS: Float64Array;
  readonly scores: Float32Array;
}

/** Lanes, the label heard longest first. */
export function lanesOf(events: readonly EventShown[]): Lane[] {
  const byLabel = new Map<string, EventShown[]>();
  for (const event of events) {
    const lane = byLabel.get(event.label_id);
    if (lane) lane.push(event);
    else byLabel.set(event.label_id, [event]);
  }
  const lanes = [...byLabel.values()].map(laneOf);
  const heard = new Map(lanes.map((lane) => [lane, heardS(lane)]));
  return lanes.sort((a, b) => (heard.get(b) ?? 0) - (heard.get(a) ?? 0) || a.label.localeCompare(b.label));
}

function laneOf(events: EventShown[]): Lane {
  const sorted = events.sort((a, b) => a.onset_s - b.onset_s);
  return {
    labelId: sorted[0]?.label_id ?? "",
    label: sorted[0]?.label ?? "",
    onsetsS: Float64Array.from(sorted, (event) => event.onset_s),
    offsetsS: Float64Array.from(sorted, (event) => event.offset_s),
    scores: Float32Array.from(sorted, (event) => event.score),
  };
}

/** Seconds in which the label is heard. */
export function heardS(lane: Lane): number {
  let sum = 0;
  for (let i = 0; i < lane.onsetsS.length; i += 1) sum += (lane.offsetsS[i] ?? 0) - (lane.onsetsS[i] ?? 0);
  return sum;
}

/** The first event that ends after a second; events of a lane never overlap, so this bisects. */
export function firstAfter(lane: Lane, atS: number): number {
  let low = 0;
  let high = lane.offsetsS.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lane.offsetsS[middle] ?? 0) > atS) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Where the next event begins after a second (or the one before), over all lanes. */
export function neighbour(lanes: readonly Lane[], atS: number, direction: 1 | -1): number | undefined {
  const EDGE_S = 0.05;
  let best: number | undefined;
  for (const lane of lanes) {
    for (const onset of lane.onsetsS) {
      const ahead = direction * (onset - atS);
      if (ahead > EDGE_S && (best === undefined || ahead < direction * (best - atS))) best = onset;
    }
  }
  return best;
}
