// Times, sizes and numbers as people read them.
// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { bytes, clock, length, number, percent } from "../src/times";

test.each([
  [0, 0, "0:00"], [59.6, 0, "1:00"], [75.34, 1, "1:15.3"], [59.96, 1, "1:00.0"], [3599.99, 0, "1:00:00"],
  [3661.5, 1, "1:01:01.5"], [-1, 0, "0:00"], [23.84, 1, "0:23.8"],
])("%d s with %d decimals is %s", (seconds, decimals, shown) => {
  expect(clock(seconds, decimals)).toBe(shown);
});

test("lengths and numbers follow the language", () => {
  expect(length(0.44, "en")).toBe("0.4 s");
  expect(length(0.44, "de")).toBe("0,4 s");
  expect(length(200, "en")).toBe("3 min 20 s");
  expect(length(7260, "en")).toBe("2 h 1 min");
  expect(number(12345, "de")).toBe("12.345");
});

test("sizes choose their unit", () => {
  expect(bytes(6, "en")).toBe("6 B");
  expect(bytes(2_547_951, "en")).toBe("2.5 MB");
  expect(bytes(137_438_953_472, "en")).toBe("137 GB");
});

test("scores are whole percents", () => {
  expect(percent(0.986)).toBe("99 %");
});
