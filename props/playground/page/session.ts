/// <reference lib="dom" />
/**
 * What the page shows, and what its controls do. One object; whoever draws listens to it.
 *
 * @module
 */

import { deflate, fragmentOf, packSetup, readFragment } from "../permalink.ts";
import { DEFAULT_SETUP, formOf, type Setup } from "../setup.ts";
import { REPAIR_IDS } from "../../../src/isa/repairs.ts";
import { GALLERY, setupOf } from "../gallery.ts";
import type { GalleryEntry } from "../gallery_entry.ts";
import type { Analysis, Complaint, FoundView, HuntProgress, ScriptResult } from "../view.ts";
import type { Reply } from "../messages.ts";
import { Lab } from "./lab.ts";

/** Milliseconds after the last key until a program is run. */
const TYPING_PAUSE = 350;
/** Milliseconds that a run may take. */
export const RUN_LIMIT = 20_000;
/** Milliseconds that a hunt may go without a word: a pass of the reader's own may never end. */
const HUNT_SILENCE = 60_000;
/** Milliseconds that a script of the reader's may take. */
export const SCRIPT_LIMIT = 60_000;

/** A hunt: under way, or how it ended. */
export interface HuntState {
  readonly running: boolean;
  readonly progress: HuntProgress | null;
  readonly found: FoundView | null;
  readonly complaint: Complaint | null;
  /** Index of the first check. */
  readonly from: number;
}

/** The script of the reader's: under way, or what it gave. */
export interface ScriptState {
  readonly running: boolean;
  readonly result: ScriptResult | null;
  readonly complaint: Complaint | null;
}

const NO_HUNT: HuntState = { running: false, progress: null, found: null, complaint: null, from: 0 };
const NO_SCRIPT: ScriptState = { running: false, result: null, complaint: null };

/** What is shown. */
export interface State {
  readonly setup: Setup;
  /** Of the setup, or of an earlier one while `busy` or with a complaint. */
  readonly analysis: Analysis | null;
  readonly complaint: Complaint | null;
  readonly busy: boolean;
  /** About the link, or what was copied; empty for nothing. */
  readonly notice: string;
  /** Whether the setup's own pass runs: one from a link does not before its reader has said so. */
  readonly usesPass: boolean;
  readonly hunt: HuntState;
  readonly script: ScriptState;
  /** Attempt of the optimizer that the trace pane shows. */
  readonly attempt: number;
  /** Places where stepping stops: `code:unit` and `executor.uop`. */
  readonly breakpoints: ReadonlySet<string>;
}

/** Sources of the example passes, by file, as the page holds them. */
function examplePasses(): Readonly<Record<string, string>> {
  return JSON.parse(document.getElementById("example-passes")?.textContent ?? "{}");
}

