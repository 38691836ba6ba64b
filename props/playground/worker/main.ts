/**
 * The worker of the page: takes requests, one at a time, and answers each.
 *
 * @module
 */

import { isBadInput } from "../../../src/isa/errors.ts";
import type { Reply, Request } from "../messages.ts";
import { analyse } from "./analyse.ts";
import { complaintOf } from "./read_program.ts";

/** The scope of a worker, as far as it is used here. */
interface Scope {
  onmessage: ((event: MessageEvent<Request>) => void) | null;
  postMessage(reply: Reply): void;
}

const scope = globalThis as unknown as Scope;

function serve(request: Request): void {
  const { id } = request;
  try {
    const analysis = analyse(request.setup, null);
    scope.postMessage({ id, kind: "analysis", analysis });
  } catch (error) {
    if (!isBadInput(error)) console.error(error);
    scope.postMessage({ id, kind: "complaint", complaint: complaintOf(error, "program") });
  }
}

scope.onmessage = (event) => serve(event.data);
