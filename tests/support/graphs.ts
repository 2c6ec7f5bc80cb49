/** Small planned graphs for tests of reports. */
import type { Json } from "../../components/shared/json";
import type { PlannedGraph, PlannedOptions, PlannedResource } from "../../tools/plan/graph";
import { makeUrn } from "../../tools/plan/urn";

const PROJECT = "kit";
const STACK = "dev";

export interface ResourceSketch {
    readonly type: string;
    readonly name: string;
    readonly parent?: PlannedResource;
    readonly inputs?: Json;
    readonly dependsOn?: readonly PlannedResource[];
    readonly options?: PlannedOptions;
}

/** A component for types of ours, a resource for all others. */
export function planned(sketch: ResourceSketch): PlannedResource {
    const { type, name, parent, inputs = {}, dependsOn = [], options = {} } = sketch;
    return {
        urn: makeUrn(STACK, PROJECT, type, name, parent?.urn),
        type,
        name,
        ...(parent === undefined ? {} : { parent: parent.urn }),
        custom: !type.startsWith("platform:") && type !== "pulumi:pulumi:Stack",
        remote: false,
        inputs,
        dependencies: dependsOn.map(({ urn }) => urn).sort(),
        propertyDependencies: {},
        options,
    };
}

/** The graph of these resources, in the order of the recorder: by URN. */
export function graphOf(...resources: readonly PlannedResource[]): PlannedGraph {
    const byUrn = [...resources].sort((a, b) => (a.urn < b.urn ? -1 : 1));
    return {
        schemaVersion: 1,
        project: PROJECT,
        stack: STACK,
        environment: STACK,
        resources: byUrn,
        outputs: {},
    };
}

/** An environment with two components, of which `access` comes after `network`. */
export function smallEnvironment(): PlannedGraph {
    const stack = planned({ type: "pulumi:pulumi:Stack", name: "kit-dev" });
    const platform = planned({
        type: "platform:stacks:Platform",
        name: "platform",
        parent: stack,
        inputs: {
            account: "123456789012",
            clusterName: "kit-dev",
            environment: "dev",
            kubernetesVersion: "1.36",
            region: "us-east-1",
        },
    });
    const provider = planned({ type: "pulumi:providers:aws", name: "aws", parent: platform });
    const network = planned({
        type: "platform:network:Vpc",
        name: "network",
        parent: platform,
        inputs: { cidr: "10.0.0.0/16", controlPlaneZones: ["a", "b"], endpoints: [], flowLogs: false },
    });
    const vpc = planned({ type: "aws:ec2/vpc:Vpc", name: "network", parent: network });
    const subnet = planned({
        type: "aws:ec2/subnet:Subnet",
        name: "network-node-a",
        parent: network,
        dependsOn: [vpc],
    });
    const access = planned({
        type: "platform:cluster:Access",
        name: "access",
        parent: platform,
        inputs: { principals: ["arn:aws:iam::123456789012:role/platform-admin"] },
        dependsOn: [subnet],
    });
    const entry = planned({ type: "aws:eks/accessEntry:AccessEntry", name: "access-admin", parent: access });
    return graphOf(stack, platform, provider, network, vpc, subnet, access, entry);
}
