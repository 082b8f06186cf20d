// What the archive can hear, asked once: names, families and grades of labels.
// SPDX-License-Identifier: Apache-2.0
import { computed, signal } from "@preact/signals";
import type { components } from "./api";
import { ask } from "./session";

export type LabelShown = components["schemas"]["LabelShown"];
export type Family = LabelShown["family"];

export const labels = signal<readonly LabelShown[]>([]);
const byId = computed(() => new Map(labels.value.map((label) => [label.label_id, label])));
let asking: Promise<void> | undefined;

/** Asks for the labels unless they are here; problems are left to whoever needs more than colour. */
export function knowLabels(): Promise<void> {
  asking ??= ask("get", "/api/v1/labels").then(
    (answer) => {
      labels.value = answer.labels;
    },
    () => {
      asking = undefined;
    },
  );
  return asking;
}

/** The family of a label; `ambiguous` until it is known. */
export function familyOf(labelId: string): Family {
  return byId.value.get(labelId)?.family ?? "ambiguous";
}
