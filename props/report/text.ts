/**
 * Text of the commands: wrapping, numbers, durations.
 *
 * @module
 */

/** Breaks a text into lines of at most `width` characters, each after the indent. */
export function wrap(text: string, width: number, indent: string): string {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(" ")) {
    if (line.length > indent.length && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent;
    }
    line += line.length === indent.length ? word : ` ${word}`;
  }
  lines.push(line);
  return lines.join("\n");
}

/** A whole number with its thousands apart: `12,345`. What knows of languages would take longer to load than a hunt may last. */
export function count(value: number): string {
  return `${Math.round(value)}`.replace(/\B(?=(\d{3})+$)/g, ",");
}

/** `3 defects`. */
export function counted(number: number, what: string): string {
  return `${count(number)} ${what}${number === 1 ? "" : "s"}`;
}

/** A share of a total in per cent; a dash of nothing. */
export function percent(part: number, total: number): string {
  return total === 0 ? "-" : `${((100 * part) / total).toFixed(1)} %`;
}

/** Seconds for people: `0.42 s`, `12.3 s`, `3 min 05 s`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < 120) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  const rest = String(whole % 60).padStart(2, "0");
  return minutes < 60 ? `${minutes} min ${rest} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A text cut to a width, with an ellipsis where something is missing. */
export function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}

/** Equal lines in a row from which on they are folded. */
const FOLDED_FROM = 8;

/** A listing in which many equal instructions in a row are told by their number; where they stand makes no difference. */
export function foldRuns(listing: string): string {
  const lines = listing.split("\n");
  const keys = lines.map((line) => line.replace(/^[\s\d|+>-]*/, ""));
  const folded: string[] = [];
  for (let at = 0; at < lines.length;) {
    let end = at + 1;
    while (end < lines.length && keys[end] === keys[at]) end++;
    if (keys[at] === "" || end - at < FOLDED_FROM) folded.push(...lines.slice(at, end));
    else {
      const [first, last] = [lines[at] as string, lines[end - 1] as string];
      const indent = first.slice(0, first.length - (keys[at] as string).length).replaceAll(/\S/g, " ");
      folded.push(first, `${indent}... ${count(end - at - 2)} more like it ...`, last);
    }
    at = end;
  }
  return folded.join("\n");
}
