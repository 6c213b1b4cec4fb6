import type { Interface } from 'node:readline';

/** Makes a terminal say where pasted text begins and ends (bracketed paste), and stop saying so. */
export const PASTE = { on: '\x1b[?2004h', off: '\x1b[?2004l' };

/**
 * Keeps pasted text from pressing keys: a line break in it is no Enter, and its letters are no commands. Of several lines
 * the first one is taken.
 */
export class Paste {
  /** Whether pasted text is arriving. */
  isOn = false;
  private last = '';
  private first: string | undefined;

  /** Notes where pasted text begins and ends, for programs that take each line of it. */
  follow(name: string): void {
    if (name === 'paste-start' || name === 'paste-end') this.isOn = name === 'paste-start';
  }

  /** Whether a key belongs to pasted text and is to be passed over. At its end, the line holds what was pasted. */
  swallows(name: string, line: Interface): boolean {
    if (name === 'paste-start') {
      this.isOn = true;
      this.last = line.line;
      this.first = undefined;
      return true;
    }
    if (!this.isOn) return false;
    if (name === 'paste-end') {
      this.isOn = false;
      if (this.first !== undefined) replaceLine(line, this.first);
      return false;
    }
    if (name === 'return' || name === 'enter') this.first ??= this.last;
    else this.last = line.line;
    return true;
  }
}

function replaceLine(line: Interface, text: string): void {
  line.write(null, { ctrl: true, name: 'e' });
  line.write(null, { ctrl: true, name: 'u' });
  line.write(text);
}
