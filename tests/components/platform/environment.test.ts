/** Check everything, then build: one run names every fault, and a plan with a fault registers nothing at all. */
import assert from "node:assert/strict";

import program = require("../../../index");
import type { Json } from "../../../components/shared/json";
import { ADDON_NAMES } from "../../../components/addons/catalogue";
import { access } from "../../../components/cluster/access-part";
import { cluster } from "../../../components/cluster/part";
import { network } from "../../../components/network/part";
import { type PlanResult, planEnvironment } from "../../../components/platform/environment";
import { describeLocated } from "../../../components/platform/located";
import { type Environment, type Named, part } from "../../../components/platform/part";
import { PARTS } from "../../../components/platform/parts";
import { type EnvironmentShape, shapeSchemaOf } from "../../../components/platform/shape";
import { keys } from "../../../components/security/part";
import { chooseFrom } from "../../../components/shared/hints";
import { recordProgram } from "../../../tools/plan/recorder";
import { ON_FARGATE } from "../../support/shapes";
import { FILLED, readingWith, stackConfigOf } from "../../support/settings";

/** Every word a shape may have: a further part joins without a line here. */
const WORDS = Object.keys(shapeSchemaOf(PARTS).shape);

type Changes = Readonly<Record<string, Json | undefined>>;

/** The known environments are those of the settings of tests; both have one shape. */
function planned(changes: Changes, shape: EnvironmentShape = ON_FARGATE): PlanResult {
    return planEnvironment(readingWith(changes), { parts: PARTS, shapeOf: () => shape });
}

function problemsOf(changes: Changes, shape?: EnvironmentShape): readonly string[] {
    const result = planned(changes, shape);
    return "problems" in result ? result.problems.map(describeLocated) : [];
}

/** What every part is planned from. */
function handedOn(changes: Changes, shape: EnvironmentShape = ON_FARGATE): Environment<EnvironmentShape> {
    const seen: Environment<EnvironmentShape>[] = [];
    const looks = part({
        phase: "releases",
        plan: (environment: Environment<EnvironmentShape>) => {
            seen.push(environment);
            return [];
        },
        origins: {},
        check: () => [],
        build: () => ({ ready: [] }),
    });
    planEnvironment(readingWith(changes), { parts: [...PARTS, looks], shapeOf: () => shape });
    return seen[0] ?? assert.fail("not planned");
}

const ADMIN = "arn:aws:iam::210987654321:role/platform-admin";

