// How to go on typing, as the service suggests it.
// SPDX-License-Identifier: Apache-2.0
import type { components } from "../api";
import { knowLabels, labels, type Family } from "../labels";
import { ask } from "../session";

export interface Suggestion {
  /** The whole query, were it taken. */
  readonly text: string;
  readonly shown: string;
  readonly note: string;
  readonly family: Family | undefined;
}

const MOST = 8;
type Shown = components["schemas"]["SuggestionShown"];

/** What may follow; nothing for an empty box. */
export async function suggest(typed: string): Promise<readonly Suggestion[]> {
  if (!typed.trim()) return [];
  const [answer] = await Promise.all([
    ask("get", "/api/v1/search/suggestions", { query: { q: typed, limit: MOST } }),
    knowLabels(),
  ]);
  return answer.suggestions.map(suggestionOf);
}

/** A suggestion with the colour of its label, where it is one. */
export function suggestionOf({ text, phrase, detail, kind }: Shown): Suggestion {
  const label = kind === "label" ? labels.value.find((one) => one.name === detail || one.name === phrase) : undefined;
  const note = detail === phrase ? "" : detail;
  return { text, shown: phrase, note, family: label?.family };
}
