import assert from "node:assert/strict";

import type { ApiAccess } from "../../../components/cluster/api-access";
import type { Settings } from "../../../components/platform/settings/settings";
import { checkReach } from "../../../tools/doctor/reach";
import { failed, type FakeProbe, fakeProbe, type Recorded } from "../../support/fake-probe";

const HOST = "0123456789ABCDEF0123456789ABCDEF.gr7.us-east-1.eks.amazonaws.com";
const PEM = "-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n";

/** The shape of `aws eks describe-cluster`. Source: EKS API Reference, DescribeCluster, read 2026-11. */
const CLUSTER = {
    name: "platform-dev",
    status: "ACTIVE",
    endpoint: `https://${HOST}`,
    certificateAuthority: { data: Buffer.from(PEM).toString("base64") },
};

const PUBLIC: ApiAccess = { kind: "public", cidrs: ["198.18.7.0/24"] };
const RUNNER: ApiAccess = { kind: "private", reach: "in-vpc-runner" };
const PROXY: ApiAccess = { kind: "private", reach: "proxy", proxyUrl: "http://proxy.example.com:3128" };

const OF = "not looked at";

interface Case {
    readonly apiAccess?: ApiAccess;
    readonly valid?: Partial<Settings>;
    readonly cluster?: object;
    readonly recorded?: Recorded;
    readonly usable?: boolean;
}

async function check({ apiAccess = PUBLIC, cluster = CLUSTER, recorded, usable = true, valid }: Case = {}) {
    const programs = { "aws eks describe-cluster": JSON.stringify({ cluster }) };
    const probe: FakeProbe = fakeProbe({ programs, ...recorded });
    const settings = { apiAccess, clusterName: "platform-dev", region: "us-east-1", ...valid };
    const environment = {
        stack: "dev",
        file: "Pulumi.dev.yaml",
        placeholders: [],
        problems: [],
        valid: settings,
    };
    const { about, ...finding } = await checkReach(probe, environment, usable);
    assert.equal(about, "API server");
    return { finding, asked: probe.asked };
}

describe("the doctor on the API server", () => {
    it("connects to the endpoint, trusting the cluster's own authority alone", async () => {
        const { asked, finding } = await check({
            recorded: {
                programs: { aws: JSON.stringify({ cluster: CLUSTER }) },
                hosts: { [HOST.toLowerCase()]: "answers" },
            },
        });
        assert.deepEqual(finding, { level: "ok", what: `${HOST.toLowerCase()} answers` });
        assert.match(
            asked.commands[0] ?? "",
            /^aws eks describe-cluster --name platform-dev --region us-east-1 /,
        );
        assert.deepEqual(asked.addresses, [{ host: HOST.toLowerCase(), port: 443, authority: PEM }]);
    });

    it("public and silent: is this address listed?", async () => {
        assert.deepEqual((await check()).finding, {
            level: "blocks",
            what: `${HOST.toLowerCase()} does not answer from here (timeout)`,
            remedy: "curl -s https://checkip.amazonaws.com\nand list that address in platform:apiAccess.cidrs",
        });
    });

    it("private and silent: go inside", async () => {
        assert.deepEqual((await check({ apiAccess: RUNNER })).finding, {
            level: "blocks",
            what: `${HOST.toLowerCase()} does not answer from here (timeout)`,
            remedy: "it answers inside its VPC only: run this, and pulumi, on the runner there",
        });
    });

    it("blocks nothing when nothing is built inside the cluster", async () => {
        const { finding } = await check({ apiAccess: RUNNER, valid: { inCluster: false } });
        assert.equal(finding.level, "note");
    });

    it("another authority's certificate: somebody opens TLS on the way", async () => {
        const programs = { aws: JSON.stringify({ cluster: CLUSTER }) };
        const { finding } = await check({
            recorded: { programs, hosts: { [HOST.toLowerCase()]: "certificate" } },
        });
        assert.deepEqual(finding, {
            level: "blocks",
            what: `${HOST.toLowerCase()} does not answer from here (certificate)`,
            remedy: "look for a proxy that opens TLS between here and AWS; the cluster's own authority did not sign",
        });
    });

    it("behind a proxy it is the proxy that must answer", async () => {
        const silent = await check({ apiAccess: PROXY });
        assert.deepEqual(silent.asked.addresses, [{ host: "proxy.example.com", port: 3128 }]);
        assert.deepEqual(silent.finding, {
            level: "blocks",
            what: "the proxy proxy.example.com does not answer from here (timeout)",
            remedy: "start the proxy, or the VPN that leads to it",
        });
        const programs = { aws: JSON.stringify({ cluster: CLUSTER }) };
        const recorded = { programs, hosts: { "proxy.example.com": "answers" } } as const;
        assert.deepEqual((await check({ apiAccess: PROXY, recorded })).finding, {
            level: "ok",
            what: "the proxy proxy.example.com answers",
        });
        const secure: ApiAccess = { kind: "private", reach: "proxy", proxyUrl: "https://proxy.example.com" };
        assert.deepEqual((await check({ apiAccess: secure })).asked.addresses, [
            { host: "proxy.example.com", port: 443 },
        ]);
    });

    const GONE = { programs: { aws: failed("An error occurred (ResourceNotFoundException)") } };

    it("a cluster that does not exist yet blocks nothing", async () => {
        const what = "platform-dev does not exist yet";
        assert.deepEqual((await check({ recorded: GONE })).finding, { level: "ok", what });
        const valid = { inCluster: false };
        assert.deepEqual((await check({ apiAccess: RUNNER, recorded: GONE, valid })).finding, {
            level: "ok",
            what,
        });
    });

    it("before a first private deployment it names the two passes", async () => {
        assert.deepEqual((await check({ apiAccess: RUNNER, recorded: GONE })).finding, {
            level: "note",
            what: "platform-dev does not exist yet, and will answer inside its VPC only: build it without what lives in it first",
            remedy: "pulumi config set platform:inCluster false --stack dev",
        });
    });

    it("is honest about what it could not ask", async () => {
        const denied = { programs: { aws: failed("An error occurred (AccessDeniedException)") } };
        assert.deepEqual((await check({ recorded: denied })).finding, {
            level: "unknown",
            what: "AWS tells no address of it (denied)",
            remedy: "aws eks describe-cluster --name platform-dev --region us-east-1",
        });
        const unusable = await check({ usable: false });
        assert.deepEqual(unusable.asked.commands, []);
        assert.equal(
            unusable.finding.what,
            `${OF}: without credentials of the account its address is not known`,
        );
        const creating = await check({ cluster: { status: "CREATING" } });
        assert.deepEqual(creating.finding, {
            level: "unknown",
            what: "platform-dev has no address yet (CREATING)",
        });
    });

    it("looks at nothing when the settings do not say where", async () => {
        const probe = fakeProbe();
        const environment = {
            stack: "dev",
            file: "Pulumi.dev.yaml",
            placeholders: [],
            problems: [],
            valid: {},
        };
        assert.deepEqual(await checkReach(probe, environment, true), {
            level: "unknown",
            about: "API server",
            what: `${OF}: its settings are faulty`,
        });
        assert.deepEqual(probe.asked.commands, []);
    });
});
