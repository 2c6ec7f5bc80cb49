/**
 * `npm run check:library`: builds the package, and type-checks and runs a program outside this repository that uses two
 * components of it. What a component needs and does not bring fails here.
 */
"use strict";

const { spawnSync } = require("child_process");
const { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } = require("fs");
const os = require("os");
const path = require("path");

const { build } = require("./build");
const { manifest, ROOT } = require("./manifest");

/** What a stranger would write: a VPC and a cluster, nothing of stacks/. */
const PROGRAM = `import { Provider } from "@pulumi/aws/provider";
import { Access, Cluster } from "eks-platform-components/cluster";
import { Vpc } from "eks-platform-components/network";
import { DEFAULT_KUBERNETES_MINOR } from "eks-platform-components/versions";

const place = { account: "210987654321", region: "eu-west-1", clusterName: "library" };
const aws = new Provider("aws", { region: place.region, allowedAccountIds: [place.account] });
const opts = { providers: { aws } };

const vpc = new Vpc(
    "network",
    {
        ...place,
        cidr: "10.0.0.0/16",
        zones: { a: "eu-west-1a", b: "eu-west-1b" },
        controlPlaneZones: ["a", "b"],
        nat: "single",
        endpoints: ["s3"],
        flowLogs: { kind: "off" },
    },
    opts,
);
const cluster = new Cluster(
    "cluster",
    {
        ...place,
        vpc,
        kubernetesVersion: DEFAULT_KUBERNETES_MINOR,
        vpcCidr: "10.0.0.0/16",
        serviceCidr: "172.20.0.0/16",
        apiAccess: { kind: "public", cidrs: ["198.18.7.0/24"] },
        logs: { types: ["audit"], retentionDays: 14 },
        supportType: "STANDARD",
        zonalShift: false,
        deletionProtection: false,
    },
    { ...opts, dependsOn: [...vpc.ready] },
);
new Access(
    "access",
    {
        ...place,
        cluster,
        admins: ["arn:aws:iam::210987654321:role/admin"],
        deployRoleArn: "arn:aws:iam::210987654321:role/deploy",
    },
    { ...opts, dependsOn: [...cluster.ready] },
);
export const endpoint = cluster.endpoint;
`;

/** Pulumi's own mocks: the program is not the kit's, so neither is what runs it. */
const RUN = `const pulumi = require("@pulumi/pulumi");
const types = [];
pulumi.runtime.setMocks({
    newResource: ({ type, name, inputs }) => {
        types.push(type);
        return {
            id: name,
            state: {
                ...inputs,
                arn: \`arn:aws:eks:eu-west-1:210987654321:cluster/\${name}\`,
                endpoint: "https://api.example.invalid",
                certificateAuthority: { data: "LS0tLQ==" },
                identities: [{ oidcs: [{ issuer: "https://oidc.example.invalid/id/1" }] }],
                vpcConfig: { ...inputs.vpcConfig, clusterSecurityGroupId: "sg-1" },
            },
        };
    },
    call: ({ token }) => {
        throw new Error(\`\${token} was called\`);
    },
});
const { endpoint } = require("./program.js");
endpoint.apply((value) => {
    setImmediate(() => process.stdout.write(JSON.stringify({ value, types: types.sort() })));
});
`;

const TSCONFIG = {
    compilerOptions: { strict: true, module: "nodenext", target: "es2022", skipLibCheck: true, types: [] },
    files: ["program.ts"],
};

function run(args, cwd) {
    return spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
}

function check(directory) {
    const modules = path.join(directory, "node_modules");
    mkdirSync(modules);
    const code = build(path.join(modules, "eks-platform-components"));
    if (code !== 0) return "the components do not compile into a package";
    // Only what the manifest names: an import of anything else must fail.
    const { dependencies, peerDependencies } = manifest();
    for (const name of Object.keys({ ...dependencies, ...peerDependencies })) {
        mkdirSync(path.dirname(path.join(modules, name)), { recursive: true });
        symlinkSync(path.join(ROOT, "node_modules", name), path.join(modules, name), "dir");
    }
    writeFileSync(path.join(directory, "program.ts"), PROGRAM);
    writeFileSync(path.join(directory, "run.js"), RUN);
    writeFileSync(path.join(directory, "tsconfig.json"), JSON.stringify(TSCONFIG));
    const types = run([require.resolve("typescript/bin/tsc"), "-p", "tsconfig.json"], directory);
    if (types.status !== 0) return `the program's types do not fit:\n${types.stdout}`;
    const ran = run(["run.js"], directory);
    if (ran.status !== 0) return `the program fails:\n${ran.stderr}`;
    const { types: made, value } = JSON.parse(ran.stdout);
    const wanted = ["aws:eks/cluster:Cluster", "platform:cluster:Access", "platform:network:Vpc"];
    const missing = wanted.filter((type) => !made.includes(type));
    if (value !== "https://api.example.invalid" || missing.length > 0) {
        return `the program made ${made.join(", ")}, and not ${missing.join(", ")}`;
    }
    return undefined;
}

const HELP = `usage: npm run check:library

Builds the components into a package, then type-checks and runs a program outside this repository that uses it.

  -h, --help   print this help
`;

function main(args) {
    if (args.includes("--help") || args.includes("-h")) {
        process.stdout.write(HELP);
        return 0;
    }
    const directory = mkdtempSync(path.join(os.tmpdir(), "library-"));
    try {
        const fault = check(directory);
        if (fault !== undefined) process.stderr.write(`${fault}\n`);
        return fault === undefined ? 0 : 1;
    } finally {
        rmSync(directory, { recursive: true });
    }
}

process.exitCode = main(process.argv.slice(2));
