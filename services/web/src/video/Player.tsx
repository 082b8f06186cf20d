// The player: the video with its sound captions on, and what to do where it cannot be played.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import type { MutableRef } from "preact/hooks";
import { useEffect, useState } from "preact/hooks";
import { problemOf } from "../answers";
import { address } from "../api";
import { ask } from "../session";
import { toast } from "../ui/Toasts";
import { sentence } from "../ui/Trouble";
import type { Video } from "../upload/stages";
import { language, words } from "../words";

interface Props {
  readonly video: Video;
  readonly level: number;
  readonly startS: number;
  readonly player: MutableRef<HTMLVideoElement | null>;
  readonly onTime: (nowS: number) => void;
  readonly onOrdered: () => void;
}

export function Player({ video, level, startS, player, onTime, onOrdered }: Props): ComponentChild {
  const t = words.value.player;
  const [failed, setFailed] = useState(false);
  const at = { video_id: video.id };
  const proxied = video.proxy.state === "ready" && (failed || video.playable === false);
  // A correction gives the captions another address, so that the browser asks for them anew.
  const captions = address("/api/v1/videos/{video_id}/captions.vtt", at, {
    level, language: language.value, salience: "story", v: video.corrections,
  });
  const source = address(proxied ? "/api/v1/videos/{video_id}/proxy" : "/api/v1/videos/{video_id}/source", at);
  const poster = video.poster ? address("/api/v1/videos/{video_id}/poster", at) : undefined;
  useEffect(() => {
    const element = player.current;
    if (element && startS > 0) element.currentTime = startS;
  }, [player, startS]);
  // `default` counts when a track is first seen; later ones are switched on here.
  useEffect(() => {
    const track = player.current?.textTracks[0];
    if (track) track.mode = "showing";
  }, [player, captions]);
  return (
    <div class={`player ${video.has_picture === false ? "sound" : ""}`}>
      <video ref={player} controls playsInline preload="metadata" src={source} poster={poster} aria-label={t.label}
        onTimeUpdate={(event) => { onTime(event.currentTarget.currentTime); }}
        onSeeked={(event) => { onTime(event.currentTarget.currentTime); }}
        onLoadedMetadata={(event) => { if (startS > 0) event.currentTarget.currentTime = startS; }}
        onError={() => { setFailed(true); }}>
        {video.state === "ready" && <track key={captions} kind="captions" default src={captions} srclang={language.value} label={t.captions} />}
      </video>
      {proxied && <p class="soft note">{t.proxy}</p>}
      {!proxied && (failed || video.playable === false) && <Unplayable video={video} onOrdered={onOrdered} />}
    </div>
  );
}

function Unplayable({ video, onOrdered }: { video: Video; onOrdered: () => void }): ComponentChild {
  const t = words.value.player;
  const at = { video_id: video.id };
  const order = (): void => {
    ask("post", "/api/v1/videos/{video_id}/proxy", { path: at })
      .then(onOrdered)
      .catch((error: unknown) => toast(sentence(problemOf(error))));
  };
  const { state } = video.proxy;
  return (
    <div class="trouble" role="alert">
      <p>{state === "waiting" ? t.making : state === "failed" ? t.proxy_failed : t.unplayable}</p>
      {state !== "waiting" && state !== "ready" && <button type="button" class="button small" onClick={order}>{t.make}</button>}
      <a href={address("/api/v1/videos/{video_id}/source", at, { download: true })} download>{t.download}</a>
    </div>
  );
}
