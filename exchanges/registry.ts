import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { crc32 } from 'node:zlib';
import { reply } from './http.ts';
import { listen } from './tap.ts';

/** A package of the course, made up, with one small file. */
export interface Package {
  name: string;
  version: string;
  dependencies?: Record<string, string>;
  /** Content of its only file. */
  code?: string;
}

const BLOCK = 512;

/** One file of a tar archive (ustar), with fixed times and owners. */
function tarFile(name: string, content: string): Buffer {
  const body = Buffer.from(content);
  const header = Buffer.alloc(BLOCK);
  const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, '0')}\0`;
  header.write(name, 0);
  header.write(octal(0o644, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(body.length, 12), 124);
  header.write(octal(0, 12), 136);
  header.write(' '.repeat(8), 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  header.write(
    octal(
      header.reduce((sum, byte) => sum + byte, 0),
      7,
    ),
    148,
  );
  return Buffer.concat([header, body, Buffer.alloc((BLOCK - (body.length % BLOCK)) % BLOCK)]);
}

/** A gzip file (RFC 1952) with one stored block, so that its bytes are the same with every version of zlib. */
function gzip(content: Buffer): Buffer {
  const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
  const block = Buffer.alloc(5);
  block[0] = 1;
  block.writeUInt16LE(content.length, 1);
  block.writeUInt16LE(0xffff - content.length, 3);
  const end = Buffer.alloc(8);
  end.writeUInt32LE(crc32(content), 0);
  end.writeUInt32LE(content.length, 4);
  return Buffer.concat([header, block, content, end]);
}

/** The archive of a package, at most 64 KB. */
export function archive({ name, version, dependencies, code = 'module.exports = 1;\n' }: Package): Buffer {
  const manifest = JSON.stringify({ name, version, main: 'index.js', dependencies });
  const files = [tarFile('package/package.json', manifest), tarFile('package/index.js', code)];
  return gzip(Buffer.concat([...files, Buffer.alloc(2 * BLOCK)]));
}

/** The hash of an archive as lock files write it. */
export const integrity = (bytes: Buffer): string =>
  `sha512-${createHash('sha512').update(bytes).digest('base64')}`;

/** A registry on this computer, with packages that exist nowhere else. */
export class Registry {
  /** Requests in order, one line each. */
  readonly log: string[] = [];
  #packages: Package[];
  #latest: Record<string, string> = {};
  readonly #server: Server;
  port = 0;

  constructor(packages: Package[]) {
    this.#packages = packages;
    this.#server = createServer((request, response) => {
      this.log.push(`${request.method} ${request.url}`);
      const [, name, , file] = request.url!.split('/') as [string, string, string?, string?];
      const known = this.#packages.filter((each) => each.name === name);
      const wanted = known.find((each) => file === `${name}-${each.version}.tgz`);
      if (wanted) return void response.end(archive(wanted));
      if (known.length === 0) return reply(response, 404, {}, '{}');
      return reply(response, 200, { 'Content-Type': 'application/json' }, JSON.stringify(this.#about(known)));
    });
  }

  /** What the registry knows from now on. @param latest what it calls latest; without it, the last version in the list. */
  stock(packages: Package[], latest: Record<string, string> = {}): void {
    this.#packages = packages;
    this.#latest = latest;
  }

  #about(known: Package[]): object {
    const { name, version } = known.at(-1)!;
    const versions = known.map((each) => [
      each.version,
      {
        name,
        version: each.version,
        dependencies: each.dependencies,
        dist: {
          tarball: `http://127.0.0.1:${this.port}/${name}/-/${name}-${each.version}.tgz`,
          integrity: integrity(archive(each)),
        },
      },
    ]);
    return {
      name,
      'dist-tags': { latest: this.#latest[name] ?? version },
      versions: Object.fromEntries(versions),
    };
  }

  async start(): Promise<this> {
    this.port = await listen(this.#server);
    return this;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
