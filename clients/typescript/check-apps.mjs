// The package as others get it, `npm pack`'s tarball, in a Vite app and in a Next app: both compile strictly and are built.
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const { NPM = "npm" } = process.env;
const folder = await mkdtemp(join(tmpdir(), "apps-"));
const run = (cwd, program, ...words) =>
  execFileSync(program, words, { cwd, stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" } });
const [npm, ...before] = NPM.split(" ");
run(".", npm, ...before, "pack", "--silent", "--pack-destination", folder);

const strict = { strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: true, noEmit: true };
const USE = `
import { createRepostr, type Output, type ProblemCode, RepostrError, take, type Usage } from "repostr-client";

const api = createRepostr({ baseUrl: "https://api.example.com", token: async () => null });

export async function outputs(project_id: string): Promise<Output[] | ProblemCode | number> {
  try {
    return await take(api.GET("/projects/{project_id}/outputs", { params: { path: { project_id } } }));
  } catch (error) {
    if (!(error instanceof RepostrError)) throw error;
    // @ts-expect-error: there is no such code
    if (error.code === "no_such_code") return 0;
    return error.problem?.code ?? error.status;
  }
}

export const left = (usage: Usage): number => usage.remaining.outputs;
`;

const apps = {
  vite: {
    "package.json": {
      type: "module",
      dependencies: { "repostr-client": "file:../repostr-client-0.1.0.tgz" },
      devDependencies: { typescript: "5.9.3", vite: "8.4.0" },
    },
    "tsconfig.json": { compilerOptions: { ...strict, target: "es2022", module: "esnext", moduleResolution: "bundler", lib: ["es2022", "dom"] }, include: ["src"] },
    "index.html": `<!doctype html><script type="module" src="/src/main.ts"></script>`,
    "src/use.ts": USE,
    "src/main.ts": `import { outputs } from "./use";\ndocument.title = String(await outputs("p"));\n`,
  },
  next: {
    "package.json": {
      dependencies: { next: "16.4.6", react: "19.3.1", "react-dom": "19.3.1", "repostr-client": "file:../repostr-client-0.1.0.tgz" },
      devDependencies: { "@types/node": "20.19.25", "@types/react": "19.3.3", typescript: "5.9.3" },
    },
    "tsconfig.json": {
      compilerOptions: { ...strict, target: "es2022", module: "esnext", moduleResolution: "bundler", lib: ["es2022", "dom"], jsx: "preserve", isolatedModules: true, esModuleInterop: true, resolveJsonModule: true, plugins: [{ name: "next" }] },
      include: ["**/*.ts", "**/*.tsx"],
      exclude: ["node_modules"],
    },
    "use.ts": USE,
    "app/layout.tsx": `export default function Layout({ children }: { children: React.ReactNode }) {\n  return <html lang="en"><body>{children}</body></html>;\n}\n`,
    // In the browser, and on the server.
    "app/page.tsx": `"use client";\nimport { outputs } from "../use";\nexport default function Page() {\n  return <button onClick={() => void outputs("p")}>Outputs</button>;\n}\n`,
    "app/outputs/route.ts": `import { outputs } from "../../use";\nexport const GET = async () => Response.json(await outputs("p"));\n`,
  },
};
const steps = { vite: [["tsc"], ["vite", "build"]], next: [["next", "build"]] };

try {
  for (const [name, files] of Object.entries(apps)) {
    const app = join(folder, name);
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(app, path)), { recursive: true });
      await writeFile(join(app, path), typeof content === "string" ? content : JSON.stringify(content));
    }
    run(app, npm, ...before, "install", "--no-audit", "--no-fund", "--silent");
    for (const [program, ...words] of steps[name]) run(app, join(app, "node_modules", ".bin", program), ...words);
    console.log(`${name}: built`);
  }
} finally {
  await rm(folder, { recursive: true });
}
