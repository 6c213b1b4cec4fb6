import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { LearnerEvent } from '../../src/learner/event.ts';
import { formatExport } from '../../src/store/transfer.ts';
import { BREAD, type Changes, swap, writeCourse } from '../fixtures/course.ts';
import { answered, at, passed, read } from '../fixtures/events.ts';
import { put } from '../fixtures/folder.ts';
import type { Outcome } from './plain.ts';
import { contents, type RunOptions, run } from './run.ts';
import { KEY, Terminal, temporaryHome } from './terminal.ts';

let home: string;
let remove: () => void;
beforeEach(() => {
  ({ home, remove } = temporaryHome());
});
afterEach(() => remove());

const PEAK = fileURLToPath(new URL('../../bench/peak-memory.cjs', import.meta.url));
const MIB = 1024 * 1024;

/** Runs the program and measures the most memory that its process ever had, in MiB. */
async function measured(args: string[], more: Partial<RunOptions> = {}): Promise<Outcome & { peak: number }> {
  const file = join(home, 'peak');
  const env = { NODE_OPTIONS: `--require=${PEAK}`, PEAK_MEMORY: file, ...more.env };
  const outcome = await run(args, { home, ...more, env });
  return { ...outcome, peak: Number(readFileSync(file, 'utf8')) / 1024 };
}

/** What a terminal would obey, and what turns text round: everything but tab and line break. */
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

function expectHarmless({ out, err }: Outcome): void {
  for (const text of [out, err]) expect(text.match(OBEYED)?.input?.slice(0, 500)).toBeUndefined();
  expect(err).not.toContain('fault of the program');
  expect(err).not.toMatch(/\n\s+at /);
}

/** A clear message about a course, each problem with its place, or about what was typed. */
function expectRefused(outcome: Outcome & { peak: number }): void {
  expectHarmless(outcome);
  expect({ code: outcome.code, out: outcome.out }).toEqual({ code: 2, out: '' });
  expect(outcome.err).toMatch(/\.\n/);
  expect(outcome.err.length).toBeLessThan(20_000);
  expect(outcome.peak).toBeLessThan(300);
}

/** Orders to a terminal: clipboard, link, title, colours, cursor, one-byte forms, bells; and text turned round. */
const ORDERS =
  '\u001b]52;c;ZXZpbA==\u0007\u001b]8;;file:///etc/passwd\u001b\\x\u001b]8;;\u001b\\\u001b]0;t\u0007\u001b[31m\u001b[2J\u001b[5;5H' +
  '\u009b31m\u009d52;c;eA==\u009c\u0090q\u009c\u0007\b\r\u007f\u0000\u202eabc\u202c\u2066d\u2069\u200f\u061c\u2028';

/** A field that says its name and then gives orders. */
const evil = (name: string) => `${name} ${ORDERS}${name}`;

/** The same orders as Markdown and HTML write characters. */
const ENTITIES =
  '&#27;[31m &#x1b;]52;c;eA==&#7; &#155;31m &#x9b;2J &#x202e;abc &#8238;abc &#13; &#8; &NewLine;';

const MARKDOWN = `---
title: ${JSON.stringify(evil('Section'))}
objectives: [O1]
minutes: 2
---
${evil('Text')} ${ENTITIES}

## ${evil('Gas')}

- ${evil('Item')} **${evil('bold')}** \`${evil('code')}\` ${ENTITIES}
- [${evil('link')}](http://example.org/${encodeURIComponent(ORDERS)}) [x](javascript:alert(1)) [y](file:///etc/passwd)
- <http://example.org/${ORDERS}> ![${evil('picture')}](data:text/html,${ENTITIES})
- [z](http://example.org/&#27;]52;c;eA==&#7;) [ref]

[ref]: http://example.org/&#27;[2J "${evil('title')}"

| ${evil('head')} | ${ENTITIES} |
| --- | --- |
| ${evil('cell')} | ${ENTITIES} |

> ${evil('quote')} ${ENTITIES}

\`\`\`${evil('js').replace(/[\r\n]/g, '')}
${evil('const')} "${ENTITIES}" \\u001b[31m
\`\`\`

\`\`\`diagram 40 ${evil('Picture').replace(/[\r\n]/g, '')}
${evil('a').replace(/[\r\n]/g, '')}
\`\`\`

<b>${evil('html')}</b> <!-- ${ORDERS} --> ${ENTITIES}
`;

