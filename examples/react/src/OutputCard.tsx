/** An output: how far it is, its text to edit, and its exports. */

import { useState } from "react";
import { check, type Output, type Repostr, RepostrError } from "repostr-client";
import { Alert, useTask } from "./task";

const FORMATS = ["md", "html", "docx"] as const;

export function OutputCard({ api, output, onChange }: { api: Repostr; output: Output; onChange: (output: Output) => void }) {
  const path = { project_id: output.project_id, output_id: output.id };
  const [draft, setDraft] = useState<{ body: string; tag: string }>();
  const [theirs, setTheirs] = useState<Output>();

  const read = async () => {
    const { data, response } = check(await api.GET("/projects/{project_id}/outputs/{output_id}", { params: { path } }));
    onChange(data);
    return { output: data, tag: response.headers.get("ETag") ?? "" };
  };

  const edit = useTask(async () => {
    const { output, tag } = await read();
    setDraft({ body: output.body ?? "", tag });
  });

  const save = useTask(async (body: string, tag: string) => {
    setTheirs(undefined);
    try {
      const params = { path, header: { "If-Match": tag } };
      const answer = await api.PATCH("/projects/{project_id}/outputs/{output_id}", { params, body: { body } });
      onChange(check(answer).data);
      setDraft(undefined);
    } catch (error) {
      if (!(error instanceof RepostrError) || error.status !== 412) throw error;
      // Somebody was faster: nothing is lost on either side, and the person decides.
      const present = await read();
      setTheirs(present.output);
      setDraft({ body, tag: present.tag });
    }
  });

  const download = useTask(async (format: (typeof FORMATS)[number]) => {
    const { data } = check(
      await api.GET("/projects/{project_id}/outputs/{output_id}/export", {
        params: { path, query: { format } },
        parseAs: "blob",
      }),
    );
    const url = URL.createObjectURL(data as Blob);
    const link = Object.assign(document.createElement("a"), { href: url, download: `${output.kind}.${format}` });
    link.click();
    URL.revokeObjectURL(url);
  });

  return (
    <article aria-label={output.kind}>
      <h2>
        {output.kind} <span className="status">{output.status}</span>
      </h2>
      {["queued", "processing"].includes(output.status) ? <Progress output={output} /> : null}
      {output.status === "failed" ? <p role="alert">{output.error?.detail}</p> : null}
      {output.status !== "completed" ? null : draft === undefined ? (
        <>
          <p>{output.metadata.title ?? output.body?.slice(0, 200)}</p>
          <div className="row">
            <button disabled={edit.busy} onClick={() => void edit.run()}>
              Edit
            </button>
            {FORMATS.map((format) => (
              <button key={format} disabled={download.busy} onClick={() => void download.run(format)}>
                {format}
              </button>
            ))}
          </div>
        </>
      ) : (
        <form onSubmit={(event) => (event.preventDefault(), void save.run(draft.body, draft.tag))}>
          <textarea aria-label="Text" value={draft.body} onChange={(event) => setDraft({ ...draft, body: event.target.value })} />
          {theirs === undefined ? null : (
            <p role="alert">
              It was changed elsewhere meanwhile.{" "}
              <button type="button" onClick={() => (setDraft({ ...draft, body: theirs.body ?? "" }), setTheirs(undefined))}>
                Take that text
              </button>
            </p>
          )}
          <div className="row">
            <button disabled={save.busy}>{theirs === undefined ? "Save" : "Save mine over it"}</button>
            <button type="button" onClick={() => (setDraft(undefined), setTheirs(undefined))}>
              Leave
            </button>
          </div>
        </form>
      )}
      <Alert error={edit.error ?? save.error ?? download.error} />
    </article>
  );
}

/** A stage that is not parted into steps has none to show. */
function Progress({ output: { kind, progress } }: { output: Output }) {
  const steps = progress && progress.total > 1 ? { value: progress.done, max: progress.total } : {};
  return (
    <p>
      <progress aria-label={`${kind} is being written`} {...steps} /> {progress?.stage}
    </p>
  );
}
