import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

const PATH = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);

/** Whether there is a browser to open pages in. */
export const hasChromium = PATH !== undefined;

// biome-ignore lint/suspicious/noExplicitAny: the protocol's messages, of which each caller knows its own.
type Reply = Record<string, any>;

/** A headless Chromium with one page, spoken to over a pipe by its DevTools protocol. */
export class Chromium {
  /** Everything that the page asked for. */
  readonly requests: string[] = [];
  /** What the browser complained about. */
  readonly complaints: string[] = [];
  private readonly process;
  private readonly waiting = new Map<number, (reply: Reply) => void>();
  private readonly listeners = new Map<string, () => void>();
  private session: string | undefined;
  private last = 0;
  private rest = '';

  private constructor(folder: string) {
    const options = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--no-first-run',
    ];
    this.process = spawn(
      PATH!,
      [...options, `--user-data-dir=${join(folder, 'chromium')}`, '--remote-debugging-pipe'],
      {
        env: { PATH: process.env.PATH, HOME: folder },
        stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      },
    );
    (this.process.stdio[4] as Readable).setEncoding('utf8').on('data', (text: string) => {
      const messages = (this.rest + text).split('\0');
      this.rest = messages.pop()!;
      for (const message of messages) this.take(JSON.parse(message));
    });
  }

  /** Starts the browser; `folder` is where it may keep things. */
  static async start(folder: string): Promise<Chromium> {
    const browser = new Chromium(folder);
    const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
    browser.session = sessionId;
    for (const part of ['Network', 'Page', 'Log', 'Runtime']) await browser.send(`${part}.enable`);
    return browser;
  }

  /** Opens an address and waits until everything is loaded. */
  async open(url: string): Promise<void> {
    const loaded = new Promise<void>((resolve) => this.listeners.set('Page.loadEventFired', resolve));
    await this.send('Page.navigate', { url });
    await loaded;
  }

  /** The value of an expression in the page. */
  async value(expression: string): Promise<unknown> {
    return (await this.send('Runtime.evaluate', { expression, returnByValue: true })).result.value;
  }

  /** Role and name of everything as a screen reader gets it. */
  async accessible(): Promise<{ role: string; name: string }[]> {
    const { nodes } = await this.send('Accessibility.getFullAXTree');
    return nodes
      .filter(({ ignored }: Reply) => !ignored)
      .map(({ role, name }: Reply) => ({ role: role?.value ?? '', name: name?.value ?? '' }));
  }

  prefer(scheme: 'light' | 'dark'): Promise<Reply> {
    return this.send('Emulation.setEmulatedMedia', {
      features: [{ name: 'prefers-color-scheme', value: scheme }],
    });
  }

  /** Ends the browser and waits until it has gone. */
  async close(): Promise<void> {
    const gone = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGKILL');
    await gone;
  }

  private send(method: string, params: object = {}): Promise<Reply> {
    const id = ++this.last;
    const message = { id, method, params, ...(this.session !== undefined && { sessionId: this.session }) };
    return new Promise((resolve, reject) => {
      this.waiting.set(id, ({ error, result }) =>
        error ? reject(new Error(error.message)) : resolve(result),
      );
      (this.process.stdio[3] as Writable).write(`${JSON.stringify(message)}\0`);
    });
  }

  private take(message: Reply): void {
    if (message.id !== undefined) {
      this.waiting.get(message.id)?.(message);
      return;
    }
    if (message.method === 'Network.requestWillBeSent') this.requests.push(message.params.request.url);
    if (message.method === 'Log.entryAdded') this.complaints.push(message.params.entry.text);
    this.listeners.get(message.method)?.();
  }
}
