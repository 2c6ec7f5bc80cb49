/** Public: room that is held free ahead of pods. Everything else in this folder may change without notice. */
export { Headroom, type HeadroomArgs } from "./headroom";
export { checkHeadroom, type HeadroomSpec } from "./headroom-spec";