/** A course that gives orders in every text it has. Its YAML is written as JSON, in which every character has a name. */
function evilCourse(changes: Changes = {}): string {
  const question = (id: string, more: object) => ({
    id,
    section: 'yeast',
    objective: 'O1',
    facts: ['F1'],
    level: 'apply',
    prompt: `${evil('Prompt')} ${ENTITIES}`,
    explain: `${evil('Explained')} ${ENTITIES}`,
    source: evil('Source'),
    ...more,
  });
  const text = (name: string) => `${evil(name)} ${ENTITIES}`;
  const option = (name: string, more: object) => ({ text: text(name), why: text(`why ${name}`), ...more });
  return writeCourse({
    'lessons/course.yaml': JSON.stringify({ title: evil('Course'), version: evil('1'), modules: ['dough'] }),
    'lessons/dough/module.yaml': JSON.stringify({
      id: 'dough',
      title: evil('Module'),
      summary: evil('Summary'),
      minutes: 5,
      objectives: [{ id: 'O1', text: text('Objective') }],
      facts: [{ id: 'F1', text: text('Fact'), source: evil('Source') }],
      misconceptions: [{ id: 'M1', text: text('Belief'), section: 'yeast' }],
    }),
    'lessons/dough/01-yeast.md': MARKDOWN,
    'lessons/dough/glossary.yaml': JSON.stringify({
      terms: [{ term: evil('Term'), definition: text('Definition'), source: evil('Source') }],
    }),
    'quizzes/dough.yaml': JSON.stringify([
      question('one', {
        type: 'choice',
        options: [option('Yes', { correct: true }), option('No', { misconception: 'M1' })],
      }),
      question('two', {
        type: 'multi',
        options: [option('A', { correct: true }), option('B', { correct: true }), option('C', {})],
      }),
      question('three', {
        type: 'order',
        steps: ['1', '2', '3'].map((name) => ({ text: text(name), why: text('why') })),
      }),
      question('four', {
        type: 'match',
        categories: [evil('hot'), evil('cold')],
        items: [evil('hot'), evil('cold')].map((category) => ({
          text: text('Item'),
          category,
          why: text('why'),
        })),
      }),
      question('five', {
        type: 'text',
        accept: [evil('word')],
        wrong: [{ match: evil('wrong'), why: text('why') }],
      }),
      question('six', {
        type: 'number',
        answer: 3,
        unit: evil('kg'),
        wrong: [{ match: 4, why: text('why') }],
      }),
      question('seven', {
        type: 'choice',
        use: 'pretest',
        options: [option('Yes', { correct: true }), option('No', {})],
      }),
      question('eight', {
        type: 'choice',
        use: 'checkpoint',
        options: [option('Yes', { correct: true }), option('No', {})],
      }),
    ]),
    ...changes,
  });
}

