/** An id for a new item of a group or list; two devices never make the same. */
export const newItemId = (): string => crypto.randomUUID().replaceAll('-', '').slice(0, 16);
