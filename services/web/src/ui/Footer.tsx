// The end of every view: language, and the way to the API.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";
import { language, speak, words } from "../words";

export function Footer(): ComponentChild {
  const t = words.value.footer;
  return (
    <footer class="bottom">
      <span class="soft">{t.local}</span>
      <span class="spacer" />
      <a href="/docs" target="_blank" rel="noreferrer">{t.api}</a>
      <span class="languages" role="group" aria-label={t.language}>
        <button type="button" class="quiet" lang="en" aria-pressed={language.value === "en"} onClick={() => { speak("en"); }}>
          {t.english}
        </button>
        <button type="button" class="quiet" lang="de" aria-pressed={language.value === "de"} onClick={() => { speak("de"); }}>
          {t.german}
        </button>
      </span>
    </footer>
  );
}
