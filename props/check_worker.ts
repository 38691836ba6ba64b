/**
 * The thread of `checkModule`: checks what a module exports, and says before each run of a check which one it is.
 *
 * @module
 */

import { TierproofError } from "../src/isa/errors.ts";
import { type CheckOptions, checkPlug, type CheckReport } from "./check_plug.ts";
import type { Finding } from "./core/finding.ts";
import type { Plug } from "./core/plug.ts";
import { pathOf } from "./core/file_urls.ts";
import { refuseExit } from "./core/stay.ts";
import { loadPlug } from "./cpython/load.ts";
import { Vm } from "./cpython/vm.ts";

/** What the thread is asked. */
export interface ModuleTask {
  /** URL of the module. */
  readonly module: string;
  readonly options: Omit<CheckOptions, "onReport" | "profile" | "limits">;
}

/** What it says: a check that is about to run, the end, or what is wrong with the module. */
export type ModuleWord =
  | { readonly kind: "at"; readonly check: string }
  | { readonly kind: "done"; readonly finding: Finding | null; readonly check: number; readonly report: CheckReport }
  | { readonly kind: "refused"; readonly code: string; readonly message: string };

/** The last word of a check that came to its end. */
export type ModuleEnd = Extract<ModuleWord, { readonly kind: "done" }>;

interface ThreadScope {
  onmessage: ((event: MessageEvent<ModuleTask>) => void) | null;
  postMessage(word: ModuleWord): void;
}

/** The plug, whose subjects say what they are about to run. */
function telling(plug: Plug, seed: number, say: (check: string) => void): Plug {
  return {
    ...plug,
    subject(claim) {
      const subject = plug.subject(claim);
      let at = "";
      return {
        ...subject,
        generate(seed, index) {
          at = `claim ${claim}, seed ${seed}: check ${index}`;
          return subject.generate(seed, index);
        },
        check(input, mended, tally) {
          say(at === "" ? `claim ${claim}, seed ${seed}` : at);
          return subject.check(input, mended, tally);
        },
      };
    },
  };
}

async function answer({ module, options }: ModuleTask, say: (check: string) => void): Promise<ModuleWord> {
  const plug = await loadPlug(module);
  if (!(plug.target.attacked(new Set()) instanceof Vm)) {
    throw new TierproofError(
      "file",
      `${pathOf(module)}: expected a pass, optimizer or engine; a plug of its own is for hunt()`,
    );
  }
  let report: CheckReport | null = null;
  const failure = checkPlug(telling(plug, options.seed, say), {
    ...options,
    onReport: (told) => {
      report = told;
    },
  });
  return {
    kind: "done",
    finding: failure?.finding ?? null,
    check: failure?.check ?? 0,
    report: report as unknown as CheckReport,
  };
}

refuseExit();
const scope = self as unknown as ThreadScope;
scope.onmessage = ({ data }) => {
  answer(data, (check) => scope.postMessage({ kind: "at", check })).then(
    (word) => scope.postMessage(word),
    (error) => {
      // Errors keep their class in no message.
      if (error instanceof Error && error.name === "TierproofError") {
        return scope.postMessage({ kind: "refused", code: (error as TierproofError).code, message: error.message });
      }
      queueMicrotask(() => {
        throw error;
      });
    },
  );
};
