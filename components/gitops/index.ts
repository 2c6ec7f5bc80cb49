/** Public: what GitOps is told of a cluster. Everything else in this folder may change without notice. */
export { GitopsBridge, type GitopsBridgeArgs } from "./bridge";
export { type Bridge, BRIDGE_VERSION, bridgeSchema } from "./bridge-schema";
export { type BridgeSpec, checkBridge } from "./bridge-spec";
export { type BridgeInputs, bridgeOf } from "./bridge-values";
