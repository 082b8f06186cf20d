// Stages of a video, the queue of uploads, files out of folders, deletes that can be taken back.
// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, test, vi } from "vitest";
import { deleteLater, deleting, undo, UNDO_MS } from "../src/archive/deleting";
import { filesOf } from "../src/upload/dropped";
import { isUnderWay, stagesOf, type Video } from "../src/upload/stages";

const states = (video: Pick<Video, "state" | "step" | "progress">): string[] => stagesOf(video).map((one) => one.state);

describe("stages", () => {
  test("follow a video from its first byte to the index", () => {
    expect(states({ state: "uploading", step: null, progress: 0.3 })).toEqual(["now", "due", "due", "due"]);
    expect(states({ state: "waiting", step: "listen", progress: 0 })).toEqual(["done", "due", "due", "due"]);
    expect(states({ state: "working", step: "decode", progress: 0.5 })).toEqual(["done", "done", "now", "due"]);
    expect(states({ state: "ready", step: null, progress: 1 })).toEqual(["done", "done", "done", "done"]);
    expect(states({ state: "failed", step: null, progress: 0 })).toEqual(["done", "failed", "due", "due"]);
  });
  test("progress belongs to the stage that runs", () => {
    expect(stagesOf({ state: "working", step: "listen", progress: 0.42 }).map((one) => one.progress)).toEqual([1, 0.42, 0, 0]);
  });
  test("an ended video is not under way", () => {
    expect((["ready", "failed", "removed"] as const).some((state) => isUnderWay({ state }))).toBe(false);
    expect((["uploading", "waiting", "working", "removing"] as const).every((state) => isUnderWay({ state }))).toBe(true);
  });
});

describe("drops", () => {
  const file = (name: string): FileSystemEntry =>
    ({ name, isFile: true, file: (done: (file: File) => void) => { done(new File(["x"], name)); } }) as unknown as FileSystemEntry;
  const folder = (name: string, inside: FileSystemEntry[]): FileSystemEntry => ({
    name,
    isFile: false,
    createReader: () => {
      const left = [...inside];
      return { readEntries: (done: (entries: FileSystemEntry[]) => void) => { done(left.splice(0, 2)); } };
    },
  }) as unknown as FileSystemEntry;
  const drop = (entries: FileSystemEntry[]): DataTransfer =>
    ({ items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })), files: [] }) as unknown as DataTransfer;

  test("folders are walked to their end, without what is no recording", async () => {
    const inner = folder("day 2", [file("c.mov"), file(".DS_Store"), file("notes.txt")]);
    const found = await filesOf(drop([folder("trip", [file("a.mp4"), file("b.mp4"), inner, file("d.mkv")]), file("notes.txt")]));
    expect(found.map((one) => `${one.folder}/${one.file.name}`)).toEqual([
      "trip/a.mp4", "trip/b.mp4", "trip/day 2/c.mov", "trip/d.mkv", "/notes.txt",
    ]);
  });
});

describe("deletes", () => {
  afterEach(() => { vi.useRealTimers(); });

  test("are sent after ten seconds, and not before", async () => {
    vi.useFakeTimers();
    const sent: string[] = [];
    deleteLater("a", () => Promise.resolve(sent.push("a")));
    expect(deleting.value.has("a")).toBe(true);
    await vi.advanceTimersByTimeAsync(UNDO_MS - 1);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toEqual(["a"]);
  });
  test("are never sent once taken back", async () => {
    vi.useFakeTimers();
    const sent: string[] = [];
    deleteLater("b", () => Promise.resolve(sent.push("b")));
    undo("b");
    await vi.advanceTimersByTimeAsync(2 * UNDO_MS);
    expect(sent).toEqual([]);
    expect(deleting.value.has("b")).toBe(false);
  });
  test("that fail show the video again", async () => {
    vi.useFakeTimers();
    deleteLater("c", () => Promise.reject(new Error("away")));
    await vi.advanceTimersByTimeAsync(UNDO_MS);
    expect(deleting.value.has("c")).toBe(false);
  });
});
