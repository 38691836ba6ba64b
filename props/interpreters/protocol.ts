/**
 * What goes between Tierproof and the child inside of a real interpreter.
 *
 * @module
 */

/** Major and minor version of Python. */
export type PythonVersion = readonly [major: number, minor: number];

/** What an interpreter is; `child/tiers.ts` says it. */
export interface Facts {
  /** Major, minor, micro. */
  readonly version: readonly [number, number, number];
  /** `final`, or the kind and number of a pre-release. */
  readonly release: string;
  /** First line of `sys.version`. */
  readonly text: string;
  /** The program that runs, where it knows: not a wrapper around it. */
  readonly executable: string;
  /** Its row in the table of versions; null where it has none. */
  readonly row: string | null;
  readonly implementation: string;
  readonly platform: string;
  /** Arguments of its configure script. */
  readonly flags: string;
  /** Whether it was built with assertions. */
  readonly assertions: boolean;
  /** How tier 2 is switched: an optimizer that is installed, a JIT that is on from the start; null without tier 2. */
  readonly tier2: "optimizer" | "jit" | null;
  /** Whether tier 2 can run in this process. */
  readonly enabled: boolean;
  /** Whether counters of fresh code can be written, so that any loop gets hot. */
  readonly heat: boolean;
  /** Whether it can be asked for executors. */
  readonly executors: boolean;
  /** The function that makes its optimizer. */
  readonly optimizer: string | null;
}

/** A tier of a real interpreter. */
export type Tier = 1 | 2;

/** A program as the child takes it. */
export interface ChildProgram {
  /** Which one of those that are asked for. */
  readonly id: number;
  /** On which tiers it runs, in this order. */
  readonly tiers: readonly Tier[];
  /** Jumps back after which loops are hot. */
  readonly warm: number;
  readonly calls: number;
  readonly entry: string;
  /** Python source of the module and of the list of arguments. */
  readonly source?: string;
  /** Source text, or literals beside code objects. */
  readonly args: unknown;
  /** Names of host functions, beside code objects. */
  readonly hosts?: readonly string[];
  /** Code objects, the module first. */
  readonly codes?: readonly unknown[];
}

/** What a call did. */
export type RealCall =
  | { readonly kind: "returned"; readonly text: string; readonly type: string }
  | {
    readonly kind: "raised";
    readonly type: string;
    readonly message: string;
    /** Functions of the program and offsets in code units, outermost first. */
    readonly frames: readonly (readonly [name: string, offsetUnits: number])[];
  };

/** What a program did. */
export interface RealOutcome {
  readonly module: RealCall;
  readonly results: readonly RealCall[];
  readonly log: readonly string[];
  readonly globals: readonly (readonly [name: string, text: string])[];
  readonly argsAfter: readonly string[];
}

/** How a run of a program in a real interpreter ended. */
export type Ran =
  /** It came to its end: an outcome for each tier, and how many executors tier 2 made. */
  | { readonly kind: "ran"; readonly outcomes: readonly RealOutcome[]; readonly executors: number }
  /** The interpreter does not take the program. */
  | { readonly kind: "refused"; readonly message: string }
  /** The process ended. */
  | { readonly kind: "died"; readonly tier: Tier; readonly how: string; readonly said: string }
  /** It did not come to an end. */
  | { readonly kind: "hung"; readonly tier: Tier; readonly seconds: number }
  /** It answered what is no answer. */
  | { readonly kind: "garbage"; readonly tier: Tier; readonly text: string };

/** What a child is started with. */
export interface ChildSpec {
  /** The interpreter: a path, or a name that is looked up. */
  readonly command: string;
  /** Seconds that one tier of one program may take. */
  readonly seconds: number;
  /** Bytes of address space. */
  readonly memory: number;
}

/** What the supervisor's thread is asked for. */
export type SupervisorRequest =
  | { readonly kind: "run"; readonly id: number; readonly alone: boolean; readonly programs: readonly ChildProgram[] }
  | { readonly kind: "close" };

/** What it answers. */
export type SupervisorAnswer =
  | { readonly kind: "ready"; readonly facts: Facts; readonly pid: number }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "done"; readonly id: number; readonly ran: readonly Ran[] }
  | { readonly kind: "broken"; readonly id: number; readonly message: string }
  | { readonly kind: "closed" };
