// Leaves out of the bundle what the program never uses but would pay for at every start.

/** @type {import('esbuild').Plugin} */
export const lightenDependencies = {
  name: 'lighten-dependencies',
  setup(build) {
    // conf compiles a JSON Schema only when it is given one; this program gives it none.
    replace(
      build,
      /^ajv\/dist\/2020\.js$/,
      'export class Ajv2020 { constructor() { throw new Error("no schema") } }',
    );
    replace(build, /^ajv-formats$/, 'export default {};');
    // … has no migrations and no encryption, and compares plain data only.
    replace(build, /^semver$/, 'export default {};', CONF);
    replace(build, /^node:crypto$/, 'export default {};', CONF);
    replace(
      build,
      /^node:assert$/,
      `import { isDeepStrictEqual } from 'node:util';
       const deepEqual = (a, b) => { if (!isDeepStrictEqual(a, b)) throw new Error('different'); };
       export default { deepEqual };`,
      CONF,
    );
    // commander starts other programs for subcommands; this program has none of those.
    replace(
      build,
      /^node:child_process$/,
      'export const spawn = () => { throw new Error("no executable subcommands"); };',
      COMMANDER,
    );
    // cli-highlight asks for all of highlight.js's languages; lessons use these.
    const languages = ['http', 'json', 'xml', 'sql', 'javascript', 'bash', 'yaml'];
    replace(
      build,
      /^highlight\.js$/,
      `import core from 'highlight.js/lib/core';
       ${languages.map((name) => `import ${name} from 'highlight.js/lib/languages/${name}';`).join('\n')}
       ${languages.map((name) => `core.registerLanguage('${name}', ${name});`).join('\n')}
       export default core;
       export const { highlight, highlightAuto, getLanguage, listLanguages } = core;`,
    );
    // marked-terminal replaces :emoji: words; lessons have none, and the table of names is large.
    replace(
      build,
      /^node-emoji$/,
      'export const get = (name) => name; export const emojify = (text) => text; export default { get, emojify };',
    );
  },
};

/** Packages whose own imports are meant. */
const CONF = /node_modules\/conf\//;
const COMMANDER = /node_modules\/commander\//;

/** Puts other code in the place of a package, for every importer or for one. */
function replace(build, filter, contents, importers = /^/) {
  const namespace = `light ${filter}`;
  build.onResolve({ filter }, ({ path, resolveDir, importer }) =>
    importers.test(importer.replaceAll('\\', '/'))
      ? { path, namespace, pluginData: { resolveDir } }
      : undefined,
  );
  build.onLoad({ filter: /^/, namespace }, ({ pluginData }) => ({
    contents,
    resolveDir: pluginData.resolveDir,
    loader: 'js',
  }));
}