describe('a course that gives orders to the terminal in every text', () => {
  const COMMANDS: [string[], string][] = [
    [['list'], ''],
    [['list', '--json'], ''],
    [['read', 'dough'], ''],
    [['read', 'dough', '--plain'], ''],
    [['read', 'dough', 'evil'], ''],
    [['start'], `\n${'s\n\n'.repeat(20)}`],
    [['start'], `\n${'1\n\n'.repeat(30)}`],
    [['quiz', 'dough'], '1\n1 2\n1 2 3\nx\n4\n1\n1 1\n?\n'.repeat(9)],
    [['quiz', 'dough', '--exam'], 's\n'.repeat(9)],
    [['progress'], ''],
    [['progress', '--json'], ''],
    [['export'], ''],
    [['course', 'check'], ''],
    [['course', 'check', '--json'], ''],
  ];

  test.each([{}, { FORCE_HYPERLINK: '1', FORCE_COLOR: '0' }])(
    'is shown without one of them by every command (%j)',
    async (env) => {
      const course = evilCourse();
      let all = '';
      for (const [args, input] of COMMANDS) {
        const outcome = await run([...args, '--course', course], { home, input, env });
        expectHarmless(outcome);
        all += outcome.out;
      }
      // The words themselves are there, so nothing was simply left out.
      for (const word of [
        'Module',
        'Section',
        'Prompt',
        'why Yes',
        'Explained',
        'bold',
        'cell',
        'const',
        'Item',
      ])
        expect(all).toContain(word);
    },
  );

  test('is shown on a terminal without orders of its own: no clipboard, no title, no link but to the web', async () => {
    const course = evilCourse();
    const terminal = new Terminal(['start', '--course', course], home, { env: { FORCE_HYPERLINK: '1' } });
    onTestFinished(() => terminal.end());
    await terminal.see('Welcome');
    terminal.type(KEY.enter);
    // The question is too long for one screen; its keys are there.
    await terminal.see('9 go to');
    terminal.type('s');
    await terminal.see('Enter go on');
    terminal.type(KEY.enter);
    await terminal.see('Text');
    terminal.type('q');
    expect((await terminal.exited).code).toBe(0);
    const raw = terminal.raw();
    expect(raw).not.toMatch(/\u001b\](?!8;)/);
    expect(raw).not.toMatch(/\u001b\]8;[^;]*;(?!https?:|\u0007|\u001b)/);
    expect(raw).not.toMatch(/[\u0080-\u009f\u202a-\u202e\u2066-\u2069\u200f\u061c]/);
    expect(raw).not.toContain('\u001b[5;5H');
  });

  test('in its names of files, keys and ids is refused without one of them', async () => {
    const courses: Changes[] = [
      { [`lessons/dough/02-${ORDERS.replace(/[\0/]/g, '')}.md`]: 'x' },
      { 'lessons/course.yaml': JSON.stringify({ title: 'x', version: '1', modules: [evil('dough')] }) },
      { 'lessons/dough/module.yaml': swap('id: dough', `id: ${JSON.stringify(evil('dough'))}`) },
      { 'lessons/dough/module.yaml': swap('minutes: 5', `minutes: 5\n${JSON.stringify(evil('key'))}: 1`) },
      { 'lessons/course.yaml': `${ORDERS}: [` },
      { 'quizzes/dough.yaml': `- ${ORDERS} &${ORDERS} *x` },
      { 'quizzes/dough.yaml': swap('type: choice', `type: ${JSON.stringify(evil('choice'))}`) },
      { 'lessons/dough/01-yeast.md': `---\n${ORDERS}\n---\n` },
    ];
    for (const changes of courses) {
      const course = writeCourse(changes);
      expectRefused(await measured(['list', '--course', course]));
      const checked = await run(['course', 'check', course], { home });
      expectHarmless(checked);
      expect(checked.code).toBe(2);
    }
    expectRefused(await measured(['list', '--course', `/nowhere/${ORDERS.replaceAll('\0', '')}`]));
  });
});

describe('a course that reaches out of its folder', () => {
  test.each(['../secret', '..', 'a/../../secret', '/etc', '.', 'dough/../dough'])(
    'by the id %s is refused',
    async (id) => {
      const named = JSON.stringify(id);
      put(home, 'secret/module.yaml', BREAD['lessons/dough/module.yaml']);
      for (const changes of [
        { 'lessons/course.yaml': `title: x\nversion: 1.0.0\nmodules: [dough, ${named}]\n` },
        { 'lessons/dough/module.yaml': swap('minutes: 5', `minutes: 5\nneeds: [${named}]`) },
        { 'quizzes/dough.yaml': swap('- id: riser', `- id: ${named}`) },
        { 'quizzes/dough.yaml': swap('section: yeast#gas', `section: ${named}`) },
        { 'quizzes/dough.yaml': swap('- id: riser', `- id: riser\n  supersedes: [${named}]`) },
      ] satisfies Changes[]) {
        expectRefused(await measured(['list', '--course', writeCourse(changes)]));
      }
    },
  );

  test.each([
    'lessons/course.yaml',
    'lessons/dough/module.yaml',
    'lessons/dough/01-yeast.md',
    'lessons/dough/glossary.yaml',
    'quizzes/dough.yaml',
  ] as const)('by a link at %s is refused, and what the link leads to is not shown', async (path) => {
    const secret = put(home, 'secret', `SECRET\n${BREAD[path]}`);
    const course = writeCourse();
    rmSync(join(course, path));
    symlinkSync(secret, join(course, path));
    const outcome = await measured(['list', '--course', course]);
    expectRefused(outcome);
    expect(outcome.err).toContain(`${path}:1:1  This link leads out of the course folder.`);
    expect(outcome.err).not.toContain('SECRET');
  });

  test('by a link in a folder’s place is refused', async () => {
    const other = writeCourse();
    for (const path of ['lessons', 'lessons/dough', 'quizzes']) {
      const course = writeCourse(
        Object.fromEntries(
          Object.keys(BREAD)
            .filter((name) => name.startsWith(`${path}/`))
            .map((name) => [name, null]),
        ),
      );
      rmSync(join(course, path), { recursive: true, force: true });
      mkdirSync(join(course, path, '..'), { recursive: true });
      symlinkSync(join(other, path), join(course, path));
      expectRefused(await measured(['list', '--course', course]));
    }
  });
});

