/**
 * JSON that people can read and compare: a value that fits a line stands on one, any other is opened.
 *
 * @module
 */

/** Longest line. */
const WIDTH = 120;

/** Operands beyond what JSON's numbers hold are written as decimal strings. */
function plainNumbers(_name: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}

/** The text, with a line's end. */
export function prettyJson(value: unknown): string {
  return `${written(value, "")}\n`;
}

function written(value: unknown, indent: string): string {
  const line = JSON.stringify(value, plainNumbers) ?? "null";
  if (indent.length + line.length <= WIDTH || typeof value !== "object" || value === null) return line;
  const inner = `${indent} `;
  if (Array.isArray(value)) {
    // Numbers say nothing by themselves.
    if (value.every((item) => typeof item === "number")) return line;
    return `[\n${value.map((item) => inner + written(item, inner)).join(",\n")}\n${indent}]`;
  }
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  const lines = fields.map(([name, field]) => `${inner}${JSON.stringify(name)}: ${written(field, inner)}`);
  return `{\n${lines.join(",\n")}\n${indent}}`;
}
