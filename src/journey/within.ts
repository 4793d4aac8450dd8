/** Is `pointer` the same as `other`, or inside it? (RFC 6901) */
export const within = (pointer: string, other: string): boolean => pointer === other || pointer.startsWith(`${other}/`);
