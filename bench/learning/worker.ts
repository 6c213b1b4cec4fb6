import { type Job, perform } from './job.ts';

/** A process that simulates what it is sent. */
process.on('message', (job: Job) => process.send!(perform(job)));
