/// <reference lib="dom" />
/**
 * Title, examples, link, colours.
 *
 * @module
 */

import { REPAIR_IDS } from "../../../src/isa/repairs.ts";
import { GALLERY } from "../gallery.ts";
import type { GalleryEntry } from "../gallery_entry.ts";
import { type Drawn, h } from "./deps.ts";
import { button, choice, type PaneProps } from "./pane.ts";
import { setTheme, type Theme, themeNow, THEMES } from "./theme.ts";

/** The example that is shown; undefined where the program is another one. */
export function entryOf({ setup }: PaneProps["state"]): GalleryEntry | undefined {
  return GALLERY.find((entry) => {
    const { text, huntClaim, mended } = entry.setup;
    if (text !== setup.text || (entry.pass === null) !== (setup.pass === "")) return false;
    if (!entry.hunts) return true;
    return huntClaim === setup.huntClaim && REPAIR_IDS.every((id) => mended.includes(id) === setup.mended.includes(id));
  });
}

/** What examples are about. */
function groupOf({ pass, repair }: GalleryEntry): string {
  if (pass !== null) return "Slips in passes made for this page";
  return repair === null ? "No mistake" : "Mistakes that CPython had";
}

/** The top of the page. */
export function Header(props: PaneProps): Drawn {
  const { session, state } = props;
  const entry = entryOf(state);
  const show = (id: string): void => {
    const chosen = GALLERY.find((each) => each.id === id);
    if (chosen !== undefined) session.showEntry(chosen);
  };
  return h("header", null, [
    h("a", { class: "skip", href: "#main", onClick: skip }, "Skip to the program"),
    h("div", { class: "title" }, [
      h("h1", null, "Tierproof playground"),
      h(
        "p",
        null,
        "On 14 November 2023, on the way to CPython 3.13, its new optimizer turned loops that run often into traces of micro-ops, " +
          "and it made mistakes. A faithful reimplementation of it runs in this page: the program below runs with the optimizer " +
          "and without, and where that makes a difference the page says where and why. Change anything; nothing leaves this page.",
      ),
    ]),
    h("div", { class: "tools" }, [
      choice(
        "Example",
        entry?.id ?? "",
        [
          ...(entry === undefined ? [["", "(your own)"]] as const : []),
          ...GALLERY.map((each) => [each.id, each.title, groupOf(each)] as const),
        ],
        show,
      ),
      button("Copy link", () => void session.share()),
      choice("Colours", themeNow(), THEMES.map((name) => [name, name] as const), (name) => setTheme(name as Theme)),
    ]),
    state.notice === "" ? null : h("p", { class: "notice", role: "status" }, [
      state.notice,
      button("Dismiss", () => session.dismiss()),
    ]),
  ]);
}

/** The link's own fragment would take the place of the program's. */
function skip(event: Event): void {
  event.preventDefault();
  document.querySelector<HTMLElement>("#program .cm-content")?.focus();
}
