// What the page makes of queries: names in quotes, parts of answers, suggestions.
// SPDX-License-Identifier: Apache-2.0
import { beforeEach, expect, test } from "vitest";
import { labels, type LabelShown } from "../src/labels";
import { to } from "../src/router";
import { narrowed } from "../src/search/Facets";
import { quoted } from "../src/search/quoted";
import { suggestionOf } from "../src/search/suggesting";

beforeEach(() => {
  labels.value = [{ label_id: "/m/05tny_", name: "Bark", family: "animal" } as LabelShown];
});

test("names that the language would read otherwise are quoted", () => {
  expect(quoted("Dog")).toBe("Dog");
  expect(quoted("Livestock, farm animals")).toBe('"Livestock, farm animals"');
  expect(quoted("Drum and bass")).toBe('"Drum and bass"');
});

test("a part of the answers is a filter beside the query, or a label instead of it", () => {
  const filter = { value: "news", filter: "collection:news", label_id: null };
  expect(narrowed("dog", filter)).toBe("dog collection:news");
  expect(narrowed("dog OR cat", filter)).toBe("(dog OR cat) collection:news");
  expect(narrowed("dog", { value: "Bark", filter: null, label_id: "/m/05tny_" })).toBe('label:"/m/05tny_"');
});

test("suggested labels have the colour of their family", () => {
  const one = suggestionOf({ text: "siren THEN woof", phrase: "woof", detail: "Bark", kind: "label" });
  expect(one).toEqual({ text: "siren THEN woof", shown: "woof", note: "Bark", family: "animal" });
  expect(suggestionOf({ text: "dog THEN", phrase: "THEN", detail: "one after the other", kind: "operator" }).family).toBeUndefined();
});

test("addresses leave out what is empty", () => {
  expect(to("/search", { q: "a & b", level: null, sort: "" })).toBe("/search?q=a+%26+b");
  expect(to("/archive")).toBe("/archive");
});
