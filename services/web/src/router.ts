// Where the reader is: the address as a signal, and going elsewhere without loading anew.
// SPDX-License-Identifier: Apache-2.0
import { signal } from "@preact/signals";

export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
}

function read(): Place {
  return { path: window.location.pathname, query: new URLSearchParams(window.location.search) };
}

export const place = signal<Place>(read());

/** Goes to an address of the page; `replace` where going back should not come here again. */
export function go(to: string, { replace = false } = {}): void {
  if (replace) window.history.replaceState(null, "", to);
  else window.history.pushState(null, "", to);
  const before = place.value.path;
  place.value = read();
  if (place.value.path !== before) {
    window.scrollTo(0, 0);
    announceArrival();
  }
}

/** An address with these values in its query; empty ones are left out. */
export function to(path: string, query: Record<string, string | number | null | undefined> = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== "") search.set(name, String(value));
  }
  const tail = search.toString();
  return tail ? `${path}?${tail}` : path;
}

/** Keyboards and screen readers start at the top of a new view, as after a load. */
function announceArrival(): void {
  requestAnimationFrame(() => document.getElementById("main")?.focus({ preventScroll: true }));
}

/** Follows links within the page; leaves new tabs, downloads and other origins to the browser. */
export function followLinks(): void {
  window.addEventListener("popstate", () => {
    place.value = read();
  });
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element).closest("a");
    if (!link || link.target || link.hasAttribute("download")) return;
    const url = new URL(link.href, window.location.href);
    if (url.origin !== window.location.origin || !isOurs(url.pathname) || url.hash) return;
    event.preventDefault();
    go(url.pathname + url.search);
  });
}

function isOurs(path: string): boolean {
  return ["/", "/search", "/upload", "/archive"].includes(path) || path.startsWith("/videos/");
}
