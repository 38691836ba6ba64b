/**
 * What is in the bundle of the usual hunt. Only the bundler reads this module.
 *
 * @module
 */

import * as command from "../cli/hunt_command.ts";
import * as plug from "../cli/hunt_plug.ts";
import type { BundledModules } from "./bundles.ts";

/** All of them run at once: what is loaded later is no constant to the compiler. */
export const MODULES: BundledModules = {
  "props/cli/hunt_command.ts": () => Promise.resolve(command),
  "props/cli/hunt_plug.ts": () => Promise.resolve(plug),
};
