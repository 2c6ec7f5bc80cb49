/** What parts are planned from in tests, and what they or the whole plan refuse of it. */
import { type PlanResult, planEnvironment } from "../../components/platform/environment";
import { describeLocated } from "../../components/platform/located";
import type { Environment, PlannedPart } from "../../components/platform/part";
import { PARTS } from "../../components/platform/parts";
import type { SecretNames, Settings } from "../../components/platform/settings/types";
import type { EnvironmentShape, KarpenterHostShape } from "../../components/platform/shape";
import { onKarpenter } from "./on-karpenter";

export const PART_SETTINGS: Settings = {
    account: "210987654321",
    admins: ["arn:aws:iam::210987654321:role/platform-admin"],
    apiAccess: { kind: "private", reach: "in-vpc-runner" },
    chartRegistry: "public.ecr.aws",
    clusterName: "kit-test",
    controlPlaneZones: ["a", "b"],
    deployRoleArn: "arn:aws:iam::210987654321:role/platform-deploy",
    environment: "dev",
    imageRegistry: "public.ecr.aws",
    inCluster: true,
    kubernetesVersion: "1.36",
    protection: false,
    region: "us-east-1",
    serviceCidr: "172.20.0.0/16",
    tags: { owner: "tests", "cost-centre": "tests" },
    vpcCidr: "10.0.0.0/16",
    zones: { a: "us-east-1a", b: "us-east-1b", c: "us-east-1c" },
};

const FILE = "Pulumi.dev.yaml";

/** An environment that keeps no secrets. */
const NO_SECRETS: SecretNames = { project: "eks-platform", encrypted: [], plain: [] };

/** An environment in which everything could be read. */
export function environmentFor<Shape>(shape: Shape, settings: Partial<Settings> = {}): Environment<Shape> {
    const all = { ...PART_SETTINGS, ...settings };
    return {
        name: all.environment,
        file: FILE,
        settings: all,
        unread: [],
        shape,
        unreadWords: [],
        pods: [],
        kitPods: [],
        secrets: NO_SECRETS,
    };
}

/** What a part refuses, in the words a person reads. */
export function refusedBy<Shape>(
    part: { readonly planned: (environment: Environment<Shape>) => PlannedPart },
    shape: Shape,
    settings: Partial<Settings> = {},
): string[] {
    return part.planned(environmentFor(shape, settings)).problems.map(describeLocated);
}

/** The kit's parts together. */
export function planOf(shape: EnvironmentShape, settings: Partial<Settings> = {}): PlanResult {
    const all = { ...PART_SETTINGS, ...settings };
    const reading = {
        file: FILE,
        settings: all,
        valid: all,
        problems: [],
        secrets: NO_SECRETS,
        placeholders: [],
    };
    return planEnvironment(reading, { parts: PARTS, shapeOf: () => shape });
}

/** What the kit's parts refuse together. */
export function refusedTogether(shape: EnvironmentShape, settings: Partial<Settings> = {}): string[] {
    const result = planOf(shape, settings);
    return "problems" in result ? result.problems.map(describeLocated) : [];
}

export function withHost(shape: EnvironmentShape, host: KarpenterHostShape): EnvironmentShape {
    return { ...shape, compute: { ...onKarpenter(shape).compute, host } };
}

export function systemNodesOf(shape: EnvironmentShape) {
    const { host } = onKarpenter(shape).compute;
    if (host.kind !== "managed-nodes") throw new Error("no managed nodes");
    return host.systemNodes;
}