/** Settings that only a planner can refuse, and every word of the refusal after the path's beginning. */
const REFUSALS: readonly (readonly [title: string, changes: Changes, ...messages: readonly string[]])[] = [
    [
        "F05: a VPC that is too small for anything",
        { "platform:vpcCidr": "10.0.0.0/30" },
        'vpcCidr: the subnets of four zones need 512 addresses, and a /30 has 4 (got "10.0.0.0/30"). Write a network of /16 to /23.',
    ],
    [
        "F07: a VPC over the services",
        { "platform:vpcCidr": "172.20.0.0/16" },
        'serviceCidr: services would take addresses of the VPC, which has vpcCidr 172.20.0.0/16 (got "172.20.0.0/16"). Choose a serviceCidr and a vpcCidr that do not overlap.',
    ],
    [
        "F08: subnets that do not fit",
        { "platform:vpcCidr": "10.0.0.0/24" },
        'vpcCidr: the subnets of four zones need 512 addresses, and a /24 has 256 (got "10.0.0.0/24"). Write a network of /16 to /23.',
    ],
    [
        "F10: one zone",
        { "platform:zones": { a: "us-east-1a" }, "platform:controlPlaneZones": ["a"] },
        "zones: EKS needs two zones at least (got 1). Put a second zone in a free slot.",
        'controlPlaneZones: the control plane lives in two or three zones (got ["a"]). Name two or three slots.',
    ],
    [
        "F13: a zone of another region",
        { "platform:zones": { a: "us-east-1a", b: "eu-west-1b" } },
        'zones.b: not an Availability Zone of us-east-1 (got "eu-west-1b"). Write one such as us-east-1a.',
    ],
    [
        "F23: a principal of another account",
        { "platform:admins": ["arn:aws:iam::111111111111:role/platform-admin"] },
        'admins[0]: belongs to account 111111111111, the environment to 210987654321 (got "arn:aws:iam::111111111111:role/platform-admin"). Name a principal of the environment\'s account.',
    ],
    [
        "F27: an API open to the world",
        { "platform:apiAccess": { kind: "public", cidrs: ["0.0.0.0/0"] } },
        'apiAccess.cidrs[0]: the whole internet could reach the API server (got "0.0.0.0/0"). List the networks your people and runners come from, or choose private access.',
    ],
    [
        "F27: the same in IPv6",
        { "platform:apiAccess": { kind: "public", cidrs: ["::/0"] } },
        'apiAccess.cidrs[0]: the whole internet could reach the API server (got "::/0"). List the networks your people and runners come from, or choose private access.',
    ],
    [
        "F33: an admin twice",
        { "platform:admins": [ADMIN, ADMIN] },
        'admins[1]: the same principal as admins[0] (got "arn:aws:iam::210987654321:role/platform-admin"). List each principal once.',
    ],
    [
        "F33: a zone twice",
        { "platform:zones": { a: "us-east-1a", b: "us-east-1a" } },
        'zones.b: slot a holds the same zone (got "us-east-1a"). Give each slot a zone of its own.',
    ],
    [
        "rule 31: a session as admin",
        { "platform:admins": ["arn:aws:sts::210987654321:assumed-role/x/me"] },
        'admins[0]: a session, not a principal (got "arn:aws:sts::210987654321:assumed-role/x/me"). Write the role: arn:aws:iam::210987654321:role/x (with its path, if it has one).',
    ],
    [
        "rule 40: a minor that is not on offer",
        { "platform:kubernetesVersion": "1.34" },
        'kubernetesVersion: not a version the kit has pins for (got "1.34"). Choose "1.35" or "1.36".',
    ],
    [
        "rule 24: a tag of the kit's own",
        { "platform:tags": { owner: "a", "cost-centre": "b", cluster: "c" } },
        'tags.cluster: the kit sets this tag itself (got "c"). Remove it.',
    ],
    [
        "a role to assume that nobody let in",
        { "platform:assumeRoleArn": "arn:aws:iam::210987654321:role/hub" },
        'assumeRoleArn: this role reaches the API server but has no access entry, so every call would end in Unauthorized (got "arn:aws:iam::210987654321:role/hub"). Name it as platform:deployRoleArn or list it in platform:admins.',
    ],
];

