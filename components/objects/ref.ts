/** What others know of objects: those that a shape writes, those of its files, and how one is told from another. */
export {
    describeObject,
    idOf,
    listOf,
    type Manifest,
    mapOf,
    type ObjectId,
    textOf,
    type WrittenManifest,
} from "./manifest";
export { readObjects } from "./objects-spec";
export { isInside, ROOT } from "./yaml-files";
export { manifestsBelow } from "./yaml-folders";
