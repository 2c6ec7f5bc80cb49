/** Public: Kubernetes objects as data. Everything else in this folder may change without notice. */
export { Objects, type ObjectsArgs } from "./objects";
export { checkObjects, type ObjectsSpec, readObjects } from "./objects-spec";
