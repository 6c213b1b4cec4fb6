import type { Build } from '../../../src/lab/lab.ts';
import { put, remove, repeat } from './changing.ts';
import { etag, ifMatch } from './conditional.ts';
import { create, head, read } from './reading.ts';
import { contentTypes, malformed, methods, rules } from './refusing.ts';
import { survive } from './surviving.ts';

/** What the learner's bookshop is judged by. */
export const checks: Build['checks'] = {
  create,
  read,
  head,
  put,
  repeat,
  remove,
  etag,
  'if-match': ifMatch,
  methods,
  'content-types': contentTypes,
  malformed,
  rules,
  survive,
};
