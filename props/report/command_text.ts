/**
 * Commands of this project as people copy them into a shell.
 *
 * @module
 */

/** A word as shells take it. */
export function quoted(word: string): string {
  return /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A command with its options; flags are true, and what is not given is left out. */
export function commandText(
  words: readonly string[],
  options: Readonly<Record<string, string | boolean | undefined>> = {},
): string {
  const given = Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined || value === false) return [];
    return value === true ? [`--${name}`] : [`--${name}`, value];
  });
  return `deno task ${[...words, ...given].map(quoted).join(" ")}`;
}
