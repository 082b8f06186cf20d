// Seconds, sizes and dates as people read them.
// SPDX-License-Identifier: Apache-2.0

/** `75.34` as `1:15`, with `decimals` as `1:15.3`; hours only where there are some. */
export function clock(seconds: number, decimals = 0): string {
  const unit = 10 ** decimals;
  const whole = Math.max(0, Math.round(seconds * unit));
  const s = (whole / unit) % 60;
  const minutes = Math.floor(whole / unit / 60);
  const tail = s.toFixed(decimals).padStart(decimals ? 3 + decimals : 2, "0");
  if (minutes < 60) return `${minutes}:${tail}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:${tail}`;
}

/** A length: `0.4 s`, `12 s`, `3 min 20 s`. */
export function length(seconds: number, language: string): string {
  if (seconds < 60) {
    const digits = seconds < 10 ? 1 : 0;
    return `${number(seconds, language, digits)} s`;
  }
  const rounded = Math.round(seconds);
  if (rounded < 3600) return `${Math.floor(rounded / 60)} min ${rounded % 60} s`;
  return `${Math.floor(rounded / 3600)} h ${Math.floor((rounded % 3600) / 60)} min`;
}

/** A number with the separators of the language. */
export function number(value: number, language: string, digits = 0): string {
  return new Intl.NumberFormat(language, {
    maximumFractionDigits: digits,
    minimumFractionDigits: digits,
  }).format(value);
}

/** A score in percent. */
export function percent(score: number): string {
  return `${Math.round(score * 100)} %`;
}

/** Bytes with the unit that reads best. */
export function bytes(size: number, language: string): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let at = 0;
  let left = size;
  while (left >= 1000 && at < units.length - 1) {
    left /= 1000;
    at += 1;
  }
  return `${number(left, language, at > 1 && left < 100 ? 1 : 0)} ${units[at] ?? ""}`;
}

/** A day, as the language writes it. */
export function day(iso: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium" }).format(new Date(iso));
}
