/** Hosted zones and certificates: what is made of them, and what is refused. */
import assert from "node:assert/strict";

import type { CertificatesWords } from "../../../components/names/certificates-schema";
import type { HostedZonesSettings, HostedZonesWords } from "../../../components/names/hosted-zones-schema";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import { ancestorsOf } from "../../../tools/plan/order";
import { graphOfShape, plannedOf, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_FARGATE } from "../../support/shapes";

const COMPANY = { id: "Z0000000COMPANY", roleArn: "arn:aws:iam::111122223333:role/dns" };

function shapeOf(hostedZones: HostedZonesWords, certificates: CertificatesWords = {}): EnvironmentShape {
    return { ...ON_FARGATE, hostedZones, certificates };
}

function named(hostedZones: HostedZonesSettings) {
    return { config: { "platform:hostedZones": hostedZones } };
}

const SHOP = { kind: "public", domain: "shop.example.com" } as const;
const DELEGATED: HostedZonesWords = {
    company: { kind: "existing", domain: "example.com" },
    shop: { ...SHOP, delegatedBy: "company" },
};
const WITH_WILDCARD: CertificatesWords = {
    shop: { domain: "shop.example.com", alternatives: ["*.shop.example.com", "www.example.com"] },
};

describe("a hosted zone", () => {
    it("is made with its tags, keeps records of others, and hands on its name servers", async () => {
        const graph = await graphOfShape(shapeOf({ shop: SHOP }));
        assert.deepEqual(resourceNamed(graph, "zone-shop-zone").inputs, {
            comment: "Public zone of platform-dev",
            forceDestroy: false,
            name: "shop.example.com",
            tags: { Name: "platform-dev-shop" },
        });
        const { zoneId, ...zone } = objectOf(objectOf(objectOf(graph.outputs)["hostedZones"])["shop"]);
        assert.deepEqual(zone, {
            domain: "shop.example.com",
            nameServers: ["ns-0.awsdns-00.com", "ns-1024.awsdns-00.org"],
        });
        assert.match(String(zoneId), /^Z0[0-9A-F]{18}$/);
        assert.equal(objectOf((await graphOfShape(ON_FARGATE)).outputs)["hostedZones"], undefined);
    });

    it("is delegated by a zone of another account through that account's role", async () => {
        const graph = await graphOfShape(shapeOf(DELEGATED), named({ company: COMPANY }));
        const delegation = resourceNamed(graph, "zone-shop-delegation");
        assert.deepEqual(delegation.inputs, {
            name: "shop.example.com",
            records: ["ns-0.awsdns-00.com", "ns-1024.awsdns-00.org"],
            ttl: 3600,
            type: "NS",
            zoneId: "Z0000000COMPANY",
        });
        const provider = resourceNamed(graph, "zone-company-records");
        assert.equal(delegation.provider, provider.urn);
        const { allowedAccountIds, assumeRoles } = objectOf(provider.inputs);
        assert.deepEqual(
            [allowedAccountIds, assumeRoles],
            ['["111122223333"]', '[{"roleArn":"arn:aws:iam::111122223333:role/dns"}]'],
        );
    });

    it("is delegated by a zone of the same account, or of the same shape, as the environment itself", async () => {
        const here = await graphOfShape(shapeOf(DELEGATED), named({ company: { id: COMPANY.id } }));
        assert.equal(
            here.resources.some(({ name }) => name === "zone-company-records"),
            false,
        );
        const own: HostedZonesWords = {
            shop: { ...SHOP, delegatedBy: "company" },
            company: { kind: "public", domain: "example.com" },
        };
        const graph = await graphOfShape(shapeOf(own));
        const delegation = resourceNamed(graph, "zone-shop-delegation");
        assert.deepEqual(delegation.propertyDependencies["zoneId"], [
            resourceNamed(graph, "zone-company-zone").urn,
        ]);
    });

    it("says who has to name its servers where the kit does not", () => {
        const said = (zones: HostedZonesWords, options = {}) =>
            plannedOf(shapeOf(zones), options).notices.filter((notice) => notice.startsWith("Nobody asks"));
        assert.deepEqual(said({ shop: SHOP }), [
            "Nobody asks hosted zone shop before whoever holds the domain above shop.example.com names its servers: output hostedZones.shop.nameServers",
        ]);
        assert.deepEqual(said(DELEGATED, named({ company: COMPANY })), []);
    });

    it("is refused with every fault at once", () => {
        const at = "stacks/dev.ts › hostedZones";
        const of = "Pulumi.dev.yaml › platform:hostedZones";
        const remedy = "Write it in small letters without a dot at its end: shop.example.com";
        assert.deepEqual(
            refusedOf(
                shapeOf({
                    Shop: SHOP,
                    twin: SHOP,
                    upper: { kind: "public", domain: "Example.com." },
                    aws: { kind: "public", domain: "eu-west-1.amazonaws.com" },
                    elsewhere: { kind: "public", domain: "example.org", delegatedBy: "twin" },
                    nobody: { kind: "public", domain: "a.example.org", delegatedBy: "company" },
                    there: { kind: "existing", domain: "example.net" },
                }),
                named({ twin: { id: COMPANY.id }, gone: { id: COMPANY.id } }),
            ),
            [
                `${at}.Shop: not a name (got "Shop"). Use small letters, digits and -, the first a letter, 32 at most.`,
                `${of}.twin: the kit makes this zone (got "${COMPANY.id}"). Remove it, or write kind: "existing" in the shape.`,
                `${at}.upper.domain: not a domain (got "Example.com."). ${remedy}.`,
                `${at}.aws.domain: AWS or the cluster answers for these names (got "eu-west-1.amazonaws.com"). Choose a domain of your own.`,
                `${at}.elsewhere.delegatedBy: example.org is not below shop.example.com, which this zone answers for (got "twin"). Name the zone of a domain above, or remove it.`,
                `${at}.nobody.delegatedBy: not a hosted zone of the shape (got "company"). Name one of hostedZones, or add it there.`,
                `${of}.there: missing. Name the zone: { id: Z… }, and roleArn where it is another account's.`,
                `${at}.twin.domain: hostedZones.Shop answers for this domain already (got "shop.example.com"). Keep one of the two.`,
                `${of}.gone: the shape has no such zone (got "${COMPANY.id}"). Remove it, or write hostedZones: { gone: { kind: "existing", domain: … } } in the shape.`,
            ],
        );
        const vpcs = { ...SHOP, vpcs: ["vpc-1"] } as unknown as HostedZonesWords[string];
        assert.match(
            refusedOf(shapeOf({ shop: vpcs })).join(),
            /hostedZones\.shop\.vpcs: zones that a VPC alone sees go with it: network\.dns\.privateZones makes them/,
        );
        assert.match(
            refusedOf(shapeOf(DELEGATED), {
                config: { "platform:hostedZones": { company: { id: "zone", roleArn: "dns" } } },
            }).join("\n"),
            /company\.id: not the id of a hosted zone .*\n.*company\.roleArn: not the ARN of a role/,
        );
    });
});

