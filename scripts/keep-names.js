// Keeps the names of classes in code that goes by them.
import { readFile } from 'node:fs/promises';

/**
 * oidc-provider looks up how long a token lives, and what kind it is, by the name of its class. Shortening the syntax
 * drops those names, and tokens without an end come out.
 *
 * @type {import('esbuild').Plugin}
 */
export const keepNames = {
  name: 'keep-names',
  setup({ onLoad, esbuild }) {
    onLoad({ filter: /[\\/]oidc-provider[\\/]lib[\\/](models|helpers)[\\/]\w+\.js$/ }, async ({ path }) => {
      const { code } = await esbuild.transform(await readFile(path, 'utf8'), {
        keepNames: true,
        target: 'es2022',
      });
      return { contents: code, loader: 'js' };
    });
  },
};
