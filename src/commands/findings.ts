import type { OpenCourse } from '../course/compiled.ts';
import { type Excerpt, excerptOf } from '../course/excerpt.ts';
import { type Module, type Section, sectionOf, type Term } from '../course/model.ts';
import { plainLines } from '../course/plain-text.ts';
import type { Hit, HitKind } from '../course/search.ts';

/** A hit of a search with all that is shown of it and needed to open it. */
export interface Finding {
  kind: HitKind;
  module: Module;
  title: string;
  excerpt: Excerpt;
  /** The words found, without case and accents. */
  words: ReadonlySet<string>;
  opens: { section: Section; heading?: string } | { term: Term };
}

/** What the hits stand for. An explanation is left out when the section that it belongs to is found as well. */
export function resolveHits(course: OpenCourse, hits: Hit[], room: number): Finding[] {
  const findings = hits.flatMap((hit) => resolve(course.module(hit.module), hit, room) ?? []);
  const taken = new Set(findings.filter(({ kind }) => kind === 'section').map(placeKey));
  return findings.filter((finding) => {
    if (finding.kind !== 'explanation') return true;
    // Two explanations of one section are one place to read, too.
    const isNew = !taken.has(placeKey(finding));
    taken.add(placeKey(finding));
    return isNew;
  });
}

function placeKey({ module, opens }: Finding): string {
  return 'section' in opens ? `${module.id}/${opens.section.slug}` : '';
}

function resolve(module: Module, hit: Hit, room: number): Finding | undefined {
  const words = new Set(hit.words);
  const finding = (title: string, text: string, opens: Finding['opens']): Finding => {
    return { kind: hit.kind, module, title, excerpt: excerptOf(plainLines(text), words, room), words, opens };
  };
  const sectionCalled = (slug: string) => module.sections.find((each) => each.slug === slug);
  if (hit.kind === 'section') {
    const section = sectionCalled(hit.id);
    return section && finding(section.title, section.text, { section });
  }
  if (hit.kind === 'term') {
    const term = module.glossary.find((each) => each.term === hit.id);
    return term && finding(term.term, term.definition, { term });
  }
  const question = module.questions.find(({ id }) => id === hit.id);
  const section = question && sectionCalled(sectionOf(question));
  if (!section) return undefined;
  const heading = question.section.split('#')[1];
  return finding(section.title, question.explain, { section, ...(heading !== undefined && { heading }) });
}

/** Where a finding stands, in words. */
export function placeOf({ kind, module }: Pick<Finding, 'kind' | 'module'>): string {
  return kind === 'section' ? module.title : `${module.title} › ${NAMES[kind]}`;
}

const NAMES = { term: 'Glossary', explanation: 'Explanation' } as const;

/** The command that opens a finding. `course` is the folder given with `--course`. */
export function commandFor({ module, opens }: Finding, course: string | undefined): string {
  const words =
    'term' in opens ? ['glossary', ...opens.term.term.split(' ')] : ['read', module.id, opens.section.slug];
  return ['backend-tutor', ...words, ...(course === undefined ? [] : ['--course', course])]
    .map((word) => (/^[\p{L}\p{N}_./:@%+=-]+$/u.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(' ');
}
