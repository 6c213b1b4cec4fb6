import { cellWidth } from '../width.ts';
import { questionsOf, type Rule } from './rule.ts';
import { choiceTexts, learnerTexts } from './texts.ts';

/** The narrowest terminal has 40 columns; an option stands behind its number, a text between margins. */
const WIDEST = { option: 33, text: 38 };

/** A word without spaces that is wider than the narrowest screen is cut in the middle there. */
export const width: Rule = (modules, say) => {
  for (const { question, place } of questionsOf(modules)) {
    const options = new Set(choiceTexts(question).map(({ path }) => path.join()));
    for (const { path, text } of learnerTexts(question)) {
      const limit = options.has(path.join()) ? WIDEST.option : WIDEST.text;
      const outside = text.replace(/^\s{0,3}(`{3,}|~{3,})[\s\S]*?^\s{0,3}\1\s*$/gm, '');
      const wide = outside.split(/\s+/).find((word) => cellWidth(word.replace(/`/g, '')) > limit);
      if (wide === undefined) continue;
      const cells = cellWidth(wide.replace(/`/g, ''));
      say(
        place(path),
        `${question.id}: "${wide.slice(0, 20)}…" is ${cells} columns wide and cannot be wrapped (at most ${limit}); shorten it or put it into a block`,
      );
    }
  }
};
