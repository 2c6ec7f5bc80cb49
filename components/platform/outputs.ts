/** The versioned object an environment exports for other stacks, and the reader those stacks use. */
import type * as pulumi from "@pulumi/pulumi";
import { RunError } from "@pulumi/pulumi";
import { z } from "zod";

import { existingVpc, type Slot, SLOTS, type VpcRef } from "../network/ref";

/**
 * Version of {@link PlatformOutputs}. A key is only ever added within a version; a removed or changed key takes a new
 * one, under a heading of docs/upgrading.md.
 */
export const OUTPUTS_SCHEMA_VERSION = 1;

/** Name of the stack output that holds the object. */
export const PLATFORM_OUTPUT = "platform";

const subnetIds = z.partialRecord(z.enum(SLOTS), z.string());

const schema = z.object({
    schemaVersion: z.literal(OUTPUTS_SCHEMA_VERSION),
    environment: z.string(),
    account: z.string(),
    region: z.string(),
    kubernetesVersion: z.string(),
    clusterName: z.string(),
    clusterArn: z.string(),
    clusterEndpoint: z.string(),
    certificateAuthorityData: z.string(),
    /** Security group of the control plane and of all nodes. */
    clusterSecurityGroupId: z.string(),
    /** For roles of service accounts (IRSA). */
    oidcProviderArn: z.string(),
    /** Issuer without `https://`, as IAM condition keys spell it. */
    oidcIssuer: z.string(),
    vpcId: z.string(),
    /** By zone slot. */
    nodeSubnetIds: subnetIds,
    publicSubnetIds: subnetIds,
    /** Node subnets besides the first of their slot, in a VPC that has several. */
    furtherNodeSubnetIds: z.partialRecord(z.enum(SLOTS), z.array(z.string())).exactOptional(),
    /** For a second cluster in the VPC. Added later: a platform that was not updated since does not have it. */
    controlPlaneSubnetIds: subnetIds.exactOptional(),
});

/** What a stack of workloads needs to know of the platform it runs on. Holds no secret. */
export type PlatformOutputs = z.infer<typeof schema>;

/** The same, before the ids are known. */
export type PlatformOutputInputs = {
    readonly [key in keyof PlatformOutputs]: pulumi.Input<PlatformOutputs[key]>;
};

/** The part of `pulumi.StackReference` that is read here. */
export interface OutputSource {
    readonly name: pulumi.Input<string>;
    requireOutput(name: string): pulumi.Output<unknown>;
}

/**
 * What the environment of another stack exports:
 * `readPlatform(new pulumi.StackReference("organization/eks-platform/dev"))`.
 * @throws pulumi.RunError naming every key that is missing or of another form.
 */
export function readPlatform(stack: OutputSource): pulumi.Output<PlatformOutputs> {
    return stack.requireOutput(PLATFORM_OUTPUT).apply(parsePlatformOutputs);
}

/** Slots of a platform whose subnets are used. Plain values: they decide what is planned. */
export interface PlatformSlots {
    readonly nodes: readonly Slot[];
    /** Two or three. */
    readonly controlPlane: readonly Slot[];
    /** @default none: load balancers are internal only */
    readonly public?: readonly Slot[];
}

type SubnetKey = "controlPlaneSubnetIds" | "nodeSubnetIds" | "publicSubnetIds";

/**
 * The VPC of a platform, for a second cluster in it.
 * @throws pulumi.RunError naming every rule of {@link existingVpc} that the slots break; and, once the outputs are known,
 * a slot in which the platform has no subnet.
 */
export function vpcOfPlatform(platform: pulumi.Output<PlatformOutputs>, slots: PlatformSlots): VpcRef {
    const idsOf = (key: SubnetKey, asked: readonly Slot[]) =>
        Object.fromEntries(asked.map((slot) => [slot, platform.apply((read) => subnetIn(read, key, slot))]));
    return existingVpc({
        vpcId: platform.vpcId,
        nodeSubnetIds: idsOf("nodeSubnetIds", slots.nodes),
        controlPlaneSubnetIds: idsOf("controlPlaneSubnetIds", slots.controlPlane),
        publicSubnetIds: idsOf("publicSubnetIds", slots.public ?? []),
    });
}

function subnetIn(read: PlatformOutputs, key: SubnetKey, slot: Slot): string {
    const id = read[key]?.[slot];
    if (id !== undefined) return id;
    const known = Object.keys(read[key] ?? {}).join(", ");
    throw new RunError(
        read[key] === undefined
            ? `${PLATFORM_OUTPUT}.${key}: missing. Update the platform with this version of the kit first.`
            : `${PLATFORM_OUTPUT}.${key}.${slot}: no such subnet. There are: ${known}.`,
    );
}

/** As {@link readPlatform}, on the value itself. Pure. */
export function parsePlatformOutputs(value: unknown): PlatformOutputs {
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    const lines = result.error.issues.map((issue) => {
        const path = [PLATFORM_OUTPUT, ...issue.path.map(String)].join(".");
        if (issue.path[0] === "schemaVersion") {
            return `  ${path}: this reader knows version ${OUTPUTS_SCHEMA_VERSION}. Use the kit's version that the platform was built with.`;
        }
        return `  ${path}: ${isMissing(value, issue.path) ? "missing" : issue.message}`;
    });
    throw new RunError(`the platform's outputs cannot be read:\n${lines.join("\n")}`);
}

function isMissing(value: unknown, path: readonly PropertyKey[]): boolean {
    let current = value;
    for (const part of path) {
        if (typeof current !== "object" || current === null || !Object.hasOwn(current, part)) return true;
        current = (current as Readonly<Record<PropertyKey, unknown>>)[part];
    }
    return false;
}
