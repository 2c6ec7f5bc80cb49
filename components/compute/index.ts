/** Public: Fargate profiles and managed nodes. Everything else in this folder may change without notice. */
export { FargateProfile, type FargateProfileArgs } from "./fargate-profile";
export { checkFargateProfile, type FargateProfileSpec } from "./fargate-profile-spec";
export { SelfManagedNodes, type SelfManagedNodesArgs } from "./self-managed-nodes";
export { checkSelfManagedNodes, type SelfManagedNodesSpec } from "./self-managed-nodes-spec";
export { ManagedNodes, type ManagedNodesArgs } from "./managed-nodes";
export { checkManagedNodes, type ManagedNodesSpec } from "./managed-nodes-spec";
