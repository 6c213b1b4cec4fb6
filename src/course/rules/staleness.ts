import { splitFences } from '../fences.ts';
import { sentencesOf } from '../prose.ts';
import type { Rule } from './rule.ts';
import { allTexts, sourceTexts } from './texts.ts';

/** Withdrawn documents and what holds instead (rfc-editor.org, "Obsoleted by"). */
const REPLACED: Record<string, string> = {
  793: 'RFC 9293',
  2068: 'RFC 9110',
  2616: 'RFC 9110 to 9112',
  2818: 'RFC 9110',
  4627: 'RFC 8259',
  5246: 'RFC 9846',
  7159: 'RFC 8259',
  7230: 'RFC 9110 and 9112',
  7231: 'RFC 9110',
  7232: 'RFC 9110',
  7233: 'RFC 9110',
  7234: 'RFC 9111',
  7235: 'RFC 9110',
  7540: 'RFC 9113',
  7807: 'RFC 9457',
  8446: 'RFC 9846',
};

/** Names that have changed, and the name of today. */
const RENAMED: [RegExp, string][] = [
  [/\bSSL certificates?\b/i, 'TLS certificate'],
  [/\bUnprocessable Entity\b/i, 'Unprocessable Content (RFC 9110 §15.5.21)'],
  [/\b(?:Request Entity|Payload) Too Large\b/i, 'Content Too Large (RFC 9110 §15.5.14)'],
  [/\bfield errors?\b/i, 'execution error (GraphQL, September 2025)'],
  [/\bimplicit flow\b/i, 'implicit grant, which RFC 9700 §2.1.2 advises against'],
];

/** A sentence with one of these words speaks of the past on purpose. */
const PAST =
  /\b(?:formerly|former|obsolete[sd]?|old|older|earlier|replace[sd]?|withdrawn|renamed|once|until|used to|previous(?:ly)?|historic(?:al)?|no longer|was called|before)\b/i;

/** Withdrawn documents and old names, outside blocks (what real programs send stays as it is) and history. */
export const staleness: Rule = (modules, say) => {
  for (const { text, ...place } of [...allTexts(modules), ...sourceTexts(modules)]) {
    for (const sentence of sentencesOf(splitFences(text).prose.join('\n'))) {
      if (PAST.test(sentence)) continue;
      for (const [, number] of sentence.matchAll(/\bRFC\s?(\d{3,5})\b/g)) {
        const successor = REPLACED[number!];
        if (successor)
          say(place, `RFC ${number} is withdrawn; ${successor} holds today. Cite that, or say "formerly"`);
      }
      for (const [pattern, today] of RENAMED) {
        const name = pattern.exec(sentence)?.[0];
        if (name) say(place, `"${name}" is an old name; today it is ${today}`);
      }
    }
  }
};
