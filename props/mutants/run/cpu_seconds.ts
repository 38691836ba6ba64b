/**
 * What the processor gave to a process, as Linux tells it. What Deno has of Node tells it, too, but takes longer to load than a quarter of
 * all modules of an attack.
 *
 * @module
 */

/** Seconds between two steps of what the system tells. */
export const CPU_STEP = 0.01;

/** Processor time of a process in seconds, where the system tells; null elsewhere. */
export function cpuSeconds(pid: number): number | null {
  try {
    const stat = Deno.readTextFileSync(`/proc/${pid}/stat`);
    // The name in parentheses may hold anything; user and system time are 12 and 13 fields behind it, in hundredths.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const seconds = (Number(fields[11]) + Number(fields[12])) * CPU_STEP;
    return Number.isFinite(seconds) ? seconds : null;
  } catch {
    return null;
  }
}
