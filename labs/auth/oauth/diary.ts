import { openHttpDoor } from '../../../src/lab/http-door.ts';
import type { Door, Stage } from '../../../src/lab/lab.ts';
import { escapeHtml, PAGE_FIELDS, page } from '../pages.ts';

/** The client, played by the learner: this door only shows what the browser brings back. */
export function openDiary(stage: Stage): Promise<Door> {
  return openHttpDoor(stage, {
    name: 'diary',
    what: 'the client, shelf.example: this is you',
    handle({ method, path, query }) {
      if (path !== '/callback') return { status: 404, body: 'Codes arrive at /callback.\n' };
      if (method !== 'GET') return { status: 405, headers: { Allow: 'GET' }, body: 'Here: GET.\n' };
      const brought = ['code', 'state', 'error', 'error_description']
        .filter((name) => query.has(name))
        .map((name) => `<p>${name}: <code>${escapeHtml(query.get(name)!)}</code></p>`);
      return {
        status: 200,
        headers: PAGE_FIELDS,
        body: page('Back at the diary', brought.join('\n') || '<p>The browser brought nothing.</p>'),
      };
    },
  });
}
