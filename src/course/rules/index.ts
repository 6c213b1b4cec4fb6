import type { Problem } from '../problem.ts';
import type { ReadModule } from '../read.ts';
import { coverage, sources } from './coverage.ts';
import type { Dictionary } from './dictionary.ts';
import { duplicates } from './duplicates.ts';
import { giveaway } from './giveaway.ts';
import { options } from './options.ts';
import { reading } from './reading.ts';
import type { Rule } from './rule.ts';
import { spelling } from './spelling.ts';
import { staleness } from './staleness.ts';
import { stem } from './stem.ts';
import { width } from './width.ts';

/** Every family of rules that needs nothing but the course, by the name that its problems carry. */
export const RULES = {
  stem,
  options,
  reading,
  duplicates,
  giveaway,
  width,
  staleness,
  coverage,
  sources,
} satisfies Record<string, Rule>;

/** What the rules find in a course, errors and advice; spelling only with a dictionary. */
export function applyRules(modules: readonly ReadModule[], dictionary?: Dictionary): Problem[] {
  const rules: [string, Rule][] = Object.entries(RULES);
  if (dictionary) rules.push(['spelling', spelling(dictionary)]);
  return rules.flatMap(([rule, look]) => findings(rule, look, modules));
}

/** What one rule finds. */
export function findings(name: string, rule: Rule, modules: readonly ReadModule[]): Problem[] {
  const found: Problem[] = [];
  rule(modules, ({ file, line, column }, message, severity = 'advice') => {
    found.push({ file, line, column, message, severity, rule: name });
  });
  return found;
}
