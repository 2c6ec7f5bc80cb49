/** Edits of one environment's shape and settings. */
import type { Fork, ForkEdit } from "./fork";

const shapeOf = (environment: string): string => `stacks/${environment}.ts`;
const settingsOf = (environment: string): string => `Pulumi.${environment}.yaml`;

/** A word after the last one of the shape. */
function say(fork: Fork, environment: string, word: string): void {
    fork.replace(shapeOf(environment), /\n};\n$/, `\n${word}\n};\n`);
}

function saysNo(word: string): ForkEdit["applies"] {
    return (fork, environment) => !fork.has(shapeOf(environment), `${word}: `);
}

function inSettings(text: string): ForkEdit["applies"] {
    return (fork, environment) => fork.has(settingsOf(environment), text);
}

function inShape(text: string): ForkEdit["applies"] {
    return (fork, environment) => fork.has(shapeOf(environment), text);
}

const AUTO_MODE = 'compute: { kind: "auto-mode"';
const FARGATE_ALONE = 'compute: { kind: "fargate"';

/** Whether the shape says neither the word nor a kind of compute that refuses it. */
function fits(word: string, ...refusing: readonly string[]): ForkEdit["applies"] {
    return (fork, environment) =>
        saysNo(word)(fork, environment) && !refusing.some((kind) => fork.has(shapeOf(environment), kind));
}

const SETTINGS: readonly ForkEdit[] = [
    {
        what: "filled in",
        applies: inSettings("123456789012"),
        make: (fork, environment) => {
            fork.replaceAll(settingsOf(environment), "123456789012", "210987654321");
            fork.replaceAll(settingsOf(environment), "203.0.113.0/24", "198.18.7.0/24");
        },
    },
    {
        what: "its API public",
        applies: inSettings("reach: in-vpc-runner"),
        make: (fork, environment) => {
            const from = "kind: private\n    reach: in-vpc-runner";
            fork.replace(settingsOf(environment), from, 'kind: public\n    cidrs: ["198.18.7.0/24"]');
            if (fork.isAsked(environment, "production")) fork.waive("C01", environment);
        },
    },
    {
        what: "on Kubernetes 1.35",
        applies: inSettings('platform:kubernetesVersion: "1.36"'),
        make: (fork, environment) =>
            fork.replace(
                settingsOf(environment),
                'platform:kubernetesVersion: "1.36"',
                'platform:kubernetesVersion: "1.35"',
            ),
    },
    {
        what: "a zone more",
        applies: (fork, environment) => !fork.has(settingsOf(environment), /^ {4}c: /m),
        make: (fork, environment) =>
            fork.replace(settingsOf(environment), /^ {4}b: (.*)b$/m, "    b: us-east-1b\n    c: us-east-1c"),
    },
    {
        what: "another network and other tags",
        applies: inSettings("cost-centre: platform-"),
        make: (fork, environment) => {
            const number = 20 + fork.environments().indexOf(environment);
            fork.replace(settingsOf(environment), /vpcCidr: .*/, `vpcCidr: 10.${number}.0.0/16`);
            fork.replace(settingsOf(environment), /cost-centre: .*/, 'cost-centre: "4711"\n    team: delta');
        },
    },
    {
        what: "a further admin",
        applies: (fork, environment) => !fork.has(settingsOf(environment), ":user/ada"),
        make: (fork, environment) =>
            fork.replace(
                settingsOf(environment),
                /^ {4}- (arn:aws:iam::\d+:)role\/platform-admin$/m,
                (line, account) => `${line}\n    - ${account}user/ada`,
            ),
    },
    {
        what: "made by pulumi stack init, which writes the file anew",
        applies: (fork, environment) => !fork.has(settingsOf(environment), "encryptionsalt"),
        make: (fork, environment) => {
            const text = fork.read(settingsOf(environment));
            const anew = text.replaceAll(/\n\n+/g, "\n").replaceAll(/: (true|false)$/gm, ': "$1"');
            fork.write(
                settingsOf(environment),
                `${anew}encryptionsalt: v1:IIU7LWn2zxE=:v1:kQuzZef39BpdXUuZ\n`,
            );
        },
    },
    {
        what: "first pass of two",
        applies: inSettings("platform:inCluster: true"),
        make: (fork, environment) =>
            fork.replace(settingsOf(environment), "platform:inCluster: true", "platform:inCluster: false"),
    },
];

