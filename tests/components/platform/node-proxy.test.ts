/** organisation.proxy in a plan: every node the kit can tell is told, by whoever makes it. */
import assert from "node:assert/strict";

import { parseToml } from "../../../components/shared/text-formats";
import { objectOf, textOf } from "../../../tools/facts/build";
import type { PlannedGraph } from "../../../tools/plan/graph";
import type { OnKarpenter } from "../../support/on-karpenter";
import { graphOfShape, plannedOf, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_FARGATE, ON_NODES } from "../../support/shapes";

const PROXY = "http://proxy.example.com:3128";
const config = { "platform:organisation": { proxy: { httpsProxy: PROXY } } };
const { compute } = ON_NODES;
const [POOL] = Object.values(compute.pools);
assert.ok(POOL !== undefined && compute.host.kind === "managed-nodes");

const { diskSizeGiB: _, ...POOL_WITHOUT_DISK } = POOL;

const SHAPE: OnKarpenter = {
    ...ON_NODES,
    network: { ...ON_NODES.network, endpoints: ["s3", "sts"] },
    managedNodes: {
        flasks: { ...compute.host.systemNodes, amiFamily: "Bottlerocket", labels: { a: "b" } },
        own: { ...compute.host.systemNodes, amiId: "ami-0123456789abcdef0" },
    },
    compute: {
        ...compute,
        pools: {
            general: POOL,
            flasks: { ...POOL, amiAlias: "bottlerocket@v1.50.0" },
            custom: {
                ...POOL_WITHOUT_DISK,
                weight: 2,
                nodeClass: {
                    amiFamily: "Custom",
                    amiSelectorTerms: [{ id: "ami-0123456789abcdef0" }],
                    blockDeviceMappings: [{ deviceName: "/dev/sda1", ebs: { volumeSize: "50Gi" } }],
                    userData: "#!/bin/bash\n",
                },
            },
        },
    },
};

function decoded(graph: PlannedGraph, name: string): string {
    return Buffer.from(textOf(objectOf(resourceNamed(graph, name).inputs)["userData"]), "base64").toString();
}

function ofClass(graph: PlannedGraph, pool: string): string {
    const { inputs } = resourceNamed(graph, `pool-${pool}-node-class`);
    return textOf(objectOf(objectOf(inputs)["spec"])["userData"]);
}

describe("the organisation's proxy", () => {
    it("is told to managed nodes and pools, by the image that reads it", async () => {
        const graph = await graphOfShape(SHAPE, { config });
        const told = `"HTTPS_PROXY":"${PROXY}"`;
        const system = decoded(graph, "nodes-system-template");
        assert.ok(system.includes(told), system);
        assert.match(
            system,
            /172\.20\.0\.0\/16,[^"]*,s3\.us-east-1\.amazonaws\.com,[^"]*,sts\.us-east-1\.amazonaws\.com"/,
        );
        // To a node of an own image the kit says all: the proxy comes first there, too.
        const own = decoded(graph, "nodes-own-template");
        assert.ok(own.indexOf(told) > 0 && own.indexOf(told) < own.indexOf("apiServerEndpoint"), own);
        assert.ok(ofClass(graph, "general").includes(told));
        for (const text of [decoded(graph, "nodes-flasks-template"), ofClass(graph, "flasks")]) {
            const { value } = parseToml(text) as { readonly value: { readonly settings: object } };
            assert.equal(
                textOf(objectOf(objectOf(value.settings as never)["network"])["https-proxy"]),
                PROXY,
            );
        }
        assert.equal(ofClass(graph, "custom"), "#!/bin/bash\n");
    });

    it("stands in the plan of nodes, and what it does not reach in its notices", () => {
        const fargate =
            "Nodes of Fargate cannot be told of organisation.proxy: they pull images past it, through endpoints or NAT";
        assert.deepEqual(
            plannedOf(SHAPE, { config }).notices.filter((notice) => notice.includes("organisation.proxy")),
            [
                fargate,
                "Nodes of pool custom are not told of organisation.proxy: Custom takes it from userData",
            ],
        );
        assert.deepEqual(
            plannedOf(ON_FARGATE, { config }).notices.filter((notice) =>
                notice.includes("organisation.proxy"),
            ),
            [fargate],
        );
    });

    it("changes nothing where it is not asked for", async () => {
        const graph = await graphOfShape(ON_NODES);
        assert.equal(objectOf(resourceNamed(graph, "nodes-system-template").inputs)["userData"], undefined);
        assert.equal(ofClass(graph, "x86"), "");
    });

    it("is refused by place, and a password in it repeated nowhere", () => {
        const refused = (proxy: unknown) =>
            refusedOf(ON_NODES, { config: { "platform:organisation": { proxy } as never } });
        const at = "Pulumi.dev.yaml › platform:organisation.proxy";
        assert.deepEqual(refused({ httpsProxy: "http://ada:secret@proxy.example.com" }), [
            `${at}.httpsProxy: not an http or https address without user and password. Write the proxy's address, such as http://proxy.example.com:3128.`,
        ]);
        assert.deepEqual(refused({ httpsProxy: PROXY, noProxy: ["a,b"] }), [
            `${at}.noProxy[0]: neither a host nor a network (got "a,b"). Write a host, .example.com for all below it, or a network such as 10.8.0.0/16.`,
        ]);
        assert.deepEqual(refused({ httpsProxy: PROXY, noproxy: [] }), [
            `${at}.noproxy: unknown key "noproxy". Did you mean "noProxy"? Known: httpProxy, httpsProxy, noProxy.`,
        ]);
        assert.deepEqual(refused({ httpProxy: PROXY }), [
            `${at}.httpsProxy: missing. Write the proxy's address, such as http://proxy.example.com:3128.`,
        ]);
        assert.deepEqual(refused(PROXY), [
            `${at}: not a map (got "${PROXY}"). Write { httpsProxy: http://proxy.example.com:3128 }.`,
        ]);
    });
});
