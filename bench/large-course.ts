import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Words that the generated texts are made of. */
const WORDS =
  'when a client asks the server for some page it sends one request and waits until the answer comes back'.split(
    ' ',
  );

/** Writes a course of `modules` × 10 sections and `modules` × 100 questions into `folder`. */
export function writeLargeCourse(folder: string, modules: number): void {
  const ids = Array.from({ length: modules }, (_, n) => `module-${n}`);
  mkdirSync(join(folder, 'quizzes'), { recursive: true });
  for (const [n, id] of ids.entries()) {
    const lessons = join(folder, 'lessons', id);
    mkdirSync(lessons, { recursive: true });
    writeFileSync(join(lessons, 'module.yaml'), moduleFile(id, n));
    writeFileSync(join(lessons, 'glossary.yaml'), 'terms: []\n');
    for (let at = 0; at < 10; at++) writeFileSync(join(lessons, `${at}-part-${at}.md`), section(n, at));
    const questions = Array.from({ length: 100 }, (_, at) => question(n, at));
    writeFileSync(join(folder, 'quizzes', `${id}.yaml`), questions.join(''));
  }
  const list = ids.map((id) => `  - ${id}`).join('\n');
  writeFileSync(
    join(folder, 'lessons', 'course.yaml'),
    `title: A large course\nversion: 1.0.0\nmodules:\n${list}\n`,
  );
}

function moduleFile(id: string, n: number): string {
  return `id: ${id}
title: What there is to know, part ${n}
summary: ${sentence(n)}
minutes: 60
objectives:
  - id: O1
    text: ${sentence(n + 1)}
  - id: O2
    text: ${sentence(n + 2)}
`;
}

function section(n: number, at: number): string {
  const paragraphs = Array.from({ length: 10 }, (_, i) => `${sentence(n + at + i)} ${sentence(n * at + i)}`);
  return `---
title: Part ${at} of ${n}
objectives: [O${(at % 2) + 1}]
minutes: 5
---
${paragraphs.join('\n\n')}
`;
}

function question(n: number, at: number): string {
  return `- id: question-${at}
  type: text
  section: part-${at % 10}
  objective: O${(at % 2) + 1}
  level: apply
  prompt: ${sentence(n + at)}
  accept: [answer ${at}]
  explain: ${sentence(n * 7 + at)}
  source: Handbook, chapter ${n}
`;
}

/** A line of words that differs from number to number. */
function sentence(seed: number): string {
  const words = Array.from({ length: 12 }, (_, i) => WORDS[(seed * 5 + i * (1 + (seed % 3))) % WORDS.length]);
  return `${words.join(' ')} ${seed}.`;
}
