// How the page calls HTTP. `generate-api.mjs` puts this behind the types of the OpenAPI document.
// SPDX-License-Identifier: Apache-2.0

type Method = "get" | "post" | "put" | "patch" | "delete";
type Operation<P extends keyof paths, M extends Method> = Exclude<paths[P][M & keyof paths[P]], undefined>;
type With<P extends keyof paths, M extends Method> = {
  [path in P]: Operation<path, M> extends never ? never : path;
}[P];
/** The addresses that answer a method. */
export type PathOf<M extends Method> = With<keyof paths, M>;
type Params<O> = O extends { parameters: { path: infer V } } ? V : undefined;
type Query<O> = O extends { parameters: { query?: infer V } } ? V : undefined;
type Body<O> = O extends { requestBody: { content: { "application/json": infer V } } } ? V : undefined;
type Content<R> = R extends { content: { "application/json": infer V } } ? V : undefined;
type Answers<O> = O extends { responses: infer R }
  ? Content<R[Extract<keyof R, 200 | 201 | 202>]>
  : never;
/** What an operation answers when all is well. */
export type Answer<P extends keyof paths, M extends Method> = Answers<Operation<P, M>>;

interface Given<O> {
  path?: Params<O>;
  query?: Query<O>;
  body?: Body<O>;
  signal?: AbortSignal;
}

/** An answer that is no success, or none at all (status 0: the server cannot be reached). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly more: Record<string, unknown> = {},
  ) {
    super(detail);
  }
}

/** An upload on its way. */
export interface Upload {
  readonly done: Promise<components["schemas"]["UploadAnswer"]>;
  readonly cancel: () => void;
}

let token = "";

/** Sets what every later call says of itself; empty for nothing. */
export function setToken(value: string): void {
  token = value;
}

/** Where something is: for links, pictures, players, and the calls below. */
export function address<P extends keyof paths>(
  path: P,
  values: Record<string, string> = {},
  query: Record<string, unknown> = {},
): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ""));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) search.append(name, String(one));
    }
  }
  const tail = search.toString();
  return tail ? `${filled}?${tail}` : filled;
}

/** Calls an operation; throws a `Problem` for anything but success. */
export async function call<M extends Method, P extends PathOf<M>>(
  method: M,
  path: P,
  given: Given<Operation<P, M>> = {},
): Promise<Answer<P, M>> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (given.body !== undefined) headers["Content-Type"] = "application/json";
  const where = address(path, given.path as Record<string, string>, given.query as Record<string, unknown>);
  let answer: Response;
  try {
    answer = await fetch(where, {
      method: method.toUpperCase(),
      headers,
      body: given.body === undefined ? null : JSON.stringify(given.body),
      signal: given.signal ?? null,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Problem(0, "unreachable", "");
  }
  const text = await answer.text();
  if (!answer.ok) throw problemOf(answer.status, text);
  return (text ? JSON.parse(text) : undefined) as Answer<P, M>;
}

/** Sends a file as it is on disk, never whole in memory, and tells how much of it is out. */
export function upload(
  file: File,
  query: Record<string, unknown>,
  onProgress: (sent: number) => void,
): Upload {
  const request = new XMLHttpRequest();
  const done = new Promise<components["schemas"]["UploadAnswer"]>((resolve, reject) => {
    request.open("POST", address("/api/v1/videos", {}, query));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
    if (token) request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.upload.onprogress = (event) => { onProgress(event.loaded); };
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText));
      else reject(problemOf(request.status, request.responseText));
    };
    request.onerror = () => { reject(new Problem(0, "unreachable", "")); };
    request.onabort = () => { reject(new DOMException("cancelled", "AbortError")); };
    request.send(file);
  });
  return { done, cancel: () => { request.abort(); } };
}

function problemOf(status: number, text: string): Problem {
  try {
    const { code, detail, ...more } = JSON.parse(text) as Record<string, unknown>;
    if (typeof code === "string" && typeof detail === "string") return new Problem(status, code, detail, more);
  } catch {
    // Not ours: a proxy in between has answered.
  }
  return new Problem(status, status >= 502 && status <= 504 ? "unreachable" : "unknown", "");
}
