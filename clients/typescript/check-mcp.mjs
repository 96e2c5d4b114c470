// docs/mcp.md with the protocol's own client: it takes a page of a site to a finished blog post, and holds each result against
// the schema that its tool gives.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { createRepostr, take } from "repostr-client";

const { API_URL, TOKEN } = process.env;
const api = createRepostr({ baseUrl: API_URL, token: async () => TOKEN });

const page = `<!doctype html><html lang="en"><head><title>Winter bread</title></head><body><nav>Home Shop</nav><article>
<h1>Winter bread</h1><p>The oven of the small bakery never goes cold between November and March, and the dough rests for a night.</p>
<p>Forty loaves leave the house before six in the morning, and none comes back in the evening.</p></article></body></html>`;
const site = createServer((_, answer) => answer.setHeader("content-type", "text/html; charset=utf-8").end(page));
site.listen(0, "127.0.0.1");
await once(site, "listening");
const url = `http://127.0.0.1:${site.address().port}/winter-bread`;

async function connected(scopes) {
  const { key } = await take(api.POST("/api-keys", { body: { name: "An assistant", scopes } }));
  const client = new Client({ name: "check-mcp", version: "1" });
  const requestInit = { headers: { Authorization: `Bearer ${key}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(`${API_URL}/mcp`), { requestInit }));
  return client;
}

async function call(client, name, args) {
  const result = await client.callTool({ name, arguments: args });
  assert.ok(!result.isError, JSON.stringify(result.content));
  return result.structuredContent;
}

const client = await connected(["read", "write"]);
assert.equal(client.getServerVersion().name, "repostr");
const { tools } = await client.listTools();
assert.equal(tools.length, 11);

const project = await call(client, "create_project", { title: "Winter bread" });
const file = await call(client, "import_address", { project_id: project.id, url });
assert.equal(file.source_url, url);
const { outputs } = await call(client, "generate", { project_id: project.id, kinds: ["blog"], target_length: 100 });
const place = { project_id: project.id, output_id: outputs[0].id };
const blog = await call(client, "get_output", { ...place, wait_seconds: 20 });
assert.equal(blog.status, "completed", JSON.stringify(blog.error));
const exported = await call(client, "export_output", { ...place, format: "md" });
assert.match(exported.text, /^# .+\n[^]*Forty loaves leave the house/);

const reader = await connected(["read"]);
const readable = (await reader.listTools()).tools.map((tool) => tool.name);
assert.ok(readable.includes("get_output") && !readable.includes("generate"), readable.join());
const refused = await reader.callTool({ name: "create_project", arguments: { title: "Another" } });
assert.ok(refused.isError && refused.content[0].text.includes("read_only"), JSON.stringify(refused));

await client.close();
await reader.close();
site.close();
