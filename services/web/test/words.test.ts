// Both catalogues say everything, and neither repeats the other by mistake.
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { de } from "../src/words/de";
import { en } from "../src/words/en";

type Leaf = [string, unknown];
const leaves = (tree: unknown, path = ""): Leaf[] =>
  typeof tree === "object" && tree !== null
    ? Object.entries(tree).flatMap(([key, value]) => leaves(value, `${path}.${key}`))
    : [[path, tree]];

// The same in both languages, on purpose.
const ALIKE = [/^\.keys\.list/, /\.brand$/, /\.api$/, /\.english$/, /\.german$/, /\.player\.label$/, /\.facets|\.token\.field$/, /\.videos$/, /name/i];

test("every string stands in both catalogues", () => {
  expect(leaves(de).map(([path]) => path)).toEqual(leaves(en).map(([path]) => path));
  for (const [path, value] of [...leaves(en), ...leaves(de)]) {
    expect(value, path).not.toBe("");
  }
});

test("what is said in English is not said in German", () => {
  const german = new Map(leaves(de));
  const same = leaves(en).filter(([path, value]) =>
    typeof value === "string" && german.get(path) === value && !ALIKE.some((known) => known.test(path)));
  expect(same).toEqual([]);
});
