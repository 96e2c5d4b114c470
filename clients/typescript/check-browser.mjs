// The guide's program in a real browser, in a page of another origin than the API's: what CORS keeps from a page, Node
// never notices. The page's own files are answered here; whatever it asks the API goes over the network.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const { API_URL, TOKEN, TEAM_TOKEN, CHROMIUM } = process.env;
// One of the local stack's ALLOWED_ORIGINS.
const ORIGIN = "http://localhost:3000";
assert.notEqual(new URL(API_URL).origin, ORIGIN);

// As much of node:assert/strict as the guide's checks use.
const ASSERT = `
  const fail = (what) => { throw new Error(what); };
  const same = (a, b) => a === b || (a && b && typeof a === "object" && typeof b === "object"
    && Array.isArray(a) === Array.isArray(b) && Object.keys(a).length === Object.keys(b).length
    && Object.keys(a).every((key) => same(a[key], b[key])));
  const shown = JSON.stringify;
  export default {
    ok: (value, why) => value || fail(why ?? "not ok"),
    equal: (a, b, why) => Object.is(a, b) || fail(why ?? shown(a) + " is not " + shown(b)),
    notEqual: (a, b, why) => a !== b || fail(why ?? shown(a) + " is it, too"),
    deepEqual: (a, b, why) => same(a, b) || fail(why ?? shown(a) + " is not " + shown(b)),
    match: (text, pattern) => pattern.test(text) || fail(shown(text) + " is not " + pattern),
    rejects: async (promise, expected) => {
      try { await (typeof promise === "function" ? promise() : promise); } catch (error) {
        if (expected instanceof RegExp) return expected.test(String(error)) || fail(String(error));
        if (typeof expected === "function") {
          const is = expected.prototype && error instanceof expected;
          return is || expected(error) === true || fail(String(error));
        }
        for (const [key, value] of Object.entries(expected ?? {})) same(error[key], value) || fail(key + ": " + shown(error[key]));
        return;
      }
      fail("it was not rejected");
    },
  };`;
const module = (text) => ({ contentType: "text/javascript", body: text });
const file = async (path) => module(await readFile(path, "utf8"));
const answers = {
  "/": async () => ({
    contentType: "text/html",
    body: `<!doctype html><script type="importmap">${JSON.stringify({
      imports: {
        "node:assert/strict": "/assert.js",
        "node:fs/promises": "/files.js",
        "repostr-client": "/dist/client.js",
        "openapi-fetch": "/openapi-fetch.js",
      },
    })}</script>
    <script>globalThis.process = ${JSON.stringify({ env: { API_URL, TOKEN, TEAM_TOKEN } })};</script>
    <script type="module">
      try { await import("/guide.js"); document.title = "done"; }
      catch (error) { console.error(error.stack); document.title = "failed"; }
    </script>`,
  }),
  "/guide.js": () => file(".guide/out/frontend.js"),
  "/openapi-fetch.js": () => file("node_modules/openapi-fetch/dist/index.mjs"),
  "/assert.js": async () => module(ASSERT),
  "/files.js": async () => module("export const readFile = async () => (await fetch('/talk.txt')).bytes();"),
  "/talk.txt": async () => ({ body: await readFile("../../dev/samples/lincoln-1863.txt") }),
};

const profile = await mkdtemp(join(tmpdir(), "guide-"));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: CHROMIUM,
  headless: true,
  args: [
    ...["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
    // A page that comes from no address is not known to be of this machine, as one of a developer's server is.
    "--disable-features=LocalNetworkAccessChecks",
  ],
});
try {
  const page = await browser.newPage();
  const said = [];
  page.on("console", (message) => message.type() === "error" && said.push(message.text()));
  await page.route(`${ORIGIN}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const answer = pathname.startsWith("/dist/") ? await file(`.${pathname}`) : await answers[pathname]?.();
    await route.fulfill(answer ?? { status: 404 });
  });
  await page.goto(ORIGIN);
  await page.waitForFunction(() => document.title !== "", null, { timeout: 300_000 });
  assert.equal(await page.title(), "done", said.join("\n"));
} finally {
  await browser.close();
  await rm(profile, { recursive: true });
}
