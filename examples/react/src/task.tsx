/** Something that takes time and can fail: whether it runs, and what went wrong the last time. */

import { useState } from "react";
import { RepostrError } from "repostr-client";

export function useTask<Args extends unknown[]>(task: (...args: Args) => Promise<void>) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const run = async (...args: Args) => {
    setBusy(true);
    setError(undefined);
    try {
      await task(...args);
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, run };
}

export function Alert({ error }: { error: unknown }) {
  if (error === undefined) return null;
  const { retryable = false, retryAfter } = error instanceof RepostrError ? error : {};
  const again = retryAfter === undefined ? "Try again." : `Try again in ${retryAfter} s.`;
  return (
    <p role="alert">
      {error instanceof Error ? error.message : String(error)} {retryable ? again : null}
    </p>
  );
}
