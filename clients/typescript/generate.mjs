// Writes src/schema.ts, the types of ../../openapi.json; with --check only says whether it is what it would write.
// https://openapi-ts.dev/node
import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";

const TARGET = new URL("src/schema.ts", import.meta.url);
const BLOB = ts.factory.createTypeReferenceNode("Blob");

const contract = JSON.parse(await readFile(new URL("../../openapi.json", import.meta.url), "utf8"));
const types = await openapiTS(contract, {
  // A file of a form is bytes, not text.
  transform: (schema) => (schema.format === "binary" ? BLOB : undefined),
});
// Each schema under its own name too.
const names = Object.keys(contract.components.schemas).map((name) => `export type ${name} = components["schemas"]["${name}"];\n`);
const text = `// Generated from openapi.json by \`npm run generate\`. Not to be edited.\n\n${astToString(types)}\n${names.join("")}`;

if (!process.argv.includes("--check")) {
  await writeFile(TARGET, text);
} else if ((await readFile(TARGET, "utf8")) !== text) {
  console.error("clients/typescript/src/schema.ts is not what openapi.json says: run `dev/check-client --generate`");
  process.exit(1);
}
