import { fileURLToPath } from 'node:url';
import { readCourse } from '../src/course/read.ts';
import { type PlacementCourse, placementCourse } from '../src/learner/placement-items.ts';
import { seeded } from '../src/quiz/random.ts';
import { TRUTHS, type Truth } from './placement/truths.ts';
import { adaptive, fixed, IN_ORDER, type Outcome, REST, SPREAD, type Way } from './placement/ways.ts';
import type { Row } from './report.ts';

const LEARNERS = 300;
/** The numbers of the model were chosen with learners of other seeds (`tuning`). */
const SEED = 'placement';
const RESAMPLES = 2000;

/** Placement is looked at after so many questions. */
const AT = 10;

/** The peer of the task; the others judge better what was not asked. */
const STATED = 'one per section in order, 15';
const PEERS: Record<string, Way> = {
  [STATED]: fixed(15, { places: IN_ORDER, rest: REST.unknown }),
  'the same, the rest as most of them': fixed(15, { places: IN_ORDER, rest: REST.majority }),
  'spread over the course, 15, the rest as the nearest': fixed(15, { places: SPREAD, rest: REST.nearest }),
};

/** How many sections of the built-in course are judged rightly, in simulated learners, by placement and by its peers. */
export async function placement(): Promise<Row[]> {
  const { course } = readCourse(fileURLToPath(new URL('..', import.meta.url)));
  const shape = placementCourse(course.modules);
  const sections = shape.units.reduce((sum, unit) => sum + unit.sections.length, 0);
  const size = `${shape.units.length} modules, ${sections} sections, ${LEARNERS} learners each`;
  const rows: Row[] = [{ name: 'the built-in course', value: size }];
  for (const [name, truth] of Object.entries(TRUTHS))
    rows.push(...rowsFor(name, simulate(shape, name, truth)));
  return rows;
}

interface Results {
  early: Outcome[];
  end: Outcome[];
  /** Shares judged rightly, by peer. */
  peers: Record<string, number[]>;
}

function simulate(course: PlacementCourse, name: string, truth: Truth): Results {
  const results: Results = { early: [], end: [], peers: {} };
  for (let number = 0; number < LEARNERS; number++) {
    const seed = `${SEED} ${name} ${number}`;
    // Every way meets the same learner.
    const { early, end } = adaptive(course, truth(course, seeded(seed)), seed, AT);
    results.early.push(early);
    results.end.push(end);
    for (const [peer, way] of Object.entries(PEERS)) {
      const share = way(course, truth(course, seeded(seed)), seeded(`${seed} ${peer}`));
      results.peers[peer] = [...(results.peers[peer] ?? []), share];
    }
  }
  return results;
}

function rowsFor(truth: string, { early, end, peers }: Results): Row[] {
  const mine = early.map(({ right }) => right);
  const sum = (key: keyof Outcome) => end.reduce((total, outcome) => total + outcome[key], 0);
  const each = (key: keyof Outcome) => (sum(key) / end.length).toFixed(1);
  return [
    { name: `${truth}: placement, ${AT} at most`, value: `${interval(mine)} of the sections right` },
    ...Object.entries(peers).map(([peer, theirs]): Row => {
      const [low, gain, high] = bootstrap(mine.map((value, index) => value - theirs[index]!));
      return {
        name: `  ${peer}`,
        value: `${interval(theirs)}; placement ${signed(gain)} points (${signed(low)} to ${signed(high)})`,
        ...(peer === STATED && { limit: '≥ 0', holds: low >= 0 }),
      };
    }),
    {
      name: '  placement as shipped, 8 to 15',
      value: `${interval(end.map(({ right }) => right))} with ${each('questions')} questions`,
    },
    {
      name: '  … modules marked as probably known',
      value: `${each('marked')} of ${each('known')} known; ${percent(sum('markedRightly') / sum('marked'))} % of the marked are known, ${percent(sum('markedSections') / sum('marked'))} % of their sections`,
    },
  ];
}

function interval(values: number[]): string {
  const [low, mean, high] = bootstrap(values);
  return `${percent(mean)} % (${percent(low)} to ${percent(high)})`;
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}

function signed(share: number): string {
  return `${share < 0 ? '' : '+'}${percent(share)}`;
}

/** The mean with its 95 % interval over resampled learners. */
function bootstrap(values: number[]): [low: number, mean: number, high: number] {
  const random = seeded('bootstrap');
  const mean = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length;
  const means = Array.from({ length: RESAMPLES }, () =>
    mean(values.map(() => values[Math.floor(random() * values.length)]!)),
  ).sort((a, b) => a - b);
  return [means[Math.floor(RESAMPLES * 0.025)]!, mean(values), means[Math.floor(RESAMPLES * 0.975)]!];
}
