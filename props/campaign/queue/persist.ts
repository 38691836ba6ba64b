/**
 * A database may be away for a while, as when it is restarted.
 *
 * @module
 */

/** Milliseconds until it is given up. */
const PATIENCE_MS = 120_000;
/** Milliseconds between two tries. */
const PAUSE_MS = 1000;

/** Tries until it works, the end comes, or patience does; told once what does not work. */
export async function persistently<T>(
  run: () => Promise<T>,
  isOver: () => boolean,
  onTrouble: (text: string) => void,
): Promise<T> {
  const start = performance.now();
  for (let first = true;; first = false) {
    try {
      return await run();
    } catch (error) {
      if (isOver() || performance.now() - start > PATIENCE_MS) throw error;
      if (first) onTrouble(`${error instanceof Error ? error.message : error}; trying again`);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
