/** One locale pack: flat keys, plurals by suffix (`pages_one`, `pages_few`, …). */
export type Pack = Readonly<Record<string, string>>;

/** Values for placeholders; `count` chooses the plural form. */
export type WordParams = Readonly<Record<string, string | number>>;
