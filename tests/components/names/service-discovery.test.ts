/** Namespaces of AWS Cloud Map. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import { graphOfShape, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_FARGATE } from "../../support/shapes";

const withNamespaces = (serviceDiscovery: EnvironmentShape["serviceDiscovery"]): EnvironmentShape => ({
    ...ON_FARGATE,
    network: { ...ON_FARGATE.network, dns: { privateZones: ["internal.example.com"] } },
    ...(serviceDiscovery === undefined ? {} : { serviceDiscovery }),
});

describe("a namespace of Cloud Map", () => {
    it("is made in the VPC, or for the API alone", async () => {
        const graph = await graphOfShape(
            withNamespaces({
                internal: { kind: "private-dns", domain: "svc.example.internal" },
                api: { kind: "http", name: "api" },
            }),
        );
        const made = resourceNamed(graph, "namespace-internal-dns");
        const { vpc, ...inputs } = objectOf(made.inputs);
        assert.match(String(vpc), /^vpc-/);
        assert.deepEqual(inputs, {
            description: "Services of platform-dev",
            name: "svc.example.internal",
            tags: { Name: "platform-dev-internal" },
        });
        assert.equal(made.options.deleteBeforeReplace, true);
        assert.deepEqual(resourceNamed(graph, "namespace-api-http").inputs, {
            description: "Services of platform-dev",
            name: "api",
            tags: { Name: "platform-dev-api" },
        });
    });

    it("is refused with every fault at once", () => {
        const at = "stacks/dev.ts › serviceDiscovery";
        assert.deepEqual(
            refusedOf(
                withNamespaces({
                    "No good": { kind: "http", name: "a b" },
                    cluster: { kind: "private-dns", domain: "svc.cluster.local" },
                    twice: { kind: "private-dns", domain: "internal.example.com" },
                }),
            ),
            [
                `${at}.No good: not a name (got "No good"). Use small letters, digits and -, the first a letter, 32 at most.`,
                `${at}.No good.name: not a name of a namespace (got "a b"). Write 1 to 1024 visible characters.`,
                `${at}.cluster.domain: AWS or the cluster answers for these names (got "svc.cluster.local"). Choose a domain of your own.`,
                `${at}.twice.domain: network.dns.privateZones makes a zone of this domain, and a VPC has one (got "internal.example.com"). Choose another domain, or remove the zone.`,
            ],
        );
    });
});
