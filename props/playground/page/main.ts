/// <reference lib="dom" />
/**
 * The page's script: draws the page, and opens what its link says.
 *
 * @module
 */

import { App } from "./app.ts";
import { h, render } from "./deps.ts";
import { Session } from "./session.ts";
import { restoreTheme } from "./theme.ts";

restoreTheme();
const session = new Session();
// By the time of the event the page may have written its own link over the new one.
addEventListener("hashchange", ({ newURL }) => void session.open(new URL(newURL).hash));
const host = document.getElementById("app") as HTMLElement;
host.replaceChildren();
render(h(App, { session }), host);
void session.open(location.hash);
