/** What a frontend does again and again: upload with progress, wait, read all pages. */

import { check, form, type Repostr, take } from "./api.js";
import type { File as StoredFile, Output } from "./schema.js";

/** Bytes up to which a file goes through the API in one request. */
const DIRECT = 4 * 1024 * 1024;
/** Milliseconds between two looks at what can't be waited for. */
const PAUSE = 2_000;

export interface UploadOptions {
  /** Bytes that have been sent, and all of them. */
  onProgress?: (sent: number, total: number) => void;
  signal?: AbortSignal;
  /** Names and terms that are said in it, in the spelling that is right. */
  vocabulary?: string[];
}

/** Uploads a file by the way that fits its size; it is `ready`, or `processing` while it is read. Fails with a `RepostrError`. */
export async function uploadFile(
  api: Repostr,
  projectId: string,
  file: File,
  { onProgress, signal, vocabulary }: UploadOptions = {},
): Promise<StoredFile> {
  const path = { project_id: projectId };
  const aborts = signal === undefined ? {} : { signal };
  const send = (request: Request) => fetchWithProgress(request, file.size, onProgress);
  if (file.size <= DIRECT) {
    return take(
      api.POST("/projects/{project_id}/upload", {
        params: { path },
        body: vocabulary === undefined ? { file } : { file, vocabulary: JSON.stringify(vocabulary) },
        bodySerializer: form,
        fetch: send,
        ...aborts,
      }),
    );
  }
  const announced = await take(
    api.POST("/projects/{project_id}/files", {
      params: { path },
      body: { filename: file.name, size_bytes: file.size, vocabulary: vocabulary ?? null },
      ...aborts,
    }),
  );
  if (announced.upload === undefined) throw new TypeError("an import has nothing to put");
  const { method, url, headers } = announced.upload;
  const put = await send(new Request(url, { method, headers, body: file, ...aborts }));
  if (!put.ok) throw new Error(`The storage answered with ${put.status}.`);
  return take(
    api.POST("/projects/{project_id}/files/{file_id}/complete", {
      params: { path: { ...path, file_id: announced.id } },
      ...aborts,
    }),
  );
}

/** As `fetch`; a browser tells progress by XMLHttpRequest alone, and elsewhere it is told at the end. */
async function fetchWithProgress(
  request: Request,
  size: number,
  onProgress: UploadOptions["onProgress"],
): Promise<Response> {
  if (onProgress === undefined) return fetch(request);
  if (typeof XMLHttpRequest === "undefined") {
    const response = await fetch(request);
    onProgress(size, size);
    return response;
  }
  const body = await request.blob();
  return new Promise((resolve, reject) => {
    const sender = new XMLHttpRequest();
    sender.open(request.method, request.url);
    request.headers.forEach((value, name) => sender.setRequestHeader(name, value));
    sender.responseType = "blob";
    // A form is a little larger than its file.
    sender.upload.onprogress = ({ loaded, total }) => onProgress(Math.round((loaded / total) * size), size);
    sender.onload = () => {
      const headers = new Headers();
      for (const line of sender.getAllResponseHeaders().trim().split("\r\n")) {
        const colon = line.indexOf(":");
        if (colon > 0) headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
      }
      const empty = sender.status === 204 || sender.status === 304;
      resolve(new Response(empty ? null : sender.response, { status: sender.status, headers }));
    };
    sender.onerror = () => reject(new TypeError("The connection broke."));
    sender.onabort = () => reject(request.signal.reason);
    request.signal.addEventListener("abort", () => sender.abort());
    if (request.signal.aborted) reject(request.signal.reason);
    else sender.send(body);
  });
}

export interface WaitOptions<Resource> {
  /** Each state that was seen, with its `progress`; the last included. */
  onChange?: (resource: Resource) => void;
  signal?: AbortSignal;
}

interface Named {
  id: string;
  project_id: string;
}

/** An output once it is `completed`, `failed` or `cancelled`. */
export function waitFor(api: Repostr, output: Named & { kind: string }, options?: WaitOptions<Output>): Promise<Output>;
/** A file once it is `ready` or `failed`. */
export function waitFor(
  api: Repostr,
  file: Named & { filename: string | null },
  options?: WaitOptions<StoredFile>,
): Promise<StoredFile>;
export async function waitFor(
  api: Repostr,
  resource: Named,
  { onChange, signal }: WaitOptions<never> = {},
): Promise<Output | StoredFile> {
  const { id, project_id } = resource;
  const aborts = signal === undefined ? {} : { signal };
  // Whoever looks on is told of each change, and else of the end alone.
  let known = {};
  for (;;) {
    const answer =
      "kind" in resource
        ? await api.GET("/projects/{project_id}/outputs/{output_id}", {
            params: { path: { project_id, output_id: id }, header: { Prefer: "wait=25", ...known } },
            ...aborts,
          })
        : await api.GET("/projects/{project_id}/files/{file_id}", {
            params: { path: { project_id, file_id: id }, header: { Prefer: "wait=25", ...known } },
            ...aborts,
          });
    if (answer.response.status !== 304) {
      const { data, response } = check<Output | StoredFile | undefined>(answer);
      onChange?.(data as never);
      if (!["queued", "processing", "uploading"].includes(data.status)) return data;
      const tag = response.headers.get("ETag");
      if (onChange !== undefined && tag !== null) known = { "If-None-Match": tag };
    }
    // Who didn't wait there waits here.
    if (!answer.response.headers.has("Preference-Applied")) await pause(PAUSE, signal);
  }
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", stop, { once: true });
    if (signal?.aborted) stop();
  });
}

/** The rows of a list, page by page: `pages((cursor) => api.GET("/projects", { params: { query: { ...cursor } } }))`. */
export async function* pages<Row>(
  page: (cursor: { cursor?: string }) => Promise<{ data?: Row[]; error?: unknown; response: Response }>,
): AsyncGenerator<Row, void> {
  let cursor: string | null = null;
  do {
    const { data, response }: { data: Row[]; response: Response } = check(await page(cursor === null ? {} : { cursor }));
    yield* data;
    cursor = response.headers.get("X-Next-Cursor");
  } while (cursor !== null);
}
