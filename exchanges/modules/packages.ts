import { createRequire } from 'node:module';
import type { Course } from '../course.ts';
import { type Exchange, expects } from '../exchange.ts';
import { Project } from '../npm.ts';
import { archive, integrity, type Package } from '../registry.ts';

const L = 'lessons/languages-frameworks-packages/';
const Q = 'quizzes/languages-frameworks-packages.yaml#';
const ROUND = { 'toy-round': '^2.0.0' };
const MARCH: Package[] = [
  { name: 'toy-round', version: '2.1.0' },
  { name: 'toy-labels', version: '1.4.2', dependencies: ROUND },
  { name: 'toy-tax', version: '3.1.0', dependencies: ROUND },
];
const MAY: Package[] = [
  ...MARCH,
  { name: 'toy-round', version: '2.2.0' },
  { name: 'toy-labels', version: '1.5.0', dependencies: ROUND },
  { name: 'toy-tax', version: '3.1.4', dependencies: ROUND },
];
/** The same as in May, with a toy-tax that wants another toy-round. */
const later = (more: Record<string, string> = {}): Package[] => [
  ...MAY,
  { name: 'toy-inks', version: '1.0.3' },
  { name: 'toy-round', version: '3.0.0' },
  { name: 'toy-tax', version: '3.2.0', dependencies: { 'toy-round': '^3.0.0', ...more } },
];
const MANIFEST = `${L}05-version-ranges.md#`;

/** The dependencies in a block that shows a part of a `package.json`. */
function ranges(course: Course, place: string): Record<string, string> {
  const text = course.read(place);
  const whole = JSON.parse(text.startsWith('{') ? text : `{${text}}`);
  return whole.dependencies ?? whole;
}

/** Requests of one command; npm fetches archives at the same time, so their order is free. */
function requests(course: Course, place: string, log: string[]): void {
  const sorted = (lines: string[]) => [...lines].sort().join('\n');
  const same = sorted(course.peek(place).split('\n')) === sorted(log);
  course.record(place, same ? course.peek(place) : log.join('\n'));
}

/** Name and version of what stands in the folders of a lock file. */
const folders = (project: Project) =>
  Object.entries(project.lock()).map(([folder, { version }]) => `${folder} ${version}`);

