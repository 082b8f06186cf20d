// Small line drawings that go with words; they say nothing on their own, so readers skip them.
// SPDX-License-Identifier: Apache-2.0
import type { ComponentChild } from "preact";

const PATHS = {
  search: "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13Zm4.8 11.3L20 20",
  upload: "M12 15V4m0 0L7.5 8.5M12 4l4.5 4.5M5 15v4h14v-4",
  archive: "M4 5h16v4H4zm1.5 4v10h13V9M10 13h4",
  play: "M8 5.5v13l10.5-6.5z",
  pause: "M8.5 5.5v13m7-13v13",
  next: "M6 6l8 6-8 6zM18 6v12",
  previous: "M18 6l-8 6 8 6zM6 6v12",
  plus: "M12 6v12M6 12h12",
  minus: "M6 12h12",
  fit: "M4 9V5h4m8 0h4v4m0 6v4h-4m-8 0H4v-4",
  close: "M6.5 6.5l11 11m0-11l-11 11",
  download: "M12 4v11m0 0l-4.5-4.5M12 15l4.5-4.5M5 19.5h14",
  trash: "M5 7h14M10 7V4.5h4V7m-7.5 0 .8 12.5h9.4L17.5 7M10 10.5v5.5m4-5.5v5.5",
  retry: "M19 12a7 7 0 1 1-2.2-5.1M19 4v4h-4",
  check: "M5 12.5l4.5 4.5L19 7.5",
  alert: "M12 4.5l8.5 15h-17zM12 10v4.5m0 2.4v.1",
  link: "M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-.8.8M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l.8-.8",
  wave: "M4 12h1.5m2-4v8m3-11v14m3-10v6m3-9v12m3-7v2",
  film: "M4 5.5h16v13H4zM8 5.5v13m8-13v13M4 10h4m-4 4.500h4m8-4.500h4m-4 4.500h4",
  edit: "M5 19l1-4L16.500 4.500l3 3L9 18zM14.500 6.500l3 3",
  folder: "M3.500 6.500h6l2 2.500h9v9.500h-17z",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }): ComponentChild {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
