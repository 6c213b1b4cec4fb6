/** A small page that reads well in a browser and at a prompt. `content` is HTML. */
export function page(title: string, content: string): string {
  return `<!doctype html>
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title>
<h1>${title}</h1>
${content}
`;
}

/** The fields of a form to log in, as HTML. */
export const LOGIN_FIELDS = `<input name="user" placeholder="user" autocomplete="off">
<input name="password" type="password" placeholder="password" autocomplete="off">`;

/** Text as HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The fields of an answer that carries a page meant for one person only. */
export const PAGE_FIELDS = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' };
