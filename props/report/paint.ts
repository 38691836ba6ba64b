/**
 * Colours of texts: asked for by name, so that whoever prints decides.
 *
 * @module
 */

/** A style of text, by the name that terminals know it by. */
export type StyleName = "bold" | "cyan" | "dim" | "green" | "red" | "yellow";

/** One style, or several at once. */
export type Style = StyleName | StyleName[];

/** Paints text, or leaves it alone where there is no terminal or `NO_COLOR` is set. */
export type Paint = (style: Style, text: string) => string;

/** A painter that leaves texts alone. */
export function plain(_style: Style, text: string): string {
  return text;
}
