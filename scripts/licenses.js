import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** Writes the licence texts of all packages whose code is in the bundle, as their licences ask. */
export function collectLicenses(metafile, root, path) {
  const folders = new Set();
  for (const input of Object.keys(metafile.inputs)) {
    const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
    if (folder) folders.add(folder);
  }
  const parts = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(`${root}${folder}/package.json`, 'utf8'));
    const file = readdirSync(`${root}${folder}`).find((each) => /^(licen[cs]e|copying)/i.test(each));
    const text =
      file && existsSync(`${root}${folder}/${file}`) ? readFileSync(`${root}${folder}/${file}`, 'utf8') : '';
    return `${name} ${version} (${license})\n\n${text.trim()}\n`;
  });
  writeFileSync(path, parts.join(`\n${'-'.repeat(80)}\n\n`));
}
