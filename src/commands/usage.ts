import type { Command } from 'commander';
import { cleanText } from '../course/clean.ts';
import { UserError } from './environment.ts';
import { unknownName } from './names.ts';

/**
 * Throws a UserError (exit code 2) for words that a command does not take: the first of them is named. The words after
 * `backend-tutor` itself are a command or an option that there is not.
 */
export function refuseExcess(command: Command): never {
  const { args, registeredArguments, parent } = command;
  if (!parent) {
    const first = args[0]!;
    throw first.startsWith('-')
      ? unknownName('option', first, command.options.map(({ long }) => long!).concat('--help'))
      : unknownName(
          'command',
          first,
          command.commands.map((each) => each.name()),
        );
  }
  const excess = args.slice(registeredArguments.length).map((word) => `"${cleanText(word).slice(0, 40)}"`);
  const taken = registeredArguments.map((argument) => `a ${argument.name()}`).join(' and ');
  throw new UserError(
    `backend-tutor ${path(command)} takes ${taken ? `${taken}, nothing more` : 'no name'}. Leave out ${excess.join(' ')}.`,
    2,
  );
}

/** `quiz`, `course check`. */
function path(command: Command): string {
  const { parent } = command;
  return parent?.parent ? `${path(parent)} ${command.name()}` : command.name();
}