describe('a course made to exhaust the program', () => {
  const bomb = () => {
    const levels = Array.from(
      { length: 12 },
      (_, n) => `x${n}: &x${n} [${`*x${n - 1}, `.repeat(n ? 9 : 0)}lol]`,
    );
    return `${levels.join('\n')}\n`;
  };
  const deep = (open: string, close: string) => open.repeat(100_000) + close.repeat(100_000);
  const BOMBS: [string, Changes][] = [
    ['aliases of aliases in course.yaml', { 'lessons/course.yaml': bomb() }],
    ['aliases of aliases in module.yaml', { 'lessons/dough/module.yaml': (text) => bomb() + text }],
    [
      'aliases of aliases in a question',
      { 'quizzes/dough.yaml': (text) => `- ${bomb().replaceAll('\n', '\n  ')}\n${text}` },
    ],
    ['aliases of aliases in a front matter', { 'lessons/dough/01-yeast.md': `---\n${bomb()}---\nText\n` }],
    ['merge keys', { 'lessons/course.yaml': (text) => `a: &a {b: 1}\n<<: *a\n${text}` }],
    ['lists in lists without end', { 'lessons/course.yaml': deep('[', ']') }],
    ['maps in maps without end', { 'quizzes/dough.yaml': deep('{a: ', '}') }],
    [
      'tags that would run something',
      { 'lessons/course.yaml': swap('title: Bread', "title: !!js/function 'x'") },
    ],
    [
      '100,000 options',
      { 'quizzes/dough.yaml': swap('  explain:', `${'    - {text: a, why: b}\n'.repeat(80_000)}  explain:`) },
    ],
    [
      '100,000 short options',
      { 'quizzes/dough.yaml': `- {id: a, type: choice, options: [${'{},'.repeat(100_000)}]}` },
    ],
    ['500,000 nothings', { 'quizzes/dough.yaml': '-\n'.repeat(500_000) }],
    [
      '200,000 modules',
      {
        'lessons/course.yaml': `title: x\nversion: 1\nmodules: [${Array.from({ length: 200_000 }, (_, n) => `m${n.toString(36)}`).join(',')}]\n`,
      },
    ],
    [
      '200,000 unknown keys',
      {
        'lessons/dough/module.yaml': (text) =>
          text + Array.from({ length: 150_000 }, (_, n) => `k${n.toString(36)}: 1\n`).join(''),
      },
    ],
    [
      'a section of one 10 MB line',
      { 'lessons/dough/01-yeast.md': (text) => text + 'word '.repeat(2 * MIB) },
    ],
    ['a bank of one 10 MB line', { 'quizzes/dough.yaml': (text) => `${text}# ${'word '.repeat(2 * MIB)}` }],
  ];

  test.each(BOMBS)(
    '%s are refused with a message, in little memory',
    { timeout: 120_000 },
    async (_, changes) => {
      expectRefused(await measured(['list', '--course', writeCourse(changes)]));
    },
  );

  test.each(Object.keys(BREAD))('100 MB at %s are refused with a message, in little memory', async (path) => {
    const course = writeCourse();
    truncateSync(join(course, path), 100 * MIB);
    const outcome = await measured(['list', '--course', course]);
    expectRefused(outcome);
    expect(outcome.err).toContain(`${path}:1:1  The file has 104857600 bytes`);
  });

  test('no folder, a pipe, a device or a folder in a file’s place are refused at once', async () => {
    for (const make of [
      (path: string) => execFileSync('mkfifo', [path]),
      (path: string) => symlinkSync('/dev/zero', path),
      (path: string) => mkdirSync(path),
      (path: string) => symlinkSync(path, path),
    ]) {
      const course = writeCourse({ 'lessons/dough/01-yeast.md': null });
      make(join(course, 'lessons/dough/01-yeast.md'));
      expectRefused(await measured(['list', '--course', course]));
    }
  });

  /** Markdown of the greatest size that is read, made to be slow or large when it is understood. */
  const HEAVY: [string, string][] = [
    ['one line without a space', 'x'.repeat(60_000)],
    ['one line of words', 'word '.repeat(12_000)],
    ['brackets', '['.repeat(60_000)],
    ['stars', '*a '.repeat(20_000)],
    ['quotes in quotes', `${'>'.repeat(5_000)} x\n`.repeat(40)],
    ['lists in lists', Array.from({ length: 400 }, (_, n) => `${'  '.repeat(n)}- x`).join('\n')],
    [
      'a table of 2,000 columns',
      `${'|a'.repeat(2_000)}|\n${'|-'.repeat(2_000)}|\n${'|b'.repeat(2_000)}|\n`.repeat(10),
    ],
    ['open tags', '<a '.repeat(20_000)],
    ['backticks', '`a``b'.repeat(12_000)],
    ['15,000 headings', '# a\n'.repeat(15_000)],
  ];

  /** The same in pieces as long as they may be. */
  const ALLOWED = [
    '[',
    '![',
    '_a',
    '**a',
    '*a ',
    '<',
    '`a',
    '> ',
    '>',
    '- ',
    '1. ',
    '|a',
    '\\\\',
    '&#27;',
    'é',
  ].map((piece): [string, string] => {
    const stretch = piece.repeat(Math.floor(4_990 / piece.length));
    return [
      `${JSON.stringify(piece)} again and again`,
      `\n${`${stretch}\n\n`.repeat(Math.floor(65_000 / Buffer.byteLength(`${stretch}\n\n`)))}`,
    ];
  });

  test.each([...ALLOWED, ['20,000 short paragraphs', 'x\n\n'.repeat(20_000)]])(
    'a section of %s is shown, in little memory',
    { timeout: 120_000 },
    async (_, text) => {
      const course = writeCourse({ 'lessons/dough/01-yeast.md': (head) => head + text });
      const outcome = await measured(['read', 'dough', '--course', course]);
      expectHarmless(outcome);
      expect(outcome).toMatchObject({ code: 0, err: '' });
      expect(outcome.peak).toBeLessThan(300);
    },
  );

  test.each(HEAVY)(
    'a section of %s is shown or refused, in little memory',
    { timeout: 120_000 },
    async (_, text) => {
      const course = writeCourse({ 'lessons/dough/01-yeast.md': (head) => head + text });
      const outcome = await measured(['read', 'dough', '--course', course]);
      expectHarmless(outcome);
      expect([0, 2]).toContain(outcome.code);
      expect(outcome.peak).toBeLessThan(300);
    },
  );

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'the name %s anywhere means nothing special',
    async (name) => {
      const value = '{polluted: yes, toString: no, length: 9}';
      for (const changes of [
        { 'lessons/course.yaml': (text) => `${text}${name}: ${value}\n` },
        { 'lessons/dough/module.yaml': (text) => `${text}${name}: ${value}\n` },
        { 'quizzes/dough.yaml': swap('  type: choice', `  type: choice\n  ${name}: ${value}`) },
        { 'quizzes/dough.yaml': swap('type: choice', `type: ${name}`) },
        { 'lessons/dough/01-yeast.md': swap('minutes: 2', `minutes: 2\n${name}: ${value}`) },
        { 'lessons/course.yaml': swap('[dough]', `[dough, ${name}]`) },
      ] satisfies Changes[]) {
        expectRefused(await measured(['list', '--course', writeCourse(changes)]));
      }
      const typed = await measured(['read', name, '--course', writeCourse()]);
      expectRefused(typed);
    },
  );
});

