/** Where a link's token stands. Apart from the route table: a first view takes it out of the address before all else. */

/** Prefix of a link token in a URL fragment: `#rso-link=…`. */
export const linkFragment = 'rso-link';
