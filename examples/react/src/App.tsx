/** Signing in by a token, and the one project that is worked on. With Clerk, `token` is `session.getToken`. */

import { useMemo, useState } from "react";
import { createRepostr, type Project, type Repostr, take } from "repostr-client";
import { Alert, useTask } from "./task";
import { ProjectPage } from "./ProjectPage";

const baseUrl: string = import.meta.env["VITE_API_URL"] ?? new URLSearchParams(location.search).get("api") ?? "http://127.0.0.1:8000";

export function App() {
  // For as long as the tab is open: a session token lives for a minute.
  const [token, setToken] = useState("");
  const api = useMemo(() => (token === "" ? null : createRepostr({ baseUrl, token: async () => token })), [token]);
  return (
    <main>
      <header>
        <h1>Repostr</h1>
        {api === null ? null : <button onClick={() => setToken("")}>Sign out</button>}
      </header>
      {api === null ? <SignIn onToken={setToken} /> : <Signed api={api} />}
    </main>
  );
}

function SignIn({ onToken }: { onToken: (token: string) => void }) {
  const [text, setText] = useState("");
  return (
    <form className="row" onSubmit={(event) => (event.preventDefault(), onToken(text.trim()))}>
      <label htmlFor="token">Session token (`cargo dev token user_1`)</label>
      <input id="token" type="text" value={text} onChange={(event) => setText(event.target.value)} required />
      <button>Sign in</button>
    </form>
  );
}

function Signed({ api }: { api: Repostr }) {
  const [project, setProject] = useState<Project>();
  const [title, setTitle] = useState("");
  const [key, setKey] = useState(() => crypto.randomUUID());
  const create = useTask(async () => {
    // The same key for the same click, however often it is tried.
    const params = { header: { "Idempotency-Key": key } };
    setProject(await take(api.POST("/projects", { params, body: { title } })));
    setKey(crypto.randomUUID());
  });
  const open = useTask(async () => {
    const [newest] = await take(api.GET("/projects", { params: { query: { limit: 1 } } }));
    setProject(newest);
  });
  if (project !== undefined) return <ProjectPage api={api} project={project} />;
  return (
    <form className="row" onSubmit={(event) => (event.preventDefault(), void create.run())}>
      <label htmlFor="title">A new project</label>
      <input id="title" type="text" value={title} onChange={(event) => setTitle(event.target.value)} />
      <button disabled={create.busy}>Create</button>
      <button type="button" disabled={open.busy} onClick={() => void open.run()}>
        Open the newest
      </button>
      <Alert error={create.error ?? open.error} />
    </form>
  );
}