describe("planEnvironment", () => {
    it("plans the filled settings", () => assert.deepEqual(problemsOf({}), []));

    for (const [title, changes, ...messages] of REFUSALS) {
        it(`${title}: is refused in the words of the file, and nothing is registered`, async () => {
            const expected = messages.map((message) => `Pulumi.dev.yaml › platform:${message}`);
            assert.deepEqual(problemsOf(changes), expected);
            const { problems, registered } = await run(changes);
            assert.deepEqual(registered, []);
            for (const line of expected) assert.ok(problems.includes(line), problems);
        });
    }

    it("names faults of schema, planners and shape in one run", () => {
        const lines = problemsOf({
            "platform:vpcCidrr": "10.0.0.0/16",
            "platform:zones": { a: "eu-west-1a", b: "us-east-1b" },
            "platform:kubernetesVersion": 1.3,
            "platform:tags": { owner: "a" },
        });
        assert.deepEqual(lines, [
            'Pulumi.dev.yaml › platform:kubernetesVersion: not a Kubernetes minor: YAML reads an unquoted 1.30 as the number 1.3 (got "1.3"). ' +
                'Write it in quotes: platform:kubernetesVersion: "1.30".',
            'Pulumi.dev.yaml › platform:vpcCidrr: unknown key "vpcCidrr". Did you mean "vpcCidr"? If not, remove it.',
            'Pulumi.dev.yaml › platform:zones.a: not an Availability Zone of us-east-1 (got "eu-west-1a"). Write one such as us-east-1a.',
            "Pulumi.dev.yaml › platform:tags.cost-centre: tag is missing. Add cost-centre: <value>.",
        ]);
    });

    it("goes on checking when a setting of the same component could not be read", () => {
        const lines = problemsOf({
            "platform:apiAccess": { kind: "none" },
            "platform:kubernetesVersion": "1.34",
            "platform:serviceCidr": "10.0.0.0/16",
            "platform:account": "12345678901",
            "platform:admins": ["nonsense", "arn:aws:iam::210987654321:root"],
        });
        assert.deepEqual(
            lines.map((line) => line.replace(/ \(got .*$/, "")),
            [
                "Pulumi.dev.yaml › platform:account: not an AWS account",
                "Pulumi.dev.yaml › platform:admins[0]: not an ARN",
                "Pulumi.dev.yaml › platform:apiAccess.kind: not a kind of access",
                "Pulumi.dev.yaml › platform:kubernetesVersion: not a version the kit has pins for",
                "Pulumi.dev.yaml › platform:serviceCidr: services would take addresses of the VPC, which has vpcCidr 10.0.0.0/16",
            ],
        );
    });

    it("checks the settings although the environment is unknown, and a principal although another is none", () => {
        const lines = problemsOf({
            "platform:environment": "pord",
            "platform:vpcCidr": "10.0.0.0/30",
            "platform:admins": ["nonsense", "arn:aws:iam::210987654321:root"],
        });
        assert.deepEqual(
            lines.map((line) => line.replace(/ \(got .*$/, "")),
            [
                'Pulumi.dev.yaml › platform:environment: unknown environment "pord". Did you mean "prod"? Known: dev, prod.',
                "Pulumi.dev.yaml › platform:admins[0]: not an ARN",
                "Pulumi.dev.yaml › platform:vpcCidr: the subnets of four zones need 512 addresses, and a /30 has 4",
                "Pulumi.dev.yaml › platform:admins[1]: neither an IAM role nor an IAM user",
            ],
        );
    });

    describe("with a shape", () => {
        const refusedFor = (shape: EnvironmentShape, changes: Changes = {}) => problemsOf(changes, shape);

        it("that has a fault, names file and path, once for all components that have it", () => {
            const own = { kind: "own", deletionWindowDays: 3, keepForever: false } as const;
            assert.deepEqual(
                refusedFor({
                    ...ON_FARGATE,
                    keys: { ...ON_FARGATE.keys, secrets: own },
                    controlPlane: { ...ON_FARGATE.controlPlane, logs: { types: ["api"], retentionDays: 42 } },
                    addons: { ...ON_FARGATE.addons, replicas: 0 },
                }).map((line) => line.replace(/ \(got .*$/, "")),
                [
                    "stacks/dev.ts › keys.secrets.deletionWindowDays: KMS cannot wait this long",
                    "stacks/dev.ts › controlPlane.logs.retentionDays: CloudWatch Logs does not offer this number of days",
                    "stacks/dev.ts › addons.replicas: not a number of pods",
                ],
            );
        });

        it("that leaves protection to a component that does not exist, says which there are", () => {
            assert.deepEqual(refusedFor({ ...ON_FARGATE, unprotected: ["pool-genral", "network"] }), [
                'stacks/dev.ts › unprotected[0]: no component of this environment (got "pool-genral"). ' +
                    'Remove it, if its component is gone. Did you mean "pool-general"? Known: access, addon-aws-ebs-csi-driver, addon-coredns, ' +
                    "addon-eks-pod-identity-agent, addon-kube-proxy, addon-metrics-server, addon-vpc-cni, cluster, " +
                    "fargate-system, karpenter, keys, network, pool-general, storage-class.",
            ]);
        });

        it("that has a key nobody reads, or lacks one, is told every one of them beside the settings' faults", () => {
            const { general = assert.fail() } = ON_FARGATE.compute.pools;
            const { limits: _limits, ...unlimited } = general;
            const written = {
                ...ON_FARGATE,
                managedNodez: {},
                compute: {
                    ...ON_FARGATE.compute,
                    host: { kind: "managed-nodes", replicas: 1, systemNodes: { sizePerZone: { min: 1 } } },
                    pools: { general: { ...unlimited, taint: [] } },
                },
                managedNodes: { batch: undefined },
                addons: { ...ON_FARGATE.addons, versions: { dns: "v1.14.3-eksbuild.23" } },
            } as unknown as EnvironmentShape;
            assert.deepEqual(refusedFor(written, { "platform:vpcCidr": "10.0.0.0/30" }), [
                `stacks/dev.ts › addons.versions.dns: not a part of a shape. Known: ${[...ADDON_NAMES].sort().join(", ")}.`,
                "stacks/dev.ts › managedNodes.batch: missing. Write it as { … }.",
                "stacks/dev.ts › compute.host.systemNodes.capacityType: missing. Set it.",
                "stacks/dev.ts › compute.host.systemNodes.amiFamily: missing. Set it.",
                "stacks/dev.ts › compute.host.systemNodes.sizePerZone.desired: missing. Set it.",
                "stacks/dev.ts › compute.host.systemNodes.sizePerZone.max: missing. Set it.",
                "stacks/dev.ts › compute.host.systemNodes.update: missing. Write it as { … }.",
                "stacks/dev.ts › compute.host.systemNodes.nodeRepair: missing. Set it.",
                "stacks/dev.ts › compute.pools.general.limits: missing. Write it as { … }.",
                'stacks/dev.ts › compute.pools.general.taint: not a part of a shape. Did you mean "taints"? Known: amiAlias, ' +
                    "annotations, diskSizeGiB, disruption, expireAfter, labels, limits, nodeClass, replicas, " +
                    "requirements, startupTaints, taints, terminationGracePeriod, weight.",
                `stacks/dev.ts › managedNodez: not a part of a shape. ${chooseFrom("managedNodez", WORDS)}.`,
                "Pulumi.dev.yaml › platform:vpcCidr: the subnets of four zones need 512 addresses, and a /30 has 4 " +
                    '(got "10.0.0.0/30"). Write a network of /16 to /23.',
            ]);
        });

        it("whose host is of no kind, says which there are", () => {
            const host = { kind: "farg", replicas: 1 };
            const written = { ...ON_FARGATE, compute: { ...ON_FARGATE.compute, host } };
            assert.deepEqual(refusedFor(written as unknown as EnvironmentShape), [
                'stacks/dev.ts › compute.host.kind: not one of the words known here (got "farg"). Did you mean "fargate"? ' +
                    "Known: fargate, managed-nodes.",
            ]);
        });

        it("is checked although a setting could not be read", () => {
            const shape = { ...ON_FARGATE, fargateProfiles: { jobs: [] } };
            assert.deepEqual(refusedFor(shape, { "platform:account": "1", "platform:zones": 1 }).slice(2), [
                "stacks/dev.ts › fargateProfiles.jobs.selectors: Fargate profile jobs has no selectors, and EKS takes 1 to 5 " +
                    "(got 0). Name a namespace.",
            ]);
        });

        it("decides AWS's deletion protection: with the setting, unless the cluster is set free", () => {
            const protectedIn = (shape: EnvironmentShape, protection: boolean) => {
                const changes = { "platform:protection": protection };
                const result = planned(changes, shape);
                assert.ok("plan" in result);
                const { settings, unprotected } = result.plan;
                const deletion = cluster
                    .plan(handedOn(changes, shape))
                    .map(({ spec }) => spec.deletionProtection);
                return [deletion, { protect: settings.protection, unprotected }];
            };
            assert.deepEqual(protectedIn(ON_FARGATE, false), [[false], { protect: false, unprotected: [] }]);
            assert.deepEqual(protectedIn(ON_FARGATE, true), [[true], { protect: true, unprotected: [] }]);
            assert.deepEqual(protectedIn({ ...ON_FARGATE, unprotected: ["cluster"] }, true), [
                [false],
                { protect: true, unprotected: ["cluster"] },
            ]);
        });
    });

    it("plans what settings and shape say, part by part", () => {
        const result = planned({});
        assert.ok("plan" in result);
        const environment = handedOn({});
        const { account, region, clusterName } = {
            account: "210987654321",
            region: "us-east-1",
            clusterName: "platform-dev",
        };
        const { settings, tags } = result.plan;
        assert.deepEqual(
            { account: settings.account, region: settings.region, assumeRoleArn: settings.assumeRoleArn },
            { account, region, assumeRoleArn: undefined },
        );
        assert.deepEqual(tags, {
            owner: "platform-team",
            "cost-centre": "platform-dev",
            cluster: clusterName,
            environment: "dev",
            "managed-by": "pulumi",
        });
        assert.deepEqual(specOf(network.plan(environment)), {
            account,
            cidr: "10.0.0.0/16",
            clusterName,
            controlPlaneZones: ["a", "b"],
            endpoints: ["s3"],
            flowLogs: { kind: "off" },
            nat: "single",
            region,
            zones: { a: "us-east-1a", b: "us-east-1b" },
        });
        const awsOwned = { kind: "aws-owned" };
        assert.deepEqual(specOf(keys.plan(environment)), {
            account,
            clusterName,
            region,
            secrets: awsOwned,
            logs: awsOwned,
            volumes: awsOwned,
        });
        assert.deepEqual(specOf(cluster.plan(environment)), {
            account,
            apiAccess: { kind: "public", cidrs: ["198.18.7.0/24"] },
            clusterName,
            deletionProtection: false,
            kubernetesVersion: "1.36",
            logs: { types: ["api", "audit", "authenticator"], retentionDays: 14 },
            region,
            serviceCidr: "172.20.0.0/16",
            supportType: "STANDARD",
            vpcCidr: "10.0.0.0/16",
            zonalShift: false,
        });
        assert.deepEqual(specOf(access.plan(environment)), {
            account,
            admins: [ADMIN],
            deployRoleArn: "arn:aws:iam::210987654321:role/platform-deploy",
            region,
        });
    });

    it("refuses placeholders in preview and up, and registers nothing", async () => {
        const { problems, registered } = await run({ "platform:account": "123456789012" });
        assert.deepEqual(registered, []);
        assert.match(problems, /platform:account: still the placeholder of the example/);
    });
});

/** Arguments of a part's only component. */
function specOf<Spec>([component, ...others]: readonly Named<Spec>[]): Spec {
    assert.deepEqual(others, []);
    return component?.spec ?? assert.fail("no component");
}

/** Runs the program as `pulumi preview` does: what it registered, the stack itself left out, and what it said. */
async function run(changes: Changes): Promise<{ registered: readonly string[]; problems: string }> {
    const { config, project, stack } = stackConfigOf(FILLED);
    const changed = Object.entries({ ...config, ...changes }).flatMap(([key, value]): [string, string][] =>
        value === undefined ? [] : [[key, typeof value === "string" ? value : JSON.stringify(value)]],
    );
    const { graph, problems } = await recordProgram({
        program: () => program(),
        project,
        stack,
        organization: "organization",
        config: Object.fromEntries(changed),
        secretKeys: [],
        mode: "deterministic",
    });
    const registered = graph.resources
        .map(({ type }) => type)
        .filter((type) => type !== "pulumi:pulumi:Stack");
    return { registered, problems: problems.join("\n") };
}
