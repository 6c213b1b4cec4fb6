import type { NewEvent } from '../learner/event.ts';
import type { Screen } from '../screen/screen.ts';
import { StoreError } from '../store/error.ts';
import type { Position } from '../store/position.ts';
import type { Session } from './session.ts';

/**
 * Writes an event to the log. When the disk refuses, the learner decides: try again, go on without saving, or stop.
 * Throws the StoreError when they stop; nothing that was saved before is touched.
 */
export async function keep({ store }: Session, screen: Screen, event: NewEvent): Promise<void> {
  for (;;) {
    try {
      store.record(event);
      return;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      const choice = await askWhatToDo(screen, error);
      if (choice === 'go on') store.stopSaving();
      else if (choice === 'stop') throw error;
    }
  }
}

async function askWhatToDo(screen: Screen, error: StoreError): Promise<'again' | 'go on' | 'stop'> {
  const choice = await screen.choose<'again' | 'go on' | 'stop'>({
    title: 'Not saved',
    text: `${error.message} What was saved before is safe.`,
    choices: [
      { label: 'Try again', value: 'again' },
      { label: 'Go on without saving', hint: 'what you do from now on is lost at the end', value: 'go on' },
      { label: 'Stop', value: 'stop' },
    ],
  });
  return choice === 'quit' ? 'stop' : choice;
}

/** Keeps the place to come back to. A place that cannot be kept is told at the end and stops nobody. */
export function keepPlace({ store, troubles }: Session, position: Position): void {
  if (!store.isSaving) return;
  try {
    store.config.savePosition(position);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    troubles.add(`Your place could not be kept: ${error.message}`);
  }
}
