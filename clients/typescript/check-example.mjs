// The example app, built, in a real browser and from another origin than the API's: signs in, uploads, imports, generates,
// edits in two tabs, exports, and shows what the API refuses. With LIMITED, only what a rate limit looks like.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { chromium } from "playwright-core";

const { API_URL, TOKEN, CHROMIUM, LIMITED, SCREENSHOTS } = process.env;
const ORIGIN = "http://localhost:3000";
const DIST = "../../examples/react/dist";
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };
const TALK = "../../dev/samples/lincoln-1863.txt";

const profile = await mkdtemp(join(tmpdir(), "example-"));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: CHROMIUM,
  headless: true,
  viewport: { width: 1100, height: 900 },
  args: [
    ...["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
    // A page that comes from no address is not known to be of this machine, as one of a developer's server is.
    "--disable-features=LocalNetworkAccessChecks",
  ],
});

async function open(token) {
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  await page.route(`${ORIGIN}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const path = pathname === "/" ? "/index.html" : pathname;
    await route.fulfill({ contentType: TYPES[extname(path)], body: await readFile(DIST + path) });
  });
  await page.goto(`${ORIGIN}/?api=${API_URL}`);
  await page.getByLabel("Session token").fill(token);
  await page.getByRole("button", { name: "Sign in" }).click();
  return page;
}

const output = (page, kind) => page.getByRole("article", { name: kind });
const generate = (page) => page.getByRole("button", { name: "Write a blog post" }).click();
const alert = (page, text) => page.getByRole("alert").filter({ hasText: text }).waitFor();

async function limited() {
  const page = await open(TOKEN);
  await page.getByRole("button", { name: "Open the newest" }).click();
  await generate(page);
  await alert(page, /Try again in \d+ s\./);
}

async function whole() {
  const stranger = await open("forged");
  await stranger.getByRole("button", { name: "Open the newest" }).click();
  await alert(stranger, /sign in|token/i);
  await stranger.close();

  const page = await open(TOKEN);
  await page.getByRole("button", { name: "Create" }).click();
  await alert(page, /empty/);
  await page.getByLabel("A new project").fill("Annual message, 1863");
  await page.getByRole("button", { name: "Create" }).click();

  await page.getByLabel("A text, a document").setInputFiles(TALK);
  await page.getByText("lincoln-1863.txt ready").waitFor();
  await page.getByLabel("A text, a document").setInputFiles({ name: "a.pdf", mimeType: "application/pdf", buffer: Buffer.from("no PDF") });
  await alert(page, /\.pdf/);
  await page.getByLabel("or its address").fill("ftp://example.com/a");
  await page.getByRole("button", { name: "Import" }).click();
  await alert(page, /https:\/\//);

  await generate(page);
  for (const kind of ["blog", "social", "email"]) await output(page, kind).getByText("completed").waitFor();
  await page.getByText("97 outputs left").waitFor();
  if (SCREENSHOTS) await page.screenshot({ path: join(SCREENSHOTS, "desktop.png"), fullPage: true });

  // Large enough for the way that goes straight to the storage, and long enough on it to be seen.
  const large = { name: "large.txt", mimeType: "text/plain", buffer: Buffer.alloc(7 * 1024 * 1024, "It rained all day. ") };
  const seen = page.getByRole("progressbar", { name: "Sent" }).waitFor();
  await page.getByLabel("A text, a document").setInputFiles(large);
  await seen;
  await page.getByText("large.txt ready").waitFor();

  // Two tabs edit the same text: the later one is told, and nothing is lost.
  const other = await open(TOKEN);
  await other.getByRole("button", { name: "Open the newest" }).click();
  for (const tab of [page, other]) await output(tab, "blog").getByRole("button", { name: "Edit" }).click();
  await output(page, "blog").getByLabel("Text").fill("# The first\n\nIt was first.");
  await output(page, "blog").getByRole("button", { name: "Save" }).click();
  await output(page, "blog").getByRole("button", { name: "Edit" }).waitFor();
  await output(other, "blog").getByLabel("Text").fill("# The second\n\nIt came later.");
  await output(other, "blog").getByRole("button", { name: "Save" }).click();
  await alert(other, "changed elsewhere");
  await other.setViewportSize({ width: 390, height: 844 });
  assert.ok(await other.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "it fits a phone");
  if (SCREENSHOTS) await other.screenshot({ path: join(SCREENSHOTS, "mobile.png"), fullPage: true });
  await output(other, "blog").getByRole("button", { name: "Save mine over it" }).click();
  await output(other, "blog").getByRole("button", { name: "Edit" }).waitFor();

  for (const format of ["md", "html", "docx"]) {
    const [download] = await Promise.all([
      other.waitForEvent("download"),
      output(other, "blog").getByRole("button", { name: format }).click(),
    ]);
    const path = await download.path();
    assert.ok((await stat(path)).size > 10, format);
    if (format === "md") assert.match(await readFile(path, "utf8"), /It came later\./);
  }
}

try {
  await (LIMITED ? limited() : whole());
  console.log(LIMITED ? "The example shows a rate limit" : "The example works");
} finally {
  await browser.close();
  await rm(profile, { recursive: true });
}
