/**
 * What the system says of a process.
 *
 * @module
 */

/** Bytes of a page. */
const PAGE = 4096;

/** Processor time of a process in seconds, where the system tells; null elsewhere. */
export function cpuSeconds(pid: number): number | null {
  try {
    const stat = Deno.readTextFileSync(`/proc/${pid}/stat`);
    // The name in parentheses may hold anything; user and system time are 12 and 13 fields behind it, in hundredths.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const seconds = (Number(fields[11]) + Number(fields[12])) / 100;
    return Number.isFinite(seconds) ? seconds : null;
  } catch {
    return null;
  }
}

/** Bytes that a process holds in memory, where the system tells; null elsewhere. */
export function residentBytes(pid: number): number | null {
  try {
    const pages = Number(Deno.readTextFileSync(`/proc/${pid}/statm`).split(" ")[1]);
    return Number.isFinite(pages) ? pages * PAGE : null;
  } catch {
    return null;
  }
}
