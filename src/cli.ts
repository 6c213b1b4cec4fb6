import { homedir } from 'node:os';
import { Command, CommanderError, Option } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import type { Environment, Options } from './commands/environment.ts';

/**
 * The command tree. Every command is loaded when it is called. This file alone reads the process, catches errors and
 * sets the exit code: 0 done, 1 failed, 2 wrong usage or bad course, 130 interrupted by Ctrl-C.
 */

// An empty HOME is no home; with it, files would go wherever the program was started.
if (process.env.HOME === '') delete process.env.HOME;
try {
  homedir();
} catch {
  // The system knows no home for this user, and packages that ask for one while they load would fail.
  process.env.HOME = '/';
}

const stop = new AbortController();
const signals = { SIGINT: 130, SIGHUP: 129, SIGTERM: 143 } as const;
for (const [signal, code] of Object.entries(signals)) process.on(signal, () => endSoon(code));

/** Ends with `code`. Whatever still waits gets a moment to put the terminal back and to end what it has started. */
function endSoon(code: number): void {
  process.exitCode = code;
  stop.abort();
  setTimeout(() => process.exit(code), 500).unref();
}

process.on('uncaughtException', (error) => {
  process.exitCode = 1;
  // Screens end first, so that the sentence is not lost with them.
  stop.abort();
  setTimeout(() => void report(error).finally(() => process.exit(1)), 50);
});

function environment(command: Command): Environment {
  return {
    options: command.optsWithGlobals<Options>(),
    env: process.env,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    stop: stop.signal,
    packageDir: new URL('..', import.meta.url),
  };
}