describe('an import from a stranger', () => {
  const orders = (more: object): LearnerEvent => JSON.parse(JSON.stringify(more));
  const EVIL: LearnerEvent[] = [
    orders(answered(evil('dough/x'), { id: evil('1').slice(0, 300), run: evil('run'), at: at(1) })),
    orders(answered('dough/riser', { id: '2', run: ORDERS, at: at(2), misconceptions: [ORDERS] })),
    orders(answered('__proto__/__proto__', { id: '__proto__', run: '__proto__', at: at(3) })),
    orders(answered('constructor/prototype', { id: 'constructor', at: at(4) })),
    orders(answered('no-slash', { id: '5', at: at(5), ms: -1, in: 'elsewhere' as 'quiz' })),
    orders(read(`dough/${ORDERS}`, { id: '6', at: at(6) })),
    orders(read('../../dough/yeast', { id: '7', at: '9999-12-31T23:59:59.999Z', run: '../..' })),
    orders(passed('__proto__', { id: '8', at: at(7) })),
    orders(passed(ORDERS, { id: '9', at: '0000-01-01T00:00:00.000Z' })),
    orders({ ...answered('dough/riser', { id: '10', at: at(8) }), __proto__x: 1, extra: { a: [ORDERS] } }),
  ];

  test('is taken up as data: no command obeys or stumbles over what it says', async () => {
    const course = writeCourse();
    const file = put(home, 'import.jsonl', formatExport(EVIL, evil('Course'), new Date(at(9))));
    const at2 = (args: string[], input = '') => measured([...args, '--course', course], { input });
    const imported = await at2(['import', file]);
    expectHarmless(imported);
    expect(imported).toMatchObject({ code: 0, out: '10 events added, 0 known already.\n' });
    for (const [args, input] of [
      [['list'], ''],
      [['list', '--json'], ''],
      [['progress'], ''],
      [['progress', '--json'], ''],
      [['start'], '\n\n1\n\ns\n\n1\n'],
      [['quiz'], 's\n'],
      [['export'], ''],
      [['reset', 'dough', '--yes'], ''],
      [['restore'], ''],
    ] as [string[], string][]) {
      const outcome = await at2(args, input);
      expectHarmless(outcome);
      expect({ args, code: outcome.code }).toEqual({ args, code: 0 });
      expect(outcome.peak).toBeLessThan(300);
    }
    expect(existsSync(join(home, 'dough'))).toBe(false);
  });

  test('of 100 MB, of one endless line or with orders in it is refused in little memory, and nothing is touched', async () => {
    const header = (text: string) => `${formatExport([], 'x', new Date(0)).trim()}\n${text}`;
    const files: [string, number][] = [
      ['', 100 * MIB],
      [header(''), 100 * MIB],
      [`{"backend-tutor-export":1,"course":"${'x'.repeat(MIB)}"`, 100 * MIB],
      [header(`{"v":1,"id":"${ORDERS}"}\n`.repeat(50_000)), 0],
      [header('['.repeat(MIB)), 0],
      [`{"__proto__":{"backend-tutor-export":1,"course":"x","at":"x","count":0,"sha256":"x"}}\n`, 0],
    ];
    await run(['config', 'questions', '3'], { home });
    const before = contents(join(home, 'data'));
    for (const [text, size] of files) {
      const file = put(home, 'import.jsonl', text);
      if (size > 0) truncateSync(file, size);
      const outcome = await measured(['import', file]);
      expectHarmless(outcome);
      expect(outcome).toMatchObject({ code: 1, out: '' });
      expect(outcome.err).toMatch(/Nothing was changed\.\n$/);
      expect(outcome.peak).toBeLessThan(300);
      expect(contents(join(home, 'data'))).toEqual(before);
    }
  });
});
