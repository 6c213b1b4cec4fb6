import type { Screen } from '../screen/screen.ts';
import type { Session } from './session.ts';

/** What goes on after leaving in the middle of it, and by which command. */
const GOES_ON = {
  lesson: 'Saved. backend-tutor start goes on from here.',
  review: 'Your answers are saved. backend-tutor review asks what is due.',
  quiz: 'Your answers are saved. backend-tutor quiz asks anew.',
};

/** What is said when the learner leaves in the middle of something. */
export function farewell({ store }: Session, screen: Screen, from: keyof typeof GOES_ON = 'lesson'): void {
  screen.say(store.isSaving ? GOES_ON[from] : 'Left without saving. What was saved before is safe.');
}
