import type { Stage } from '../../src/lab/lab.ts';
import type { Said, WireEvent } from '../../src/lab/wire.ts';

/** Notes something that happened inside a cloud, or in the world. */
export function say(stage: Stage, door: string, topic: string, data: Record<string, string>): void {
  stage.log.add({ kind: 'said', door, topic, data });
}

/** The first time that something was said. */
export function heard(
  events: readonly WireEvent[],
  door: string,
  topic: string,
  about: (data: Said['data']) => boolean = () => true,
): Said | undefined {
  return events.find(
    (event): event is Said =>
      event.kind === 'said' && event.door === door && event.topic === topic && about(event.data),
  );
}
