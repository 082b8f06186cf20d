// Everything that can be taken away: captions for players, tables and labels for other tools.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import { useState } from "preact/hooks";
import { address } from "../api";
import { language, words } from "../words";

const FORMATS = [
  ["vtt", "WebVTT"], ["srt", "SubRip (SRT)"], ["ttml", "TTML"], ["txt", "TXT"], ["csv", "CSV"], ["json", "JSON"],
  ["webvtt-chapters", "WebVTT chapters"], ["audacity", "Audacity"], ["raven", "Raven"], ["labelstudio", "Label Studio"],
] as const;
const SALIENCES = ["safety", "story", "everything"] as const;

export function Downloads({ id, level }: { id: string; level: number }): ComponentChild {
  const t = words.value.downloads;
  const [salience, setSalience] = useState<(typeof SALIENCES)[number]>("story");
  const at = { video_id: id };
  return (
    <section class="downloads" aria-labelledby="downloads-title">
      <h2 id="downloads-title">{t.title}</h2>
      <label class="field">
        {t.salience}
        <select value={salience} onChange={(event) => { setSalience(event.currentTarget.value as typeof salience); }}>
          {SALIENCES.map((one) => <option key={one} value={one}>{t.saliences[one]}</option>)}
        </select>
      </label>
      <ul class="files">
        {FORMATS.map(([form, name]) => (
          <li key={form}>
            <a download={`${id}.${form}`} href={address(`/api/v1/videos/{video_id}/captions.${form}`, at, { level, salience, language: language.value })}>{name}</a>
          </li>
        ))}
        <li><a download href={address("/api/v1/videos/{video_id}/source", at, { download: true })}>{t.source}</a></li>
      </ul>
    </section>
  );
}
