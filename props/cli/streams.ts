/**
 * What commands print, through one place: control characters of programs and names are escaped, and a stream that takes no more
 * is an {@linkcode EnvironmentError}.
 *
 * @module
 */

import { EnvironmentError } from "./environment.ts";

// deno-lint-ignore no-control-regex
const CONTROLS = /\x1b\[[0-9;]*m|[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/**
 * Text as it may reach a terminal: control characters but tabs and line feeds, and what turns the direction of text, as `\xNN` or
 * `\uNNNN`. Colours stay where they are wanted.
 */
export function printable(text: string, colors = false): string {
  return text.replace(CONTROLS, (found) => {
    if (found.length > 1) return colors ? found : `\\x1b${found.slice(1)}`;
    const code = found.charCodeAt(0);
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
  });
}

/** The part of a standard stream that is used here. */
interface Sink {
  writeSync(bytes: Uint8Array): number;
  isTerminal(): boolean;
}

/** Milliseconds between two tries of a pipe that is full and does not block. */
const FULL_MS = 5;

/** Writes all of a text. Throws an {@linkcode EnvironmentError} that names the stream where it takes no more. */
function writeAll(sink: Sink, name: string, text: string): void {
  let bytes = new TextEncoder().encode(text);
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(sink.writeSync(bytes));
    } catch (error) {
      if (error instanceof Deno.errors.WouldBlock) {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, FULL_MS);
        continue;
      }
      if (error instanceof Deno.errors.BrokenPipe) throw new EnvironmentError(`${name} was closed by its reader`);
      const why = error instanceof Error ? error.message.replace(/ \(os error \d+\).*$/s, "") : "it takes no more";
      throw new EnvironmentError(`cannot write to ${name}: ${why}`);
    }
  }
}

/** Lets `console.log` and `console.error` of this process go through here: Deno's own ignore a pipe that was closed. */
export function guardConsole(): void {
  const through = (sink: Sink, name: string) => {
    const colors = sink.isTerminal();
    return (...values: readonly unknown[]) => writeAll(sink, name, `${printable(values.join(" "), colors)}\n`);
  };
  console.log = through(Deno.stdout, "standard output");
  console.error = through(Deno.stderr, "standard error");
}
