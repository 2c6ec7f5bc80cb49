/** What others know of objects: those that a shape writes, and those of its files. */
export { readObjects } from "./objects-spec";
