/**
 * The one place where the worker's third-party code is named in full: sucrase takes the types out of TypeScript.
 *
 * @module
 */

export { transform } from "npm:sucrase@3.35.1";
