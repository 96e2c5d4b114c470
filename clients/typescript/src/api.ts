/** Requests, answers and refusals. */

import createFetchClient, { type Client } from "openapi-fetch";
import type { paths, Problem, ProblemCode } from "./schema.js";

export type Repostr = Client<paths>;

export interface Options {
  /** Without a slash at the end. */
  baseUrl: string;
  /** Asked before each request, since a session token lives for a minute: Clerk's `session.getToken()`. */
  token: () => Promise<string | null>;
}

export function createRepostr({ baseUrl, token }: Options): Repostr {
  const client = createFetchClient<paths>({ baseUrl });
  client.use({
    async onRequest({ request }) {
      const session = await token();
      if (session !== null) request.headers.set("Authorization", `Bearer ${session}`);
      return request;
    },
  });
  return client;
}

/** What the API refused, or what the gateway before it did. */
export class RepostrError extends Error {
  override readonly name = "RepostrError";

  constructor(
    readonly response: Response,
    /** Absent where the gateway itself answered: it says `{"message"}`. */
    readonly problem: Problem | undefined,
    message: string,
  ) {
    super(message);
  }

  get status(): number {
    return this.response.status;
  }

  /** Stable, such as `project_not_found`; of the gateway's own answers, the status as text. */
  get code(): ProblemCode | `${number}` {
    return this.problem?.code ?? `${this.status}`;
  }

  /** Whether the same request may succeed later. */
  get retryable(): boolean {
    return this.problem?.retryable ?? (this.status === 429 || this.status >= 500);
  }

  /** Seconds, where the answer says when to come again. */
  get retryAfter(): number | undefined {
    const seconds = this.response.headers.get("Retry-After");
    return seconds === null ? undefined : Number(seconds);
  }
}

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/**
 * The body of an answer, or a `RepostrError`.
 *
 * For what also needs the headers, take the answer apart and give it to `check` first.
 */
export async function take<Data>(answer: Promise<Answer<Data>>): Promise<Exclude<Data, undefined>> {
  return check(await answer).data;
}

/** The answer, if it is a good one. */
export function check<Data>(answer: Answer<Data>): { data: Exclude<Data, undefined>; response: Response } {
  const { data, error, response } = answer;
  if (!response.ok) throw refused(response, error);
  return { data: data as Exclude<Data, undefined>, response };
}

/** Of an answer that is no success, with its parsed body. */
export function refused(response: Response, body: unknown): RepostrError {
  if (isProblem(body)) return new RepostrError(response, body, body.detail);
  const said = typeof body === "object" && body !== null && "message" in body ? String(body.message) : undefined;
  return new RepostrError(response, undefined, said ?? `The API answered with ${response.status}.`);
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "code" in body && "detail" in body && "retryable" in body;
}

/** A `bodySerializer`: openapi-fetch makes JSON of a body otherwise. */
export function form(body: object): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(body)) data.append(name, value);
  return data;
}

/** The output that a generation queued; a dry run queues none, and has the prompt instead. */
export function queued<Body extends object>(body: Body): Extract<Body, { job_id: string }> {
  if (!("job_id" in body)) throw new TypeError("a dry run queues nothing");
  return body as Extract<Body, { job_id: string }>;
}
