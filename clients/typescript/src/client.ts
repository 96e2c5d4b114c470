/** Repostr's API, typed from its OpenAPI document. The guide is docs/frontend.md. */

export * from "./api.js";
export * from "./helpers.js";
export * from "./webhooks.js";
/** Every schema of the document under its name (`Output`, `Problem`, `ProblemCode` …), and its `paths`. */
export type * from "./schema.js";
