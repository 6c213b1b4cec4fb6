import { cleanText } from '../course/clean.ts';
import type { Response } from './response.ts';
import { answerTexts, type Shown } from './show.ts';

/** A response in words, a line for each part, in the order in which they are shown. Nothing for a skip. */
export function givenLines({ question, places }: Shown, response: Response): string[] {
  const texts = answerTexts(question);
  switch (response.type) {
    case 'choice':
      return [texts[response.option]!];
    case 'multi':
      return places.filter((index) => response.options.includes(index)).map((index) => texts[index]!);
    case 'order':
      return response.steps.map((step, place) => `${place + 1}. ${texts[step]}`);
    case 'match': {
      const categories = question.type === 'match' ? question.categories : [];
      return places.map((index) => `${texts[index]} → ${categories[response.categories[index]!]}`);
    }
    case 'typed':
      return [cleanText(response.text).trim()];
    case 'skip':
      return [];
  }
}
