// What may be meant by the word that is being typed: labels, those that were heard first.
// SPDX-License-Identifier: Apache-2.0
import { knowLabels, labels, type Family } from "../labels";
import { number } from "../times";
import { language, words } from "../words";

export interface Suggestion {
  readonly text: string;
  readonly note: string;
  readonly family: Family;
}

const MOST = 8;
const LAST_PHRASE = /(^|\b(?:AND|OR|NOT|WITH|THEN|NEAR)\s+|\()([^()"]*)$/;

/** The part of a query that is being typed, after the last operator or bracket. */
export function lastPhrase(typed: string): string {
  return LAST_PHRASE.exec(typed)?.[2] ?? "";
}

/** The query with its last part replaced. */
export function completed(typed: string, chosen: Suggestion): string {
  const phrase = lastPhrase(typed);
  const name = /[(),"]/.test(chosen.text) ? `"${chosen.text}"` : chosen.text;
  return typed.slice(0, typed.length - phrase.length) + name;
}

/** Labels with a word that begins as typed. */
export async function suggest(typed: string): Promise<readonly Suggestion[]> {
  const phrase = lastPhrase(typed).trim().toLowerCase();
  if (!phrase) return [];
  await knowLabels();
  const found = labels.value.filter((label) => (` ${label.name.toLowerCase()}`).includes(` ${phrase}`));
  found.sort((a, b) => Number(b.events > 0) - Number(a.events > 0) || a.name.length - b.name.length);
  return found.slice(0, MOST).map((label) => ({
    text: label.name,
    family: label.family,
    note: label.events > 0
      ? words.value.search.heard(number(label.events, language.value), label.events)
      : words.value.search.never,
  }));
}
