// Where a video stands, as stages that people can follow.
// SPDX-License-Identifier: Apache-2.0
import type { components } from "../api";

export type Video = components["schemas"]["VideoAnswer"];
export const STAGES = ["upload", "listen", "decode", "index"] as const;
export type Stage = (typeof STAGES)[number];

export interface StageShown {
  readonly stage: Stage;
  readonly state: "done" | "now" | "due" | "failed";
  readonly progress: number;
}

/** True while the service still does something with it. */
export function isUnderWay(video: Pick<Video, "state">): boolean {
  return ["uploading", "waiting", "working", "removing"].includes(video.state);
}

/** Each stage of a video with how far it is. */
export function stagesOf(video: Pick<Video, "state" | "step" | "progress">): StageShown[] {
  if (video.state === "ready") return STAGES.map((stage) => ({ stage, state: "done", progress: 1 }));
  const named = STAGES.findIndex((stage) => stage === video.step);
  const at = video.state === "uploading" ? 0 : Math.max(named, 1);
  return STAGES.map((stage, index) => {
    if (index < at) return { stage, state: "done", progress: 1 };
    if (index > at) return { stage, state: "due", progress: 0 };
    if (video.state === "failed") return { stage, state: "failed", progress: 0 };
    const waits = video.state === "waiting";
    return { stage, state: waits ? "due" : "now", progress: waits ? 0 : video.progress };
  });
}
