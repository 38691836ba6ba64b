/// <reference lib="dom" />
/**
 * Light, dark, or as the system has it.
 *
 * @module
 */

/** What can be chosen. */
export const THEMES = ["system", "light", "dark"] as const;
/** One of {@linkcode THEMES}. */
export type Theme = typeof THEMES[number];

const KEY = "tierproof-theme";

/** What was chosen; pages without storage forget it. */
export function themeNow(): Theme {
  const chosen = document.documentElement.dataset["theme"];
  return THEMES.find((name) => name === chosen) ?? "system";
}

/** Chooses. */
export function setTheme(theme: Theme): void {
  document.documentElement.dataset["theme"] = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // No storage here: the choice holds until the page is closed.
  }
}

/** Takes up what was chosen last time. */
export function restoreTheme(): void {
  try {
    const kept = localStorage.getItem(KEY);
    if (kept !== null) document.documentElement.dataset["theme"] = kept;
  } catch {
    // No storage here.
  }
}