function buildProgram(): Command {
  const program = new Command('backend-tutor')
    .description('Learn back-end development in the terminal.')
    .version(manifest.version, '-V, --version', 'print the version')
    .option('--plain', 'plain lines: for screen readers, scripts and simple terminals')
    .option('--no-color', 'no colours')
    .option('--course <dir>', 'use the course in this folder')
    .option('--data-dir <dir>', 'keep progress and settings in this folder')
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false)
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, '')) })
    .exitOverride();

  program.hook('preAction', async (_program, command) => {
    const { args, registeredArguments: taken } = command;
    if (args.length <= taken.length || taken.at(-1)?.variadic) return;
    (await import('./commands/usage.ts')).refuseExcess(command);
  });
  program.action(async (_options, command: Command) => {
    if (!(process.stdin.isTTY && process.stdout.isTTY)) return command.outputHelp();
    await (await import('./commands/home.ts')).home(environment(command));
  });
  program.allowExcessArguments().allowUnknownOption();

  program
    .command('start [module]')
    .description('learn: goes on exactly where you stopped')
    .action(async (module: string | undefined, _options, command) => {
      await (await import('./commands/start.ts')).start(environment(command), module);
    });
  program
    .command('read <module> [section]')
    .description('read a lesson without questions')
    .action(async (module: string, section: string | undefined, _options, command) => {
      await (await import('./commands/read.ts')).read(environment(command), module, section);
    });
  program
    .command('quiz [module]')
    .description('questions on one module, or mixed over all modules begun')
    .option('--count <n>', 'how many questions (default: 10)')
    .option('--exam', 'no feedback until the end')
    .option('--missed', 'only what you missed last time')
    .option('--seed <n>', 'the same seed gives the same questions in the same order')
    .action(async (module: string | undefined, flags, command) => {
      await (await import('./commands/quiz.ts')).quiz(environment(command), module, flags);
    });
  program
    .command('review')
    .description('what is due today, mixed over modules')
    .action(async (_options, command) => (await import('./commands/review.ts')).review(environment(command)));
  program
    .command('placement')
    .description('finds out what you know already, with 8 to 15 questions')
    .action(async (_options, command) => {
      await (await import('./commands/placement.ts')).placement(environment(command));
    });
  program
    .command('lab [lab]')
    .description('hands-on labs: real servers on this machine, to explore or to build')
    .option('--init <dir>', 'write a starter for a server of your own')
    .option('--language <name>', 'of the starter: javascript (default) or python')
    .option('--check <dir>', 'start the server in this folder and judge it')
    .option('--url <url>', 'judge a server that runs already')
    .option('--watch', 'check again on every save')
    .addOption(json())
    .action(async (name: string | undefined, flags, command) => {
      process.exitCode = await (await import('./commands/lab.ts')).lab(environment(command), name, flags);
    });
  program
    .command('list')
    .description('the modules in learning order, with their state')
    .addOption(json())
    .action(async (_options, command) => (await import('./commands/list.ts')).list(environment(command)));
  program
    .command('progress')
    .description('what you remember, what is fading and what comes next')
    .addOption(new Option('--html <file>', 'write a page to show to somebody').conflicts('json'))
    .option('--force', 'replace a file that exists')
    .addOption(json())
    .action(async (flags, command) => {
      await (await import('./commands/progress.ts')).progress(environment(command), flags);
    });
  program
    .command('search <words...>')
    .description('find lessons, terms and explanations by their words')
    .addOption(json())
    .action(async (words: string[], _options, command) => {
      await (await import('./commands/search.ts')).search(environment(command), words);
    });
  program
    .command('glossary [term...]')
    .description('what the words of the course mean')
    .action(async (words: string[], _options, command) => {
      await (await import('./commands/glossary.ts')).glossary(environment(command), words);
    });
  program
    .command('reset [module]')
    .description('forget one module or all, after asking; a backup is kept')
    .option('--yes', 'do not ask')
    .action(async (module: string | undefined, flags, command) => {
      await (await import('./commands/reset.ts')).reset(environment(command), module, flags);
    });
  program
    .command('export [file]')
    .description('write all progress to a file, or to standard output')
    .option('--force', 'replace a file that exists')
    .addOption(json())
    .action(async (file: string | undefined, flags, command) => {
      await (await import('./commands/export.ts')).exportProgress(environment(command), file, flags);
    });
  program
    .command('import <file>')
    .description('add the progress in an exported file; nothing is overwritten')
    .action(async (file: string, _options, command) => {
      await (await import('./commands/import.ts')).importProgress(environment(command), file);
    });
  program
    .command('restore [backup]')
    .description('list the backups, or bring one back')
    .action(async (backup: string | undefined, _options, command) => {
      (await import('./commands/restore.ts')).restore(environment(command), backup);
    });
  program
    .command('config [key] [value]')
    .description('show or change settings')
    .action(async (key: string | undefined, value: string | undefined, _options, command) => {
      await (await import('./commands/config.ts')).config(environment(command), key, value);
    });

  const course = program.command('course').description('for authors of courses');
  course
    .command('check [dir]')
    .description('check a course folder; every problem with its place and how to mend it')
    .option('--against <dir>', 'also say which questions of an older version vanished or changed their key')
    .option('--advice', 'also say what would make questions better; never fails the check')
    .option('--stats', 'also measure the question bank: counts, coverage, and what can be guessed')
    .addOption(json())
    .action(async (dir: string | undefined, flags, command) => {
      const { courseCheck } = await import('./commands/course-check.ts');
      process.exitCode = courseCheck(environment(command), dir, flags);
    });
  course
    .command('new <dir>')
    .description('write a small working course to start from')
    .action(async (dir: string, _options, command) => {
      (await import('./commands/course-new.ts')).courseNew(environment(command), dir);
    });
  return program;
}

const json = () => new Option('--json', 'data on standard output, nothing else there');

/** Says an error in one plain sentence and returns the exit code for it. */
async function report(error: unknown): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const { name, message, code } = error as NodeJS.ErrnoException;
  if (name === 'ExitPromptError') return 130;
  if (name === 'AbortPromptError' || name === 'AbortError') return Number(process.exitCode ?? 1);
  if (code === 'EPIPE') return 0;
  const { cleanText } = await import('./course/clean.ts');
  const { exitCode, details = [] } = error as { exitCode?: number; details?: string[] };
  process.stderr.write(`${[cleanText(message), ...details].join('\n')}\n`);
  if (process.env.DEBUG === 'backend-tutor') process.stderr.write(`${(error as Error).stack}\n`);
  else if (exitCode === undefined) {
    process.stderr.write('This is a fault of the program. DEBUG=backend-tutor shows where it happened.\n');
  }
  return exitCode ?? 1;
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  // Nobody reads on, as with `| head`.
  endSoon(0);
});
try {
  await buildProgram().parseAsync();
} catch (error) {
  process.exitCode = await report(error);
}
