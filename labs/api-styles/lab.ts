import type { Lab } from '../../src/lab/lab.ts';

export default {
  explore: {
    async open(stage) {
      const { openScene } = await import('./scene.ts');
      return openScene(stage);
    },
  },
} satisfies Lab;
