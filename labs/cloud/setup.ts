/** The field by which requests that the lab sends for the learner are known; they fulfil no task. */
export const SETUP = 'Lab-Setup';
