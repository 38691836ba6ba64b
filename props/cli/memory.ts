/**
 * Memory of a hunt: what the process holds, and how that grew once it was warm.
 *
 * @module
 */

/** Seconds until caches are full and code is compiled. */
const WARM_SECONDS = 60;
const MEBIBYTE = 1024 * 1024;

/** What `--json` says about memory; the whole process with all its workers. */
export interface MemoryReport {
  /** Resident set at the end, and the largest that was seen, in MiB. */
  readonly rss: number;
  readonly peak: number;
  /** Resident set after the first minute; null for hunts that ended before. */
  readonly afterFirstMinute: number | null;
}

/** Watches the resident set while a hunt goes on. */
export class MemoryWatch {
  readonly #read: () => number;
  #peak = 0;
  #warm: number | null = null;

  constructor(read: () => number = () => Deno.memoryUsage().rss) {
    this.#read = read;
  }

  /** Called now and then, with the seconds since the hunt began. */
  note(seconds: number): void {
    const rss = this.#read();
    this.#peak = Math.max(this.#peak, rss);
    if (seconds >= WARM_SECONDS) this.#warm ??= rss;
  }

  report(): MemoryReport {
    const rss = this.#read();
    const mebibytes = (bytes: number): number => Math.round(bytes / MEBIBYTE);
    return {
      rss: mebibytes(rss),
      peak: mebibytes(Math.max(this.#peak, rss)),
      afterFirstMinute: this.#warm === null ? null : mebibytes(this.#warm),
    };
  }
}

/** The same for people. */
export function memoryText({ rss, peak, afterFirstMinute }: MemoryReport): string {
  return `memory ${rss} MiB${
    afterFirstMinute === null ? "" : ` (${afterFirstMinute} after a minute, ${peak} at most)`
  }`;
}
