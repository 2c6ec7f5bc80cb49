/** Parts of your own, which every environment may ask for as it asks for the kit's: docs/add-a-part.md. */
export const OWN_PARTS = [] as const;
