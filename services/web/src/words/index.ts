// The words of the page in the reader's language; every string that is shown stands in a catalogue.
// SPDX-License-Identifier: Apache-2.0
import { computed, effect, signal } from "@preact/signals";
import { de } from "./de";
import { en } from "./en";

export type Words = typeof en;
export type Language = "en" | "de";

const KEPT = "earshot-language";
const CATALOGUES: Record<Language, Words> = { en, de };

function preferred(): Language {
  const kept = localStorage.getItem(KEPT);
  if (kept === "en" || kept === "de") return kept;
  return navigator.language.toLowerCase().startsWith("de") ? "de" : "en";
}

export const language = signal<Language>(preferred());
export const words = computed<Words>(() => CATALOGUES[language.value]);

effect(() => {
  document.documentElement.lang = language.value;
});

/** What the reader has chosen counts from now on, also after a reload. */
export function speak(chosen: Language): void {
  language.value = chosen;
  localStorage.setItem(KEPT, chosen);
}
