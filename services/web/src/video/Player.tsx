// The player: the video with its sound captions on, and what to do where it cannot be played.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import type { MutableRef } from "preact/hooks";
import { useEffect, useState } from "preact/hooks";
import { address } from "../api";
import { language, words } from "../words";

interface Props {
  readonly id: string;
  readonly level: number;
  readonly ready: boolean;
  readonly startS: number;
  readonly player: MutableRef<HTMLVideoElement | null>;
  readonly onTime: (nowS: number) => void;
  readonly children?: ComponentChild;
}

export function Player({ id, level, ready, startS, player, onTime, children }: Props): ComponentChild {
  const t = words.value.player;
  const [failed, setFailed] = useState(false);
  const video_id = id;
  const captions = address("/api/v1/videos/{video_id}/captions.vtt", { video_id }, {
    level, language: language.value, salience: "story",
  });
  const source = address("/api/v1/videos/{video_id}/source", { video_id });
  useEffect(() => {
    const video = player.current;
    if (video && startS > 0) video.currentTime = startS;
  }, [player, startS]);
  // `default` counts when a track is first seen; later ones are switched on here.
  useEffect(() => {
    const track = player.current?.textTracks[0];
    if (track) track.mode = "showing";
  }, [player, captions]);
  return (
    <div class="player">
      <video ref={player} controls playsInline preload="metadata" src={source} aria-label={t.label}
        onTimeUpdate={(event) => { onTime(event.currentTarget.currentTime); }}
        onSeeked={(event) => { onTime(event.currentTarget.currentTime); }}
        onLoadedMetadata={(event) => { if (startS > 0) event.currentTarget.currentTime = startS; }}
        onError={() => { setFailed(true); }}>
        {ready && <track key={captions} kind="captions" default src={captions} srclang={language.value} label={t.captions} />}
      </video>
      {failed && (
        <div class="trouble" role="alert">
          <p>{t.unplayable} <a href={`${source}?download=true`} download>{t.download}</a></p>
          {children}
        </div>
      )}
    </div>
  );
}
