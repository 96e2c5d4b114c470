/** What a receiver of webhooks needs: to know that an event is Repostr's. By the Standard Webhooks specification. */

import type { WebhookEvent } from "./schema.js";

/** Seconds that an event may be old, or its sender's clock before ours. */
const TOLERANCE = 300;

/** An event that is not to be trusted. */
export class WebhookError extends Error {
  override name = "WebhookError";
}

/**
 * The event in a request to a webhook, if a signature is by the secret and it was sent within five minutes; else a
 * `WebhookError`. `body` is the text as it came, before anything parsed it.
 */
export async function verifyWebhook(
  body: string,
  headers: Headers | Record<string, string | string[] | undefined>,
  secret: string,
): Promise<WebhookEvent> {
  const header = (name: string) => {
    const value = headers instanceof Headers ? headers.get(name) : headers[name];
    if (typeof value !== "string" || value === "") throw new WebhookError(`The header ${name} is missing.`);
    return value;
  };
  const id = header("webhook-id");
  const timestamp = header("webhook-timestamp");
  const signatures = header("webhook-signature");
  if (!/^[0-9]{1,11}$/.test(timestamp) || Math.abs(Date.now() / 1_000 - Number(timestamp)) > TOLERANCE) {
    throw new WebhookError("This was sent too long ago, or not yet.");
  }
  const key = await crypto.subtle.importKey(
    "raw",
    bytes(secret.replace(/^whsec_/, "")),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["verify"],
  );
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  // Two, while a secret is changed.
  for (const [version, signature] of signatures.split(" ").map((each) => each.split(",", 2))) {
    if (version !== "v1" || signature === undefined) continue;
    if (await crypto.subtle.verify("HMAC", key, bytes(signature), signed)) return JSON.parse(body) as WebhookEvent;
  }
  throw new WebhookError("No signature is by this secret.");
}

function bytes(base64: string): Uint8Array<ArrayBuffer> {
  let text;
  try {
    text = atob(base64);
  } catch {
    throw new WebhookError("The secret or a signature is not base64.");
  }
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