/** What npm and a registry do, in the module languages-frameworks-packages. */
export const packages: Exchange[] = [
  {
    name: 'what a registry hears',
    apart: true,
    play: (course) =>
      Project.use(MAY, async (project) => {
        project.wants({});
        await project.npm('install', 'toy-labels');
        requests(course, `${L}04-packages.md#what-travels`, [...project.log]);
        project.wants({});
        project.forget();
        project.log.length = 0;
        await project.npm('install', 'toy-tax', '--no-package-lock');
        requests(course, `${Q}whose-log-is-it`, project.log);
      }),
  },
  {
    name: 'trees in March and in May',
    apart: true,
    play: async (course) => {
      const place = `${L}06-the-lock-file.md#compare-the-trees`;
      await Project.use(MARCH, async (project) => {
        project.wants(ranges(course, MANIFEST));
        await project.npm('install');
        course.record(place, await project.tree());
        const { version, integrity: hash } = project.lock()['node_modules/toy-round']!;
        const entry = `"node_modules/toy-round": {\n  "version": "${version}",\n  "integrity": "${hash.slice(0, 20)}…"\n}`;
        course.record(`${L}06-the-lock-file.md#write-the-answer-down`, entry);
        await refusals(course, project, hash);
      });
      await Project.use(MAY, async (project) => {
        project.wants(ranges(course, MANIFEST));
        await project.npm('install');
        course.record(`${place}/2`, await project.tree());
        const asked = ranges(course, `${Q}pre-march-and-may`)['toy-labels'];
        expects('the same range', asked, ranges(course, MANIFEST)['toy-labels']);
        expects('May', folders(project).includes('node_modules/toy-labels 1.5.0'), true);
      });
    },
  },
  {
    name: 'ranges that disagree',
    apart: true,
    play: async (course) => {
      await Project.use(later(), async (project) => {
        project.wants({ 'toy-labels': '^1.4.2', 'toy-tax': '^3.1.0' });
        await project.npm('install');
        expects('folders', folders(project), [
          'node_modules/toy-labels 1.5.0',
          'node_modules/toy-round 2.2.0',
          'node_modules/toy-tax 3.2.0',
          'node_modules/toy-tax/node_modules/toy-round 3.0.0',
        ]);
        const names = course.read(`${L}05-version-ranges.md#when-ranges-disagree`).match(/toy-\w+ +[\d.]+/g);
        expects(
          'the drawing',
          names?.map((each) => each.replace(/ +/, ' ')),
          ['toy-labels 1.5.0', 'toy-round 2.2.0', 'toy-tax 3.2.0', 'toy-round 3.0.0'],
        );
      });
      await Project.use(later({ 'toy-inks': '^1.0.0' }), async (project) => {
        project.wants({});
        await project.npm('install', 'toy-tax');
        await project.npm('install', 'toy-labels');
        course.recordWrapped(`${Q}folders-nobody-named`, folders(project).join('\n'));
      });
    },
  },
  {
    name: 'a range and what the registry calls latest',
    apart: true,
    play: (course) =>
      Project.use([], async (project) => {
        const known = course.read(`${Q}which-one-is-installed`).split(/\s+/);
        const inks = known.map((version): Package => ({ name: 'toy-inks', version }));
        const zero = course.read(`${Q}count-below-one`).split(/\s+/);
        const tips = zero.map((version): Package => ({ name: 'toy-tips', version }));
        const labels = ['1.4.2', '1.4.9', '1.5.0', '2.0.0'].map(
          (version): Package => ({ name: 'toy-labels', version }),
        );
        project.knows([...inks, ...tips, ...labels], { 'toy-inks': '2.0.0' });
        const hat = ranges(course, `${Q}pre-hat-on-a-version`);
        project.wants({ 'toy-inks': '1.x', 'toy-tips': '^0.4.2', ...hat });
        await project.npm('install');
        expects('installed', folders(project), [
          'node_modules/toy-inks 1.10.0',
          'node_modules/toy-labels 1.5.0',
          'node_modules/toy-tips 0.4.10',
        ]);
        course.says(`${Q}which-one-is-installed`, 'accept: ["1.10.0"]');
      }),
  },
  {
    name: 'a module that has vanished',
    play: (course) => {
      const file = '/home/mina/shop/shop.js';
      let said = '';
      try {
        createRequire(file)('toy-round');
      } catch (error) {
        said = String(error);
      }
      course.record(`${Q}module-has-vanished`, said);
    },
  },
];

/** Two ways in which a clean install stops; the project has a lock file of March. */
async function refusals(course: Course, project: Project, hash: string): Promise<void> {
  const bent = { ...MARCH[0]!, code: 'module.exports = 2;\n' };
  project.forget();
  project.knows([bent, ...MARCH.slice(1)]);
  const other = integrity(archive(bent));
  const broken = await project.npm('ci');
  expects('EINTEGRITY', broken.includes('npm error code EINTEGRITY'), true);
  const words = `integrity checksum failed when using sha512: wanted ${hash} but got ${other}`;
  expects('the words', broken.includes(words), true);
  const short = (value: string) => `${value.slice(0, 12)}…`;
  course.record(
    `${Q}wanted-but-got`,
    [
      'npm error code EINTEGRITY',
      'npm error integrity checksum failed when using sha512:',
      `npm error wanted ${short(hash)} but got ${short(other)}`,
    ].join('\n'),
  );
  project.knows(MAY);
  project.wants({ ...ranges(course, MANIFEST), 'toy-labels': '^1.5.0' });
  const refused = (await project.npm('ci')).split('\n').join(' ').replaceAll(' npm error', '');
  for (const part of course
    .read(`${Q}ci-refuses`)
    .replaceAll('\nnpm error does', ' does')
    .split(/\n| … /))
    expects(part, refused.includes(part.replace('npm error ', '')), true);
}
