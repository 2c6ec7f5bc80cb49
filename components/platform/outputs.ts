/** The versioned object an environment exports for other stacks, and the reader those stacks use. */
import type * as pulumi from "@pulumi/pulumi";
import { RunError } from "@pulumi/pulumi";
import { z } from "zod";

/**
 * Version of {@link PlatformOutputs}. A key is only ever added within a version; a removed or changed key takes a new
 * one, under a heading of docs/upgrading.md.
 */
export const OUTPUTS_SCHEMA_VERSION = 1;

/** Name of the stack output that holds the object. */
export const PLATFORM_OUTPUT = "platform";

const subnetIds = z.partialRecord(z.enum(["a", "b", "c", "d"]), z.string());

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
