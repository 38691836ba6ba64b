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
  }</figcaption><div class="wide" tabindex="0" role="group" aria-label="${escapeText(label)}">${svg}</div></figure>`;
}

/** What opens at a click. */
export function folded(summary: string, html: string): string {
  return `<details><summary>${escapeText(summary)}</summary>${html}</details>`;
}

/** A command with a button that copies it; the script of the page shows the button where it works. */
export function commandPart(command: string, id: string): string {
  return `<div class="command"><div class="wide" tabindex="0" role="group" aria-label="Command"><pre id="${
    escapeText(id)
  }">${escapeText(command)}</pre></div><button type="button" class="all copy" data-of="${
    escapeText(id)
  }" hidden>Copy</button></div>`;
}
