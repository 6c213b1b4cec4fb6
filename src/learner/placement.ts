import { chanceRight, type Evidence } from './placement-curve.ts';
import { LEAST, MOST, type PlacementCourse, type PlacementItem } from './placement-items.ts';
import { type Belief, believe, explain, LEVELS } from './placement-model.ts';

/** A module is marked as probably known above this chance. */
export const SURE = 0.8;
/** Above this chance, and up to `SURE`, it is offered as perhaps known, for the learner to mark. */
export const PERHAPS = 0.5;

/** Expected share of sections judged wrongly at which asking ends. */
const WRONG_ENOUGH = 0.08;
/** Questions that look best at a glance are looked at closely. */
const CLOSE_LOOKS = 8;

export interface Placing {
  course: PlacementCourse;
  /** The answers so far, and what else is known of the learner. */
  evidence: readonly Evidence[];
  /** References of the questions asked in this placement. */
  asked: ReadonlySet<string>;
  /** Questions that are equally good are told apart by it. */
  seed: string;
}

/** What is believed of the learner after all answers. */
export function judge({ course, evidence }: Pick<Placing, 'course' | 'evidence'>): Belief {
  return believe(course.units, explainAll(course, evidence));
}

/** Ids of the modules that are probably known, in the order of `course.units`. */
export function probablyKnown(course: PlacementCourse, belief: Belief): string[] {
  return course.units.flatMap(({ module }, unit) => (belief.units[unit]!.known > SURE ? [module] : []));
}

/** Ids of the modules that are perhaps known, in the order of `course.units`. */
export function perhapsKnown(course: PlacementCourse, belief: Belief): string[] {
  return course.units.flatMap(({ module }, unit) => {
    const { known } = belief.units[unit]!;
    return known > PERHAPS && known <= SURE ? [module] : [];
  });
}

/**
 * The question that is expected to tell most about which sections are known, or undefined when there is an end: after
 * `MOST` questions, after `LEAST` when more would hardly change anything, or when there is no question left.
 */
export function nextQuestion(placing: Placing): PlacementItem | undefined {
  const { course, evidence, asked, seed } = placing;
  if (asked.size >= MOST) return undefined;
  const explained = explainAll(course, evidence);
  const belief = believe(course.units, explained);
  if (asked.size >= LEAST && wrongShare(course, belief) < WRONG_ENOUGH) return undefined;
  const glances = kinds(candidates(placing), seed)
    .map((item) => ({ item, gain: glance(course, belief, item) }))
    .sort((a, b) => b.gain - a.gain)
    .slice(0, CLOSE_LOOKS);
  let best: { item: PlacementItem; gain: number } | undefined;
  for (const { item } of glances) {
    const gain = closeLook(placing, belief, explained, item);
    if (!best || gain > best.gain) best = { item, gain };
  }
  return best?.item;
}

/** Questions not asked yet, from sections not asked about yet where there are such. */
function candidates({ course, evidence, asked }: Placing): PlacementItem[] {
  const open = course.items.filter(({ ref }) => !asked.has(ref));
  const touched = new Set(evidence.map(({ item }) => `${item.unit} ${item.section}`));
  const fresh = open.filter(({ unit, section }) => !touched.has(`${unit} ${section}`));
  return fresh.length > 0 ? fresh : open;
}

/** One question, by the seed, of all that the model cannot tell apart. */
function kinds(items: readonly PlacementItem[], seed: string): PlacementItem[] {
  const kinds = new Map<string, { item: PlacementItem; lot: number }>();
  for (const item of items) {
    const kind = `${item.unit} ${item.difficulty} ${item.guess.toFixed(2)}`;
    const lot = hash(`${seed} ${item.ref}`);
    const other = kinds.get(kind);
    if (!other || lot < other.lot) kinds.set(kind, { item, lot });
  }
  return [...kinds.values()].map(({ item }) => item);
}

/** How much the answer tells about the level in the question's own module, in nats. */
function glance({ units }: PlacementCourse, { levels }: Belief, item: PlacementItem): number {
  const chances = levels[item.unit]!;
  let right = 0;
  let within = 0;
  for (let index = 0; index < chances.length; index++) {
    const chance = chanceRight(item, LEVELS[index]!);
    right += chances[index]! * chance;
    within += chances[index]! * entropy(chance);
  }
  return (entropy(right) - within) * (1 + Math.log(units[item.unit]!.sections.length || 1));
}

/** By how much the answer is expected to move the shares of all modules: the sections' summed variance. */
function closeLook(
  { course, evidence }: Placing,
  before: Belief,
  explained: readonly (Float64Array | undefined)[],
  item: PlacementItem,
): number {
  const right = before.levels[item.unit]!.reduce(
    (sum, chance, index) => sum + chance * chanceRight(item, LEVELS[index]!),
    0,
  );
  const after = (score: number) => {
    const own = evidence.filter((each) => each.item.unit === item.unit);
    const changed = [...explained];
    changed[item.unit] = explain([...own, { item, answer: { score } }]);
    return believe(course.units, changed);
  };
  const [yes, no] = [after(1), after(0)];
  return course.units.reduce((sum, { sections }, unit) => {
    const gap = yes.units[unit]!.share - no.units[unit]!.share;
    return sum + sections.length * right * (1 - right) * gap * gap;
  }, 0);
}

/** Expected share of sections that would be judged wrongly now. */
function wrongShare({ units }: PlacementCourse, belief: Belief): number {
  const sections = units.reduce((sum, unit) => sum + unit.sections.length, 0);
  const wrong = units.reduce((sum, unit, index) => {
    const { share } = belief.units[index]!;
    return sum + unit.sections.length * Math.min(share, 1 - share);
  }, 0);
  return sections === 0 ? 0 : wrong / sections;
}

function explainAll({ units }: PlacementCourse, evidence: readonly Evidence[]) {
  return units.map((_, unit) => explain(evidence.filter(({ item }) => item.unit === unit)));
}

function entropy(chance: number): number {
  if (chance <= 0 || chance >= 1) return 0;
  return -chance * Math.log(chance) - (1 - chance) * Math.log(1 - chance);
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
