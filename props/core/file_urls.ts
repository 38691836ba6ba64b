/**
 * URLs of files as people name them: modules are imported by URL, and are told by path.
 *
 * @module
 */

/** The path of a file's URL; what is elsewhere stays its URL. */
export function pathOf(module: string): string {
  const url = URL.parse(module);
  return url?.protocol === "file:" ? decoded(url.pathname) : module;
}

/** A text of the system with paths in place of the URLs of files. */
export function withPaths(text: string): string {
  return text.replaceAll(/file:\/\/(\/[^\s"'()]*)/g, (_, path: string) => decoded(path));
}

/** A percent sign that stands for itself leaves all as it is. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
