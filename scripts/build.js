// Builds dist/: the program as one bundle with late-loaded chunks, the labs, and the built-in course
// compiled to JSON; and the JSON Schemas of a course's files in schemas/.
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { keepNames } from './keep-names.js';
import { collectLicenses } from './licenses.js';
import { lightenDependencies } from './lighten.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = `${root}dist`;
// Built beside and then put in place, so that a program running meanwhile never finds half of it.
const draft = `dist.${process.pid}`;
const old = `${dist}.old.${process.pid}`;

if (process.argv.includes('--if-changed') && isFresh()) process.exit(0);
process.on('exit', () => {
  for (const folder of [root + draft, old]) rmSync(folder, { recursive: true, force: true });
});

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  logLevel: 'warning',
  plugins: [lightenDependencies, keepNames],
  // Some dependencies are CommonJS and call require() for Node's own modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);",
  },
};

const labs = readdirSync(`${root}labs`).filter((name) => existsSync(`${root}labs/${name}/lab.yaml`));
const { metafile } = await build({
  ...common,
  entryPoints: [
    { in: 'src/cli.ts', out: 'cli' },
    ...labs.map((lab) => ({ in: `labs/${lab}/lab.ts`, out: `labs/${lab}` })),
  ],
  outdir: draft,
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  metafile: true,
});
collectLicenses(metafile, root, `${root}${draft}/third-party-licenses.txt`);

const { writeSchemas } = await load('write-schemas');
writeSchemas(`${root}schemas`);
const { compileCourse } = await load('compile-course');
compileCourse(root, `${root}${draft}/course`);
const { compileLabs } = await load('compile-labs');
compileLabs(root, labs, `${root}${draft}/labs`);

if (existsSync(dist)) renameSync(dist, old);
renameSync(root + draft, dist);

/** Runs a script that is written in TypeScript. */
async function load(name) {
  const outfile = `${draft}/${name}.js`;
  await build({ ...common, entryPoints: [`scripts/${name}.ts`], outfile });
  const script = await import(pathToFileURL(root + outfile).href);
  rmSync(root + outfile);
  return script;
}

/** Whether everything that the build reads is older than what it wrote last. */
function isFresh() {
  const built = statSync(`${dist}/course/.index.json`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = ['src', 'lessons', 'quizzes', 'labs', 'scripts'].flatMap((folder) =>
    readdirSync(`${root}${folder}`, { recursive: true }).map((name) => `${root}${folder}/${name}`),
  );
  return [...sources, `${root}package.json`].every((path) => statSync(path).mtimeMs <= built);
}
