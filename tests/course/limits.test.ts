import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MOST_BYTES } from '../../src/course/files.ts';
import { LONGEST_TEXT, MOST_MODULES } from '../../src/course/schema.ts';
import { MOST_PARTS } from '../../src/course/yaml.ts';

const guide = readFileSync(new URL('../../docs/authoring.md', import.meta.url), 'utf8');
const limits = guide.slice(guide.indexOf('## Limits'), guide.indexOf('## What makes'));

test.each([MOST_BYTES.md, MOST_BYTES.yaml, MOST_PARTS, MOST_MODULES, LONGEST_TEXT])(
  'the guide for authors tells of the limit %i',
  (limit) => expect(limits).toContain(` ${limit.toLocaleString('en')} `),
);