/** The page's state and its controls. */
export class Session {
  state: State = {
    setup: DEFAULT_SETUP,
    analysis: null,
    complaint: null,
    busy: true,
    notice: "",
    usesPass: false,
    hunt: NO_HUNT,
    script: NO_SCRIPT,
    attempt: 0,
    breakpoints: new Set(),
  };
  readonly #listeners = new Set<() => void>();
  readonly #lab = new Lab((reply) => this.#replied(reply));
  readonly #hunter = new Lab((reply) => this.#hunted(reply));
  readonly #scripter = new Lab((reply) => this.#scripted(reply));
  #timer: ReturnType<typeof setTimeout> | undefined;
  #limit: ReturnType<typeof setTimeout> | undefined;
  #scriptLimit: ReturnType<typeof setTimeout> | undefined;
  #huntLimit: ReturnType<typeof setTimeout> | undefined;
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
    if (hash.length <= 1) return this.showEntry(GALLERY[0] as GalleryEntry);
    try {
      this.#show(await readFragment(hash), false);
    } catch (error) {
      this.#set({ notice: (error as Error).message });
      this.showEntry(GALLERY[0] as GalleryEntry);
    }
  }

  /** Shows an example. Its pass, where it has one, is this project's and runs at once. */
  showEntry(entry: GalleryEntry): void {
    this.#show(setupOf(entry, examplePasses()), entry.pass !== null);
    if (entry.hunts) this.hunt();
  }

  #show(setup: Setup, usesPass: boolean): void {
    clearTimeout(this.#huntLimit);
    this.#hunter.stop();
    this.#set({
      setup,
      usesPass,
      complaint: null,
      attempt: 0,
      breakpoints: new Set(),
      script: NO_SCRIPT,
      hunt: NO_HUNT,
    });
    this.run();
  }

  /** Opens a finding in the panes. */
  openFound({ opening }: FoundView): void {
    if (opening === null) return;
    this.#show({ ...this.state.setup, ...opening, step: 0 }, this.state.usesPass);
  }

  /** Whether the reader's own pass runs. Where it does and nothing is repaired, all is: only the pass shall be at fault. */
  usePass(usesPass: boolean): void {
    const { setup } = this.state;
    this.#set({ usesPass });
    this.change(usesPass && setup.mended.length === 0 ? { mended: REPAIR_IDS } : {});
  }

  /** Another text of the reader's own pass; it runs when it is run next. */
  typePass(pass: string): void {
    this.#set({ setup: { ...this.state.setup, pass } });
  }

  /** Changes what is run, and runs it. */
  change(change: Partial<Setup>): void {
    this.#set({ setup: { ...this.state.setup, ...change } });
    this.run();
  }

  /** Another program text: run once typing pauses. The form follows the text where that is another one. */
  type(text: string): void {
    const form = formOf(text, this.state.setup.form);
    this.#set({ setup: { ...this.state.setup, text, form, step: 0 }, breakpoints: new Set() });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.run(), TYPING_PAUSE);
  }

  /** Runs the program as it stands. */
  run(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#limit);
    this.#set({ busy: true });
    const { setup, usesPass } = this.state;
    this.#lab.ask({ kind: "analyse", setup, usesPass });
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

  /** Hunts with the setup's seed, from a check on. */
  hunt(from = 0): void {
    this.#set({ hunt: { ...NO_HUNT, running: true, from } });
    const { setup, usesPass } = this.state;
    this.#hunter.ask({ kind: "hunt", setup, usesPass, from });
    this.#awaitHunt();
  }

  /** Ends the hunt. */
  stopHunt(complaint: Complaint | null = null): void {
    clearTimeout(this.#huntLimit);
    this.#hunter.stop();
    this.#set({ hunt: { ...this.state.hunt, running: false, complaint } });
  }

  #awaitHunt(): void {
    clearTimeout(this.#huntLimit);
    const message = `nothing came to its end for ${HUNT_SILENCE / 1000} s: the hunt was stopped`;
    this.#huntLimit = setTimeout(
      () => this.stopHunt({ message, line: null, column: null, of: "pass" }),
      HUNT_SILENCE,
    );
  }

  #hunted(reply: Reply): void {
    const { hunt } = this.state;
    if (reply.kind === "progress") this.#awaitHunt();
    else clearTimeout(this.#huntLimit);
    if (reply.kind === "progress") this.#set({ hunt: { ...hunt, progress: reply.progress } });
    if (reply.kind === "complaint") this.#set({ hunt: { ...hunt, running: false, complaint: reply.complaint } });
    if (reply.kind !== "hunted") return;
    this.#set({ hunt: { ...hunt, running: false, ...reply.result } });
  }

  /** Runs the reader's script as it stands. */
  runScript(): void {
    clearTimeout(this.#scriptLimit);
    this.#set({ script: { ...NO_SCRIPT, running: true } });
    this.#scripter.ask({ kind: "script", setup: this.state.setup });
    const message = `your pass took more than ${SCRIPT_LIMIT / 1000} s and was stopped`;
    this.#scriptLimit = setTimeout(() => this.stopScript(message), SCRIPT_LIMIT);
    void this.#keepLink();
  }

  /** Ends the script. */
  stopScript(message = "stopped"): void {
    clearTimeout(this.#scriptLimit);
    this.#scripter.stop();
    this.#set({ script: { ...NO_SCRIPT, complaint: { message, line: null, column: null, of: "pass" } } });
  }

  #scripted(reply: Reply): void {
    clearTimeout(this.#scriptLimit);
    if (reply.kind === "complaint") this.#set({ script: { ...NO_SCRIPT, complaint: reply.complaint } });
    if (reply.kind !== "script") return;
    this.#set({ script: { ...NO_SCRIPT, result: reply.result } });
    if (reply.result.name !== "" && !this.state.usesPass) this.usePass(true);
    else if (this.state.usesPass) this.run();
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
