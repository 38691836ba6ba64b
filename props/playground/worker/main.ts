/**
 * The worker of the page: takes requests, one at a time, and answers each.
 *
 * @module
 */

import "../../golden/portable_gunzip.ts";
import { isBadInput, isStackOverflow, TierproofError } from "../../../src/isa/errors.ts";
import type { Reply, Request } from "../messages.ts";
import type { Setup } from "../setup.ts";
import type { Complaint } from "../view.ts";
import { analyse, plugWith } from "./analyse.ts";
import { foundView, huntFor } from "./found.ts";
import { type OwnPart, ownPart, PASS_NAME, runScript } from "./own_part.ts";
import { complaintOf } from "./read_program.ts";

/** The scope of a worker, as far as it is used here. */
interface Scope {
  onmessage: ((event: MessageEvent<Request>) => void) | null;
  postMessage(reply: Reply): void;
}

const scope = globalThis as unknown as Scope;

/** Bad input about the reader's pass says so by its code, or by its message where it was read. */
function partOf(error: unknown): Complaint["of"] {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  return code === "pass" || code === "optimizer" || String(message).startsWith(PASS_NAME) ? "pass" : "program";
}

/** What is said of a program, or of a pass, whose nesting takes all of the stack of a worker. */
const TOO_DEEP = new TierproofError("file", "this is nested too deeply for a browser");

function ownOf(setup: Setup, usesPass: boolean): OwnPart | null {
  return usesPass && setup.pass.trim() !== "" ? ownPart(setup.pass) : null;
}

async function answer(request: Request): Promise<Reply> {
  const { id, setup } = request;
  switch (request.kind) {
    case "analyse":
      return { id, kind: "analysis", analysis: analyse(setup, ownOf(setup, request.usesPass)) };
    case "hunt": {
      const plug = plugWith(ownOf(setup, request.usesPass));
      const result = await huntFor(
        setup,
        plug,
        request.from,
        (progress) => scope.postMessage({ id, kind: "progress", progress }),
      );
      return { id, kind: "hunted", result };
    }
    case "script": {
      const { own, printed, failure } = runScript(setup.pass, true);
      const found = failure === null ? null : foundView(failure.finding, failure.plug);
      return { id, kind: "script", result: { printed, name: own?.name ?? "", found } };
    }
  }
}

scope.onmessage = async ({ data }) => {
  try {
    scope.postMessage(await answer(data));
  } catch (error) {
    const told = isStackOverflow(error) ? TOO_DEEP : error;
    if (!isBadInput(told)) console.error(told);
    scope.postMessage({ id: data.id, kind: "complaint", complaint: complaintOf(told, partOf(told)) });
  }
};
