import type { Question, Result } from '../course/model.ts';
import { swaps, type Verdict } from './grade.ts';
import type { Response } from './response.ts';
import type { Shown } from './show.ts';
import { gradeNumber, gradeText } from './typed.ts';

/** How one option, step or item fared. `missed`: it belonged to the answer and was not given. `other`: neither. */
export type Mark = 'right' | 'wrong' | 'missed' | 'other';

export interface Note {
  mark: Mark;
  /** The option, step or item, in the learner's view: what was chosen or what would have been right. */
  text: string;
  why?: string;
}

/** All that is said after an answer, before any layout. */
export interface Feedback {
  result: Result;
  /** From 0 to 1. */
  score: number;
  /** The right answer in words, when the learner did not give it. */
  answer: string[];
  /** What matters for this response, the learner's own answers first. */
  notes: Note[];
  /** Options that the learner did not touch and that are rightly left alone, for whoever wants to know why. */
  others: Note[];
  explain: string;
  source: string;
}

/** Words for every part of an answer: what was right, what was mistaken, what was missed, and why. */
export function feedback({ question, places }: Shown, response: Response, verdict: Verdict): Feedback {
  const notes = notesFor(question, places, response, verdict.result === 'right');
  return {
    result: verdict.result,
    score: verdict.score,
    answer: verdict.result === 'right' ? [] : answerLines(question),
    notes: notes.filter(({ mark }) => mark !== 'other'),
    others: notes.filter(({ mark }) => mark === 'other'),
    explain: question.explain,
    source: question.source,
  };
}

/** The right answer, a line each for the parts of longer ones. */
export function answerLines(question: Question): string[] {
  switch (question.type) {
    case 'choice':
    case 'multi':
      return question.options.filter(({ correct }) => correct).map(({ text }) => text);
    case 'order':
      return question.steps.map(({ text }, index) => `${index + 1}. ${text}`);
    case 'match':
      return question.items.map(({ text, category }) => `${text} → ${category}`);
    case 'text':
      return [question.accept[0]!];
    case 'number':
      return [question.unit ? `${question.answer} ${question.unit}` : String(question.answer)];
  }
}

/** What the learner got wrong is read first: on a small screen the rest may stand below the edge. */
function mistakesFirst(notes: Note[]): Note[] {
  const rank = { wrong: 0, right: 1, missed: 2, other: 3 };
  return notes.sort((a, b) => rank[a.mark] - rank[b.mark]);
}

function notesFor(question: Question, places: number[], response: Response, allRight: boolean): Note[] {
  switch (question.type) {
    case 'choice':
    case 'multi': {
      const chosen = new Set(
        response.type === 'choice' ? [response.option] : response.type === 'multi' ? response.options : [],
      );
      const notes = places.map((index): Note => {
        const { text, why, correct } = question.options[index]!;
        const mark = chosen.has(index) ? (correct ? 'right' : 'wrong') : correct ? 'missed' : 'other';
        return { mark, text, why };
      });
      return mistakesFirst(notes);
    }
    case 'order': {
      const given = response.type === 'order' ? response.steps : [];
      const free = swaps(question.any);
      return question.steps.map(({ text, why }, index) => {
        const fits = allRight || given[index] === index || free.has(`${given[index]} ${index}`);
        const mark = response.type !== 'order' ? 'missed' : fits ? 'right' : 'wrong';
        return { mark, text: `${index + 1}. ${text}`, ...(why !== undefined && { why }) };
      });
    }
    case 'match': {
      const given = response.type === 'match' ? response.categories : undefined;
      const notes = places.map((index): Note => {
        const { text, category, why } = question.items[index]!;
        const chosen = given && question.categories[given[index]!];
        if (chosen === undefined) return { mark: 'missed', text: `${text} → ${category}`, why };
        if (chosen === category) return { mark: 'right', text: `${text} → ${category}`, why };
        return { mark: 'wrong', text: `${text} → ${category}, not ${chosen}`, why };
      });
      return mistakesFirst(notes);
    }
    case 'text':
    case 'number': {
      if (response.type !== 'typed') return [];
      const { right, foreseen } =
        question.type === 'text' ? gradeText(question, response.text) : gradeNumber(question, response.text);
      const why = foreseen?.why;
      return [
        { mark: right ? 'right' : 'wrong', text: response.text.trim(), ...(why !== undefined && { why }) },
      ];
    }
  }
}