describe("a certificate", () => {
    it("is proven by one record a name, each in the zone the name belongs to", async () => {
        const graph = await graphOfShape(shapeOf(DELEGATED, WITH_WILDCARD), named({ company: COMPANY }));
        assert.deepEqual(resourceNamed(graph, "certificate-shop-acm").inputs, {
            domainName: "shop.example.com",
            keyAlgorithm: "RSA_2048",
            subjectAlternativeNames: ["*.shop.example.com", "www.example.com"],
            tags: { Name: "platform-dev-shop" },
            validationMethod: "DNS",
        });
        const records = graph.resources.filter(
            ({ name, type }) => type === "aws:route53/record:Record" && name.startsWith("certificate-"),
        );
        assert.deepEqual(
            records.map(({ inputs, name }) => {
                const { name: recordName, records: values, type, ttl, zoneId } = objectOf(inputs);
                assert.match(String(zoneId), /^Z0/);
                assert.match(String(values), /^_[0-9a-f]{32}\.[0-9a-f]{10}\.acm-validations\.aws\.$/);
                return [name, String(recordName).replace(/^_[0-9a-f]{32}/, "_"), type, ttl];
            }),
            [
                ["certificate-shop-shop-example-com", "_.shop.example.com.", "CNAME", 300],
                ["certificate-shop-www-example-com", "_.www.example.com.", "CNAME", 300],
            ],
        );
        assert.deepEqual(
            records.map(({ inputs }) => objectOf(inputs)["zoneId"] === COMPANY.id),
            [false, true],
        );
        const { urn } = resourceNamed(graph, "zone-company-records");
        assert.deepEqual(
            records.map(({ provider }) => provider === urn),
            [false, true],
        );
    });

    it("has an ARN once it is issued, which the stack exports", async () => {
        const graph = await graphOfShape(shapeOf({ shop: SHOP }, { shop: { domain: SHOP.domain } }));
        const { certificateArn, validationRecordFqdns } = objectOf(
            resourceNamed(graph, "certificate-shop-issued").inputs,
        );
        assert.match(
            String(certificateArn),
            /^arn:aws:acm:us-east-1:210987654321:certificate\/[0-9a-f-]{36}$/,
        );
        assert.match(String(validationRecordFqdns), /^_[0-9a-f]{32}\.shop\.example\.com$/);
        assert.deepEqual(objectOf(graph.outputs)["certificates"], { shop: certificateArn });
        assert.equal(objectOf((await graphOfShape(ON_FARGATE)).outputs)["certificates"], undefined);
    });

    it("is there before the cluster, which does not wait until it is issued", async () => {
        const graph = await graphOfShape(shapeOf({ shop: SHOP }, { shop: { domain: SHOP.domain } }));
        const cluster = resourceNamed(graph, "cluster-control-plane");
        const behind = [...ancestorsOf(graph, cluster.urn)].map((urn) => urn.slice(urn.lastIndexOf("$") + 1));
        const ofNames = behind.filter((urn) => /^aws:(acm|route53)/.test(urn)).sort();
        assert.deepEqual(ofNames, [
            "aws:acm/certificate:Certificate::certificate-shop-acm",
            "aws:route53/record:Record::certificate-shop-shop-example-com",
            "aws:route53/zone:Zone::zone-shop-zone",
        ]);
        const unknown = await graphOfShape(shapeOf({ shop: SHOP }, { shop: { domain: SHOP.domain } }), {
            mode: "unknown",
        });
        assert.equal(unknown.resources.length, graph.resources.length);
    });

    it("is refused with every fault at once", () => {
        const at = "stacks/dev.ts › certificates";
        const long = `${"a".repeat(50)}.shop.example.com`;
        assert.deepEqual(
            refusedOf(
                shapeOf(
                    { shop: SHOP },
                    {
                        shop: { domain: "shop.example.com", alternatives: ["shop.example.com", "a.*.com"] },
                        twin: { domain: "*.shop.example.com", alternatives: ["www.example.com"] },
                        long: { domain: long },
                        "no good": { domain: "b.shop.example.com" },
                    },
                ),
            ),
            [
                `${at}.shop.alternatives[0]: named as domain already (got "shop.example.com"). Name each once.`,
                `${at}.shop.alternatives[1]: not a name ACM issues for (got "a.*.com"). Write shop.example.com, or *.shop.example.com for every name one label below.`,
                `${at}.twin.alternatives[0]: no hosted zone of the shape holds it, which has shop.example.com (got "www.example.com"). Add its zone to hostedZones.`,
                `${at}.long.domain: longer than the 64 characters of a first name (got "${long}"). Put a shorter one first, and this one among alternatives.`,
                `${at}.no good: not a name (got "no good"). Use small letters, digits and -, the first a letter, 32 at most.`,
                `${at}.twin: certificates shop and twin are proven by one record of shop.example.com, which goes with the first that goes. Put their names into one certificate, or name only what is below shop.example.com.`,
            ],
        );
        const many = Array.from({ length: 100 }, (_, index) => `n${index}.shop.example.com`);
        const withNames = (alternatives: readonly string[]) =>
            shapeOf({ shop: SHOP }, { shop: { domain: SHOP.domain, alternatives } });
        assert.deepEqual(refusedOf(withNames(many)), [
            `${at}.shop.alternatives: ACM takes 100 names a certificate (got 101). Split it, or use a wildcard.`,
        ]);
        const said = (alternatives: readonly string[]) =>
            plannedOf(withNames(alternatives)).notices.filter((notice) => notice.startsWith("Certificate"));
        assert.deepEqual(said(many.slice(0, 10)), [
            "Certificate shop has 11 names: ACM takes 10 until the account's quota is raised",
        ]);
        assert.deepEqual(said(many.slice(0, 9)), []);
    });
});
