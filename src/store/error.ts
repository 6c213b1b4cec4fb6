/** Something about the data folder that the user can mend; its message is one plain sentence. */
export class StoreError extends Error {
  readonly exitCode = 1;

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StoreError';
  }
}

/** What a file-system error means, in words. */
export function reason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const words: Record<string, string> = {
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'the disk is read-only',
    ENOSPC: 'the disk is full',
    EDQUOT: 'your disk quota is used up',
    EISDIR: 'a folder is in its place',
    ENOTDIR: 'a file is in the place of a folder',
    EEXIST: 'a file is in the place of a folder',
    ELOOP: 'its link leads in a circle',
    ENOENT: 'it does not exist',
    EMFILE: 'too many files are open',
    EIO: 'the disk reports an error',
  };
  return words[code] ?? (code || (error as Error).message);
}
