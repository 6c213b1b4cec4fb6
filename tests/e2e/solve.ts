import { isWhole, KEY, type Terminal } from './terminal.ts';

/** Ids of the questions of the tea course, in their prompts. */
const ASKED = /Ask-([a-z-]+): what is it\?/;

/** Answers the tea-course question on the screen, rightly or wrongly, and waits for the verdict. */
export async function answer(terminal: Terminal, rightly = true): Promise<string> {
  // The whole of it: its last line too.
  const screen = await terminal.see((text) => ASKED.test(text) && isWhole(text));
  const id = ASKED.exec(screen)![1]!;
  switch (id) {
    case 'kinds':
      for (const digit of digits(screen, rightly ? 'true' : 'plain')) await terminal.press(digit);
      break;
    case 'brewing':
      await putInOrder(
        terminal,
        rightly ? ['step one', 'step two', 'step three'] : ['step three', 'step two', 'step one'],
      );
      break;
    case 'served':
      for (const line of screen.split('\n').filter((each) => / is (hot|cold)/.test(each))) {
        const hot = / is hot/.test(line);
        terminal.type(hot === rightly ? '1' : '2');
      }
      await terminal.see((text) => !text.includes('→ …') && !text.includes('Some items'));
      break;
    case 'half':
      terminal.type(rightly ? 'oolong' : 'green');
      await terminal.see(rightly ? '❯ oolong' : '❯ green');
      break;
    case 'check-water':
      terminal.type(rightly ? '75' : '100');
      await terminal.see(rightly ? '❯ 75' : '❯ 100');
      break;
    default: {
      const [digit] = digits(screen, rightly ? `true answer of ${id}` : `plain answer of ${id}`);
      terminal.type(digit!);
      await terminal.see(new RegExp(`❯ ${digit}\\.`));
    }
  }
  terminal.type(KEY.enter);
  await terminal.see(rightly ? 'Right.' : 'Not right.');
  return id;
}

/** The numbers of the options whose text contains `words`. */
function digits(screen: string, words: string): string[] {
  return screen.split('\n').flatMap((line) => {
    const [, digit, text] = /(\d)\. (.*)$/.exec(line) ?? [];
    return digit && text!.includes(words) ? [digit] : [];
  });
}

async function putInOrder(terminal: Terminal, wanted: string[]): Promise<void> {
  for (const [place, step] of wanted.entries()) {
    const now = digits(terminal.text(), step)[0]!;
    if (Number(now) === place + 1) continue;
    terminal.type(now);
    await terminal.see(new RegExp(`❯ ${now}\\.`));
    await terminal.press(KEY.space);
    terminal.type(String(place + 1));
    await terminal.see((text) => digits(text, step)[0] === String(place + 1));
    await terminal.press(KEY.space);
  }
}
