/// <reference lib="dom" />
/**
 * What the page shows, and what its controls do. One object; whoever draws listens to it.
 *
 * @module
 */

import { deflate, fragmentOf, packSetup, readFragment } from "../permalink.ts";
import { DEFAULT_SETUP, formOf, type Setup } from "../setup.ts";
import { GALLERY } from "../gallery.ts";
import type { Analysis, Complaint } from "../view.ts";
import type { Reply } from "../messages.ts";
import { Lab } from "./lab.ts";

/** Milliseconds after the last key until a program is run. */
const TYPING_PAUSE = 350;
/** Milliseconds that a run may take. */
const RUN_LIMIT = 20_000;

/** What is shown. */
export interface State {
  readonly setup: Setup;
  /** Of the setup, or of an earlier one while `busy` or with a complaint. */
  readonly analysis: Analysis | null;
  readonly complaint: Complaint | null;
  readonly busy: boolean;
  /** About the link, or what was copied; empty for nothing. */
  readonly notice: string;
  /** Attempt of the optimizer that the trace pane shows. */
  readonly attempt: number;
  /** Places where stepping stops: `code:unit` and `executor.uop`. */
  readonly breakpoints: ReadonlySet<string>;
}

/** The page's state and its controls. */
export class Session {
  state: State = {
    setup: DEFAULT_SETUP,
    analysis: null,
    complaint: null,
    busy: true,
    notice: "",
    attempt: 0,
    breakpoints: new Set(),
  };
  readonly #listeners = new Set<() => void>();
  readonly #lab = new Lab((reply) => this.#replied(reply));
  #timer: ReturnType<typeof setTimeout> | undefined;
  #limit: ReturnType<typeof setTimeout> | undefined;
  #ownFragment = "";

  /** Calls back whenever the state changes; gives what ends that. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.#listeners) listener();
  }

  /** Shows what a link's fragment says, and the first example where it says nothing. */
  async open(hash: string): Promise<void> {
    if (hash === this.#ownFragment && hash !== "") return;
    this.#set({ notice: "" });
    if (hash.length <= 1) return this.show((GALLERY[0] as typeof GALLERY[number]).setup);
    try {
      this.show(await readFragment(hash));
    } catch (error) {
      this.#set({ notice: (error as Error).message });
      this.show((GALLERY[0] as typeof GALLERY[number]).setup);
    }
  }

  /** Shows a setup. */
  show(setup: Setup): void {
    this.#set({ setup, attempt: 0, breakpoints: new Set() });
    this.run();
  }

  /** Changes what is run, and runs it. */
  change(change: Partial<Setup>): void {
    this.#set({ setup: { ...this.state.setup, ...change } });
    this.run();
  }

  /** Another program text: run once typing pauses. The form follows the text where that is another one. */
  type(text: string): void {
    const form = text.trim() === "" ? this.state.setup.form : formOf(text);
    this.#set({ setup: { ...this.state.setup, text, form, step: 0 } });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.run(), TYPING_PAUSE);
  }

  /** Runs the program as it stands. */
  run(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#limit);
    this.#set({ busy: true });
    this.#lab.ask({ kind: "analyse", setup: this.state.setup });
    this.#limit = setTimeout(
      () => this.stop(`the run took more than ${RUN_LIMIT / 1000} s and was stopped`),
      RUN_LIMIT,
    );
    void this.#keepLink();
  }

  /** Ends what runs. */
  stop(message = "stopped"): void {
    clearTimeout(this.#limit);
    this.#lab.stop();
    this.#set({ busy: false, complaint: { message, line: null, column: null, of: "program" } });
  }

  #replied(reply: Reply): void {
    clearTimeout(this.#limit);
    if (reply.kind === "complaint") this.#set({ busy: false, complaint: reply.complaint });
    if (reply.kind !== "analysis") return;
    const { analysis } = reply;
    const { length } = analysis.record.boundaries;
    const { setup, attempt } = this.state;
    this.#set({
      busy: false,
      complaint: null,
      analysis,
      attempt: analysis.steps.some((each) => each.kind === "attempt" && each.number === attempt) ? attempt : 0,
      setup: { ...setup, step: Math.min(setup.step, Math.max(0, length - 1)) },
    });
  }

  /** Goes to a step of the recorded run. */
  step(step: number): void {
    const last = (this.state.analysis?.record.boundaries.length ?? 1) - 1;
    this.#set({ setup: { ...this.state.setup, step: Math.max(0, Math.min(step, last)) } });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#keepLink(), TYPING_PAUSE);
  }

  /** Shows an attempt of the optimizer. */
  showAttempt(attempt: number): void {
    this.#set({ attempt });
  }

  /** Sets or takes away a breakpoint. */
  toggleBreakpoint(place: string): void {
    const breakpoints = new Set(this.state.breakpoints);
    if (!breakpoints.delete(place)) breakpoints.add(place);
    this.#set({ breakpoints });
  }

  /** The fragment of a link to what is shown. */
  async fragment(): Promise<string> {
    return fragmentOf(await deflate(packSetup(this.state.setup)));
  }

  /** Keeps the page's own link up to date. */
  async #keepLink(): Promise<void> {
    const { setup } = this.state;
    const fragment = await this.fragment();
    if (this.state.setup !== setup) return;
    this.#ownFragment = fragment;
    history.replaceState(null, "", fragment);
  }

  /** Copies a link to what is shown. */
  async share(): Promise<void> {
    const url = new URL(await this.fragment(), location.href).href;
    history.replaceState(null, "", url);
    try {
      await navigator.clipboard.writeText(url);
      this.#set({ notice: `Link copied (${url.length} characters).` });
    } catch {
      this.#set({ notice: "The page's address is the link: copy it from the address bar." });
    }
  }

  /** Takes the notice away. */
  dismiss(): void {
    this.#set({ notice: "" });
  }
}
