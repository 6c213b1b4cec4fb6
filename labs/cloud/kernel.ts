/** Kernels of the made-up operating system on which all three clouds run. */
export const KERNEL = { weak: '7.1.1', mended: '7.1.2' } as const;
