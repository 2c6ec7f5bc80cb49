/** Public: the VPC, and how to describe one that exists. Everything else in this folder may change without notice. */
export { ENDPOINT_SERVICES, type EndpointService } from "./endpoints";
export { existingVpc, type ExistingVpcArgs, type VpcRef } from "./ref";
export { type Slot, SLOTS, type SubnetIds, type ZoneSlots } from "./slots";
export { Vpc, type VpcArgs } from "./vpc";
export type { FlowLogs } from "./flow-logs-schema";
export type { NatMode } from "./vpc-schema";
export { checkVpc, type VpcSpec } from "./vpc-spec";
