/**
 * Values that are alike, as columns: what stands in the same place of many objects is alike, too, and takes less room side by side once
 * it is compressed.
 *
 * @module
 */

/** A list of values: as it is, as a list for each field of its objects, or as the lengths of its lists and all that is in them. */
export type Columns =
  | { readonly as: "values"; readonly values: readonly unknown[] }
  | { readonly as: "objects"; readonly count: number; readonly fields: readonly (readonly [string, Columns])[] }
  | { readonly as: "lists"; readonly lengths: readonly number[]; readonly items: Columns };

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether all values are objects with the same fields in the same order. */
function areAlike(values: readonly unknown[]): values is readonly Fields[] {
  const fields = (value: unknown): string => isObject(value) ? JSON.stringify(Object.keys(value)) : "";
  return values.length > 0 && values.every((value) => isObject(value) && fields(value) === fields(values[0]));
}

/** Values of JSON as columns. */
export function toColumns(values: readonly unknown[]): Columns {
  if (areAlike(values)) {
    const names = Object.keys(values[0] as Fields);
    return {
      as: "objects",
      count: values.length,
      fields: names.map((name) => [name, toColumns(values.map((value) => value[name]))] as const),
    };
  }
  if (values.every((value) => Array.isArray(value)) && areAlike(values.flat())) {
    const lists = values as readonly (readonly unknown[])[];
    return { as: "lists", lengths: lists.map(({ length }) => length), items: toColumns(lists.flat()) };
  }
  return { as: "values", values };
}

/** The values of columns. */
export function fromColumns(columns: Columns): readonly unknown[] {
  switch (columns.as) {
    case "values":
      return columns.values;
    case "objects": {
      const objects = Array.from({ length: columns.count }, (): Record<string, unknown> => ({}));
      for (const [name, column] of columns.fields) {
        const values = fromColumns(column);
        objects.forEach((object, i) => object[name] = values[i]);
      }
      return objects;
    }
    case "lists": {
      const items = fromColumns(columns.items);
      let end = 0;
      return columns.lengths.map((length) => items.slice(end, end += length));
    }
  }
}
