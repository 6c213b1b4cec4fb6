import { Tokenizer, type TokenizerObject } from 'marked';

/** Where something other than plain text may begin. */
const MARK = /[\\<![`*~_]/g;

/**
 * How marked's understanding of text differs here. It looks for e-mail and web addresses at every place of a text, and
 * each time as far as the text goes: time grows with the square of its length. An address looks the same on a terminal
 * whether it was found or not, so none is looked for.
 */
export const tokenizer: TokenizerObject = {
  url() {
    return undefined;
  },
  inlineText(src) {
    MARK.lastIndex = 1;
    const end = MARK.exec(src)?.index ?? src.length;
    return Tokenizer.prototype.inlineText.call(this, src.slice(0, end));
  },
};
