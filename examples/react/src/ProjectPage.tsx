/** A project: its sources, what is made of them, and what is left of the plan. */

import { type ChangeEvent, useEffect, useState } from "react";
import {
  type Output, type OutputKind, pages, type Project, queued, type Repostr, take, uploadFile, type Usage, waitFor,
} from "repostr-client";
import { OutputCard } from "./OutputCard";
import { Alert, useTask } from "./task";

const KINDS: OutputKind[] = ["blog", "social", "email"];

type Source = { id: string; filename: string | null; status: string };

export function ProjectPage({ api, project }: { api: Repostr; project: Project }) {
  const path = { project_id: project.id };
  const [sources, setSources] = useState<Source[]>([]);
  const [outputs, setOutputs] = useState<Output[]>([]);
  const [usage, setUsage] = useState<Usage>();
  const [sent, setSent] = useState<number>();
  const [address, setAddress] = useState("");

  const see = (source: Source) => setSources((all) => [source, ...all.filter((other) => other.id !== source.id)]);
  const show = (output: Output) =>
    setOutputs((all) => [...all.filter((other) => other.id !== output.id), output].sort((a, b) => a.kind.localeCompare(b.kind)));

  const load = useTask(async () => {
    const found: Source[] = [];
    for await (const file of pages((cursor) =>
      api.GET("/projects/{project_id}/files", { params: { path, query: cursor } }),
    )) found.push(file);
    setSources(found);
    for await (const output of pages((cursor) =>
      api.GET("/projects/{project_id}/outputs", { params: { path, query: cursor } }),
    )) show(output);
    setUsage(await take(api.GET("/usage")));
  });
  useEffect(() => void load.run(), [project.id]);

  const upload = useTask(async (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    if (file === undefined) return;
    setSent(0);
    try {
      const stored = await uploadFile(api, project.id, file, { onProgress: (bytes, all) => setSent(bytes / all) });
      see(stored);
      see(await waitFor(api, stored));
    } finally {
      setSent(undefined);
      event.target.value = "";
    }
  });

  const fetchAddress = useTask(async () => {
    const file = await take(api.POST("/projects/{project_id}/files", { params: { path }, body: { url: address } }));
    setAddress("");
    see(file);
    see(await waitFor(api, file));
  });

  const generate = useTask(async () => {
    const params = (kind: OutputKind) => ({
      path: { ...path, kind },
      header: { "Idempotency-Key": crypto.randomUUID() },
    });
    const accepted = await Promise.all(
      KINDS.map(async (kind) =>
        queued(await take(api.POST("/projects/{project_id}/generate/{kind}", { params: params(kind), body: {} }))),
      ),
    );
    await Promise.all(accepted.map((output) => waitFor(api, output, { onChange: show })));
    setUsage(await take(api.GET("/usage")));
  });

  return (
    <>
      <section aria-label="Sources">
        <h2>{project.title}</h2>
        <div className="row">
          <label htmlFor="file">A text, a document or a recording</label>
          <input id="file" type="file" disabled={upload.busy} onChange={(event) => void upload.run(event)} />
        </div>
        <form className="row" onSubmit={(event) => (event.preventDefault(), void fetchAddress.run())}>
          <label htmlFor="address">or its address</label>
          <input id="address" type="text" value={address} onChange={(event) => setAddress(event.target.value)} />
          <button disabled={fetchAddress.busy}>Import</button>
        </form>
        {sent === undefined ? null : <progress aria-label="Sent" value={sent} />}
        <ul>
          {sources.map((source) => (
            <li key={source.id}>
              {source.filename} <span className="status">{source.status}</span>
            </li>
          ))}
        </ul>
        <Alert error={upload.error} />
        <Alert error={fetchAddress.error} />
        <Alert error={load.error} />
      </section>
      <section aria-label="Outputs">
        <div className="row">
          <button disabled={generate.busy || sources.length === 0} onClick={() => void generate.run()}>
            Write a blog post, social posts and an email
          </button>
          {usage === undefined ? null : (
            <span className="status">
              {usage.remaining.outputs} outputs left this month ({usage.plan})
            </span>
          )}
        </div>
        <Alert error={generate.error} />
        <div className="outputs">
          {outputs.map((output) => (
            <OutputCard key={output.id} api={api} output={output} onChange={show} />
          ))}
        </div>
      </section>
    </>
  );
}
