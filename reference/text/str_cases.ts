/**
 * Case of letters and kinds of characters: `upper`, `title`, `isdigit` and their like.
 *
 * @module
 */

/** Digraphs whose title case is a character of its own. */
const TITLE_DIGRAPHS: Readonly<Record<string, string>> = {
  "Ǆ": "ǅ",
  "ǅ": "ǅ",
  "ǆ": "ǅ",
  "Ǉ": "ǈ",
  "ǈ": "ǈ",
  "ǉ": "ǈ",
  "Ǌ": "ǋ",
  "ǋ": "ǋ",
  "ǌ": "ǋ",
  "Ǳ": "ǲ",
  "ǲ": "ǲ",
  "ǳ": "ǲ",
};

function titleCase(char: string): string {
  const code = char.codePointAt(0) as number;
  if (code < 128) return char.toUpperCase();
  // Georgian letters have capitals for headlines only; Greek letters with iota subscript keep it in title case.
  if (code >= 0x10d0 && code <= 0x10ff) return char;
  if (code >= 0x1f80 && code <= 0x1faf) return String.fromCodePoint(code | 8);
  const upper = TITLE_DIGRAPHS[char] ?? char.toUpperCase();
  const [first, ...others] = upper;
  return first + others.join("").toLowerCase();
}

function isCased(char: string): boolean {
  return /[\p{Lu}\p{Ll}\p{Lt}\p{Lowercase}\p{Uppercase}]/u.test(char);
}

/** `text.title()`. */
export function toTitle(text: string): string {
  let result = "";
  let inWord = false;
  const lower = lowerByCharacter(text);
  let index = 0;
  for (const char of text) {
    result += inWord ? lower[index] : titleCase(char);
    inWord = isCased(char);
    index++;
  }
  return result;
}

/** `text.capitalize()`. */
export function capitalize(text: string): string {
  const [first, ...others] = text;
  if (first === undefined) return "";
  // The first letter still counts as context for a final sigma.
  return titleCase(first) + lowerByCharacter(text).slice(1, others.length + 1).join("");
}

/** Lower case of each character in its context (only the Greek sigma looks at its neighbours). */
function lowerByCharacter(text: string): string[] {
  const chars = Array.from(text);
  if (!text.includes("Σ")) return chars.map((char) => char.toLowerCase());
  return chars.map((char, i) =>
    char !== "Σ" ? char.toLowerCase() : Array.from(
      (chars.slice(0, i).join("").replaceAll("İ", "I") + "Σ" + chars.slice(i + 1).join("").replaceAll("İ", "I"))
        .toLowerCase(),
    )[i] as string
  );
}

/** `text.swapcase()`. */
export function swapCase(text: string): string {
  const lower = lowerByCharacter(text);
  let result = "";
  let index = 0;
  for (const char of text) {
    if (/\p{Uppercase}/u.test(char)) result += lower[index];
    else if (/\p{Lowercase}/u.test(char)) result += char.toUpperCase();
    else result += char;
    index++;
  }
  return result;
}

/** `text.casefold()`. */
export function caseFold(text: string): string {
  let result = "";
  for (const char of text) {
    result += char === "İ" ? "i̇" : char.toLowerCase().toUpperCase().toLowerCase().replaceAll("ς", "σ");
  }
  return result;
}

/** `text.islower()`: at least one cased character, none of them upper or title case. */
export function isLower(text: string): boolean {
  return /\p{Lowercase}/u.test(text) && !/[\p{Uppercase}\p{Lt}]/u.test(text);
}

/** `text.isupper()`. */
export function isUpper(text: string): boolean {
  return /\p{Uppercase}/u.test(text) && !/[\p{Lowercase}\p{Lt}]/u.test(text);
}

/** `text.istitle()`: upper case exactly where a run of cased characters starts, and at least one. */
export function isTitle(text: string): boolean {
  let cased = false;
  let inWord = false;
  for (const char of text) {
    if (/[\p{Uppercase}\p{Lt}]/u.test(char)) {
      if (inWord) return false;
      cased = inWord = true;
    } else if (/\p{Lowercase}/u.test(char)) {
      if (!inWord) return false;
      cased = true;
    } else inWord = false;
  }
  return cased;
}

const DIGITS_BEYOND_DECIMAL = "\\u{b2}\\u{b3}\\u{b9}\\u{1369}-\\u{1371}\\u{19da}\\u{2070}\\u{2074}-\\u{2079}" +
  "\\u{2080}-\\u{2089}\\u{2460}-\\u{2468}\\u{2474}-\\u{247c}\\u{2488}-\\u{2490}\\u{24ea}\\u{24f5}-\\u{24fd}\\u{24ff}" +
  "\\u{2776}-\\u{277e}\\u{2780}-\\u{2788}\\u{278a}-\\u{2792}\\u{10a40}-\\u{10a43}\\u{10e60}-\\u{10e68}" +
  "\\u{11052}-\\u{1105a}\\u{1f100}-\\u{1f10a}";

/** Ideographs that stand for numbers. */
const NUMBERS_AMONG_LETTERS =
  "㐅㒃㠪㭍一七万三九二五亖亿-什仟仨伍佰億兆兩八六十千-卅卌叁-叄四壱壹幺廾-廿弌-弎弐拾捌柒漆玖百肆萬貮貳贰阡陆陌陸零";

/** White space of str methods; it includes four separators among the control characters. */
const WHITE_SPACE = "\\t-\\r\\x1c-\\x1f \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

const KINDS = {
  isalpha: /^\p{L}+$/u,
  isdecimal: /^\p{Nd}+$/u,
  isdigit: new RegExp(`^[\\p{Nd}${DIGITS_BEYOND_DECIMAL}]+$`, "u"),
  isnumeric: new RegExp(`^[\\p{N}${NUMBERS_AMONG_LETTERS}]+$`, "u"),
  isalnum: /^[\p{L}\p{N}]+$/u,
  isspace: new RegExp(`^[${WHITE_SPACE}]+$`),
  isidentifier: /^[\p{XID_Start}_]\p{XID_Continue}*$/u,
} as const;

/** `text.isalpha()` and the other questions that hold when every character is of a kind and there is one. */
export function isAll(kind: keyof typeof KINDS, text: string): boolean {
  return KINDS[kind].test(text);
}

/** `text.isascii()`. */
export function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}
