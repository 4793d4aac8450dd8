/** What an address needs in which country, for elements: the form engine's own table. */
export { addressRules } from '../form/address-rules.ts';
