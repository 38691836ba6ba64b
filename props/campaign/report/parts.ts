/**
 * Small parts of the page.
 *
 * @module
 */

import { escapeText } from "../../report/html/text.ts";

/** A picture in a box that scrolls where it is too wide; the keyboard reaches it. `kind` is its class beside. */
export function figure(caption: string, svg: string, label: string, kind = ""): string {
  return `<figure class="${kind}"><figcaption>${
    escapeText(caption)
  }</figcaption><div class="wide" tabindex="0" role="region" aria-label="${escapeText(label)}">${svg}</div></figure>`;
}

/** What opens at a click. */
export function folded(summary: string, html: string): string {
  return `<details><summary>${escapeText(summary)}</summary>${html}</details>`;
}
