import { sentencesOf } from '../course/prose.ts';

/** So many characters tell a question in a line or two. */
const ROOM = 110;
/** The beginning of a prompt says too little in fewer characters. */
const SCENE = 40;

// Runs of marks are taken whole, or a prompt of nothing else would be tried in every length.
const BLOCK = /^[ \t]{0,3}(`{3,}(?!`)|~{3,}(?!~))[^\n]*\n(?:[\s\S]*?\n)??[ \t]{0,3}\1[`~]*[ \t]*$/gm;
const CODE = /(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g;
/** A stand-in for a code: a letter, so that a sentence may begin with it, and one that is as good as never written. */
const MASK = /\u{1d402}(\d+)\u{1d402}/gu;

/**
 * What a prompt asks, in a line or two of Markdown: its last sentence that ends in a question mark (else its last one), with
 * as much of what stands before it as there is room for, and of a long prompt the beginning. Blocks of code are left out.
 */
export function askedIn(prompt: string): string {
  const sentences = sentencesIn(prompt);
  if (sentences.length === 0) return shortened(prompt.replace(/[`~\s]+/g, ' ').trim(), ROOM);
  const last = sentences.findLastIndex(({ text }) => /\?["”’)\]*_]*$/.test(text));
  const to = last === -1 ? sentences.length : last + 1;
  let from = Math.max(0, to - 1);
  const told = () =>
    sentences
      .slice(from, to)
      .map(({ text }) => text)
      .join(' ');
  while (from > 0 && sentences[from - 1]!.paragraph === sentences[from]!.paragraph) {
    from--;
    if (told().length <= ROOM) continue;
    from++;
    break;
  }
  const asked = shortened(told(), ROOM);
  const left = ROOM - asked.length - 1;
  if (from === 0 || left < SCENE) return asked;
  return `${shortened(sentences[0]!.text, left).replace(/[.:]?(…`?)?$/, '…')} ${asked}`;
}

/** The sentences of a prompt with the number of their paragraph. What looks like the end of one inside of code is none. */
function sentencesIn(prompt: string): { text: string; paragraph: number }[] {
  const codes: string[] = [];
  const masked = prompt
    .replace(BLOCK, '\n\n')
    .replace(CODE, (code) => `\u{1d402}${codes.push(code) - 1}\u{1d402}`);
  return masked.split(/\n\s*\n/).flatMap((text, paragraph) =>
    sentencesOf(text).map((sentence) => ({
      text: sentence.replace(MASK, (masked, index) => codes[Number(index)] ?? masked),
      paragraph,
    })),
  );
}

/** Cut between words; never inside of code or strong words, whose marks would be shown as what they are not. */
function shortened(text: string, room: number): string {
  if (text.length <= room) return text;
  const end = text.lastIndexOf(' ', room);
  // Not every script has spaces between its words.
  const cut = end > 0 ? text.slice(0, end) : [...text].slice(0, room).join('');
  const whole = ['`', '**'].reduce(
    (part, mark) => (part.split(mark).length % 2 === 0 ? part.slice(0, part.lastIndexOf(mark)) : part),
    cut,
  );
  return `${whole.replace(/[\s,;:.]+$/, '')}…`;
}