const WORDS: readonly ForkEdit[] = [
    {
        what: "a version of CoreDNS of its own",
        applies: fits("versions", AUTO_MODE),
        make: (fork, environment) =>
            fork.replace(
                shapeOf(environment),
                "addons: {",
                'addons: { versions: { coredns: "v1.14.3-eksbuild.21" },',
            ),
    },
    {
        what: "without Fargate profiles",
        applies: inShape("    fargateProfiles: { serverless: SERVERLESS },\n"),
        make: (fork, environment) => {
            fork.replace(shapeOf(environment), "    fargateProfiles: { serverless: SERVERLESS },\n", "");
            fork.replace(shapeOf(environment), "SERVERLESS, ", "");
        },
    },
    {
        what: "logs for 90 days",
        applies: inShape("retentionDays: 365"),
        make: (fork, environment) => {
            fork.replaceAll(shapeOf(environment), "retentionDays: 365", "retentionDays: 90");
            if (fork.isAsked(environment, "production")) fork.waive("C64", environment);
        },
    },
    {
        what: "Karpenter on nodes",
        applies: inShape('host: { kind: "fargate", replicas: 1 }'),
        make: (fork, environment) => {
            fork.replace(
                shapeOf(environment),
                'host: { kind: "fargate", replicas: 1 }',
                "host: SYSTEM_NODES_PER_ZONE",
            );
            fork.replace(shapeOf(environment), "{ generalPool }", "{ generalPool, SYSTEM_NODES_PER_ZONE }");
            fork.replace(
                shapeOf(environment),
                "replicas: 1, zoneSpread: false",
                "replicas: 2, zoneSpread: true",
            );
        },
    },
    {
        what: "a pool more",
        applies: (fork, environment) =>
            fork.has(shapeOf(environment), "pools: {") && !fork.has(shapeOf(environment), "batch: {"),
        make: (fork, environment) =>
            fork.replace(
                shapeOf(environment),
                "pools: {",
                'pools: { batch: { ...generalPool({ architecture: "arm64", capacityTypes: ["spot"], cpuLimit: 64 }), ' +
                    'taints: [{ key: "workload", value: "batch", effect: "NoSchedule" }] },',
            ),
    },
    {
        what: "managed nodes",
        applies: fits("managedNodes", AUTO_MODE, FARGATE_ALONE),
        make: (fork, environment) =>
            say(
                fork,
                environment,
                'managedNodes: { databases: { instanceTypes: ["r7g.xlarge"], capacityType: "ON_DEMAND", amiFamily: "AL2023", ' +
                    "diskSizeGiB: 100, sizePerZone: { min: 1, desired: 1, max: 3 }, " +
                    'taints: [{ key: "workload", value: "databases", effect: "NoSchedule" }], ' +
                    'update: { kind: "count", maxUnavailable: 1 }, nodeRepair: true } },',
            ),
    },
    {
        what: "a Fargate profile",
        applies: fits("fargateProfiles", AUTO_MODE),
        make: (fork, environment) =>
            say(
                fork,
                environment,
                'fargateProfiles: { jobs: [{ namespace: "jobs" }, { namespace: "jobs-*" }] },',
            ),
    },
    {
        what: "endpoints more",
        applies: (fork, environment) => !fork.has(shapeOf(environment), '"dynamodb"'),
        make: (fork, environment) =>
            fork.replace(shapeOf(environment), 'endpoints: ["s3"', 'endpoints: ["s3", "dynamodb"'),
    },
    {
        what: "a key that exists",
        applies: (fork, environment) =>
            fits("arn", AUTO_MODE)(fork, environment) && fork.has(shapeOf(environment), "volumes: AWS_OWNED"),
        make: (fork, environment) =>
            fork.replace(
                shapeOf(environment),
                "volumes: AWS_OWNED",
                'volumes: { kind: "existing", arn: "arn:aws:kms:us-east-1:310987654321:key/0f1e2d3c-4b5a-4697-8879-6a5b4c3d2e1f" }',
            ),
    },
    {
        what: "a NAT gateway in each zone",
        applies: inShape('nat: "single"'),
        make: (fork, environment) => fork.replace(shapeOf(environment), 'nat: "single"', 'nat: "per-zone"'),
    },
    {
        what: "a chart and an object",
        applies: saysNo("charts"),
        make: (fork, environment) => {
            say(
                fork,
                environment,
                'charts: { grafana: { chart: "grafana", repository: "oci://registry.example.org/charts", version: "10.1.2", ' +
                    'namespace: { name: "monitoring" }, pods: "unknown" } },',
            );
            say(
                fork,
                environment,
                'objects: { team: { manifests: [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "team" } }] } },',
            );
        },
    },
    {
        what: "a component on its way out",
        applies: saysNo("unprotected"),
        make: (fork, environment) => say(fork, environment, 'unprotected: ["access"],'),
    },
];

export const SHAPE_EDITS: readonly ForkEdit[] = [...SETTINGS, ...WORDS];
