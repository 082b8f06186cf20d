// A video as a card: picture, name, stripe of its sounds, and how it stands.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import { day, percent } from "../times";
import { isUnderWay, type Video } from "../upload/stages";
import { language, words } from "../words";
import { Poster } from "./Poster";
import { Stripe } from "./Stripe";

export function VideoCard({ video }: { video: Video }): ComponentChild {
  const s = words.value.standing;
  const working = isUnderWay(video);
  return (
    <li class="card">
      <a href={`/videos/${video.id}`}>
        <Poster id={video.id} durationS={video.duration_s} has={video.poster} sound={video.has_picture === false} />
        {video.state === "ready" && <Stripe id={video.id} durationS={video.duration_s} />}
        <span class="card-title">{video.title}</span>
      </a>
      <span class="soft">
        {working
          ? `${s.states[video.state]}${video.state === "working" ? ` ${percent(video.progress)}` : ""}`
          : video.reason ? s.short[video.reason] : day(video.recorded_at ?? video.uploaded_at, language.value)}
      </span>
    </li>
  );
}
