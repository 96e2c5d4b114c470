// What the guide says of 402 and 429, provoked on the running stack, whose quotas and rate limit are on (one request a
// minute): the client tells when to come again, and what would help.
import assert from "node:assert/strict";
import { check, createRepostr, form, queued, RepostrError, take } from "repostr-client";

const { API_URL, TOKEN } = process.env;
const api = createRepostr({ baseUrl: API_URL, token: async () => TOKEN });
const error = (answer) => take(answer).then(() => assert.fail("it was accepted"), (error) => error);

const project = await take(api.POST("/projects", { body: { title: "Up to the limit" } }));
const path = { project_id: project.id };

// 429: within two minutes two requests fall into one.
await take(api.POST("/projects/{project_id}/upload", {
  params: { path }, body: { file: new File(["The mill stood by the river."], "mill.txt") }, bodySerializer: form,
}));
const ask = () => api.POST("/projects/{project_id}/generate/{kind}", { params: { path: { ...path, kind: "blog" } }, body: {} });
const { data: first, response: accepted } = check(await ask());
assert.equal(accepted.headers.get("X-RateLimit-Limit"), "1");
assert.equal(accepted.headers.get("X-RateLimit-Remaining"), "0");
let busy = await ask();
if (busy.response.ok) busy = await ask();
const limited = await error(Promise.resolve(busy));
assert.ok(limited instanceof RepostrError);
assert.deepEqual([limited.status, limited.code, limited.retryable], [429, "rate_limited", true]);
assert.ok(limited.retryAfter >= 1 && limited.retryAfter <= 60, String(limited.retryAfter));
assert.equal(limited.response.headers.get("X-RateLimit-Remaining"), "0");

// 402: the plan `free` holds 1 GiB, and a file is of 50 MB at most.
const announce = () => api.POST("/projects/{project_id}/files", { params: { path }, body: { filename: "talk.mp3", size_bytes: 50 * 1024 * 1024 } });
const { limits } = await take(api.GET("/usage"));
for (let left = limits.storage_bytes; left > 50 * 1024 * 1024; left -= 50 * 1024 * 1024) check(await announce());
const full = await error(announce());
assert.deepEqual([full.status, full.code, full.retryable], [402, "storage_quota_exceeded", false]);
assert.equal(full.problem.quota.quota, "storage_bytes");
assert.equal(full.problem.quota.plan, "free");

// Nobody is left behind who still works for this.
const location = { params: { path: { ...path, output_id: queued(first).id }, header: { Prefer: "wait=25" } } };
const { status } = await take(api.GET("/projects/{project_id}/outputs/{output_id}", location));
assert.equal(status, "completed");
await api.DELETE("/projects/{project_id}", { params: { path } });
