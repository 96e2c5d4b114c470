// The page /docs of the running stack, in a real browser: signs in with a token, creates a project, and sees it; finds a
// route by a filter and by the address, copies it for a shell, and reads what it can answer.
// Fails where the page asks another host for anything, its own policy refuses something of it, or axe finds a barrier.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import axe from "axe-core";
import { chromium } from "playwright-core";

const { API_URL, TOKEN, TEAM_TOKEN, CHROMIUM, SCREENSHOT } = process.env;
const api = new URL(API_URL).origin;
const profile = await mkdtemp(join(tmpdir(), "docs-"));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: CHROMIUM,
  headless: true,
  viewport: { width: 1100, height: 900 },
  permissions: ["clipboard-read", "clipboard-write"],
  args: [
    ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
    ...["--disable-component-update", "--disable-sync"],
  ],
});
try {
  const page = await browser.newPage();
  const elsewhere = [];
  const complaints = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol !== "data:" && url.origin !== api) elsewhere.push(request.url());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    // Chromium reports each 4xx there, too.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) complaints.push(message.text());
  });

  const answer = await page.goto(`${api}/docs`);
  const policy = answer.headers()["content-security-policy"] ?? "";
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe/);

  const contract = await (await fetch(`${api}/openapi.json`)).json();
  const operations = Object.values(contract.paths).flatMap((item) => Object.values(item).filter((each) => each.operationId));
  await page.locator("#project-create").waitFor();
  for (const { operationId } of operations) assert.equal(await page.locator(`#${operationId}`).count(), 1, operationId);

  const create = page.locator("#project-create");
  const status = create.locator("[role=status]");
  await create.locator("summary").first().click();
  await create.getByRole("button", { name: "Send" }).click();
  await status.filter({ hasText: "401" }).waitFor();

  await page.getByLabel("Session token").fill("no.token.at-all");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.locator("#who").filter({ hasText: "401" }).waitFor();
  await page.getByLabel("Session token").fill(TOKEN);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.locator("#who").filter({ hasText: "Signed in as user_" }).waitFor();

  await create.getByLabel("Body").fill(JSON.stringify({ title: "From the page" }));
  await create.getByRole("button", { name: "Send" }).click();
  await status.filter({ hasText: "201" }).waitFor();
  const project = JSON.parse(await create.locator("[aria-live] pre").first().textContent());
  assert.equal(project.title, "From the page");
  if (SCREENSHOT) await page.screenshot({ path: SCREENSHOT });

  // What it can answer: a code with its example, and a schema.
  const barriers = async () => {
    const { violations } = await page.evaluate(`${axe.source}; axe.run()`);
    assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]), []);
  };
  const conflict = create.locator("details", { has: page.locator("summary", { hasText: "409" }) });
  await conflict.locator("summary").first().click();
  await conflict.locator("details > summary", { hasText: "idempotency_key_in_flight" }).click();
  const example = JSON.parse(await conflict.locator("pre").first().textContent());
  assert.deepEqual([example.status, example.code], [409, "idempotency_key_in_flight"]);
  const created = create.locator("details", { has: page.locator("summary", { hasText: "201" }) });
  await created.locator("summary").first().click();
  await created.locator("summary", { hasText: "Schema" }).click();
  assert.equal(JSON.parse(await created.locator("pre").last().textContent()).type, "object");
  assert.ok((await create.locator("p code").count()) > 0, "code stands as code");
  await barriers();

  // For a shell: with the body, and without the token.
  const body = { title: "It's from a shell" };
  await create.getByLabel("Body").fill(JSON.stringify(body));
  await create.getByRole("button", { name: "Copy as curl" }).click();
  await status.filter({ hasText: "Copied" }).waitFor();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(!command.includes(TOKEN));
  const said = execFileSync("sh", ["-c", `${command} --silent`], { env: { ...process.env, TOKEN }, encoding: "utf8" });
  assert.equal(JSON.parse(said).title, body.title);

  // The filter, by words of the path and the summary.
  const shown = () => page.locator("#routes > section > details:visible").evaluateAll((routes) => routes.map((route) => route.id));
  await page.getByLabel("Filter").fill("output /cancel");
  assert.deepEqual(await shown(), ["output-cancel"]);
  await page.getByLabel("Filter").fill("");
  assert.equal((await shown()).length, operations.length);

  // The contract's links fill in its id where it is asked for.
  const get = page.locator("#project-get");
  await get.locator("summary").first().click();
  assert.equal(await get.getByLabel("project_id").inputValue(), project.id);
  await get.getByRole("button", { name: "Send" }).click();
  await get.locator("[role=status]").filter({ hasText: "200" }).waitFor();

  const upload = page.locator("#file-upload");
  await upload.locator("summary").first().click();
  await upload.locator("input[type=file]").setInputFiles({ name: "talk.txt", mimeType: "text/plain", buffer: Buffer.from("Four score.") });
  await upload.getByRole("button", { name: "Send" }).click();
  await upload.locator("[role=status]").filter({ hasText: "201" }).waitFor();

  // With a second token there are two accounts, and each request is for the one that is chosen.
  const who = page.locator("#who");
  const accounts = page.locator("#accounts");
  assert.ok(!(await accounts.isVisible()));
  await page.getByLabel("Session token").fill(TEAM_TOKEN);
  await page.getByRole("button", { name: "Sign in" }).click();
  await who.filter({ hasText: "viewer of org_guide" }).waitFor();
  await create.getByRole("button", { name: "Send" }).click();
  await status.filter({ hasText: "403" }).waitFor();
  await barriers();
  await page.reload();
  await who.filter({ hasText: "viewer of org_guide" }).waitFor();
  const [alone] = (await accounts.locator("option").allTextContents()).filter((account) => account.startsWith("user_"));
  await accounts.selectOption(alone);
  await who.filter({ hasText: /^Signed in as user_\w+$/ }).waitFor();
  await create.locator("summary").first().click();
  await create.getByLabel("Body").fill(JSON.stringify({ title: "My own again" }));
  await create.getByRole("button", { name: "Send" }).click();
  await status.filter({ hasText: "201" }).waitFor();

  // An address opens its route, and a reload keeps who is signed in: in this tab, and in no address.
  await page.goto(`${api}/docs#usage-get`);
  await page.reload();
  await page.locator("#usage-get[open]").waitFor();
  await page.locator("#who").filter({ hasText: "Signed in as user_" }).waitFor();
  await page.locator("#usage-get").getByRole("button", { name: "Send" }).click();
  await page.locator("#usage-get [role=status]").filter({ hasText: "200" }).waitFor();
  assert.ok(!page.url().includes(TOKEN));
  await barriers();
  await page.getByRole("button", { name: "Sign out" }).click();
  const stored = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie.length]);
  assert.deepEqual(stored, [0, 0, 0], "the token is kept nowhere");
  await page.setViewportSize({ width: 390, height: 800 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 390, `on a telephone it is ${wide} pixels wide`);
  await barriers();
  assert.deepEqual(elsewhere, [], "nothing is asked of another host");
  assert.deepEqual(complaints, []);
} finally {
  await browser.close();
  await rm(profile, { recursive: true, force: true });
}
