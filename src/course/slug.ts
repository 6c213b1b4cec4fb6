import { splitFences } from './fences.ts';

/** A heading's name in links: lower case, punctuation dropped, spaces to hyphens (as on code-hosting sites). */
export function slugify(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[`*_]/g, '')
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replace(/\s+/g, '-');
}

/** The slugs of all headings below the first level of a Markdown text, fenced blocks left out. */
export function headingSlugs(markdown: string): string[] {
  return splitFences(markdown)
    .prose.map((line) => /^#{2,6}\s+(\S.*)$/.exec(line)?.[1])
    .filter((heading) => heading !== undefined)
    .map(slugify);
}
