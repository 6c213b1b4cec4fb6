import type { Evidence } from './placement-curve.ts';
import type { PlacementCourse } from './placement-items.ts';
import type { LearnerState, PlacementRecord } from './state.ts';

/** A placement that has begun: its run, and the questions answered in it, by reference. */
export interface OpenPlacement {
  run: string;
  answers: Record<string, PlacementRecord>;
}

/** Of answers at the same instant the order of run, result and score decides, so that the order of arrival does not. */
export function isLaterAnswer(a: PlacementRecord, b: PlacementRecord): boolean {
  const key = ({ at, run, result, score, sure }: PlacementRecord) => [at, run, result, `${score}`, `${sure}`];
  const [left, right] = [key(a), key(b)];
  const place = left.findIndex((part, index) => part !== right[index]);
  return place !== -1 && left[place]! > right[place]!;
}

/** The placement that was begun last, unless it was finished. */
export function openPlacement(state: LearnerState): OpenPlacement | undefined {
  let latest: PlacementRecord | undefined;
  for (const record of Object.values(state.placement)) {
    if (record.at > (state.placedAt ?? '') && (!latest || isLaterAnswer(record, latest))) latest = record;
  }
  if (!latest) return undefined;
  return { run: latest.run, answers: placementAnswers(state, latest.run) };
}

/** The answers of one placement, by reference. */
export function placementAnswers(state: LearnerState, run: string): OpenPlacement['answers'] {
  return Object.fromEntries(Object.entries(state.placement).filter(([, record]) => record.run === run));
}

/** Whether a mark counts: the learner has neither passed the module nor begun its lesson, which shows better what they know. */
export function canBeMarked(state: LearnerState, module: string): boolean {
  return !(module in state.passed) && !(module in state.runs);
}

/** Whether a module counts as probably known: placement marked it, and nothing since shows better what is known. */
export function isProbablyKnown(state: LearnerState, module: string): boolean {
  return (state.placed[module]?.known ?? false) && canBeMarked(state, module);
}

/** Whether a module was ever marked, so that its mark can be changed, even if it was taken back since. */
export function wasMarked(state: LearnerState, module: string): boolean {
  return module in state.placed && canBeMarked(state, module);
}

/** What the answers of a placement, and the modules passed, say; see placement-model.ts. */
export function placementEvidence(
  course: PlacementCourse,
  answers: OpenPlacement['answers'],
  state: LearnerState,
): Evidence[] {
  const items = new Map(course.items.map((item) => [item.ref, item]));
  const answered = Object.entries(answers).flatMap(([ref, { score, result, sure }]): Evidence[] => {
    const item = items.get(ref);
    if (!item) return [];
    return [{ item, answer: { score, skipped: result === 'skipped', unsure: sure === false } }];
  });
  const passed = course.units.flatMap(({ module, sections }, unit): Evidence[] => {
    if (!(module in state.passed)) return [];
    return sections.map((section) => ({
      item: { unit, section, difficulty: 3, guess: 0.25 },
      answer: { score: 1 },
    }));
  });
  return [...passed, ...answered];
}

/** The course without what need not be asked: modules passed; questions of earlier placements, where others are left. */
export function worthAsking(
  course: PlacementCourse,
  state: LearnerState,
  answers: OpenPlacement['answers'],
): PlacementCourse {
  const open = course.items.filter(({ unit }) => !(course.units[unit]!.module in state.passed));
  const fresh = open.filter(({ ref }) => !(ref in state.placement) || ref in answers);
  const kept = new Set(fresh.map(({ unit, section }) => `${unit} ${section}`));
  return {
    units: course.units,
    items: open.filter((item) => fresh.includes(item) || !kept.has(`${item.unit} ${item.section}`)),
  };
}
