import { type CourseIndex, type QuestionSummary, reference } from '../course/model.ts';
import { isInReview, latestMemory } from './in-review.ts';
import { AGAIN, DAY, dueAt, GOOD, type Memory, recallAfter, strengthen } from './memory.ts';
import type { LearnerState } from './state.ts';

/**
 * Seconds that a question takes when it is known, and when it is not, is explained, and comes once more at the end. Half of
 * the built-in course's questions have 66 words or more to read, which takes 17 s at 238 words a minute (Brysbaert 2019); the
 * two are to each other as 7.33 s and 23 s, which Pavlik and Anderson (2008) found for pairs of words.
 */
export const SECONDS = { known: 20, missed: 63 };
/** How far ahead the worth of a review is looked at, in days. */
const HORIZON = 30;

export interface Due {
  module: string;
  id: string;
  /** `module/id`. */
  ref: string;
  /** Predicted chance of a right answer now, from 0 to 1. */
  recall: number;
  /** Expected seconds to answer. */
  seconds: number;
  /** Recall gained over the next weeks for each second spent, by prediction. */
  worth: number;
  /** Name of the group of confusable things that it belongs to. */
  group?: string;
}

/**
 * Questions of the course that are due at `now` (milliseconds since 1970), those first that gain most recall for the
 * seconds they take.
 */
export function dueQuestions(state: LearnerState, index: CourseIndex, now: number, retention: number): Due[] {
  const due: Due[] = [];
  eachMemory(state, index, (memory, module, { id, group }, ref) => {
    if (dueAt(memory, retention) > now) return;
    const { recall, seconds, worth } = appraise(memory, now);
    const question: Due = { module, id, ref, recall, seconds, worth };
    if (group !== undefined) question.group = group;
    due.push(question);
  });
  return due.sort((a, b) => b.worth - a.worth || (a.ref < b.ref ? -1 : 1));
}

/** How many questions come due on each of the next `days` days, today and all overdue ones first. */
export function forecast(
  state: LearnerState,
  index: CourseIndex,
  now: number,
  retention: number,
  days: number,
): number[] {
  const counts = new Array<number>(days).fill(0);
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  eachMemory(state, index, (memory) => {
    const day = Math.max(0, Math.floor((dueAt(memory, retention) - midnight) / DAY));
    if (day < days) counts[day]!++;
  });
  return counts;
}

/**
 * Today's reviews: the due questions that gain most recall per second, until `minutes` are full, arranged so that the
 * modules take turns and confusable questions stand next to each other. In any time at all there is one question.
 */
export function planReview(due: Due[], minutes: number): Due[] {
  const chosen: Due[] = [];
  if (minutes <= 0) return chosen;
  let seconds = minutes * 60;
  for (const question of due) {
    if (chosen.length > 0 && question.seconds > seconds) continue;
    chosen.push(question);
    seconds -= question.seconds;
  }
  return arrange(chosen);
}

/**
 * Minutes that asking again has taken today, by estimate: every question answered today that had been met before, in a
 * review or a quiz, counts with the usual seconds of a miss, or of a known answer where the first answer today was right and
 * not unsure. Today begins at midnight of this machine.
 */
export function minutesToday(state: LearnerState, now: number): number {
  const midnight = new Date(new Date(now).setHours(0, 0, 0, 0)).toISOString();
  let seconds = 0;
  for (const ref in state.memories) {
    const { at, reviews, gap } = state.memories[ref]!;
    if (at < midnight || reviews < 2) continue;
    seconds += gap === undefined ? SECONDS.missed : SECONDS.known;
  }
  return seconds / 60;
}

/** Minutes that the questions will take, at least 1. */
export function minutesFor(questions: Pick<Due, 'seconds'>[]): number {
  return Math.max(1, Math.round(questions.reduce((sum, { seconds }) => sum + seconds, 0) / 60));
}

/** What a review now would take and bring, for one memory. */
export function appraise(memory: Memory, now: number): Pick<Due, 'recall' | 'seconds' | 'worth'> {
  const days = Math.max(0, (now - Date.parse(memory.at)) / DAY);
  const recall = recallAfter(memory.stability, days);
  const seconds = recall * SECONDS.known + (1 - recall) * SECONDS.missed;
  const later = (grade: typeof AGAIN | typeof GOOD) =>
    recallAfter(strengthen(memory, days, grade).stability, HORIZON);
  const reviewed = recall * later(GOOD) + (1 - recall) * later(AGAIN);
  const left = recallAfter(memory.stability, days + HORIZON);
  // A mistake made in certainty is worth mending before anything else.
  const urgency = memory.sureMistake ? 10 : 1;
  return { recall, seconds, worth: (urgency * (reviewed - left)) / seconds };
}

/** Hands over every question of the course that takes part in reviews, with its memory and its module. */
function eachMemory(
  state: LearnerState,
  index: CourseIndex,
  take: (memory: Memory, module: string, question: QuestionSummary, ref: string) => void,
): void {
  for (const module of index.modules) {
    // Nothing has happened in most modules of a large course, and then its lists need not be loaded.
    if (!(module.id in state.latest)) continue;
    for (const question of module.questions) {
      const ref = reference(module.id, question.id);
      const memory = latestMemory(state, module.id, question, ref);
      if (memory && isInReview(state, module, question)) take(memory, module.id, question, ref);
    }
  }
}

/** Modules take turns; the members of a group follow each other. */
function arrange(questions: Due[]): Due[] {
  const clusters = new Map<string, Due[]>();
  for (const question of questions) {
    const key = question.group === undefined ? question.ref : `group ${question.group}`;
    const cluster = clusters.get(key);
    if (cluster) cluster.push(question);
    else clusters.set(key, [question]);
  }
  const lanes = new Map<string, Due[][]>();
  for (const cluster of clusters.values()) {
    const { module } = cluster[0]!;
    const lane = lanes.get(module);
    if (lane) lane.push(cluster);
    else lanes.set(module, [cluster]);
  }
  const result: Due[] = [];
  for (let turn = 0; result.length < questions.length; turn++) {
    for (const lane of lanes.values()) result.push(...(lane[turn] ?? []));
  }
  return result;
}
